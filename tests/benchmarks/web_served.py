"""Servers to measure, in a process of their own: ``python -m tests.benchmarks.web_served ours|naive FILE``.

``ours`` is the page's application on a station's file, and an address that does nothing beside it, for the same
phones. ``naive`` is :mod:`web_naive`. Both run in uvicorn over the same TLS. Says the port once it listens, and ends
with its input.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from conclave_desk.bootstrap import open_station
from conclave_desk.gate import phones
from conclave_desk.gate.apart import Apart
from conclave_desk.gate.phones import Phone, digest
from conclave_desk.gate.station import Station
from conclave_desk.web import certificate
from conclave_desk.web.app import build
from conclave_desk.web.guarded import Call, Sealed, as_json, for_phones
from conclave_desk.web.pace import PACES, Pace, Paces
from conclave_desk.web.porter import Porter
from conclave_desk.web.server import Server, configured, listening, run

from .desks import MORNING, config
from .web_load import PHONES, token


def ours(path: Path) -> None:
    """The page's application."""
    with Apart(partial(_kept, path)) as station:
        station.ask(_pair)
        unhurried = {name: Pace(1e9, 1e9) for name in PACES}
        porter = Porter(station, paces=Paces(unhurried))

        async def nothing(_: Call, __: Phone) -> Response:
            return as_json({})

        noop = Sealed({"POST /noop": for_phones(porter, "scan", nothing)})
        page = build(porter)

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            await (noop if scope.get("path") == "/noop" else page)(scope, receive, send)

        _serve(either, path, porter)


def naive(path: Path) -> None:
    """What one would write first, served as uvicorn serves by itself; but it writes no line a request."""
    from .web_naive import built

    ago = datetime.now(UTC) - MORNING
    tokens = [token(number) for number in range(PHONES)]
    app = built(path.with_suffix(".naive"), path, tokens, lambda: datetime.now(UTC) - ago)
    made, listener = _own(path), listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, ssl_certfile=made.path, log_config=None, access_log=False))

    def until_told() -> None:
        sys.stdin.read()
        server.should_exit = True

    Thread(target=until_told, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    server.run(sockets=[listener])


@contextmanager
def _kept(path: Path) -> Iterator[Station]:
    """The station on the event's morning, whose clock goes."""
    ago = datetime.now(UTC) - MORNING
    with open_station(replace(config(path), station=path)) as station:
        station._clock = lambda: datetime.now(UTC) - ago
        yield station


def _pair(station: Station) -> None:
    for number in range(PHONES):
        until = station.now() + timedelta(days=1)
        phones.pair(station, f"{number}", "G1", f"phone {number}", digest(token(number)), until)


def _serve(app: ASGIApp, path: Path, porter: Porter) -> None:
    listener = listening("127.0.0.1", 0)
    server = Server(configured(app, _own(path)))

    async def until_told() -> None:
        print(listener.getsockname()[1], flush=True)
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        Thread(target=lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set)), daemon=True).start()
        await ended.wait()

    run(server, listener, porter.look, until_told)


def _own(path: Path) -> certificate.Certificate:
    return certificate.own(path.with_suffix(".tls"), ("127.0.0.1",), datetime.now(UTC))


if __name__ == "__main__":
    {"ours": ours, "naive": naive}[sys.argv[1]](Path(sys.argv[2]))
