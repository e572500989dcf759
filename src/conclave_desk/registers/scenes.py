"""What earlier scans say at the moment of an attempt: where somebody is, how often they came, how full a zone is.

Everything is asked as of ``at``, so that a scan recorded late is judged by what had happened before it. A day's
presence ends at the event's cut-off.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta
from typing import NamedTuple

from conclave_desk.domain.event import Event, Gate, Zone, day_cut_off, day_of
from conclave_desk.domain.scene import Attempt, ClosedSession, Scene, Visit
from conclave_desk.errors import WrongData
from conclave_desk.registers.moments import from_text, to_text
from conclave_desk.registers.project.gate_rows import GateRows

_SCANS = """
SELECT at, gate, zone, verdict FROM scans
WHERE issuer = ? AND holder = ? AND verdict IN ('admitted', 'left') AND at <= ? ORDER BY at, scan_id, chain
"""
_NEWEST = "SELECT max(issue) FROM scans WHERE issuer = ? AND holder = ? AND issue > 1 AND method = 'qr'"
_OF_PARTY = "SELECT inside FROM occupancy WHERE zone = ? AND day = ? AND party = ?"
_INSIDE_THEN = """
SELECT count(*), coalesce(sum(party = ?), 0) FROM (
    SELECT party, verdict,
        row_number() OVER (PARTITION BY issuer, holder ORDER BY at DESC, scan_id DESC) AS latest
    FROM scans
    WHERE at >= ? AND at <= ? AND holder <> ''
        AND ((verdict = 'admitted' AND zone = ?) OR (verdict = 'left' AND zone IN (SELECT value FROM json_each(?))))
) WHERE latest = 1 AND verdict = 'admitted'
"""
_SESSIONS = """
SELECT * FROM sessions WHERE access <> 'open' AND status <> 'cancelled'
    AND venue IN (SELECT value FROM json_each(?))
"""


class Day(NamedTuple):
    """One of the event's days: its date, when it begins and when it is cut off, and the former as registers write it."""

    date: str
    begins: datetime
    ends: datetime
    begins_text: str


class Ground:
    """A gate and its zone, with what only the desk's own commands can change about them.

    Made once and asked for every scan, until the desk has written again. ``within`` are the zones inside this one,
    itself among them; leaving one of ``around`` ends presence here.
    """

    def __init__(self, db: sqlite3.Connection, event: Event, gate: Gate, zone: Zone) -> None:
        self.event, self.gate, self.zone = event, gate, zone
        self.within = event.zones_within(zone.code)
        self.around = frozenset(outer.code for outer in event.zones if zone.code in event.zones_within(outer.code))
        self.gate_names = {known.code: known.name for known in event.gates}
        self.sessions = _closed_sessions(db, event, zone)
        self._day: Day | None = None

    def day(self, at: datetime) -> Day:
        """The event's day that ``at`` belongs to."""
        day = self._day
        if day is None or not day.begins <= at < day.ends:
            date = day_of(self.event, at)
            begins = day_cut_off(self.event, date - timedelta(days=1))
            day = self._day = Day(date.isoformat(), begins, day_cut_off(self.event, date), to_text(begins))
        return day


class _Earlier(NamedTuple):
    """What earlier scans say of one holder and a zone; see :class:`Scene`."""

    inside: bool = False
    inside_since: Visit | None = None
    first_entry: Visit | None = None
    first_entry_today: Visit | None = None


def scene(
    rows: GateRows, ground: Ground, attempt: Attempt, issuer: str | None, holder: str | None, party: str
) -> Scene:
    """The scene of an attempt, among the ``rows`` of a transaction; ``holder`` and ``party`` may be unknown."""
    day, until = ground.day(attempt.at), to_text(attempt.at)
    earlier, newest = _Earlier(), None
    if issuer is not None and holder is not None:
        rows.settle_of(issuer, holder)
        earlier = _earlier(rows, ground, day, until, (issuer, holder), attempt.direction)
        newest = rows.db.execute(_NEWEST, (issuer, holder)).fetchone()[0]
    zone_inside, party_inside = _counts(rows, ground, day, until, party)
    return Scene(
        *earlier,
        party_inside=party_inside,
        zone_inside=zone_inside,
        newest_seen=newest,
        sessions=ground.sessions,
    )


