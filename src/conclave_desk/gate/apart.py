"""A station in a process of its own, for a program that has much else to do: reading codes, judging and writing
wait for no other work, and run beside it.

Whatever waits when the station has finished is written with one sync, and each scan is answered only after that. If
the asking program ends, however it does, the station finishes what it was given and closes its file.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

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
Work = Scan | _Question
"""A scan, or whatever else a station can be asked."""
Pairs = list[tuple[Any, Any]]
"""What waits for an answer, and the answer or the fault."""
_encode = msgspec.msgpack.Encoder().encode


class _Given(Struct, array_like=True, gc=False):
    """Numbered work: scans as they are, which takes a tenth of the time of pickling them, and questions pickled."""

    scans: list[tuple[int, Scan]] = []
    questions: list[tuple[int, bytes]] = []


class _Told(Struct, array_like=True, gc=False):
    """Answers by number: to scans, and to everything else, faults among them."""

    seen: list[tuple[int, Seen]] = []
    others: list[tuple[int, bytes]] = []


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
        self._asked: dict[int, tuple[Callable[[Pairs], None], Any]] = {}
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
        self._send(_Given())
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

    def all_of(self, work: Sequence[Work]) -> list[Future[Any]]:
        """Several at once, in their order; the answers to come."""
        futures: list[Future[Any]] = [Future() for _ in work]
        self.hand_over([(each, future) for each, future in zip(work, futures, strict=True)], _resolve)
        return futures

    def hand_over(self, work: Sequence[tuple[Work, Any]], answered: Callable[[Pairs], None]) -> None:
        """Several at once, in their order, each with what waits for its answer; ``answered`` is handed those together
        that were answered together, in another thread."""
        given = _Given([], [])
        for each, waits in work:
            number = next(self._numbers)
            if isinstance(each, Scan):
                given.scans.append((number, each))
            else:
                given.questions.append((number, pickle.dumps(each)))
            self._asked[number] = (answered, waits)
        if not self._send(given):
            self._give_up()

    def _send(self, given: _Given) -> bool:
        with self._sending:
            if self._closed:
                return False
            self._closed = not (given.scans or given.questions)
            try:
                self._pipe.send_bytes(_encode(given))
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
        decode = msgspec.msgpack.Decoder(_Told).decode
        try:
            while True:
                told = decode(self._pipe.recv_bytes())
                self._answered([*told.seen, *((number, pickle.loads(answer)) for number, answer in told.others)])
        except (EOFError, OSError):
            self._closed = True
            self._give_up()

    def _answered(self, answers: Sequence[tuple[int, Any]]) -> None:
        together: dict[Callable[[Pairs], None], Pairs] = {}
        for number, answer in answers:
            answered, waits = self._asked.pop(number)
            together.setdefault(answered, []).append((waits, answer))
        for answered, pairs in together.items():
            answered(pairs)

    def _give_up(self) -> None:
        while self._asked:
            _, (answered, waits) = self._asked.popitem()
            answered([(waits, MachineFault(_CLOSED))])


def _resolve(pairs: Pairs) -> None:
    for future, answer in pairs:
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
    decode = msgspec.msgpack.Decoder(_Given).decode
    going_on = True
    while going_on:
        given = _Given([], [])
        while not (given.scans or given.questions) or (pipe.poll() and len(given.scans) < MOST):
            came = decode(pipe.recv_bytes())
            if not (came.scans or came.questions):
                going_on = False
                break
            given.scans += came.scans
            given.questions += came.questions
        if given.scans or given.questions:
            pipe.send_bytes(_encode(_answers(station, given)))


def _answers(station: Station, given: _Given) -> _Told:
    told = _Told([], [])
    answers = _scanned(station, [scan for _, scan in given.scans])
    for (number, _), answer in zip(given.scans, answers, strict=True):
        if isinstance(answer, Seen):
            told.seen.append((number, answer))
        else:
            told.others.append((number, pickle.dumps(answer)))
    for number, question in given.questions:
        told.others.append((number, pickle.dumps(_answer(station, pickle.loads(question)))))
    return told


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
