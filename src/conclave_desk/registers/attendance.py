"""What the registers hold of attendance, as the values that :mod:`conclave_desk.domain.attendance` works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from conclave_desk.domain.attendance import Capacity, Mark, Session
from conclave_desk.domain.event import Event
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.presence import Pass
from conclave_desk.registers import accreditations, nominations, sessions
from conclave_desk.registers import views as register
from conclave_desk.registers.moments import from_text, optional


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


def capacities(db: sqlite3.Connection, party_sort: Callable[[str], str]) -> list[Capacity]:
    """Everybody who is or was accredited, and whoever was marked at a session; ``party_sort`` of a party's code."""
    accredited = accreditations.by_nomination(db)
    marked = {row[0] for row in db.execute("SELECT DISTINCT nomination FROM attendance_marks")}
    holders: dict[str, set[str]] = {}
    for holder, nomination in db.execute("SELECT DISTINCT holder, nomination FROM badges"):
        holders.setdefault(nomination, set()).add(holder)
    known = {found.id: found for found in nominations.all_of(db)}
    return [
        _capacity(found, accredited.get(found.id), holders.get(found.id, set()), known, party_sort(found.party))
        for found in known.values()
        if found.id in accredited or found.id in marked
    ]


def capacity(db: sqlite3.Connection, found: register.Nomination) -> Capacity:
    """One nomination as the rules take it, to ask where the person is expected."""
    known: dict[str, register.Nomination] = {}
    before = found.predecessor
    while before and (predecessor := nominations.by_id(db, before)):
        known[before] = predecessor
        before = predecessor.predecessor
    return _capacity(found, accreditations.of_nomination(db, found.id), set(), known, found.party)


def _capacity(
    found: register.Nomination,
    permission: register.Accreditation | None,
    holders: set[str],
    known: dict[str, register.Nomination],
    party_sort: str,
) -> Capacity:
    predecessor = known.get(found.predecessor or "")
    number = found.precedence.strip()
    valid_from, valid_until = _validity(permission) if permission else (None, None)
    return Capacity(
        nomination=found.id,
        person=found.person,
        party=found.party,
        category=permission.category if permission else found.category,
        holders=frozenset(holders | ({permission.holder} if permission else set())),
        zones=tuple(permission.zones) if permission else (),
        valid_from=valid_from,
        valid_until=valid_until,
        takes_over=optional(predecessor.effective) if predecessor else None,
        gives_way=optional(found.effective) if found.successor else None,
        rank=found.rank,
        family_name=found.family_name or ("" if found.given_name else found.badge_name or found.native_name),
        given_name=found.given_name,
        service=found.service,
        role=found.role,
        party_sort=party_sort,
        order=int(number) if number.isdecimal() else None,
        keys=_keys(found, known),
    )


def _keys(found: register.Nomination, known: dict[str, register.Nomination]) -> frozenset[str]:
    """By what a programme may name the person: also as whoever they came in the place of."""
    keys = keys_of(found.external_id, found.name, found.titled, found.badge_name, found.native_name)
    before = known.get(found.predecessor or "")
    return keys | _keys(before, known) if before else keys


def _validity(permission: register.Accreditation) -> tuple[datetime, datetime]:
    """As granted; a provisional grant, which is made for somebody unannounced, holds for nothing before it."""
    until = min(permission.valid_until, permission.withdrawn_from or permission.valid_until)
    return max(permission.valid_from, permission.granted_at) if permission.provisional else permission.valid_from, until


def passes(db: sqlite3.Connection, event: Event) -> list[Pass]:
    """The scans of the event's own badges that let somebody in or out."""
    rows = db.execute(
        "SELECT holder, zone, verdict = 'admitted', at, scan_id, gate FROM scans WHERE issuer = ?"
        " AND holder <> '' AND verdict IN ('admitted', 'left') ORDER BY at, scan_id, chain",
        (event.code,),
    )
    return [Pass(row[0], row[1], bool(row[2]), from_text(row[3]), row[4], row[5]) for row in rows]


def marks(db: sqlite3.Connection) -> list[Mark]:
    """The latest correction of each nomination at each session."""
    rows = db.execute(
        "SELECT nomination, session, status, evidence, coalesce(reason, ''), at FROM attendance_marks"
        " ORDER BY nomination, session"
    )
    return [Mark(row[0], row[1], row[2], row[3], row[4], from_text(row[5])) for row in rows]
