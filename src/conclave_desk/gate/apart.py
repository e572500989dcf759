"""A station in a process of its own, for a program that has much else to do: reading codes, judging and writing
wait for no other work, and run beside it.

Whatever waits when the station has finished is written with one sync, and each scan is answered only after that. If
the asking program ends, however it does, the station finishes what it was given and closes its file.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

from conclave_desk.errors import ConclaveError, MachineFault, explained
from conclave_desk.gate.keeper import Keeper, Seen
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station

MOST = 64
"""Scans that are written with one sync."""
_CLOSED = "The station has been closed; open it again."

_T = TypeVar("_T")
_Opened = Callable[[], AbstractContextManager[Station]]
_Question = Callable[[Station], Any]
_Work = Scan | _Question
_Given = tuple[int, _Work]
_Told = tuple[int, Any]


class Apart:
    """A station that any thread may ask. ``opened`` and every question go to another process, so they are made of
    functions of modules (:func:`functools.partial`), and what is answered is plain values."""

    def __init__(self, opened: _Opened) -> None:
        here, there = get_context("spawn").Pipe()
        self._pipe: Connection[Any, Any] = here
        self._theirs = there
        self._process = get_context("spawn").Process(target=_keep, args=(opened, there), name="station", daemon=True)
        self._hears = Thread(target=self._hear, name="station", daemon=True)
        self._numbers = count()
        self._asked: dict[int, Future[Any]] = {}
        self._sending = Lock()
        self._closed = self._asked_to_end = False

    def __enter__(self) -> Apart:
        self._process.start()
        self._theirs.close()
        fault = self._first()
        if fault is not None:
            self._process.join()
            raise fault
        self._hears.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._asked_to_end = True
        self._send([])
        self._hears.join()
        self._process.join()
        self._pipe.close()

    @property
    def ended(self) -> bool:
        """Whether its process is gone, though nobody has closed it."""
        return self._closed and not self._asked_to_end

    def submit(self, scan: Scan) -> Future[Seen]:
        """The answer to come, with what a screen shows besides. A caller that is an event loop wraps it with ``asyncio.wrap_future``."""
        return self.all_of([scan])[0]

    def asked(self, question: Callable[[Station], _T]) -> Future[_T]:
        """The answer to whatever else a station can be asked, to come."""
        return self.all_of([question])[0]

    def ask(self, question: Callable[[Station], _T]) -> _T:
        """The same, waited for."""
        return self.asked(question).result()

    def all_of(self, work: Sequence[_Work]) -> list[Future[Any]]:
        """Several at once, in their order; the answers to come."""
        futures: list[Future[Any]] = [Future() for _ in work]
        given = [(next(self._numbers), each) for each in work]
        self._asked.update((number, future) for (number, _), future in zip(given, futures, strict=True))
        if not self._send(given):
            self._give_up()
        return futures

    def _send(self, given: list[_Given]) -> bool:
        with self._sending:
            if self._closed:
                return False
            self._closed = not given
            try:
                self._pipe.send(given)
            except OSError:
                return False
        return True

    def _first(self) -> BaseException | None:
        """What came of opening the station."""
        try:
            found: BaseException | None = self._pipe.recv()
        except EOFError:
            return MachineFault("The station ended before it was open.")
        return found

    def _hear(self) -> None:
        try:
            while True:
                told: list[_Told] = self._pipe.recv()
                for number, answer in told:
                    _resolve(self._asked.pop(number), answer)
        except (EOFError, OSError):
            self._closed = True
            self._give_up()

    def _give_up(self) -> None:
        while self._asked:
            _, future = self._asked.popitem()
            _resolve(future, MachineFault(_CLOSED))


def _resolve(future: Future[Any], answer: Any) -> None:
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _keep(opened: _Opened, pipe: Connection[Any, Any]) -> None:
    """The life of the station's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with opened() as station:
            pipe.send(None)
            _serve(station, pipe)
    except (EOFError, ConnectionError):
        # Whoever asked is gone; what was given is recorded.
        return
    except Exception as fault:
        pipe.send(fault)


def _serve(station: Station, pipe: Connection[Any, Any]) -> None:
    going_on = True
    while going_on:
        given: list[_Given] = []
        while not given or (pipe.poll() and len(given) < MOST):
            came: list[_Given] = pipe.recv()
            if not came:
                going_on = False
                break
            given += came
        if given:
            pipe.send(_answers(station, given))


def _answers(station: Station, given: Sequence[_Given]) -> list[_Told]:
    scans = [(number, work) for number, work in given if isinstance(work, Scan)]
    told = list(zip((number for number, _ in scans), _scanned(station, [s for _, s in scans]), strict=True))
    return told + [(number, _answer(station, work)) for number, work in given if not isinstance(work, Scan)]


def _scanned(station: Station, scans: Sequence[Scan]) -> list[Seen | Exception]:
    if not scans:
        return []
    try:
        answers, keeper = station.scan_all(scans), Keeper(station)
        return [
            answer if isinstance(answer, ConclaveError) else keeper.seen(answer, scan)
            for scan, answer in zip(scans, answers, strict=True)
        ]
    except Exception as fault:
        return [_plain(fault)] * len(scans)


def _answer(station: Station, question: _Question) -> Any:
    try:
        return question(station)
    except Exception as fault:
        return _plain(fault)


def _plain(fault: Exception) -> Exception:
    """A fault that can be handed to another process."""
    if isinstance(fault, ConclaveError):
        return fault
    sentence, code = explained(fault)
    return ConclaveError(sentence, code=code)
