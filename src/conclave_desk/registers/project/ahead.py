"""A helper process reads long chains of scans ahead and makes their rows, while this process writes rows.

What is no scan is handed over as it is. Order is kept; whatever the helper does not deliver is left to the caller, who
reads on from the last record of each chain that was delivered.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO, NamedTuple

import msgspec

from conclave_desk.domain.entries.gate import ScanReplayed
from conclave_desk.errors import WrongData
from conclave_desk.journal import record
from conclave_desk.registers.moments import rewritten
from conclave_desk.registers.project.gate import row_of
from conclave_desk.registers.project.gate_rows import GateRows, Held, Passed, Place, Row, passing

WORTH_A_HELPER = 20_000
"""Records of a chain from which on the helper's start is made up for."""
_TOGETHER = 100
_MOST_AHEAD = 500
"""Batches that wait for this process at most."""
_BUFFER = 1 << 18
"""Bytes that go from process to process at once: whoever waits for them is seldom woken."""
_LENGTH = 4
"""Bytes that say how long what follows is."""


class Batch(NamedTuple):
    """Records up to number ``last`` of a chain: what was made of so many ``scans``, then the bodies of what is none."""

    chain: str
    last: int
    scans: int
    held: Held
    bodies: list[bytes]


@contextmanager
def helper(path: Path, chains: Sequence[str]) -> Iterator[Iterator[Batch]]:
    """These chains in the desk file at ``path``, as far as a helper delivers them, who begins at once."""
    if not chains or (os.cpu_count() or 1) < 2:
        yield iter(())
        return
    command = [sys.executable, "-P", "-m", __name__, str(path), *chains]
    try:
        process = subprocess.Popen(
            command, bufsize=_BUFFER, pipesize=_BUFFER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        yield iter(())
        return
    with process:
        assert process.stdout is not None
        waiting: Queue[bytes] = Queue(_MOST_AHEAD)
        Thread(target=_fetch, args=(process.stdout, waiting), daemon=True).start()
        packed = iter(waiting.get, b"")
        try:
            yield _unpacked(packed)
        finally:
            process.terminate()
            for _left in packed:
                pass


def _fetch(delivered: BinaryIO, waiting: Queue[bytes]) -> None:
    """Put each batch among those that wait; an empty one ends them."""
    while packed := delivered.read(int.from_bytes(delivered.read(_LENGTH))):
        waiting.put(packed)
    waiting.put(b"")


def _unpacked(waiting: Iterable[bytes]) -> Iterator[Batch]:
    decode = msgspec.msgpack.Decoder(Batch).decode
    for packed in waiting:
        with suppress(msgspec.DecodeError):  # broken off in the middle
            yield decode(packed)


def read(chain: str, records: Iterable[tuple[int, bytes]], together: int = _TOGETHER) -> Iterator[Batch]:
    """What the helper makes of a chain's numbered records: batches of so many scans ``together``.

    Where everybody is comes with what is no scan, which may ask for it, and at the end.
    """
    found, bodies, read_again = _Found(), list[bytes](), record.reader_again()
    for n, body in records:
        told = read_again(body)
        scans = [entry for entry in told.entries if isinstance(entry, ScanReplayed)]
        if bodies or told.parts > 1 or len(scans) < len(told.entries):
            bodies.append(body)
        else:
            for entry in scans:
                found.scan(entry)
        if told.part == told.parts and (bodies or found.count >= together):
            yield Batch(chain, n, found.count, found.hand_over(places=bool(bodies)), bodies)
            bodies = []
    yield Batch(chain, sys.maxsize, found.count, found.hand_over(places=True), bodies)


class _Found:
    """The rows of scans since they were handed over last, and the last of each badge in each zone.

    An earlier scan of the same party on the same day says nothing that the last one does not.
    """

    def __init__(self) -> None:
        self.count = 0
        self._gate = GateRows(None)
        self._rows: list[Row] = []
        self._rows_more: list[Row] = []
        self._last: dict[Place, Passed] = {}

    def scan(self, entry: ScanReplayed) -> None:
        """One more."""
        self.count += 1
        row, more = row_of(entry, rewritten(entry.at))
        if more:
            self._rows_more.append(row + more)
        else:
            self._rows.append(row)
        passed = passing(row)
        if passed is not None:
            self._passed((row[0], row[1], row[5]), passed)
            for zone in entry.leaves:
                self._passed((row[0], row[1], zone), passed)

    def _passed(self, place: Place, passed: Passed) -> None:
        known = self._last.get(place)
        if known is None or (known[2] < passed[2] and known[1] == passed[1] and known[0] == passed[0]):
            self._last[place] = passed
        else:
            self._gate.passed(place, passed)

    def hand_over(self, *, places: bool) -> Held:
        """What was found; where everybody is only if it is asked for."""
        held = Held(self._rows, self._rows_more, [], [])
        self.count, self._rows, self._rows_more = 0, [], []
        if not places:
            return held
        for place, passed in self._last.items():
            self._gate.passed(place, passed)
        self._last.clear()
        return self._gate.hand_over()._replace(scans=held.scans, scans_more=held.scans_more)


def serve(path: str, chains: Sequence[str], out: BinaryIO) -> None:
    """Deliver chains; a record that cannot be read ends it, and is left to whoever asked."""
    encode = msgspec.msgpack.Encoder().encode
    with closing(sqlite3.connect(path)) as db, suppress(WrongData):
        for chain in chains:
            rows = db.execute("SELECT n, body FROM journal WHERE chain = ? ORDER BY n", (chain,))
            for batch in read(chain, rows):
                packed = encode(batch)
                out.write(len(packed).to_bytes(_LENGTH) + packed)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt), open(sys.stdout.fileno(), "wb", _BUFFER, closefd=False) as out:
        serve(sys.argv[1], sys.argv[2:], out)
