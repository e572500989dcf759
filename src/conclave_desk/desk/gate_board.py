"""What the gates see now: each gate's day so far, refusals and overrides as they come, who is inside by zone and party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Gate, Zone, day_cut_off, day_of
from conclave_desk.registers import accreditations, gates, guests
from conclave_desk.registers.gates import ScanRow
from conclave_desk.registers.moments import from_text, to_text

MOST = 500
"""Refusals and overrides that are listed; the journal holds all."""
OVERRIDE = "override"


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
    """A gate and its day so far; ``inside`` counts its zone."""

    gate: Gate
    zone: Zone | None
    inside: int
    admitted: int
    left: int
    refused: int
    overridden: int
    last: LastScan | None

    @property
    def full(self) -> bool:
        """Whether the zone holds as many as it may."""
        return self.zone is not None and self.zone.capacity is not None and self.inside >= self.zone.capacity


@dataclass(frozen=True, slots=True)
class OddScan:
    """A refusal, or an override of one: what the guard read, and who kept the gate."""

    row: ScanRow
    at: datetime
    gate: str
    passer: Passer
    party: str
    action: str
    message: str
    officer: str
    override: str
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


@dataclass
class GateBoard:
    """Keeps count as scans come in, so that a look costs what has come since the last one."""

    desk: Desk
    _day: date | None = None
    _upto: int = 0
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lasts: dict[str, ScanRow] = field(default_factory=dict)
    _odd: list[ScanRow] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The event's day that goes on now."""
        return day_of(self.desk.event, self.desk.now())

    def catch_up(self) -> None:
        """Count what has come since the last look; all of the day where the registers were drawn again."""
        db, day = self.desk.journal.db, self.day
        with self.desk.journal.reading():
            last = gates.last_row(db)
            if day != self._day or last < self._upto:
                self._start(day)
            else:
                self._count(gates.after(db, self._upto))
            self._upto = last

    def gates(self) -> list[GateLine]:
        """Every gate, in the event's order."""
        event, inside = self.desk.event, self._inside_by_zone()
        return [
            GateLine(
                gate,
                event.zone(gate.zone),
                inside[gate.zone],
                self._counts[gate.code, "admitted"],
                self._counts[gate.code, "left"],
                self._counts[gate.code, "refused"],
                self._counts[gate.code, OVERRIDE],
                self._last(gate.code),
            )
            for gate in event.gates
        ]

    def odd_rows(self) -> Sequence[ScanRow]:
        """Refusals and overrides, the latest first."""
        return self._odd

    def odd(self, row: ScanRow) -> OddScan:
        """All that is known of one."""
        gate = self.desk.event.gate(row.gate)
        found = self.desk.journal.recorded(f"scan:{row.scan_id}")
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
            override=(entry.override if entry else None) or "",
            overrode=(entry.overrode if entry else None) or "",
        )

    def inside(self) -> list[InsideLine]:
        """Zone by zone in the event's order: the whole, then its parties in order of precedence."""
        event = self.desk.event
        name, key = party_names(event), party_key(event)
        by_zone: dict[str, list[tuple[str, int]]] = {}
        for zone, party, number in gates.inside(self.desk.journal.db, self.day.isoformat()):
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

    def _inside_by_zone(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for zone, _party, number in gates.inside(self.desk.journal.db, self.day.isoformat()):
            found[zone] += number
        return found

    def _start(self, day: date) -> None:
        db, event = self.desk.journal.db, self.desk.event
        since, until = day_cut_off(event, day - timedelta(days=1)), day_cut_off(event, day)
        self._day = day
        self._counts = Counter({(gate, what): n for gate, what, n in gates.counts(db, to_text(since), to_text(until))})
        self._lasts = {row.gate: row for row in gates.lasts(db)}
        self._odd = gates.odd(db, MOST)

    def _count(self, rows: Sequence[ScanRow]) -> None:
        event = self.desk.event
        for row in rows:
            self._lasts[row.gate] = row
            odd = row.reason == OVERRIDE or row.verdict == "refused"
            if day_of(event, from_text(row.at)) == self._day:
                self._counts[row.gate, OVERRIDE if row.reason == OVERRIDE else row.verdict] += 1
            if odd:
                self._odd.insert(0, row)
        del self._odd[MOST:]

    def _last(self, gate: str) -> LastScan | None:
        row = self._lasts.get(gate)
        return LastScan(from_text(row.at), row.verdict, row.reason, self._passer(row)) if row else None

    def _passer(self, row: ScanRow) -> Passer:
        if not row.holder or row.issuer != self.desk.event.code:
            return Passer(party=row.party)
        db = self.desk.journal.db
        guest = guests.of_holder(db, row.holder)
        badge = accreditations.badge(db, row.holder, row.issue)
        serial = serial_of(badge) if badge else ""
        if guest is None:
            return Passer(party=row.party, serial=serial)
        return Passer(guest.name, guest.titled, guest.nomination, guest.party, serial)
