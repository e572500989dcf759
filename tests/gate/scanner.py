"""A process that keeps a gate, for tests that kill it: ``python -m tests.gate.scanner scan|together|same FILE ...``.

Reads codes from stdin, one a line, and writes the id of each scan once it has been answered. ``python -m
tests.gate.scanner nursery`` loads everything once and then has a child do a task for each line that it reads.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from conclave_desk.bootstrap import open_station
from conclave_desk.config import Config
from conclave_desk.errors import ConclaveError
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.gate.together import Together
from conclave_desk.journal.connection import STATION, kind_of
from conclave_desk.journal.store import Journal


def config(path: Path) -> Config:
    """A station's file, or a desk's."""
    if kind_of(path) == STATION:
        return Config(desk=path.with_name("none"), officer="Guard", station=path)
    return Config(desk=path, officer="Guard")


def opened(path: Path) -> AbstractContextManager[Station]:
    """The station of the file."""
    return open_station(config(path))


def scan(path: Path, gate: str) -> None:
    """One after the other; what was answered is said at once."""
    with opened(path) as station:
        print("ready", flush=True)
        for number, line in enumerate(sys.stdin):
            try:
                answer = station.scan(Scan(line.strip(), gate, direction="out" if number % 3 == 2 else "in"))
            except ConclaveError as fault:
                print(json.dumps({"fault": fault.message, "code": fault.code}), flush=True)
            else:
                print(json.dumps({"scan_id": answer.scan_id, "verdict": answer.verdict}), flush=True)


def together(path: Path, gate: str) -> None:
    """All at once; what was answered is said as it comes."""
    with Together(lambda: opened(path)) as station:
        print("ready", flush=True)
        for line in sys.stdin:
            station.submit(Scan(line.strip(), gate)).add_done_callback(
                lambda done: print(json.dumps({"scan_id": done.result().scan_id}), flush=True)
            )


def same(path: Path, gate: str, begin: str, at: str) -> None:
    """Every code from an agreed instant on, as others do; the verdicts and the longest wait."""
    when = datetime.fromisoformat(at) if at else None
    with opened(path) as station:
        codes = [line.strip() for line in sys.stdin]
        time.sleep(max(0.0, float(begin) - time.time()))
        longest, verdicts = 0.0, []
        for code in codes:
            asked = time.perf_counter()
            verdicts.append(station.scan(Scan(code, gate, at=when)).verdict)
            longest = max(longest, time.perf_counter() - asked)
    print(json.dumps({"verdicts": verdicts, "longest": longest}))


TASKS: dict[str, Callable[..., None]] = {"scan": scan, "together": together, "same": same}


def nursery() -> None:
    """A child for each line ``{"task", "path", "gate", "codes", "answers"}``: it reads codes from one file and writes
    to the other; its number is said."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child:
            print(child, flush=True)
            continue
        sys.stdin = Path(order["codes"]).open(encoding="utf-8")  # noqa: SIM115
        sys.stdout = Path(order["answers"]).open("w", encoding="utf-8")  # noqa: SIM115
        TASKS[order["task"]](Path(order["path"]), order["gate"])
        while True:
            signal.pause()  # until it is killed, if it was done before


def recorded(path: Path) -> Journal:
    """The journal of a station's file or a desk's, as it is."""
    return Journal.open(path, kind_of(path) or STATION)


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        nursery()
    else:
        task, file, *rest = sys.argv[1:]
        TASKS[task](Path(file), *rest)
