"""Several callers at one station: a thread of its own keeps the books, and scans that wait together share one sync.

Each is answered only after its own record is on the disk. While one group is being written the next one gathers; a
caller that is alone waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import partial
from queue import SimpleQueue
from threading import Event as Flag
from threading import Thread
from typing import Any, TypeVar

from conclave_desk.errors import ConclaveError, MachineFault
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station

MOST = 64
"""Scans that are written with one sync."""

_T = TypeVar("_T")
_Work = Callable[[Station], Any]


class Together:
    """A station that any thread may use. ``opened`` opens it, in the thread that will keep it."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Station]]) -> None:
        self._opened = opened
        self._waiting: SimpleQueue[tuple[Scan | _Work, Future[Any]] | None] = SimpleQueue()
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
        return self._put(scan)

    def scan(self, scan: Scan) -> Answer:
        """As :meth:`Station.scan`."""
        return self.submit(scan).result()

    def ask(self, question: Callable[[Station], _T]) -> _T:
        """Whatever else a station can be asked, such as ``lambda station: station.last("G1")``."""
        answered: _T = self._put(question).result()
        return answered

    def _put(self, work: Scan | _Work) -> Future[Any]:
        future: Future[Any] = Future()
        if self._closed:
            future.set_exception(MachineFault("The station has been closed; open it again."))
        else:
            self._waiting.put((work, future))
        return future

    def _keep(self) -> None:
        try:
            with self._opened() as station:
                self._begun.set()
                self._work(station)
        except BaseException as fault:
            self._fault = fault
        finally:
            self._closed = True
            self._begun.set()
            self._refuse_the_rest()

    def _work(self, station: Station) -> None:
        while (first := self._waiting.get()) is not None:
            group = [first]
            ends = False
            while len(group) < MOST and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    ends = True
                    break
                group.append(following)
            _answer(station, group)
            if ends:
                return

    def _refuse_the_rest(self) -> None:
        while not self._waiting.empty():
            left = self._waiting.get()
            if left is not None:
                left[1].set_exception(MachineFault("The station has been closed; nothing was recorded."))


def _answer(station: Station, group: list[tuple[Scan | _Work, Future[Any]]]) -> None:
    scans = [(work, future) for work, future in group if isinstance(work, Scan)]
    if scans:
        _record(station, scans)
    for work, future in group:
        if not isinstance(work, Scan):
            _resolve(future, partial(work, station))


def _record(station: Station, scans: list[tuple[Scan, Future[Any]]]) -> None:
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
