"""Rows of the registers as values: what screens, rules and exports are handed instead of SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from conclave_desk.domain.nomination import ACTIVE, HEADS
from conclave_desk.domain.person import full_name
from conclave_desk.registers.moments import from_text, to_text

V = TypeVar("V", bound=Struct)


class Invitation(Struct, frozen=True, kw_only=True):
    """A row of ``invitations``; ``slots`` is the number of places by category."""

    id: str
    reference: str
    party: str
    addressee: str
    sender: str
    channel: str
    issued_on: str | None
    reply_by: str | None
    level: str
    slots: dict[str, int]
    status: str
    answered_on: str | None
    answered_level: str
    answer_reference: str
    note: str


class Nomination(Struct, frozen=True, kw_only=True):
    """A row of ``nominations``: a person, or a confirmed slot whose name is awaited (``named`` is 0)."""

    id: str
    person: str
    invitation: str | None
    party: str
    category: str
    slot: str
    role: str
    named: int
    status: str
    rank: str
    given_name: str
    family_name: str
    badge_name: str
    native_name: str
    post_nominals: str
    service: str
    appointment: str
    precedence: str
    sex: str
    nationality: str
    languages: str
    marks: str
    note: str
    folded: str
    zones: list[str]
    valid_from: str | None
    valid_until: str | None
    accompanies: str
    external_id: str
    travel: dict[str, str]
    paper: dict[str, str]
    over_quota: str | None
    predecessor: str | None
    successor: str | None
    effective: str | None
    arrived_at: str | None
    reason: str | None

    @property
    def name(self) -> str:
        """Given and family name as sent; "name awaited" while there is none."""
        return full_name(self.given_name, self.family_name) or "name awaited"

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()

    @property
    def heads(self) -> bool:
        """Whether the person heads the delegation."""
        return self.role in HEADS

    @property
    def holds_slot(self) -> bool:
        """Whether the nomination takes one of the slots offered: a successor takes it from its predecessor."""
        return self.status in ACTIVE and self.successor is None

    @property
    def gives_way(self) -> datetime | None:
        """From when on a successor is in the person's place, if one was named."""
        return from_text(self.effective) if self.successor and self.effective else None

    def status_at(self, now: datetime) -> str:
        """The status, ``withdrawn`` once a successor has taken over."""
        return nomination_status_at(self.status, self.successor, self.effective, to_text(now))


def nomination_status_at(status: str, successor: str | None, effective: str | None, now: str) -> str:
    """How a nomination stands; ``withdrawn`` once a successor has taken over. Instants as the registers write them."""
    return "withdrawn" if successor and effective and effective <= now else status


class Accreditation(Struct, frozen=True, kw_only=True):
    """A row of ``accreditations``."""

    nomination: str
    holder: str
    category: str
    zones: list[str]
    valid_from: datetime
    valid_until: datetime
    status: str
    paper: dict[str, str]
    provisional: int
    granted_at: datetime
    withdrawn_from: datetime | None
    reason: str | None

    def status_at(self, now: datetime) -> str:
        """``granted suspended refused withdrawn`` as of ``now``, or ``ended`` for a provisional one that has run out.

        A withdrawal may lie ahead.
        """
        if self.status == "granted" and self.provisional and self.valid_until <= now:
            return "ended"
        if self.status != "refused" and self.withdrawn_from is not None and self.withdrawn_from <= now:
            return "withdrawn"
        return self.status


class Badge(Struct, frozen=True, kw_only=True):
    """A row of ``badges``: an object apart from the person."""

    holder: str
    issue: int
    nomination: str
    issued_at: datetime
    printed: int
    printed_at: datetime | None
    collected_at: datetime | None
    collected_by: str | None
    surrendered_at: datetime | None
    revoked_from: datetime | None
    cause: str | None
    replaced_by: int | None

    def status_at(self, now: datetime) -> str:
        """``issued printed collected surrendered revoked`` as of ``now``."""
        if self.revoked_from is not None and self.revoked_from <= now:
            return "revoked"
        if self.surrendered_at is not None:
            return "surrendered"
        if self.collected_at is not None:
            return "collected"
        return "printed" if self.printed else "issued"


class Session(Struct, frozen=True, kw_only=True):
    """A row of ``sessions``; ``doors`` in minutes before ``starts``."""

    code: str
    title: str
    kind: str
    venue: str
    starts: datetime
    ends: datetime
    access: str
    categories: list[str]
    parties: list[str]
    chair: str
    speakers: list[str]
    doors: int
    note: str
    status: str


class Clearance(Struct, frozen=True, kw_only=True):
    """The latest result of a step of review."""

    nomination: str
    step: str
    result: str
    officer: str
    paper: str
    remark: str | None
    at: datetime


_decode: Callable[[str], Any] = msgspec.json.Decoder().decode
_JSON = {"slots", "zones", "travel", "paper", "categories", "parties", "speakers"}
_INSTANTS: dict[type[Struct], frozenset[str]] = {
    Accreditation: frozenset({"valid_from", "valid_until", "granted_at", "withdrawn_from"}),
    Badge: frozenset({"issued_at", "printed_at", "collected_at", "surrendered_at", "revoked_from"}),
    Session: frozenset({"starts", "ends"}),
    Clearance: frozenset({"at"}),
}
# `paper` of a clearance is a plain number, not a description.
_PLAIN: dict[type[Struct], frozenset[str]] = {Clearance: frozenset({"paper"})}


_Conversions = tuple[tuple[str, Callable[[str], Any]], ...]


@cache
def _conversions(kind: type[Struct]) -> _Conversions:
    """The columns that a value of that kind holds otherwise than as text or number, and what makes them so."""
    instants = _INSTANTS.get(kind, frozenset())
    decoded = _JSON - _PLAIN.get(kind, frozenset())
    chosen = dict.fromkeys(instants, from_text) | dict.fromkeys(decoded, _decode)
    return tuple((name, chosen[name]) for name in kind.__struct_fields__ if name in chosen)


def view(kind: type[V], row: sqlite3.Row | dict[str, Any]) -> V:
    """The row as a value of that kind; a column that it does not have is left out."""
    values: dict[str, Any] = dict(row)
    if len(values) != len(kind.__struct_fields__):
        values = {name: values[name] for name in kind.__struct_fields__}
    for name, convert in _conversions(kind):
        value = values[name]
        if value is not None:
            values[name] = convert(value)
    return kind(**values)


def views(kind: type[V], rows: Iterable[sqlite3.Row]) -> list[V]:
    """All the rows as values."""
    return [view(kind, row) for row in rows]
