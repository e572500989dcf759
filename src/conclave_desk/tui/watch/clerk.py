"""The thread that owns the station: it takes the screen's errands in order, and drops none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue

from textual.message import Message

from conclave_desk.bootstrap import keeper_of
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.event import Event
from conclave_desk.errors import explained
from conclave_desk.gate.keeper import Keeper, Seen, Tally

_LOOKS = 1.0
"""Seconds between looks at the counts while nobody scans: others keep gates of the same zone."""

Opened = Callable[[], AbstractContextManager[Keeper]]


def keeping(another: Callable[[], AbstractContextManager[Desk]]) -> Opened:
    """A station with the desk file itself at hand, opened once more for the clerk's thread."""

    @contextmanager
    def opened() -> Iterator[Keeper]:
        with another() as desk:
            yield keeper_of(desk)

    return opened


@dataclass
class Opens(Message):
    """The station is open; its event, and what says the time."""

    event: Event
    clock: Callable[[], datetime]


@dataclass
class Answered(Message):
    """A scan was judged and recorded. ``asked`` is what was read."""

    asked: str
    seen: Seen
    tally: Tally


@dataclass
class Counted(Message):
    """The counts are others now; ``last`` are the gate's last scans, whoever made them with this file: when the gate has
    just been turned to, or more was scanned."""

    tally: Tally
    last: list[Seen] | None = None

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, Counted) and (message.last is None or self.last is not None)


@dataclass
class Done(Message):
    """Something else was found out or done: what the screen does with it."""

    then: Callable[[], None]


@dataclass
class Failed(Message):
    """An errand could not be done: a scan of ``asked``, or (``None``) anything else. Nothing of it was recorded."""

    asked: str | None
    sentence: str


Errand = Callable[[Keeper], Message | None]


class Clerk:
    """Runs errands one after the other; ``post`` hands their messages to the screen, from whatever thread."""

    def __init__(self, opened: Opened, gate: Callable[[], str], post: Callable[[Message], object]) -> None:
        self._opened, self._gate, self._post = opened, gate, post
        self._errands: SimpleQueue[tuple[str | None, Errand] | None] = SimpleQueue()
        self._told: Tally | None = None

    def give(self, errand: Errand, asked: str | None = None) -> None:
        """Do that, after what was given before."""
        self._errands.put((asked, errand))

    def stop(self) -> None:
        """Finish what was given, then close the station."""
        self._errands.put(None)

    def work(self) -> None:
        """The thread's whole life."""
        try:
            with self._opened() as keeper:
                self._post(Opens(keeper.event, keeper.clock))
                self._serve(keeper)
        except Exception as fault:
            self._fail(None, fault)

    def _serve(self, keeper: Keeper) -> None:
        while True:
            try:
                given = self._errands.get(timeout=_LOOKS)
            except Empty:
                self._do(None, self._count, keeper)
                continue
            if given is None:
                return
            self._do(*given, keeper)

    def _do(self, asked: str | None, errand: Errand, keeper: Keeper) -> None:
        try:
            if (message := errand(keeper)) is not None:
                self._post(message)
        except Exception as fault:
            self._fail(asked, fault)

    def _count(self, keeper: Keeper) -> Message | None:
        """What has changed since the last look; the last scans are read again only if the counts say that there are
        others."""
        tally = keeper.tally(self._gate())
        known, self._told = self._told, tally
        if tally == known:
            return None
        more = known is None or _scanned(known) != _scanned(tally)
        return Counted(tally, keeper.last(tally.gate) if more else None)

    def _fail(self, asked: str | None, fault: Exception) -> None:
        sentence, code = explained(fault)
        if code == 4:
            logging.getLogger(__name__).error("the station failed", exc_info=fault)
        self._post(Failed(asked, sentence))


def _scanned(tally: Tally) -> tuple[str, int, int, int, int]:
    """What is another as soon as something was scanned or annulled at the gate itself."""
    counts = tally.counts
    return tally.gate, counts.admitted, counts.left, counts.refused, counts.annulled
