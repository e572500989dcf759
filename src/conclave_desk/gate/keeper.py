"""A gate as its screen sees it: scan, look for a name, how many are inside, how old the list is.

Whatever screen keeps a gate talks to this, in one thread, and never to a register; every verdict is the station's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from conclave_desk.domain.admission import UNCHALLENGED
from conclave_desk.domain.event import Event, day_of
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.registers import event as event_register
from conclave_desk.registers import guests
from conclave_desk.registers.guests import Guest

MOST_FOUND = 9
"""Names that a search shows."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was scanned and answered, and who it is as far as the station knows."""

    scan: Scan
    answer: Answer
    guest: Guest | None

    @property
    def overridable(self) -> bool:
        """Whether a supervisor may let the guest in against this refusal."""
        return self.answer.verdict == "refused" and self.answer.reason not in UNCHALLENGED


@dataclass(frozen=True, slots=True)
class Tally:
    """How a gate's zone stands: how many are inside, of how many; ``as_of`` is the list's time, if it has one."""

    gate: str
    inside: int
    capacity: int | None
    as_of: datetime | None


class Keeper:
    """Keeps gates through a station. Bound to the thread that opened the station's file."""

    def __init__(self, station: Station, db: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._station = station
        self._db = db
        self.clock = clock

    @property
    def event(self) -> Event:
        """The event as the station holds it."""
        return event_register.current(self._db)

    def scan(self, scan: Scan) -> Seen:
        """The station's answer; given when its record is on the disk."""
        answer = self._station.scan(scan)
        holder = self._holder(answer)
        return Seen(scan, answer, guests.of_holder(self._db, holder) if holder else None)

    def by_name(self, nomination: str, gate: str, direction: str, override: str | None = None) -> Seen:
        """Somebody who has come without badge: judged by the latest that was made for them."""
        reading = self._station.badge_of(nomination)
        seen = self.scan(Scan(f"name:{nomination}", gate, direction, override=override, by_name=reading))
        return replace(seen, guest=guests.of_nomination(self._db, nomination))

    def override(self, seen: Seen, reason: str) -> Seen:
        """The refused guest is let in by a supervisor: judged and recorded anew, with the reason."""
        again = replace(seen.scan, scan_id=None, at=None, override=reason)
        return replace(self.scan(again), guest=seen.guest)

    def named(self, text: str) -> tuple[list[Guest], int]:
        """Whom letters of a name stand for, and how many there are of them."""
        return guests.named(self._db, text, self.clock(), MOST_FOUND)

    def tally(self, gate: str) -> Tally:
        """How the gate's zone stands."""
        event = self.event
        kept = self._station.way(gate)[0]
        zone = event.zone(kept.zone)
        day = day_of(event, self.clock()).isoformat()
        return Tally(gate, guests.inside(self._db, kept.zone, day), zone.capacity if zone else None, None)

    def _holder(self, answer: Answer) -> str | None:
        from conclave_desk.credential.serial import parse_serial

        number = parse_serial(answer.serial) if answer.serial and answer.name else None
        return number[0].hex() if number else None