def _earlier(rows: GateRows, ground: Ground, day: Day, until: str, badge: tuple[str, str], direction: str) -> _Earlier:
    """As of ``until``. How the holder passed last in the zone mostly says enough, however often they have come before;
    their scans are gone through for a time before that, and for what the gate's re-entry asks of those who come in."""
    last = rows.last_passed((*badge, ground.zone.code))
    if last is None:
        return _Earlier()
    _party, last_day, since, _scan_id, let_in = last
    today = last_day == day.date
    inside = today and bool(let_in)
    asked = {"passback": inside, "daily": today, "once": True}.get(ground.gate.reentry, False)
    if since > until or (direction == "in" and asked):
        return _visits(rows.db, ground, day, until, badge)
    return _Earlier(inside)


def _visits(db: sqlite3.Connection, ground: Ground, day: Day, until: str, badge: tuple[str, str]) -> _Earlier:
    """The same from the holder's scans up to ``until``."""
    inside = first = first_today = None
    cursor = db.cursor()
    cursor.row_factory = None
    for passed in cursor.execute(_SCANS, (*badge, until)):
        at, _gate, where, verdict = passed
        if verdict == "left":
            if where in ground.around:
                inside = None
        elif where == ground.zone.code:
            first = first or passed
            if at >= day.begins_text:
                inside = inside or passed
                first_today = first_today or passed
    entry, today = _visit(ground, first), _visit(ground, first_today)
    return _Earlier(inside is not None, _visit(ground, inside), entry, today)


def _visit(ground: Ground, passed: tuple[str, ...] | None) -> Visit | None:
    if passed is None:
        return None
    at, gate, *_ = passed
    return Visit(at=from_text(at), gate=gate, gate_name=ground.gate_names.get(gate, gate))


def _counts(rows: GateRows, ground: Ground, day: Day, until: str, party: str) -> tuple[int, int]:
    """How many are inside the zone, and how many of them are of ``party`` where a party's number has a limit.

    The register ``occupancy`` knows it for now; for a time before the latest scan all scans are gone through.
    """
    zone, asked = ground.zone.code, ground.zone.per_party is not None
    inside, latest = rows.inside(zone, day.date)
    if latest <= until and not asked:
        return inside, 0
    rows.flush()
    if latest <= until:
        row = rows.db.execute(_OF_PARTY, (zone, day.date, party)).fetchone()
        return inside, row[0] if row else 0
    around = json.dumps(sorted(ground.around))
    row = rows.db.execute(_INSIDE_THEN, (party, day.begins_text, until, zone, around)).fetchone()
    return row[0], row[1]


def _closed_sessions(db: sqlite3.Connection, event: Event, zone: Zone) -> tuple[ClosedSession, ...]:
    venues = [venue.code for venue in event.venues if venue.zone == zone.code]
    rows = db.execute(_SESSIONS, (json.dumps(venues),)) if venues else ()
    return tuple(map(_closed_session, rows))


def _closed_session(row: sqlite3.Row) -> ClosedSession:
    try:
        return ClosedSession(
            code=row["code"],
            opens=from_text(row["starts"]) - timedelta(minutes=row["doors"]),
            ends=from_text(row["ends"]),
            access=row["access"],
            categories=tuple(json.loads(row["categories"])),
            parties=tuple(json.loads(row["parties"])),
            people=tuple(person for person in (row["chair"], *json.loads(row["speakers"])) if person),
        )
    except (ValueError, TypeError) as fault:
        raise WrongData(
            f"What the programme says of session {row['code']} is damaged ({fault}); run `doctor`."
        ) from fault
