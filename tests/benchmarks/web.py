"""Phones at a gate, over HTTPS: 32 connections, each scan on the disk before it is answered.

Beside it an address of the same server that does nothing but ask whose phone it is, and the naive way (FastAPI, sync,
a connection a request). The phones are a process of their own on the same two cores, so that all three rates are what
server and phones do together.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from conclave_desk.bootstrap import open_desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.gate.prepare import prepare

from .desks import MORNING, config, with_badges
from .measure import ROOT, Line, in_turn, middle_ratio

_DELEGATES = 2_500
_SCANS, _FEW = 4_800, 1_600
_ROUNDS = 5
_RATE, _P99, _TIMES = 1_500, 0.040, 4.0


def lines(folder: Path) -> list[Line]:
    """All three in turn."""
    path, station = folder / "web.desk", folder / "web.station"
    payloads = with_badges(path, _DELEGATES)
    with open_desk(config(path, MORNING)) as desk:
        prepare(desk, signing_key(desk), "G1", station)
    plain = folder / "naive.station"
    plain.write_bytes(station.read_bytes())
    with _serving("ours", station) as port, _serving("naive", plain) as other:
        loads = [_Load(port, "/api/scan", _SCANS), _Load(port, "/noop", _SCANS), _Load(other, "/scan", _FEW)]
        for load in loads:
            load.run(payloads)
            load.found.clear()
        scans, noops, naives = in_turn(_ROUNDS, [lambda load=load: load.run(payloads) for load in loads])  # type: ignore[misc]
    ours, _, theirs = loads
    rate, times = median(scans), middle_ratio(scans, naives)
    waits = [median(found["p99"] for found in load.found) for load in (ours, theirs)]
    wrong = [sum(int(found["wrong"]) for found in load.found) for load in (ours, theirs)]
    return [
        Line(
            "32 phones over HTTPS, durable",
            f"{rate:,.0f}/s",
            f"{median(noops):,.0f}/s no-op endpoint",
            middle_ratio(scans, noops),
            f"≥ {_RATE:,}/s",
            rate >= _RATE,
        ),
        Line(
            "  beside the naive way",
            f"{rate:,.0f}/s",
            f"{median(naives):,.0f}/s",
            times,
            f"≥ {_TIMES}",
            times >= _TIMES,
        ),
        Line(
            "  99 of 100 answered within",
            f"{waits[0] * 1000:.0f} ms",
            f"{waits[1] * 1000:.0f} ms naive",
            None,
            f"≤ {_P99 * 1000:.0f} ms",
            waits[0] <= _P99,
        ),
        Line("  errors", f"{wrong[0]}", f"{wrong[1]} naive", None, "0", wrong[0] == 0),
    ]


class _Load:
    """One address; every run goes on where the last one stopped."""

    def __init__(self, port: int, path: str, count: int) -> None:
        self.port, self.path, self.count = port, path, count
        self.found: list[dict[str, Any]] = []
        self._begin = 0

    def run(self, payloads: Sequence[str]) -> float:
        command = [sys.executable, "-m", "tests.benchmarks.web_load", str(self.port), self.path]
        command += [str(self.count), str(self._begin)]
        ran = subprocess.run(command, cwd=ROOT, input="\n".join(payloads), capture_output=True, text=True, check=True)
        self._begin += self.count
        self.found.append(json.loads(ran.stdout))
        return float(self.found[-1]["rate"])


@contextmanager
def _serving(which: str, path: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.benchmarks.web_served", which, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
