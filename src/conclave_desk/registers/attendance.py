"""What the registers hold of attendance, as the values that :mod:`conclave_desk.domain.attendance` works on.

Of everybody it is read in few columns; ``of`` asks for a few nominations alone, those of a page in sight.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from conclave_desk.domain.event import Event
from conclave_desk.domain.expected import Capacity, Mark, Session
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.presence import Pass
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers import views as register
from conclave_desk.registers.moments import from_text, optional

_AT_ONCE = 500
_CAPACITIES = """
SELECT n.id, n.person, n.party, coalesce(a.category, n.category) AS category, n.rank, n.family_name, n.given_name,
    n.badge_name, n.native_name, n.service, n.role, n.precedence, n.predecessor, n.successor, n.effective,
    (SELECT p.effective FROM nominations p WHERE p.id = n.predecessor) AS takes_over,
    a.holder, a.zones, a.valid_from, a.valid_until, a.withdrawn_from, a.provisional, a.granted_at
FROM nominations n LEFT JOIN accreditations a ON a.nomination = n.id
"""
_KNOWN = "(a.nomination IS NOT NULL OR n.id IN (SELECT nomination FROM attendance_marks))"
_OLDER_HOLDERS = """
SELECT DISTINCT b.nomination, b.holder FROM badges b LEFT JOIN accreditations a ON a.nomination = b.nomination
WHERE b.holder IS NOT a.holder
"""
_PASSES = (
    "SELECT holder, zone, verdict = 'admitted', at, scan_id, gate, method = 'paper' FROM scans WHERE issuer = ?"
    " AND holder <> '' AND verdict IN ('admitted', 'left')"
)
_MARKS = "SELECT nomination, session, status, evidence, coalesce(reason, ''), at FROM attendance_marks"


class _Row(NamedTuple):
    """A nomination and its accreditation, as :data:`_CAPACITIES` reads them."""

    id: str
    person: str
    party: str
    category: str
    rank: str
    family_name: str
    given_name: str
    badge_name: str
    native_name: str
    service: str
    role: str
    precedence: str
    predecessor: str | None
    successor: str | None
    effective: str | None
    takes_over: str | None
    holder: str | None
    zones: str | None
    valid_from: str | None
    valid_until: str | None
    withdrawn_from: str | None
    provisional: int | None
    granted_at: str | None


def programme(db: sqlite3.Connection, event: Event) -> list[Session]:
    """The sessions that were not cancelled, each with the zone of its venue."""
    return [session(event, found) for found in sessions.all_of(db, cancelled=False)]


def session(event: Event, found: register.Session) -> Session:
    """A row of ``sessions`` as the rules take it."""
    venue = event.venue(found.venue)
    return Session(
        code=found.code,
        opens=found.starts - timedelta(minutes=found.doors),
        starts=found.starts,
        ends=found.ends,
        zone=venue.zone if venue else None,
        access=found.access,
        categories=tuple(found.categories),
        parties=tuple(found.parties),
        people=tuple(filter(None, (found.chair, *found.speakers))),
    )


def capacities(
    db: sqlite3.Connection,
    party_sort: Callable[[str], str],
    *,
    party: str | None = None,
    of: Collection[str] | None = None,
    keys: bool = True,
) -> list[Capacity]:
    """Everybody who is or was accredited, and whoever was marked at a session; ``party_sort`` of a party's code.

    Of a ``party`` it is its people; ``of`` nominations it is these, and whatever else the same persons were put forward
    as. Without ``keys`` nobody can be found by a name in the programme, which takes less time.
    """
    everybody = party is None and of is None
    rows = list(_rows(db, party, of))
    older: dict[str, list[str]] = {}
    for nomination, holder in _older_holders(db, None if everybody else [row.id for row in rows]):
        older.setdefault(nomination, []).append(holder)
    names = _keys_by_nomination(db, rows, everybody) if keys else {}
    nobody: frozenset[str] = frozenset()
    return [_capacity(row, older.get(row.id, ()), names.get(row.id, nobody), party_sort(row.party)) for row in rows]


def _rows(db: sqlite3.Connection, party: str | None, of: Collection[str] | None) -> Iterator[_Row]:
    if of is None:
        asked = ("n.party = ? AND ", (party,)) if party else ("", ())
        yield from map(_Row._make, _plain(db, f"{_CAPACITIES} WHERE {asked[0]}{_KNOWN}", asked[1]))
        return
    persons: set[str] = set()
    for part, marks in _parts(of):
        persons |= {row[0] for row in _plain(db, f"SELECT person FROM nominations WHERE id IN ({marks})", part)}
    for part, marks in _parts(persons):
        yield from map(_Row._make, _plain(db, f"{_CAPACITIES} WHERE n.person IN ({marks}) AND {_KNOWN}", part))


def _older_holders(db: sqlite3.Connection, of: Collection[str] | None) -> Iterator[Any]:
    """Holder numbers of badges that the accreditation names no more, by nomination."""
    if of is None:
        yield from _plain(db, _OLDER_HOLDERS)
        return
    for part, marks in _parts(of):
        yield from _plain(db, f"{_OLDER_HOLDERS} AND b.nomination IN ({marks})", part)


def _plain(db: sqlite3.Connection, query: str, values: Iterable[Any] = ()) -> Iterator[Any]:
    """Rows as plain tuples, which are made in half the time."""
    cursor = db.cursor()
    cursor.row_factory = None
    return iter(cursor.execute(query, tuple(values)))


def _parts(values: Collection[str]) -> Iterator[tuple[list[str], str]]:
    listed = list(values)
    for start in range(0, len(listed), _AT_ONCE):
        part = listed[start : start + _AT_ONCE]
        yield part, ", ".join("?" * len(part))


def _capacity(row: _Row, older: Iterable[str], keys: frozenset[str], party_sort: str) -> Capacity:
    valid_from, valid_until = _validity(row)
    number = row.precedence.strip()
    return Capacity(
        nomination=row.id,
        person=row.person,
        party=row.party,
        category=row.category,
        holders=frozenset((*older, row.holder) if row.holder else older),
        zones=_zones(row.zones) if row.zones else (),
        valid_from=valid_from,
        valid_until=valid_until,
        takes_over=optional(row.takes_over),
        gives_way=optional(row.effective) if row.successor else None,
        rank=row.rank,
        family_name=row.family_name or ("" if row.given_name else row.badge_name or row.native_name),
        given_name=row.given_name,
        service=row.service,
        role=row.role,
        party_sort=party_sort,
        order=int(number) if number.isdecimal() else None,
        keys=keys,
    )


def _validity(row: _Row) -> tuple[datetime | None, datetime | None]:
    """As granted; a provisional grant, which is made for somebody unannounced, holds for nothing before it."""
    if row.valid_from is None or row.valid_until is None:
        return None, None
    since = row.valid_from
    if row.provisional and row.granted_at:
        since = max(since, row.granted_at)
    return _moment(since), _moment(min(row.valid_until, row.withdrawn_from or row.valid_until))


@lru_cache(maxsize=256)
def _zones(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime:
    return from_text(text)


def _keys_by_nomination(db: sqlite3.Connection, rows: Iterable[_Row], everybody: bool) -> dict[str, frozenset[str]]:
    """By what a programme may name each person: also as whoever they came in the place of."""
    known = {found.id: found for found in nominations.all_of(db)} if everybody else {}

    def of(nomination: str | None) -> frozenset[str]:
        if not nomination:
            return frozenset()
        found = known.get(nomination) or nominations.by_id(db, nomination)
        if found is None:
            return frozenset()
        own = keys_of(found.external_id, found.name, found.titled, found.badge_name, found.native_name)
        return own | of(found.predecessor)

    return {row.id: of(row.id) for row in rows}


def passes(db: sqlite3.Connection, event: Event, holders: Collection[str] | None = None) -> list[Pass]:
    """The scans of the event's own badges that let somebody in or out; of those holder numbers, if any are given."""
    order = " ORDER BY at, scan_id, chain"
    if holders is None:
        return _as_passes(_plain(db, _PASSES + order, (event.code,)))
    found: list[Pass] = []
    for part, marks in _parts(holders):
        found += _as_passes(_plain(db, f"{_PASSES} AND holder IN ({marks}){order}", (event.code, *part)))
    return found


