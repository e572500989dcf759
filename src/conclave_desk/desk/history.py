"""The journal as officers ask for it: who did what when, and what concerns a person or a party."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.entries import Entry
from conclave_desk.journal import record
from conclave_desk.journal.record import Record
from conclave_desk.registers import concerns
from conclave_desk.registers.views import Nomination


@dataclass(frozen=True, slots=True)
class Concern:
    """What entries must name to concern somebody: any id of each group (no group: every entry does)."""

    groups: tuple[frozenset[str], ...] = ()

    def __and__(self, other: Concern) -> Concern:
        return Concern((*self.groups, *other.groups))

    def __contains__(self, entry: Entry) -> bool:
        return not self.groups or all(not ids.isdisjoint(named) for named in [_named(entry)] for ids in self.groups)


@dataclass(frozen=True, slots=True)
class Found:
    """A record, its hash and its bytes; ``shown`` are the places of the entries that were asked for."""

    record: Record
    digest: bytes
    body: bytes
    shown: tuple[int, ...]


def of_person(desk: Desk, found: Nomination) -> Concern:
    """Whatever names the person, in all capacities."""
    return Concern((concerns.of_person(desk.journal.db, found.person),))


def of_party(desk: Desk, party: str) -> Concern:
    """Whatever names the party, its invitations or its people."""
    return Concern(((concerns.of_party(desk.journal.db, party) - {party}) | {_party(party)},))


def records(
    desk: Desk, chains: Sequence[str], *, after: int = 0, officer: str | None = None, concern: Concern
) -> Iterator[Found]:
    """The records of the chains after number ``after``, by the time of their commands; each chain keeps its order.

    To be read inside ``journal.reading()``, so that all chains are of one moment.
    """
    for _at, _chain, _n, found in heapq.merge(*(_chain_of(desk, chain, after) for chain in chains)):
        if officer and found.record.command.officer != officer:
            continue
        shown = tuple(number for number, entry in enumerate(found.record.entries) if entry in concern)
        if shown:
            yield Found(found.record, found.digest, found.body, shown)


def _chain_of(desk: Desk, chain: str, after: int) -> Iterator[tuple[datetime, str, int, Found]]:
    """The chain's records, each under the latest time so far: a clock that was set back changes no order."""
    latest = datetime.min.replace(tzinfo=UTC)
    for n, digest, body in desk.journal.bodies(chain, after):
        read = record.read(body)
        latest = max(latest, read.command.at)
        yield latest, chain, n, Found(read, digest, body, ())


def _party(code: str) -> str:
    return f"party {code}"


def _named(entry: Entry) -> set[str]:
    """Every text in the entry; where it stands for a party it is marked as one."""
    named: set[str] = set()
    values: dict[str, Any] = msgspec.to_builtins(entry, builtin_types=(bytes, datetime))
    for name, value in values.items():
        if name in ("party", "parties"):
            named |= {_party(code) for code in (value if isinstance(value, list) else [value])}
        else:
            named |= set(_texts(value))
    return named


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
