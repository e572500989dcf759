"""How a phone comes to be trusted: a code that works once, and a number that the operator sees on both screens.

Pure: the time (seconds of any clock that only goes forward) and what is drawn at random come in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from conclave_desk.gate.phones import digest

VALID = 300.0
"""Seconds for which an offer can be taken up."""
PATIENCE = 180.0
"""Seconds within which the operator confirms the number."""


@dataclass
class Request:
    """A phone has taken up an offer. ``accepted`` is ``None`` until the operator has said yes or no.

    ``token`` is what the phone will show from then on, once it may.
    """

    gate: str
    label: str
    number: str
    since: float
    accepted: bool | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    gate: str
    label: str
    until: float


@dataclass
class Pairing:
    """Offers that are open, and phones that wait. ``token`` draws a secret text, ``number`` a short one for people."""

    token: Callable[[], str]
    number: Callable[[], str]
    _offers: dict[bytes, _Offer] = field(default_factory=dict)
    _requests: dict[bytes, Request] = field(default_factory=dict)

    def offer(self, gate: str, label: str, now: float) -> str:
        """A secret for one phone that shall keep the gate; those not taken up before are void."""
        secret = self.token()
        self._offers = {digest(secret): _Offer(gate, label, now + VALID)}
        return secret

    def taken_up(self, secret: str, now: float) -> tuple[str, Request] | None:
        """The phone that shows an offer's secret waits from now on; the secret of its own that it asks by."""
        offer = self._offers.pop(digest(secret), None)
        if offer is None or now >= offer.until:
            return None
        mine, taken = self.token(), {request.number for request in self.waiting(now)}
        number = next(drawn for drawn in iter(self.number, None) if drawn not in taken)
        self._requests[digest(mine)] = Request(offer.gate, offer.label, number, now)
        return mine, self._requests[digest(mine)]

    def waiting(self, now: float) -> list[Request]:
        """Phones on which the operator has still to decide, the first one first."""
        self._requests = {key: found for key, found in self._requests.items() if now - found.since < PATIENCE}
        return [found for found in self._requests.values() if found.accepted is None]

    def of(self, secret: str, now: float) -> Request | None:
        """The request of the phone that shows this secret, if it has not been forgotten."""
        found = self._requests.get(digest(secret))
        return found if found and now - found.since < PATIENCE else None
