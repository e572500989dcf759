"""The terminal desk in a browser: textual-serve with a page of our own, and a key without which nobody gets in.

Whoever reaches the desk acts as the officer. So the address has a secret in it, which the browser then keeps as a
cookie; no page of another origin is let in, not even on this machine.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from conclave_desk.errors import MachineFault

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PATIENCE = 1.0
"""Seconds in which open tabs may end their desks when the serving ends."""
_OPEN = ("static",)
"""Routes that hold nothing of the desk's."""


class DeskServer(Server):
    """Each browser tab gets a desk of its own, run by ``command`` as ``officer``; ``say`` tells the address once."""

    def __init__(
        self, command: str, officer: str, host: str, port: int, say: Callable[[str], None], key: str | None = None
    ) -> None:
        super().__init__(
            command, host=host, port=port, title="conclave-desk", templates_path=Path(__file__).with_name("page")
        )
        self._say, self._officer = say, officer
        self._key = key or secrets.token_urlsafe(24)
        self._cookie = (
            f"conclave-desk-{port}"  # a browser keeps one for a machine, whatever the port: each desk its own
        )

    @property
    def address(self) -> str:
        """What is typed into the browser once; the key in it is drawn anew at every start."""
        return f"{self.public_url}/?key={self._key}"

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said before it answers."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._let_in)
        return app

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only whoever came by the address with the key, and from no other page."""
        if request.match_info.route.name in _OPEN:
            return await handler(request)
        asked = request.query.get("key", "")
        known = secrets.compare_digest(request.cookies.get(self._cookie, "").encode(), self._key.encode())
        if asked and secrets.compare_digest(asked.encode(), self._key.encode()):
            found = web.HTTPFound("/")
            found.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict")
            raise found
        if not known or not self._of_this_page(request):
            raise web.HTTPForbidden(text="Open the address that `conclave-desk serve --tui` told, with the key in it.")
        return await handler(request)

    def _of_this_page(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc == request.host

    def serve(self, debug: bool = False) -> None:
        """Until it is stopped; the address is told once it answers, and a port that is taken is a sentence."""
        self.debug = debug
        with suppress(KeyboardInterrupt):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        with suppress(NotImplementedError):  # Windows has Ctrl+C alone
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, ended.set)
        runner = web.AppRunner(await self._make_app(), shutdown_timeout=_PATIENCE)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, self.host, self.port).start()
            except OSError as fault:
                raise MachineFault(
                    f"Nothing can be served on {self.host}:{self.port}: {fault.strerror or fault}."
                ) from fault
            self._say(f"The desk is at {self.address}")
            self._say(f"Whoever has this address acts as {self._officer}; what goes over the line is not encrypted.")
            self._say("Ctrl+C ends it.")
            await ended.wait()
        finally:
            await runner.cleanup()
