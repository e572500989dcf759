"""Who may talk to the station: phones that its operator has paired, each at its pace."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from time import monotonic
from typing import TypeVar

import uuid_utils

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event
from conclave_desk.errors import MachineFault, WrongUse
from conclave_desk.gate import phones
from conclave_desk.gate.apart import Apart
from conclave_desk.gate.phones import Phone, digest
from conclave_desk.gate.station import Station
from conclave_desk.web.errands import Errands
from conclave_desk.web.pace import Paces
from conclave_desk.web.pairing import Pairing, Request

LOOKS = 1.0
"""Seconds between looks at what was revoked elsewhere, and at the event."""
_LEAST = timedelta(days=1)
"""So long a phone stays paired at least; else until the event is over."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class House:
    """What the station's books say of themselves, as of the last look."""

    event: Event
    chain: str
    offline: bool
    supervised: bool
    phones: tuple[Phone, ...]
    now: datetime


@dataclass
class Porter:
    """Lets phones in. ``told`` is called when a phone waits for the operator's word, or has it.

    Belongs to one event loop; the station is asked in its own process.
    """

    station: Apart
    told: Callable[[], None] = lambda: None
    paces: Paces = field(default_factory=Paces)
    clock: Callable[[], float] = monotonic
    pairing: Pairing = field(default_factory=lambda: Pairing(_secret, _number))
    errands: Errands = field(init=False)
    _house: House | None = None
    _tokens: dict[bytes, Phone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.errands = Errands(self.station)

    @property
    def house(self) -> House:
        """The books, as of the last :meth:`look`."""
        if self._house is None:
            raise RuntimeError("nobody has looked at the books")
        return self._house

    async def look(self) -> None:
        """Look at the books: a phone that was revoked, by whomever, may scan no more."""
        house = await self.asked(_house)
        if self._house is not None and house.event == self._house.event:
            house = replace(house, event=self._house.event)
        self._house = house
        self._tokens = {phone.token: phone for phone in house.phones if phone.may_scan(house.now)}

    async def keep_looking(self) -> None:
        """Look again and again; :class:`MachineFault` when the station is gone."""
        while True:
            await asyncio.sleep(LOOKS)
            if self.station.ended:
                raise MachineFault("The station's process has ended; start again. What was answered is recorded.")
            try:
                await self.look()
            except Exception as fault:
                # The books may be out of reach for a moment; who was paired stays so.
                _log.error("the books could not be looked at", exc_info=fault)

    def phone(self, token: str | None) -> Phone | None:
        """The phone that shows this token, if it may scan."""
        return self._tokens.get(digest(token)) if token else None

    def offer(self, gate: str, label: str = "") -> str:
        """The secret by which one phone may ask to keep the gate; :class:`WrongUse` if there is no such gate."""
        event = self.house.event
        if event.gate(gate) is None:
            raise WrongUse(f"The event has no gate {gate!r}; it has {', '.join(g.code for g in event.gates)}.")
        return self.pairing.offer(gate, label or self._label(), self.clock())

    def taken_up(self, secret: str) -> tuple[str, Request] | None:
        """A phone shows an offer's secret; see :meth:`Pairing.taken_up`."""
        found = self.pairing.taken_up(secret, self.clock())
        if found:
            self.told()
        return found

    def waiting(self) -> list[Request]:
        """Phones that wait for the operator's word."""
        return self.pairing.waiting(self.clock())

    async def settle(self, request: Request, *, accepted: bool) -> None:
        """The operator has compared the numbers."""
        if accepted:
            token = secrets.token_urlsafe(32)
            await self.asked(partial(_pair, gate=request.gate, label=request.label, token=digest(token)))
            request.token = token
            await self.look()
        request.accepted = accepted
        self.told()

    async def revoke(self, phone: str) -> Phone | Refusal:
        """The phone of that id or label may scan no more."""
        found = await self.asked(partial(phones.revoke, phone=phone))
        await self.look()
        return found

    async def asked(self, question: Callable[[Station], _T]) -> _T:
        """What the station answers to a question."""
        found: _T = await self.errands.run(question)
        return found

    def _label(self) -> str:
        taken = {phone.label for phone in self.house.phones} | {request.label for request in self.waiting()}
        return next(label for label in (f"phone {n}" for n in range(1, 10_000)) if label not in taken)


def _secret() -> str:
    """128 bits: short enough for a small code, and it works for minutes only."""
    return secrets.token_urlsafe(16)


def _number() -> str:
    return f"{secrets.randbelow(9_000) + 1_000}"


def _house(station: Station) -> House:
    books = station.books
    own = tuple(phone for phone in phones.paired(station) if phone.chain == books.chain)
    return House(station.event, books.chain, books.offline, station.supervised(), own, station.now())


def _pair(station: Station, gate: str, label: str, token: bytes) -> None:
    phones.pair(station, str(uuid_utils.uuid7()), gate, label, token, _until(station))


def _until(station: Station) -> datetime:
    event = station.event
    ends = datetime.combine(event.badges_until or event.ends, time(), event.zone_info) + timedelta(days=1)
    return max(ends.astimezone(UTC), station.now() + _LEAST)
