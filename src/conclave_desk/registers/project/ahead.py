"""A helper process reads a long chain of scans ahead and makes their rows, while this process writes them.

What is no scan is handed over as it is. Order is kept; whatever the helper does not deliver is left to the caller, who
reads on from the last record that was delivered.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from conclave_desk.domain.entries.gate import ScanReplayed
from conclave_desk.errors import WrongData
from conclave_desk.journal import record
from conclave_desk.registers.moments import rewritten
from conclave_desk.registers.project.gate import row_of
from conclave_desk.registers.project.gate_rows import GateRows, Held

WORTH_A_HELPER = 20_000
"""Records of a chain from which on the helper's start is made up for."""
_TOGETHER = 1_000
_LENGTH = 4
"""Bytes that say how long what follows is."""


class Batch(NamedTuple):
    """Records up to number ``last`` of the chain: what was made of so many ``scans``, then the bodies of what is none."""

    last: int
    scans: int
    held: Held
    bodies: list[bytes]


def batches(path: Path, chain: str) -> Iterator[Batch]:
    """The chain in the desk file at ``path``, as far as the helper delivers it."""
    if (os.cpu_count() or 1) < 2:
        return
    command = [sys.executable, "-P", "-m", __name__, str(path), chain]
    with suppress(OSError), subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as helper:
        assert helper.stdout is not None
        try:
            while packed := helper.stdout.read(int.from_bytes(helper.stdout.read(_LENGTH))):
                with suppress(EOFError):  # broken off in the middle
                    last, scans, held, bodies = marshal.loads(packed)
                    yield Batch(last, scans, Held(*held), bodies)
        finally:
            helper.stdout.close()
            helper.terminate()


def read(records: Iterable[tuple[int, bytes]], together: int = _TOGETHER) -> Iterator[Batch]:
    """What the helper makes of numbered records: batches of so many scans ``together``.

    Where everybody is comes with what is no scan, which may ask for it, and at the end.
    """
    gate, scans, bodies = GateRows(None), 0, list[bytes]()
    for n, body in records:
        told = record.read_again(body)
        found = [entry for entry in told.entries if isinstance(entry, ScanReplayed)]
        if bodies or told.parts > 1 or len(found) < len(told.entries):
            bodies.append(body)
        else:
            for entry in found:
                gate.scan(*row_of(entry, rewritten(entry.at)))
            scans += len(found)
        if told.part < told.parts:
            continue
        if bodies or scans >= together:
            held = gate.hand_over() if bodies else gate.hand_over_scans()
            yield Batch(n, scans, held, bodies)
            scans, bodies = 0, []
    yield Batch(sys.maxsize, scans, gate.hand_over(), bodies)


def serve(path: str, chain: str, out: BinaryIO) -> None:
    """Deliver a chain; a record that cannot be read ends it, and is left to whoever asked."""
    with closing(sqlite3.connect(path)) as db, suppress(WrongData):
        rows = db.execute("SELECT n, body FROM journal WHERE chain = ? ORDER BY n", (chain,))
        for batch in read(rows):
            packed = marshal.dumps((batch.last, batch.scans, tuple(batch.held), batch.bodies))
            out.write(len(packed).to_bytes(_LENGTH) + packed)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.argv[1], sys.argv[2], sys.stdout.buffer)
