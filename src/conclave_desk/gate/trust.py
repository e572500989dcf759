"""What a station trusts: the event, the keys, and the grounds of its gates; and a scan that was read by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.domain.event import Event
from conclave_desk.domain.scene import Reading
from conclave_desk.errors import WrongUse
from conclave_desk.gate.books import Books
from conclave_desk.gate.reading import read_code
from conclave_desk.gate.scan import Scan, direction_at, gate_of
from conclave_desk.registers import event as event_register
from conclave_desk.registers import scenes

AHEAD = timedelta(minutes=2)
"""So far ahead of the clock a scan's time may be; a clock that jumps back further is noted."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Event, keys and links, and the grounds of its gates: what only a record of the desk's own chain can change."""

    books: Books
    event: Event
    known_events: frozenset[str]
    keys: KeyRing
    grounds: dict[str, scenes.Ground] = field(default_factory=dict)

    @classmethod
    def of(cls, books: Books) -> Trust:
        """As the books have it now."""
        db = books.journal.db
        event = event_register.current(db)
        keys = KeyRing((issuer, PublicKey(raw)) for issuer, raw in event_register.public_keys(db))
        return cls(books, event, frozenset({event.code, *event_register.links(db)}), keys)

    def ground(self, code: str) -> scenes.Ground:
        """The gate of that code; :class:`WrongUse` if there is none."""
        if code not in self.grounds:
            self.grounds[code] = scenes.Ground(self.books.journal.db, self.event, *gate_of(self.event, code))
        return self.grounds[code]

    def code(self, text: str) -> Reading:
        """What a code is; see :func:`read_code`. Asks no file, so any thread may."""
        return read_code(text, self.event.code, self.keys, self.known_events)

    def reading(self, scan: Scan) -> Reading:
        """Whom a scan is of."""
        return scan.by_name or self.code(scan.code)

    def read(self, scan: Scan, clock: Callable[[], datetime], reading: Reading | None = None) -> ReadScan:
        """The scan made out, or :class:`WrongUse`; ``reading`` is what was read of its code before."""
        ground = self.ground(scan.gate)
        direction = direction_at(ground.gate, scan.direction)
        if scan.at is not None and scan.at > clock() + AHEAD:
            raise WrongUse(f"{scan.at.isoformat()} is more than 2 minutes ahead of this machine's clock.")
        reason = (scan.override or "").strip() or None
        if reason and self.books.offline and scan.supervisor is None:
            raise WrongUse("An override here needs a supervisor's badge or PIN, besides the reason.")
        if reason != scan.override:
            scan = replace(scan, override=reason)
        return ReadScan(scan, self, ground, direction, reading or self.reading(scan))


class ReadScan(Struct, frozen=True):
    """A scan that has been verified, and what was trusted then."""

    scan: Scan
    trust: Trust
    ground: scenes.Ground
    direction: str
    reading: Reading


class Ahead(Struct, frozen=True):
    """A scan whose code was read before its turn; it is read again if the keys have changed since."""

    scan: Scan
    trust: Trust
    reading: Reading
