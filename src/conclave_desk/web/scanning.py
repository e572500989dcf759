"""What a guard's phone asks goes to the station, and comes back as the page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.gate.keeper import Keeper, Seen, Tally
from conclave_desk.gate.keyboards import badges_in, digits_in, serial_in
from conclave_desk.gate.phones import Phone
from conclave_desk.gate.scan import Scan, gate_of
from conclave_desk.gate.station import Station
from conclave_desk.gate.wording import LANGUAGES, RIGHT_TO_LEFT, Wording
from conclave_desk.registers.roster import Named
from conclave_desk.web import texts
from conclave_desk.web.porter import Porter
from conclave_desk.web.told import Teller, Told

OLDEST = timedelta(hours=24)
"""So long a phone may have kept a scan."""
_LONGEST_CODE, _LONGEST_ID, _LONGEST_TEXT = 4_096, 64, 200

_T = TypeVar("_T")


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom a search by name found, as the phone sends them back."""

    holder: str
    issuer: str
    issue: int
    nomination: str


class Found(Struct, frozen=True):
    """The same with what the guard reads."""

    person: Person
    who: str
    category: str


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A scan as a phone sends it: a code, or somebody found by name. ``gate`` is the one that it was scanned at.

    ``kept`` is when it was scanned, by the station's clock as the phone has it, where it could not be sent at once, or
    was sent and not answered.
    """

    scan_id: str
    gate: str
    direction: Literal["in", "out"]
    code: str = ""
    typed: bool = False
    person: Person | None = None
    kept: datetime | None = None


class Override(Struct, frozen=True, forbid_unknown_fields=True):
    """A scan that a supervisor lets pass against a refusal; ``supervisor`` is their badge's code, or their PIN."""

    scan: Asked
    supervisor: str
    reason: str


class Annul(Struct, frozen=True, forbid_unknown_fields=True):
    """Take that scan back, if it is still the last one at the gate."""

    scan_id: str


