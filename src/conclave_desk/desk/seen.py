"""Two officers at one record: what was seen when a form was opened is compared again inside the write transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.trail import last_touch
from conclave_desk.domain.decision import Refusal
from conclave_desk.registers import marks

INVITATION, NOMINATION, SESSION = "invitation", "nomination", "session"


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as an officer saw it: ``mark`` changes with anything that the registers say about it."""

    kind: str
    key: str
    mark: str


def seen(desk: Desk, kind: str, key: str) -> Seen:
    """The record as it stands now; ``kind`` is ``invitation``, ``nomination`` or ``session``."""
    return Seen(kind, key, _mark(desk, kind, key))


@contextmanager
def unchanged(desk: Desk, records: Sequence[Seen]) -> Iterator[None]:
    """Commands given inside are refused if one of the records is not as it was seen any more."""

    def guard() -> Refusal | None:
        return next(
            (_changed(desk, record) for record in records if _mark(desk, record.kind, record.key) != record.mark), None
        )

    before, desk.guard = desk.guard, guard
    try:
        yield
    finally:
        desk.guard = before


def _mark(desk: Desk, kind: str, key: str) -> str:
    return hashlib.sha256(repr(marks.rows_about(desk.journal.db, kind, key)).encode()).hexdigest()


def _changed(desk: Desk, record: Seen) -> Refusal:
    touch = last_touch(desk, record.key)
    who = "Somebody"
    if touch is not None:
        at = touch.at.astimezone(desk.event.zone_info)
        who = f"{touch.officer} ({touch.command}, {at:%H:%M:%S})"
    return Refusal(
        "changed_meanwhile",
        f"{who} changed this {record.kind} while it was open here. Nothing was written; look at it again, then decide.",
    )
