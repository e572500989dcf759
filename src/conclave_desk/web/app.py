"""Which address does what. Without a paired phone there is no page and no answer, but for the way to be paired."""

from __future__ import annotations

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from conclave_desk.domain.decision import Refusal
from conclave_desk.gate.phones import Phone
from conclave_desk.gate.scan import gate_of
from conclave_desk.gate.supervision import PinClosed
from conclave_desk.web import page
from conclave_desk.web.frames import LARGEST, codes_in
from conclave_desk.web.guarded import COOKIE, FRAME, Call, Guarded, Sealed, Turned, as_json, for_phones, for_strangers
from conclave_desk.web.pairing import Request as Waiting
from conclave_desk.web.porter import Porter
from conclave_desk.web.scanning import Annul, Asked, Override, Scanning
from conclave_desk.web.told import Told

PAIRING_COOKIE = "__Host-pairing"
_MONTH = 30 * 24 * 3600


Addresses = dict[str, Guarded]


def build(porter: Porter) -> Sealed:
    """The application for the porter's phones."""
    parts = page.parts()
    return Sealed(_pairing(porter, parts) | _pages(porter, parts) | _answers(porter))


def _pairing(porter: Porter, parts: dict[str, page.Part]) -> Addresses:
    async def taken_up(call: Call) -> Response:
        found = porter.taken_up(call.decoded(_Offered).secret)
        if found is None:
            raise Turned(410, "offer-is-void")
        mine, waits = found
        return _with_cookie(_shown(porter, waits), PAIRING_COOKIE, mine, 600)

    async def decided(call: Call) -> Response:
        secret = call.request.cookies.get(PAIRING_COOKIE, "")
        found = porter.pairing.of(secret, porter.clock())
        if found is None:
            raise Turned(410, "offer-is-void")
        if found.accepted is None:
            return _shown(porter, found)
        if not found.accepted:
            raise Turned(403, "refused")
        return _with_cookie(as_json({"gate": found.gate}), COOKIE, found.token, _MONTH)

    def public(name: str) -> Guarded:
        async def sent(_: Call) -> Response:
            return _sent(parts[name])

        return for_strangers(porter, "stranger", sent)

    return {
        "POST /pair": for_strangers(porter, "pair", taken_up),
        "POST /pair/decided": for_strangers(porter, "waiting", decided),
        "GET /pair": public("pair.html"),
        **{f"GET /{name}": public(name) for name in page.FOR_STRANGERS if not name.endswith(".html")},
    }


def _pages(porter: Porter, parts: dict[str, page.Part]) -> Addresses:
    def kept(name: str) -> Guarded:
        async def sent(_: Call, __: Phone) -> Response:
            return _sent(parts[name])

        return for_phones(porter, "page", sent)

    async def first(call: Call) -> Response:
        if porter.phone(call.request.cookies.get(COOKIE)) is None:
            return _sent(parts["stranger.html"], 401)
        return _sent(parts["page.html"])

    private = [name for name in parts if name not in page.FOR_STRANGERS and not name.endswith(".html")]
    return {"GET /": for_strangers(porter, "stranger", first), **{f"GET /{name}": kept(name) for name in private}}


def _answers(porter: Porter) -> Addresses:
    scanning = Scanning(porter)

    async def gate(call: Call, phone: Phone) -> Response:
        own = gate_of(porter.house.event, phone.gate)[0].language
        return as_json(await scanning.gate(phone, call.chosen or own or call.language))

    async def pulse(_: Call, phone: Phone) -> Response:
        return as_json(await scanning.pulse(phone))

    async def scan(call: Call, phone: Phone) -> Response:
        return as_json(await scanning.scan(call.decoded(Asked), phone, call.language))

    async def frame(call: Call, _: Phone) -> Response:
        width, height = _side(call, "width"), _side(call, "height")
        if len(call.body) != width * height:
            raise Turned(422, "no-frame")
        return as_json({"codes": await run_in_threadpool(codes_in, call.body, width, height)})

    async def named(call: Call, _: Phone) -> Response:
        return as_json({"found": await scanning.named(call.decoded(_Text).text, call.language)})

    async def override(call: Call, phone: Phone) -> Response:
        return _or_refused(await scanning.override(call.decoded(Override), phone, call.language))

    async def handed(call: Call, phone: Phone) -> Response:
        return as_json(await scanning.handed(call.decoded(Asked), phone, call.language))

    async def annullable(call: Call, phone: Phone) -> Response:
        return _or_refused(await scanning.annullable(phone, call.language))

    async def annul(call: Call, phone: Phone) -> Response:
        return _or_refused(await scanning.annul(call.decoded(Annul), phone, call.language))

    return {
        "GET /api/gate": for_phones(porter, "page", gate),
        "GET /api/pulse": for_phones(porter, "page", pulse),
        "GET /api/annullable": for_phones(porter, "page", annullable),
        "POST /api/annul": for_phones(porter, "rare", annul),
        "POST /api/override": for_phones(porter, "rare", override),
        "POST /api/handed": for_phones(porter, "page", handed),
        "POST /api/name": for_phones(porter, "name", named),
        "POST /api/scan": for_phones(porter, "scan", scan),
        "POST /api/frame": for_phones(porter, "frame", frame, FRAME),
    }


def _shown(porter: Porter, waits: Waiting) -> Response:
    """What a phone shows while it waits: the number, and which gate it would keep."""
    gate = porter.house.event.gate(waits.gate)
    return as_json({"number": waits.number, "gate": gate.name if gate else waits.gate}, 202)


class _Offered(msgspec.Struct, forbid_unknown_fields=True):
    secret: str


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    text: str


def _or_refused(found: Told | Refusal) -> Response:
    """A rule's no is an answer like others; the page knows what to say to each reason."""
    if not isinstance(found, Refusal):
        return as_json(found)
    until = {"until": found.until} if isinstance(found, PinClosed) else {}
    return as_json({"refused": found.reason, **until}, 409)


def _side(call: Call, name: str) -> int:
    text = call.request.query_params.get(name, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    if not 1 <= number <= LARGEST:
        raise Turned(422, "no-frame")
    return number


def _sent(part: page.Part, status: int = 200) -> Response:
    return Response(part.content, status, {"content-type": part.kind})


def _with_cookie(answer: Response, name: str, value: str, seconds: int) -> Response:
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")
    return answer
