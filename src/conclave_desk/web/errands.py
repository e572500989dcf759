"""What phones ask in one turn of the event loop goes to the station together, and so do the answers come back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from conclave_desk.gate.apart import Apart, Pairs, Work


@dataclass(eq=False)
class Errands:
    """Runs to a station in a process of its own. Belongs to one event loop."""

    station: Apart
    _waiting: list[tuple[Work, asyncio.Future[Any]]] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop | None = None

    def run(self, work: Work) -> asyncio.Future[Any]:
        """The answer to come."""
        loop = self._loop = self._loop or asyncio.get_running_loop()
        future = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._go)
        self._waiting.append((work, future))
        return future

    def _go(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.station.hand_over(waiting, self._back)

    def _back(self, answers: Pairs) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_settle, answers)


def _settle(answers: Pairs) -> None:
    """A phone that has hung up waits no more."""
    for future, answer in answers:
        if future.done():
            continue
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