def _as_passes(rows: Iterable[Any]) -> list[Pass]:
    return [Pass(row[0], row[1], bool(row[2]), from_text(row[3]), row[4], row[5], bool(row[6])) for row in rows]


def parties(db: sqlite3.Connection) -> list[str]:
    """The parties that put anybody forward."""
    return [row[0] for row in _plain(db, "SELECT DISTINCT party FROM nominations")]


def folded_names(db: sqlite3.Connection, party: str) -> dict[str, str]:
    """By nomination, the folded names of a party's people."""
    return dict(_plain(db, "SELECT id, folded FROM nominations WHERE party = ?", (party,)))


def people(db: sqlite3.Connection, of: Collection[str]) -> dict[str, register.Nomination]:
    """Those nominations whole."""
    found: dict[str, register.Nomination] = {}
    for part, signs in _parts(of):
        rows = db.execute(f"SELECT * FROM nominations WHERE id IN ({signs})", part)
        found.update((one.id, one) for one in register.views(register.Nomination, rows))
    return found


def of_several_capacities(db: sqlite3.Connection) -> set[str]:
    """The nominations of people who were put forward more than once."""
    twice = "SELECT person FROM nominations GROUP BY person HAVING count(*) > 1"
    return {row[0] for row in _plain(db, f"SELECT id FROM nominations WHERE person IN ({twice})")}


def nominations_of(db: sqlite3.Connection, holders: Collection[str]) -> set[str]:
    """The nominations whose badges have those holder numbers."""
    found: set[str] = set()
    for part, signs in _parts(holders):
        query = f"SELECT nomination FROM accreditations WHERE holder IN ({signs})"
        found |= {row[0] for row in _plain(db, query, part)}
        query = f"SELECT nomination FROM badges WHERE holder IN ({signs})"
        found |= {row[0] for row in _plain(db, query, part)}
    return found


def marks(db: sqlite3.Connection, of: Collection[str] | None = None) -> list[Mark]:
    """The latest correction of each nomination at each session; ``of`` some nominations alone."""
    order = " ORDER BY nomination, session"
    if of is None:
        return _as_marks(_plain(db, _MARKS + order))
    found: list[Mark] = []
    for part, signs in _parts(of):
        found += _as_marks(_plain(db, f"{_MARKS} WHERE nomination IN ({signs}){order}", part))
    return found


def _as_marks(rows: Iterable[Any]) -> list[Mark]:
    return [Mark(row[0], row[1], row[2], row[3], row[4], from_text(row[5])) for row in rows]
