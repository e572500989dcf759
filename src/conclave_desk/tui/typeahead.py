"""Keys that come faster than the screen follows: each is delivered once the one before has had its effect.

Textual hands keys to whatever has the focus when they arrive. On a slow line, or typed ahead, several arrive together:
what was meant for the next field, or for the form that the first of them opens, would go where the focus still is.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.screen import ModalScreen

Deliver = Callable[[events.Event], Awaitable[None]]

_LONGEST = 2.0
"""Seconds that a key waits for the one before at most."""
_BETWEEN = 0.002
_OURS = ("commands", "default")
"""Groups of workers that carry out what a key asked for, or go somewhere."""


class TypeAhead:
    """Holds the keys of an app; ``deliver`` is what the app does with one."""

    def __init__(self, app: App[None], deliver: Deliver) -> None:
        self._app, self._deliver = app, deliver
        self._waiting: deque[events.Event] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether every key has been delivered."""
        return self._task is None or self._task.done()

    def take(self, event: events.Event) -> None:
        """A key, or something pasted."""
        self._waiting.append(event)
        if self.idle:
            self._task = asyncio.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        while self._waiting:
            await self._settled()
            await self._deliver(self._waiting.popleft())

    async def _settled(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _LONGEST
        while self._busy() and loop.time() < until:
            await asyncio.sleep(_BETWEEN)

    def _busy(self) -> bool:
        """Whether what was delivered before is still on its way: a message, a command before its form, a new screen."""
        app, screen = self._app, self._app.screen
        if not screen.is_mounted or app.message_queue_size:
            return True
        if not isinstance(screen, ModalScreen) and any(
            worker.is_running and worker.group in _OURS for worker in app.workers
        ):
            return True
        return any(node.message_queue_size for node in screen.walk_children(with_self=True))
