"""A station in a process of its own, for a program that has much else to do: judging and writing wait for no other
work, and run beside it.

The station reads codes, too. While it has its hands full, whoever asks reads the next ones, by the keys that the station
says it trusts; it takes such a reading only while it still trusts the same, and else reads the code itself.

Whatever waits when the station has finished is written with one sync, and each scan is answered only after that. If
the asking program ends, however it does, the station finishes what it was given and closes its file.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.domain.scene import Reading
from conclave_desk.errors import ConclaveError, MachineFault, explained
from conclave_desk.gate.keeper import Keeper, Seen
from conclave_desk.gate.reading import read_code
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.gate.trust import Ahead, Trust

MOST = 64
"""Scans that are written with one sync."""
BUSY = 12
"""Scans that the station has to do while codes are read for it."""
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
    """Numbered work: scans as they are, which takes a tenth of the time of pickling them, and questions pickled.

    A code that has been read comes with what it is, by the keys of that ``turn``.
    """

    scans: list[tuple[int, Scan, Reading | None]] = []
    questions: list[tuple[int, bytes]] = []
    turn: int = 0


class _Trusted(Struct, array_like=True, gc=False):
    """By what the station reads codes; the ``turn`` is another as soon as anything of it may be."""

    turn: int
    event: str
    known_events: frozenset[str]
    keys: list[tuple[str, bytes]]


class _Told(Struct, array_like=True, gc=False):
    """Answers by number: to scans, and to everything else, faults among them; and what is trusted, if that is news."""

    seen: list[tuple[int, Seen]] = []
    others: list[tuple[int, bytes]] = []
    trusted: _Trusted | None = None


class _Reader:
    """Reads codes as the station would."""

    def __init__(self, trusted: _Trusted) -> None:
        self.turn = trusted.turn
        self._event, self._known_events = trusted.event, trusted.known_events
        self._keys = KeyRing((event, PublicKey(raw)) for event, raw in trusted.keys)

    def read(self, scan: Scan) -> Reading | None:
        """What its code is; of somebody found by name nothing is to be read."""
        return None if scan.by_name else read_code(scan.code, self._event, self._keys, self._known_events)


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
        self._reader: _Reader | None = None
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
        reader = self._reader
        given = _Given([], [], reader.turn if reader else 0)
        for each, waits in work:
            number = next(self._numbers)
            if isinstance(each, Scan):
                given.scans.append((number, each, reader.read(each) if reader and len(self._asked) >= BUSY else None))
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
                if told.trusted:
                    self._reader = _Reader(told.trusted)
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
    decode, readings = msgspec.msgpack.Decoder(_Given).decode, _Readings(station)
    going_on = True
    while going_on:
        scans: list[tuple[int, Scan | Ahead]] = []
        questions: list[tuple[int, bytes]] = []
        while not (scans or questions) or (pipe.poll() and len(scans) < MOST):
            given = decode(pipe.recv_bytes())
            if not (given.scans or given.questions):
                going_on = False
                break
            scans += readings.taken(given)
            questions += given.questions
        if scans or questions:
            told = _answers(station, scans, questions)
            told.trusted = readings.news()
            pipe.send_bytes(_encode(told))


class _Readings:
    """What whoever asks has read, taken while the station trusts what it was read by."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._trust: Trust | None = None
        self._turn = 0

    def taken(self, given: _Given) -> Iterator[tuple[int, Scan | Ahead]]:
        """Scans with the readings that hold."""
        trust = self._trust if given.turn == self._turn else None
        for number, scan, reading in given.scans:
            yield number, Ahead(scan, trust, reading) if trust and reading else scan

    def news(self) -> _Trusted | None:
        """What the station trusts, if that is not what was told last."""
        trust = self._station.trust
        if trust is None or trust is self._trust:
            return None
        self._trust = trust
        self._turn += 1
        return _Trusted(self._turn, trust.event.code, trust.known_events, [(of, key.raw) for of, key in trust.keys])


def _answers(
    station: Station, scans: Sequence[tuple[int, Scan | Ahead]], questions: Sequence[tuple[int, bytes]]
) -> _Told:
    told = _Told([], [])
    for (number, _), answer in zip(scans, _scanned(station, [scan for _, scan in scans]), strict=True):
        if isinstance(answer, Seen):
            told.seen.append((number, answer))
        else:
            told.others.append((number, pickle.dumps(answer)))
    for number, question in questions:
        told.others.append((number, pickle.dumps(_answer(station, pickle.loads(question)))))
    return told


def _scanned(station: Station, scans: Sequence[Scan | Ahead]) -> list[Seen | Exception]:
    if not scans:
        return []
    try:
        answers, keeper = station.scan_all(scans), Keeper(station)
        return [
            answer if isinstance(answer, ConclaveError) else keeper.seen(answer, _itself(scan))
            for scan, answer in zip(scans, answers, strict=True)
        ]
    except Exception as fault:
        return [_plain(fault)] * len(scans)


def _itself(scan: Scan | Ahead) -> Scan:
    return scan.scan if isinstance(scan, Ahead) else scan


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
