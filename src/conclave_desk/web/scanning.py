"""What a phone read goes to the station, and comes back as the page shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, TypeVar

from msgspec import Struct

from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.keyboards import badges_in, serial_in
from conclave_desk.gate.phones import Phone
from conclave_desk.gate.scan import Scan, gate_of
from conclave_desk.gate.station import Station
from conclave_desk.gate.wording import LANGUAGES, RIGHT_TO_LEFT, Wording
from conclave_desk.registers.roster import Guest
from conclave_desk.web import texts
from conclave_desk.web.porter import Porter
from conclave_desk.web.told import Teller, Told

OLDEST = timedelta(hours=24)
"""So long a phone may have kept a scan."""
_LONGEST_CODE, _LONGEST_ID = 4_096, 64

_T = TypeVar("_T")


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A scan as a phone sends it. ``gate`` is the one that it was scanned at.

    ``kept`` is when it was scanned, by the station's clock as the phone has it, where it could not be sent at once, or
    was sent and not answered.
    """

    scan_id: str
    code: str
    gate: str
    direction: Literal["in", "out"]
    typed: bool = False
    kept: datetime | None = None


class Pulse(Struct, frozen=True, kw_only=True):
    """How the gate stands. ``now`` is the station's clock, by which the phone sets its own."""

    now: datetime
    inside: int
    capacity: int | None
    as_of: datetime | None
    direction: str


class Kept(Struct, frozen=True, kw_only=True):
    """The gate that a phone keeps, and what its page says."""

    code: str
    name: str
    zone: str
    event: str
    timezone: str
    directions: tuple[str, ...]
    language: str
    languages: dict[str, str]
    right_to_left: bool
    texts: dict[str, str]
    last: list[Told]
    pulse: Pulse


@dataclass
class Scanning:
    """The station as phones use it. Belongs to the porter's event loop."""

    porter: Porter
    _tellers: dict[str, Teller] = field(default_factory=dict)

    def teller(self, language: str) -> Teller:
        """Tells answers in that language, about the event as it stands."""
        event = self.porter.house.event
        known = self._tellers.get(language)
        if known is None or known.event is not event:
            known = self._tellers[language] = Teller(Wording(language, event), event)
        return known

    async def scan(self, asked: Asked, phone: Phone, language: str) -> Told:
        """The station's answer, given when its record is on the disk.

        A scan that comes at once has the station's time. One that was kept has the phone's, unless it had reached the
        station before and only the answer was lost: then it is the scan that was recorded.
        """
        scan = self._scan(asked, phone)
        try:
            answer = await self._answer(scan)
        except WrongUse:
            if asked.kept is None:
                raise
            answer = await self._answer(replace(scan, at=None))
        return await self._told(answer, language)

    async def gate(self, phone: Phone, language: str) -> Kept:
        """The phone's gate as it stands, in that language."""
        event = self.porter.house.event
        gate, zone = gate_of(event, phone.gate)
        return Kept(
            code=gate.code,
            name=gate.name,
            zone=zone.name,
            event=event.title,
            timezone=event.timezone,
            directions=gate.ways,
            language=language,
            languages=LANGUAGES,
            right_to_left=language in RIGHT_TO_LEFT,
            texts=texts.catalogue(self.teller(language).said),
            last=await self.last(phone, language),
            pulse=await self.pulse(phone),
        )

    async def pulse(self, phone: Phone) -> Pulse:
        """How the phone's gate stands."""
        return await self._station(partial(_pulse, gate=phone.gate))

    async def last(self, phone: Phone, language: str) -> list[Told]:
        """The last ten scans at the phone's gate, the latest first."""
        answers = await self._station(partial(Station.last, gate=phone.gate))
        return [await self._told(answer, language) for answer in answers]

    def _scan(self, asked: Asked, phone: Phone) -> Scan:
        if not 1 <= len(asked.scan_id) <= _LONGEST_ID or not 1 <= len(asked.code) <= _LONGEST_CODE:
            raise WrongUse("A scan has an id of 1 to 64 characters and a code of 1 to 4096.")
        if asked.gate != phone.gate:
            raise WrongUse(f"This phone keeps gate {phone.gate}; what was scanned at {asked.gate} is not taken here.")
        if asked.kept is not None and asked.kept.tzinfo is None:
            raise WrongUse("A scan's time needs its offset from UTC.")
        code = _meant(asked.code) if asked.typed else asked.code
        officer = f"{phone.label}, gate {phone.gate}"
        return Scan(code, asked.gate, asked.direction, at=asked.kept, scan_id=asked.scan_id, officer=officer)

    async def _answer(self, scan: Scan) -> Answer:
        return await asyncio.wrap_future(self.porter.station.submit(scan))

    async def _told(self, answer: Answer, language: str) -> Told:
        guest = await self._station(partial(_guest, answer=answer))
        return self.teller(language).told(answer, guest)

    async def _station(self, question: Callable[[Station], _T]) -> _T:
        return await asyncio.wrap_future(self.porter.station.asked(question))


def _meant(text: str) -> str:
    """What was typed, or written by a scanner that poses as a keyboard."""
    found = badges_in(text)
    return found[0] if found else serial_in(text) or text.strip()


def _pulse(station: Station, gate: str) -> Pulse:
    kept, direction = station.way(gate)
    zone = station.event.zone(kept.zone)
    return Pulse(
        now=station.now(),
        inside=station.inside(gate),
        capacity=zone.capacity if zone else None,
        as_of=station.roster_as_of,
        direction=direction,
    )


def _guest(station: Station, answer: Answer) -> Guest | None:
    return station.guest(answer)
