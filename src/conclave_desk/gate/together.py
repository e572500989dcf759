"""Several callers at one station: a thread of its own keeps the books, and scans that wait together share one sync.

Each is answered only after its own record is on the disk. While one group is being written the next one gathers, and
codes are read in the callers' own threads. Where several called at once a moment ago the next group is given a moment
to gather; a caller that is alone waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

from conclave_desk.errors import ConclaveError, MachineFault
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.gate.trust import Ahead

MOST = 64
"""Scans that are written with one sync."""
GATHER = 0.001
"""Seconds that a group may wait for as many as came together before."""

_T = TypeVar("_T")
_Work = Callable[[Station], Any]
_Waiting = tuple[Scan | Ahead | _Work, Future[Any]]


class Together:
    """A station that any thread may use. ``opened`` opens it, in the thread that will keep it."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Station]]) -> None:
        self._opened = opened
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._station: Station | None = None
        self._begun = Flag()
        self._fault: BaseException | None = None
        self._closed = False
        self._thread = Thread(target=self._keep, name="station", daemon=True)

    def __enter__(self) -> Together:
        self._thread.start()
        self._begun.wait()
        if self._fault is not None:
            self._thread.join()
            raise self._fault
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._waiting.put(None)
        self._thread.join()

    def submit(self, scan: Scan) -> Future[Answer]:
        """The answer to come. A caller that is an event loop wraps it with ``asyncio.wrap_future``."""
        return self._put((self._station and self._station.ahead(scan)) or scan)

    def scan(self, scan: Scan) -> Answer:
        """As :meth:`Station.scan`."""
        return self.submit(scan).result()

    def ask(self, question: Callable[[Station], _T]) -> _T:
        """Whatever else a station can be asked, such as ``lambda station: station.last("G1")``."""
        return self.asked(question).result()

    def asked(self, question: Callable[[Station], _T]) -> Future[_T]:
        """The same, to come: for a caller that is an event loop."""
        return self._put(question)

    def _put(self, work: Scan | Ahead | _Work) -> Future[Any]:
        future: Future[Any] = Future()
        if self._closed:
            future.set_exception(MachineFault("The station has been closed; open it again."))
        else:
            self._waiting.put((work, future))
        return future

    def _keep(self) -> None:
        try:
            with self._opened() as station:
                self._station = station
                self._begun.set()
                self._work(station)
        except BaseException as fault:
            self._fault = fault
        finally:
            self._closed = True
            self._begun.set()
            self._refuse_the_rest()

    def _work(self, station: Station) -> None:
        together = 1
        while (first := self._waiting.get()) is not None:
            group = self._gathered(first, together)
            together = max(len(group), together - 1)
            _answer(station, [found for found in group if found is not None])
            if group[-1] is None:
                return

    def _gathered(self, first: _Waiting, together: int) -> list[_Waiting | None]:
        """What waits, and what comes within a moment until as many are there as ``together`` before."""
        group: list[_Waiting | None] = [first]
        until = monotonic() + GATHER if together > 1 else 0.0
        while len(group) < MOST and group[-1] is not None:
            left = until - monotonic() if len(group) < together else 0.0
            try:
                group.append(self._waiting.get(timeout=left) if left > 0 else self._waiting.get_nowait())
            except Empty:
                break
        return group

    def _refuse_the_rest(self) -> None:
        while not self._waiting.empty():
            left = self._waiting.get()
            if left is not None:
                left[1].set_exception(MachineFault("The station has been closed; nothing was recorded."))


def _answer(station: Station, group: list[_Waiting]) -> None:
    scans = [(work, future) for work, future in group if isinstance(work, Scan | Ahead)]
    if scans:
        _record(station, scans)
    for work, future in group:
        if not isinstance(work, Scan | Ahead):
            _resolve(future, partial(work, station))


def _record(station: Station, scans: list[tuple[Scan | Ahead, Future[Any]]]) -> None:
    try:
        answers = station.scan_all([scan for scan, _ in scans])
    except BaseException as fault:
        for _, future in scans:
            future.set_exception(fault)
        return
    for (_, future), answer in zip(scans, answers, strict=True):
        if isinstance(answer, ConclaveError):
            future.set_exception(answer)
        else:
            future.set_result(answer)


def _resolve(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        future.set_result(work())
    except BaseException as fault:
        future.set_exception(fault)
