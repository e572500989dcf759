"""What earlier scans say at the moment of an attempt: where somebody is, how often they came, how full a zone is.

Everything is asked as of ``at``, so that a scan recorded late is judged by what had happened before it. A day's
presence ends at the event's cut-off.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta

from conclave_desk.domain.admission import ClosedSession, Scene, Visit
from conclave_desk.domain.event import Event, Zone, day_cut_off, day_of
from conclave_desk.registers.moments import from_text, to_text

_PASSES = """
SELECT at, gate, zone, verdict FROM scans
WHERE issuer = ? AND holder = ? AND at <= ? AND verdict <> 'refused' ORDER BY at, scan_id
"""
_INSIDE_NOW = "SELECT count(*) FROM presence WHERE zone = ? AND inside = 1 AND since >= ?"
_PARTY_INSIDE_NOW = f"{_INSIDE_NOW} AND party = ?"
_INSIDE_THEN = """
SELECT count(*), coalesce(sum(party = ?), 0) FROM (
    SELECT party, verdict,
        row_number() OVER (PARTITION BY issuer, holder ORDER BY at DESC, scan_id DESC) AS latest
    FROM scans
    WHERE at >= ? AND at <= ? AND holder IS NOT NULL
        AND ((verdict = 'admitted' AND zone = ?) OR (verdict = 'left' AND zone IN (SELECT value FROM json_each(?))))
) WHERE latest = 1 AND verdict = 'admitted'
"""
_SESSIONS = """
SELECT * FROM sessions WHERE access <> 'open' AND status <> 'cancelled' AND ends > ?
    AND venue IN (SELECT value FROM json_each(?))
"""


def scene(
    db: sqlite3.Connection, event: Event, zone: Zone, at: datetime, issuer: str | None, holder: str | None, party: str
) -> Scene:
    """The scene of an attempt on ``zone``; ``holder`` and ``party`` may be unknown."""
    begins, until = to_text(_beginning_of_day(event, at)), to_text(at)
    inside, first, first_today = _visits(db, event, zone, begins, until, issuer, holder)
    zone_inside, party_inside = _counts(db, event, zone, begins, until, party)
    return Scene(
        inside_since=inside,
        first_entry=first,
        first_entry_today=first_today,
        party_inside=party_inside,
        zone_inside=zone_inside,
        sessions=_closed_sessions(db, event, zone, at),
    )


def _beginning_of_day(event: Event, at: datetime) -> datetime:
    """When the event's day that ``at`` belongs to began."""
    return day_cut_off(event, day_of(event, at) - timedelta(days=1))


def _visits(
    db: sqlite3.Connection, event: Event, zone: Zone, begins: str, until: str, issuer: str | None, holder: str | None
) -> tuple[Visit | None, Visit | None, Visit | None]:
    if holder is None:
        return None, None, None
    inside = first = first_today = None
    for at, gate, where, verdict in db.execute(_PASSES, (issuer, holder, until)):
        if verdict == "left":
            if zone.code in event.zones_within(where):
                inside = None
        elif where == zone.code:
            first = first or (at, gate)
            if at >= begins:
                inside = inside or (at, gate)
                first_today = first_today or (at, gate)
    return _visit(event, inside), _visit(event, first), _visit(event, first_today)


def _visit(event: Event, passed: tuple[str, str] | None) -> Visit | None:
    if passed is None:
        return None
    at, gate = passed
    known = event.gate(gate)
    return Visit(at=from_text(at), gate=gate, gate_name=known.name if known else gate)


def _counts(db: sqlite3.Connection, event: Event, zone: Zone, begins: str, until: str, party: str) -> tuple[int, int]:
    """How many are inside the zone, and, where the zone limits that, how many of them are of ``party``."""
    outer = [outside.code for outside in event.zones if zone.code in event.zones_within(outside.code)]
    latest = max(
        (row[0] for code in outer if (row := _latest(db, code)) and row[0]),
        default="",
    )
    if latest <= until:
        inside = db.execute(_INSIDE_NOW, (zone.code, begins)).fetchone()[0]
        if zone.per_party is None:
            return inside, 0
        return inside, db.execute(_PARTY_INSIDE_NOW, (zone.code, begins, party)).fetchone()[0]
    row = db.execute(_INSIDE_THEN, (party, begins, until, zone.code, json.dumps(outer))).fetchone()
    return row[0], row[1]


def _latest(db: sqlite3.Connection, zone: str) -> tuple[str | None] | None:
    found: tuple[str | None] | None = db.execute("SELECT max(at) FROM scans WHERE zone = ?", (zone,)).fetchone()
    return found


def _closed_sessions(db: sqlite3.Connection, event: Event, zone: Zone, at: datetime) -> tuple[ClosedSession, ...]:
    venues = [venue.code for venue in event.venues if venue.zone == zone.code]
    if not venues:
        return ()
    rows = db.execute(_SESSIONS, (to_text(at), json.dumps(venues)))
    return tuple(
        ClosedSession(
            code=row["code"],
            opens=from_text(row["starts"]) - timedelta(minutes=row["doors"]),
            ends=from_text(row["ends"]),
            access=row["access"],
            categories=tuple(json.loads(row["categories"])),
            parties=tuple(json.loads(row["parties"])),
            people=tuple(person for person in (row["chair"], *json.loads(row["speakers"])) if person),
        )
        for row in rows
    )
