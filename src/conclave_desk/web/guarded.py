"""What stands before every address: who may ask, how often, how much; and what no browser may do with the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from conclave_desk.errors import ConclaveError, WrongUse, explained
from conclave_desk.gate.phones import Phone
from conclave_desk.gate.wording import LANGUAGES
from conclave_desk.web.porter import Porter

COOKIE = "__Host-gate"
"""The phone's token. The prefix makes browsers take it over HTTPS alone, and from this server alone."""
SMALL, FRAME = 16_384, 1_100_000
"""Octets that a request may have."""
_PATIENCE = 15.0
"""Seconds in which it has to be here."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "permissions-policy": "camera=(self), screen-wake-lock=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody asks: the request, and its body whole."""

    request: Request
    body: bytes

    @property
    def language(self) -> str:
        """The language that the page is read in; before a guard has chosen one, that of the phone."""
        return self.chosen or next(iter(self._of_phone()), "en")

    @property
    def chosen(self) -> str:
        """The language that a guard has chosen, if one of ours."""
        if not self.request.scope["query_string"]:
            return ""
        language = self.request.query_params.get("language", "")
        return language if language in LANGUAGES else ""

    def _of_phone(self) -> Iterator[str]:
        """What the browser says that it prefers, of ours, in its order (RFC 9110: weights are kept in that order)."""
        asked = self.request.headers.get("accept-language", "")
        tags = (part.split(";")[0].strip()[:2].lower() for part in asked.split(","))
        return (tag for tag in tags if tag in LANGUAGES)

    def decoded(self, kind: type[_T]) -> _T:
        """The body as JSON of that kind."""
        try:
            return msgspec.json.decode(self.body, type=kind)
        except msgspec.DecodeError as fault:
            raise Turned(422, str(fault)) from fault


Answering = Callable[[Call], Awaitable[Response]]
PhoneAnswering = Callable[[Call, Phone], Awaitable[Response]]

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Turned(Exception):
    """A request that is turned away, with the status and what the page is told."""

    def __init__(self, status: int, fault: str, wait: float = 0.0) -> None:
        super().__init__(fault)
        self.status, self.fault, self.wait = status, fault, wait

    @property
    def response(self) -> Response:
        """What goes back."""
        headers = {"retry-after": f"{self.wait:.0f}"} if self.wait else {}
        return as_json({"fault": self.fault}, self.status, headers)


def as_json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A value as the page reads it."""
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")


@dataclass(frozen=True, slots=True)
class Guarded:
    """An address: ``answering`` answers those whom it lets through, and turns others away by :class:`Turned`."""

    answering: Callable[[Request], Awaitable[Response]]

    async def answer(self, request: Request) -> Response:
        """Whatever becomes of a request is an answer that the page understands."""
        try:
            _of_ours(request)
            return await self.answering(request)
        except Turned as turned:
            return turned.response
        except WrongUse as fault:
            return as_json({"fault": fault.message}, 422)
        except Exception as fault:
            sentence, _ = explained(fault)
            if not isinstance(fault, ConclaveError):
                _log.error("a request failed", exc_info=fault)
            return as_json({"fault": sentence}, 503)


def for_phones(porter: Porter, kind: str, answering: PhoneAnswering, most: int = SMALL) -> Guarded:
    """An address for paired phones alone; ``kind`` is whose pace (:mod:`pace`) it goes at."""

    async def answered(request: Request) -> Response:
        phone = porter.phone(request.cookies.get(COOKIE))
        if phone is None:
            slow_down(porter, "stranger", _address(request))
            raise Turned(401, "not-paired")
        slow_down(porter, kind, phone.phone)
        return await answering(Call(request, await _body(request, most)), phone)

    return Guarded(answered)


def for_strangers(porter: Porter, kind: str, answering: Answering) -> Guarded:
    """An address that a phone needs before it is paired."""

    async def answered(request: Request) -> Response:
        slow_down(porter, kind, _address(request))
        return await answering(Call(request, await _body(request, SMALL)))

    return Guarded(answered)


def slow_down(porter: Porter, kind: str, who: str) -> None:
    """Turn away whoever asks too often."""
    if wait := porter.paces.wait(kind, who, porter.clock()):
        raise Turned(429, "too-often", max(1.0, wait))


async def _body(request: Request, most: int) -> bytes:
    """What was sent, if it is not too much."""
    found = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise Turned(413, "too-large")
    except TimeoutError as fault:
        raise Turned(408, "too-slow") from fault
    return bytes(found)


def _of_ours(request: Request) -> None:
    """No other site's page sends this; browsers say whose it is."""
    if request.method == "POST" and request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise Turned(403, "another-site")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


class Sealed:
    """The application: its addresses by method and path (``POST /pair``), and :data:`HEADERS` on every answer.

    No path has parameters, so that finding one takes no router.
    """

    def __init__(self, addresses: Mapping[str, Guarded]) -> None:
        self._addresses = addresses
        self._headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; the server hands over nothing else."""
        address = self._addresses.get(f"{scope['method']} {scope['path']}")
        answer = await address.answer(Request(scope, receive)) if address else self._not_here(scope["path"])
        answer.raw_headers.extend(self._headers)
        await answer(scope, receive, send)

    def _not_here(self, path: str) -> Response:
        allowed = [method for method in ("GET", "POST") if f"{method} {path}" in self._addresses]
        if allowed:
            return Response("Method Not Allowed", 405, {"allow": ", ".join(allowed)}, "text/plain")
        return Response("Not Found", 404, media_type="text/plain")
