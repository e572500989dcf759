"""What the gates see now: each gate's day so far, refusals and overrides as they come, who is inside by zone and party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from conclave_desk.credential.serial import serial_of
from conclave_desk.desk import reasons
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Gate, Zone, day_of
from conclave_desk.journal.record import LOCAL
from conclave_desk.registers import accreditations, gates, occupancy, roster
from conclave_desk.registers.gates import OVERRIDE, Counts, ScanRow
from conclave_desk.registers.moments import from_text

MOST = 500
"""Refusals and overrides that are listed; the journal holds all."""


@dataclass(frozen=True, slots=True)
class Passer:
    """Who was scanned, as far as is known: blank where no badge was read."""

    name: str = ""
    titled: str = ""
    nomination: str = ""
    party: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class LastScan:
    """The latest scan of a gate."""

    at: datetime
    verdict: str
    reason: str
    passer: Passer


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate and its day so far."""

    gate: Gate
    zone: Zone | None
    counts: Counts
    last: LastScan | None

    @property
    def full(self) -> bool:
        """Whether the zone holds as many as it may."""
        return self.zone is not None and self.zone.capacity is not None and self.counts.inside >= self.zone.capacity


@dataclass(frozen=True, slots=True)
class OddScan:
    """A refusal, or an override of one: what the guard read, and who kept the gate.

    ``supervisor`` is who let the guest in with a badge or PIN of their own; ``override`` is the sealed reason.
    """

    row: ScanRow
    at: datetime
    gate: str
    passer: Passer
    party: str
    action: str
    message: str
    officer: str
    supervisor: str
    override: bytes | None
    overrode: str

    @property
    def overridden(self) -> bool:
        """Whether a supervisor let the guest in."""
        return self.row.reason == OVERRIDE


@dataclass(frozen=True, slots=True)
class InsideLine:
    """How many are inside a zone: of one party, or in all (``party`` is blank). ``limit`` is the most that may be."""

    zone: Zone
    party: str
    party_name: str
    inside: int
    limit: int | None

    @property
    def id(self) -> str:
        """Zone and party."""
        return f"{self.zone.code}:{self.party}"


class GateBoard:
    """Keeps count as scans come in, so that a look costs what has come since the last one."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._counts = gates.DayCounts(desk.journal.db)
        self._lasts: dict[str, ScanRow] = {}
        self._odd: list[ScanRow] = []

    @property
    def day(self) -> date:
        """The event's day that goes on now."""
        return day_of(self.desk.event, self.desk.now())

    def catch_up(self) -> None:
        """Count what has come since the last look."""
        db = self.desk.journal.db
        with self.desk.journal.reading():
            rows = self._counts.catch_up(self.day.isoformat())
            if rows is None:
                self._lasts = {row.gate: row for row in gates.lasts(db)}
                self._odd = gates.odd(db, MOST)
                return
        for row in rows:
            self._lasts[row.gate] = row
            if row.odd:
                self._odd.insert(0, row)
        del self._odd[MOST:]

    def gates(self) -> list[GateLine]:
        """Every gate, in the event's order."""
        event = self.desk.event
        return [
            GateLine(gate, event.zone(gate.zone), self._counts.of(gate.code, gate.zone), self._last(gate.code))
            for gate in event.gates
        ]

    def odd_rows(self) -> Sequence[ScanRow]:
        """Refusals and overrides, the latest first."""
        return self._odd

    def odd(self, row: ScanRow) -> OddScan:
        """All that is known of one."""
        gate = self.desk.event.gate(row.gate)
        found = self.desk.journal.recorded(f"scan:{row.scan_id}", row.chain or LOCAL)
        entry = next((one for one in found.entries if isinstance(one, ScanRecorded)), None) if found else None
        return OddScan(
            row=row,
            at=from_text(row.at),
            gate=gate.name if gate else row.gate,
            passer=self._passer(row),
            party=party_names(self.desk.event)(row.party) if row.party else "",
            action=entry.action if entry else "",
            message=entry.message if entry else "",
            officer=found.command.officer if found else "",
            supervisor=self._supervisor(entry.supervisor) if entry and entry.supervisor else "",
            override=entry.override if entry else None,
            overrode=(entry.overrode if entry else None) or "",
        )

    def reason(self, odd: OddScan) -> str:
        """Why a supervisor let the guest in."""
        return reasons.read(self.desk, odd.row.issuer, odd.row.holder, odd.override)

    def _supervisor(self, holder: str) -> str:
        db, issuer = self.desk.journal.db, self.desk.event.code
        issue = roster.latest_issue(db, issuer, holder)
        guest = roster.guest(db, issuer, holder, issue) if issue else None
        return guest.titled if guest else ""

    def people_inside(self) -> int:
        """How many are inside; whoever is in a zone within another that gates keep is counted there."""
        event = self.desk.event
        kept = {gate.zone for gate in event.gates}
        outer = {zone for code in kept for zone in event.zones_within(code) - {code}}
        found = occupancy.by_party(self.desk.journal.db, self.day.isoformat())
        return sum(number for zone, _, number in found if zone not in outer)

    def inside(self) -> list[InsideLine]:
        """Zone by zone in the event's order: the whole, then its parties in order of precedence."""
        event = self.desk.event
        name, key = party_names(event), party_key(event)
        by_zone: dict[str, list[tuple[str, int]]] = {}
        for zone, party, number in occupancy.by_party(self.desk.journal.db, self.day.isoformat()):
            by_zone.setdefault(zone, []).append((party, number))
        found: list[InsideLine] = []
        for zone_of_event in event.zones:
            parties = sorted(by_zone.get(zone_of_event.code, ()), key=lambda held: key(held[0]))
            total = sum(number for _party, number in parties)
            found.append(InsideLine(zone_of_event, "", "", total, zone_of_event.capacity))
            found += [
                InsideLine(zone_of_event, party, name(party), number, zone_of_event.per_party)
                for party, number in parties
            ]
        return found

    def _last(self, gate: str) -> LastScan | None:
        row = self._lasts.get(gate)
        return LastScan(from_text(row.at), row.verdict, row.reason, self._passer(row)) if row else None

    def _passer(self, row: ScanRow) -> Passer:
        if not row.holder:
            return Passer(party=row.party)
        db = self.desk.journal.db
        guest = roster.guest(db, row.issuer, row.holder, row.issue)
        badge = accreditations.badge(db, row.holder, row.issue) if row.issuer == self.desk.event.code else None
        return Passer(
            name=guest.name if guest else "",
            titled=guest.titled if guest else "",
            nomination=badge.nomination if badge else "",
            party=row.party,
            serial=serial_of(row.holder, row.issue) or "",
        )
