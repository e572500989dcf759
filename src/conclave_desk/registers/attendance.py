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
from conclave_desk.domain.person import full_name, keys_of
from conclave_desk.domain.presence import Pass
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers import views as register
from conclave_desk.registers.moments import from_text, optional

_AT_ONCE = 500
_CAPACITIES = """
SELECT n.id, n.person, n.party, coalesce(a.category, n.category) AS category, n.rank, n.family_name, n.given_name,
    n.badge_name, n.native_name, n.service, n.role, n.precedence, n.successor, n.effective,
    (SELECT p.effective FROM nominations p WHERE p.id = n.predecessor) AS takes_over,
    a.holder, a.zones, a.valid_from, a.valid_until, a.withdrawn_from, iif(a.provisional, a.granted_at, NULL)
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


class Named(NamedTuple):
    """A person in one capacity, as lines of a list show them."""

    id: str
    party: str
    category: str
    rank: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """Given and family name as sent; "name awaited" while there is none."""
        return full_name(self.given_name, self.family_name) or "name awaited"

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


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
    for nomination, holder in _older_holders(db, None if everybody else [row[0] for row in rows]):
        older.setdefault(nomination, []).append(holder)
    names = _keys_by_nomination(db, rows, everybody) if keys else {}
    nobody: frozenset[str] = frozenset()
    return [_capacity(row, older.get(row[0], ()), names.get(row[0], nobody), party_sort(row[2])) for row in rows]


def _rows(db: sqlite3.Connection, party: str | None, of: Collection[str] | None) -> Iterator[Any]:
    if of is None:
        asked = ("n.party = ? AND ", (party,)) if party else ("", ())
        yield from _plain(db, f"{_CAPACITIES} WHERE {asked[0]}{_KNOWN}", asked[1])
        return
    persons: set[str] = set()
    for part, marks in _parts(of):
        persons |= {row[0] for row in _plain(db, f"SELECT person FROM nominations WHERE id IN ({marks})", part)}
    for part, marks in _parts(persons):
        yield from _plain(db, f"{_CAPACITIES} WHERE n.person IN ({marks}) AND {_KNOWN}", part)


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


def _capacity(row: Any, older: Iterable[str], keys: frozenset[str], party_sort: str) -> Capacity:
    nomination, person, party, category, rank, family_name, given_name, badge_name, native_name, *rest = row
    service, role, precedence, successor, effective, takes_over, holder, zones, *permission = rest
    since, until = _validity(*permission)
    number = precedence.strip()
    return Capacity(
        nomination=nomination,
        person=person,
        party=party,
        category=category,
        holders=frozenset((*older, holder) if holder else older),
        zones=_zones(zones) if zones else (),
        valid_from=since,
        valid_until=until,
        takes_over=optional(takes_over),
        gives_way=optional(effective) if successor else None,
        rank=rank,
        family_name=family_name or ("" if given_name else badge_name or native_name),
        given_name=given_name,
        service=service,
        role=role,
        party_sort=party_sort,
        order=int(number) if number.isdecimal() else None,
        keys=keys,
    )


@lru_cache(maxsize=1024)
def _validity(
    since: str | None, until: str | None, withdrawn_from: str | None, granted_at: str | None
) -> tuple[datetime | None, datetime | None]:
    """As granted; a provisional grant (``granted_at``), which is made for somebody unannounced, holds for nothing
    before it."""
    if since is None or until is None:
        return None, None
    return from_text(max(since, granted_at or since)), from_text(min(until, withdrawn_from or until))


@lru_cache(maxsize=256)
def _zones(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _keys_by_nomination(db: sqlite3.Connection, rows: Iterable[Any], everybody: bool) -> dict[str, frozenset[str]]:
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

    return {row[0]: of(row[0]) for row in rows}


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


def named(db: sqlite3.Connection, of: Collection[str]) -> dict[str, Named]:
    """Those nominations in few columns."""
    found: dict[str, Named] = {}
    for part, signs in _parts(of):
        query = f"SELECT {', '.join(Named._fields)} FROM nominations WHERE id IN ({signs})"
        found.update((row[0], Named._make(row)) for row in _plain(db, query, part))
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
