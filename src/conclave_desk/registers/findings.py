"""What the desk should look into among the scans: made while stations were apart, or with a clock that jumped.

Drawn from the registers whenever asked, so that it is the same whatever came first. No verdict is decided again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from conclave_desk.domain.event import Event
from conclave_desk.registers.moments import from_text

FAST = timedelta(seconds=10)
"""Nobody is at two gates within this time."""
_PASSED = """
SELECT s.issuer, s.holder, s.at, s.scan_id, s.chain, s.gate, s.zone, s.verdict, s.reason, s.day, s.issue, s.party,
    s.method
FROM scans s WHERE s.holder <> '' AND s.verdict IN ('admitted', 'left') {some}
ORDER BY s.issuer, s.holder, s.at, s.scan_id, s.chain
"""
_TOUCHED = """
AND (s.issuer, s.holder) IN (
    SELECT t.issuer, t.holder FROM scans t JOIN temp.looked_at l ON l.chain = t.chain AND l.scan_id = t.scan_id
)
"""
_REVOKED = """
WITH gone AS MATERIALIZED (
    SELECT issuer, holder, issue, name, revoked_from, cause FROM roster WHERE revoked_from IS NOT NULL
)
SELECT s.issuer, s.holder, s.at, s.scan_id, s.chain, s.gate, s.zone, s.issue, s.party, r.name, r.revoked_from, r.cause
FROM gone r CROSS JOIN scans s ON s.issuer = r.issuer AND s.holder = r.holder AND s.at >= r.revoked_from
WHERE s.issue = r.issue AND s.verdict = 'admitted' AND s.reason <> 'override'
UNION ALL
SELECT s.issuer, s.card, s.at, s.scan_id, s.chain, s.gate, s.zone, 1, s.party, r.name, r.revoked_from, r.cause
FROM scans s CROSS JOIN gone r ON r.holder = s.card AND r.issuer = s.issuer AND r.issue = 1
WHERE s.card <> '' AND s.verdict = 'admitted' AND s.reason <> 'override' AND s.at >= r.revoked_from
ORDER BY at, scan_id, chain
"""
"""Those few badges that are revoked first, then their scans: the desk's roster is a view and dear to go through."""
_JUMPS = """
SELECT chain, gate, at, scan_id, clock_back FROM scans WHERE clock_back > 0 ORDER BY chain, at, scan_id
"""


class Place(NamedTuple):
    """A scan, as far as a finding names it."""

    at: datetime
    gate: str
    chain: str
    scan_id: str


@dataclass(frozen=True, slots=True)
class Double:
    """One badge let in twice where it should not have been; ``rule``: ``once daily passback`` or ``too_fast``."""

    rule: str
    issuer: str
    holder: str
    issue: int
    party: str
    zone: str
    first: Place
    second: Place


@dataclass(frozen=True, slots=True)
class RevokedAdmitted:
    """A badge that was let in after it had been revoked at the desk."""

    issuer: str
    holder: str
    issue: int
    party: str
    name: str
    cause: str
    revoked_from: datetime
    scan: Place


@dataclass(frozen=True, slots=True)
class ClockJump:
    """A station's clock stood ``back`` before its own last record."""

    back: timedelta
    scan: Place


@dataclass(frozen=True, slots=True)
class Findings:
    """All of it, in the order of holder and time."""

    double_entries: Sequence[Double] = field(default_factory=tuple)
    revoked_admitted: Sequence[RevokedAdmitted] = field(default_factory=tuple)
    clock_jumps: Sequence[ClockJump] = field(default_factory=tuple)


def at_gate(found: Findings, gate: str) -> Findings:
    """Those in which a gate has a part."""
    return Findings(
        [item for item in found.double_entries if gate in (item.first.gate, item.second.gate)],
        [item for item in found.revoked_admitted if item.scan.gate == gate],
        [item for item in found.clock_jumps if item.scan.gate == gate],
    )


