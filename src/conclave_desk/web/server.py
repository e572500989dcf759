"""Listens, over HTTPS alone, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from conclave_desk.errors import MachineFault
from conclave_desk.web.certificate import Certificate

_CONNECTIONS = 1_000
"""Beyond so many at once the next is told to come again: more than all guards of an event have phones."""
_TURN = 0.0005
"""Seconds that the loop may keep the interpreter while the thread that hears the station has an answer for it."""
_QUIET = 75
"""Seconds that a phone's connection stays open without a request."""


def listening(host: str, port: int) -> socket.socket:
    """A socket at that address; :class:`MachineFault` if it is taken, or no address of this machine."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as fault:
        raise MachineFault(
            f"{host}:{port}: nothing can listen there ({getattr(fault, 'strerror', '') or fault})"
        ) from fault


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why the server stopped: at an operator's word, or by a signal."""

    signal: int | None = None


class Server(uvicorn.Server):
    """Stops at a signal and leaves it to the caller to end the program, once the station is closed."""

    heard: int | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """While it serves, signals only stop it."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop; phones have a moment to hear the answers that are due."""
        self.heard = sig
        self.should_exit = True


class _Wire:
    """A phone's connection, on which what is written within one turn of the loop goes in one piece.

    The server writes an answer's head and its body apart; as two records of TLS both ends would work twice.
    """

    def __init__(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._loop = asyncio.get_running_loop()
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Have it written when the turn ends."""
        if not self._waiting:
            self._loop.call_soon(self._flush)
        self._waiting.append(data)

    def close(self) -> None:
        """What waits is written first."""
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def _flush(self) -> None:
        if self._waiting:
            self._transport.write(b"".join(self._waiting))
            self._waiting.clear()


class _Protocol(HttpToolsProtocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(cast(asyncio.Transport, _Wire(transport)))


def configured(app: ASGIApp, certificate: Certificate) -> uvicorn.Config:
    """How uvicorn serves the application."""
    return uvicorn.Config(
        app,
        http=_Protocol,
        ssl_certfile=certificate.path,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=_QUIET,
        timeout_graceful_shutdown=3,
        limit_concurrency=_CONNECTIONS,
    )


def run(
    server: Server,
    listener: socket.socket,
    begin: Callable[[], Awaitable[None]],
    beside: Callable[[], Awaitable[None]],
) -> Stopped:
    """After ``begin``, serve until a signal comes, or ``beside``, which runs in the same loop, ends."""

    async def both() -> None:
        await begin()
        other = asyncio.ensure_future(beside())
        other.add_done_callback(lambda _: setattr(server, "should_exit", True))
        await server.serve([listener])
        if other.done():
            other.result()
        other.cancel()
        with suppress(asyncio.CancelledError):
            await other

    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
            runner.run(both())
    finally:
        sys.setswitchinterval(usual)
    return Stopped(server.heard)