class Pulse(Struct, frozen=True, kw_only=True):
    """How the gate stands. ``now`` is the station's clock, by which the phone sets its own."""

    now: datetime
    inside: int
    capacity: int | None
    as_of: datetime | None
    offline: bool


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
    supervised: bool
    override_by: str
    phone: str


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
        scan = await self._scan(asked, phone)
        try:
            seen = await self._judged(scan)
        except WrongUse:
            if asked.kept is None:
                raise
            seen = await self._judged(replace(scan, at=None))
        return self.teller(language).told(seen)

    async def override(self, asked: Override, phone: Phone, language: str) -> Told | Refusal:
        """The scan is judged anew with a supervisor's word."""
        scan = await self._scan(asked.scan, phone)
        if not 1 <= len(asked.supervisor) <= _LONGEST_CODE or not 1 <= len(asked.reason.strip()) <= _LONGEST_TEXT:
            raise WrongUse("An override needs a supervisor's badge or PIN, and a reason of at most 200 characters.")
        who = badges_in(asked.supervisor)[:1] or [digits_in(asked.supervisor) or asked.supervisor]
        found = await self._asked(partial(_overridden, scan=scan, supervisor=who[0], reason=asked.reason))
        return found if isinstance(found, Refusal) else self.teller(language).told(found)

    async def handed(self, asked: Asked, phone: Phone, language: str) -> Told:
        """All that is due to the guest of that scan, which is sent as it was, has been given."""
        scan = replace(await self._scan(asked, phone), at=None)
        return self.teller(language).told(await self._asked(partial(_handed, scan=scan)))

    async def annullable(self, phone: Phone, language: str) -> Told | Refusal:
        """The scan that can be taken back."""
        found = await self._asked(partial(_annullable, gate=phone.gate))
        return found if isinstance(found, Refusal) else self.teller(language).told(found)

    async def annul(self, asked: Annul, phone: Phone, language: str) -> Told | Refusal:
        """Take it back."""
        officer = _officer(phone)
        found = await self._asked(partial(_annulled, gate=phone.gate, scan_id=asked.scan_id, officer=officer))
        return found if isinstance(found, Refusal) else self.teller(language).told(found)

    async def named(self, text: str, language: str) -> list[Found]:
        """Whom letters of a name stand for."""
        event, said = self.porter.house.event, self.teller(language).said
        found: list[Named] = await self._asked(partial(_found, text=text[:_LONGEST_TEXT]))
        categories = {category.code: category.name for category in event.categories}
        return [
            Found(
                Person(one.holder, one.issuer, one.issue, one.nomination),
                " · ".join(filter(None, (said.party(one.party), one.titled))),
                categories.get(one.category, one.category),
            )
            for one in found
        ]

    async def gate(self, phone: Phone, language: str) -> Kept:
        """The phone's gate as it stands, in that language."""
        event, teller = self.porter.house.event, self.teller(language)
        gate, zone = gate_of(event, phone.gate)
        last = await self._asked(partial(_last, gate=phone.gate))
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
            texts=texts.catalogue(teller.said),
            last=[teller.told(seen) for seen in last],
            pulse=await self.pulse(phone),
            supervised=self.porter.house.supervised,
            override_by=event.policy.override_by,
            phone=phone.label,
        )

    async def pulse(self, phone: Phone) -> Pulse:
        """How the phone's gate stands."""
        tally, now = await self._asked(partial(_tally, gate=phone.gate))
        return Pulse(now=now, inside=tally.inside, capacity=tally.capacity, as_of=tally.as_of, offline=tally.offline)

    async def _scan(self, asked: Asked, phone: Phone) -> Scan:
        if not 1 <= len(asked.scan_id) <= _LONGEST_ID or not (asked.person or 1 <= len(asked.code) <= _LONGEST_CODE):
            raise WrongUse("A scan has an id of 1 to 64 characters, and a code of 1 to 4096 or a person.")
        if asked.gate != phone.gate:
            raise WrongUse(f"This phone keeps gate {phone.gate}; what was scanned at {asked.gate} is not taken here.")
        at, officer = self._kept(asked.kept), _officer(phone)
        if asked.person:
            found = await self._asked(partial(_by_name, person=asked.person, gate=asked.gate))
            return replace(found, direction=asked.direction, at=at, scan_id=asked.scan_id, officer=officer)
        code = _meant(asked.code) if asked.typed else asked.code
        return Scan(code, asked.gate, asked.direction, at, asked.scan_id, officer=officer)

    def _kept(self, at: datetime | None) -> datetime | None:
        if at is not None and at.tzinfo is None:
            raise WrongUse("A scan's time needs its offset from UTC.")
        if at is not None and at < self.porter.house.now - OLDEST:
            raise WrongUse("This scan was kept for more than 24 hours; tell the desk of it on paper.")
        return at

    async def _judged(self, scan: Scan) -> Seen:
        seen: Seen = await self.porter.errands.run(scan)
        return seen

    async def _asked(self, question: Callable[[Station], _T]) -> _T:
        return await self.porter.asked(question)


def _officer(phone: Phone) -> str:
    return f"{phone.label}, gate {phone.gate}"


def _meant(text: str) -> str:
    """What was typed, or written by a scanner that poses as a keyboard."""
    found = badges_in(text)
    return found[0] if found else serial_in(text) or text.strip()


# What is asked in the station's process.


def _found(station: Station, text: str) -> list[Named]:
    return station.people.find(text)


def _by_name(station: Station, person: Person, gate: str) -> Scan:
    named = Named(person.holder, person.issuer, person.issue, "", "", "", "", person.nomination)
    return station.people.by_name(named, gate)


def _overridden(station: Station, scan: Scan, supervisor: str, reason: str) -> Seen | Refusal:
    keeper = Keeper(station)
    found = keeper.supervisor(supervisor, scan.gate)
    if isinstance(found, Refusal):
        return found
    return keeper.scan(replace(scan, override=reason, supervisor=found))


def _handed(station: Station, scan: Scan) -> Seen:
    keeper = Keeper(station)
    return keeper.hand_out(keeper.scan(scan))


def _annullable(station: Station, gate: str) -> Seen | Refusal:
    return Keeper(station).annullable(gate)


def _annulled(station: Station, gate: str, scan_id: str, officer: str) -> Seen | Refusal:
    found = station.annul(gate, scan_id=scan_id, officer=officer)
    return found if isinstance(found, Refusal) else Keeper(station).seen(found)


def _last(station: Station, gate: str) -> list[Seen]:
    return Keeper(station).last(gate)


def _tally(station: Station, gate: str) -> tuple[Tally, datetime]:
    return Keeper(station).tally(gate), station.now()