class _Scan(NamedTuple):
    issuer: str
    holder: str
    at: str
    scan_id: str
    chain: str
    gate: str
    zone: str
    verdict: str
    reason: str
    day: str
    issue: int
    party: str
    method: str

    @property
    def place(self) -> Place:
        return Place(from_text(self.at), self.gate, self.chain, self.scan_id)


def of(db: sqlite3.Connection, event: Event, only: Collection[tuple[str, str]] | None = None) -> Findings:
    """Everything, or only what scans of ``only`` (pairs of chain and scan id) have a part in."""
    some = ""
    if only is not None:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS looked_at (chain TEXT, scan_id TEXT, PRIMARY KEY (chain, scan_id))")
        db.execute("DELETE FROM temp.looked_at")
        db.executemany("INSERT OR IGNORE INTO temp.looked_at VALUES (?, ?)", only)
        some = _TOUCHED
    rows = map(_Scan._make, db.execute(_PASSED.format(some=some)))
    doubles = [
        found
        for _, scans in groupby(rows, lambda scan: scan[:2])
        for found in _doubles(event, list(scans))
        if only is None or not {_key(found.first), _key(found.second)}.isdisjoint(only)
    ]
    revoked = [found for found in _revoked(db) if only is None or _key(found.scan) in only]
    jumps = [found for found in _jumps(db) if only is None or _key(found.scan) in only]
    return Findings(doubles, revoked, jumps)


def _key(place: Place) -> tuple[str, str]:
    return place.chain, place.scan_id


def _doubles(event: Event, scans: Sequence[_Scan]) -> Iterator[Double]:
    """One holder's scans in time's order; an entry that a supervisor let in is none by mistake."""
    rules = {gate.zone: gate.reentry for gate in event.gates}
    around = {zone.code: event.zones_within(zone.code) for zone in event.zones}
    before: dict[str, _Scan] = {}
    last: _Scan | None = None
    for scan in scans:
        if last and scan.verdict == "admitted" and _apart(around, last, scan):
            yield _double("too_fast", last, scan)
        last = scan if scan.verdict == "admitted" else last
        rule = rules.get(scan.zone, "free")
        if scan.verdict == "left":
            for zone in around.get(scan.zone, frozenset((scan.zone,))):
                if rules.get(zone) == "passback":
                    before.pop(zone, None)
            continue
        earlier = before.get(scan.zone)
        again = earlier is not None and (rule == "once" or (rule in ("daily", "passback") and earlier.day == scan.day))
        if earlier and again and scan.reason != "override":
            yield _double(rule, earlier, scan)
        if not again or rule == "passback":
            before[scan.zone] = scan


def _apart(around: Mapping[str, Collection[str]], one: _Scan, other: _Scan) -> bool:
    """Whether somebody came in at two gates that nobody passes one after the other so fast; through a zone into the
    one within it anybody may."""
    nested = one.zone != other.zone and (
        other.zone in around.get(one.zone, ()) or one.zone in around.get(other.zone, ())
    )
    return one.gate != other.gate and not nested and from_text(other.at) - from_text(one.at) < FAST


def _double(rule: str, first: _Scan, second: _Scan) -> Double:
    return Double(
        *(rule, second.issuer, second.holder, second.issue, second.party, second.zone, first.place, second.place)
    )


def _revoked(db: sqlite3.Connection) -> Iterator[RevokedAdmitted]:
    for row in db.execute(_REVOKED):
        yield RevokedAdmitted(
            issuer=row["issuer"],
            holder=row["holder"],
            issue=row["issue"],
            party=row["party"],
            name=row["name"],
            cause=row["cause"] or "",
            revoked_from=from_text(row["revoked_from"]),
            scan=Place(from_text(row["at"]), row["gate"], row["chain"], row["scan_id"]),
        )


def _jumps(db: sqlite3.Connection) -> Iterator[ClockJump]:
    for chain, gate, at, scan_id, back in db.execute(_JUMPS):
        yield ClockJump(timedelta(seconds=back), Place(from_text(at), gate, chain, scan_id))
