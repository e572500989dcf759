"""Timing things on a machine that does other things too: several rounds in turn, and their medians."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. ``met`` is ``None`` for what stands there to compare with."""

    name: str
    ours: str
    baseline: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def in_turn(rounds: int, works: Sequence[Callable[[], float]]) -> list[list[float]]:
    """What each of ``works`` measured, round by round: whatever disturbs the machine disturbs all of them."""
    measured = [[work() for work in works] for _ in range(rounds)]
    return [list(column) for column in zip(*measured, strict=True)]


def middle_ratio(ours: Sequence[float], baseline: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(one / other for one, other in zip(ours, baseline, strict=True))


def fresh(task: str, *arguments: str) -> dict[str, Any]:
    """What a task of :mod:`child` reports from a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.child", task, *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def peak_megabytes() -> float:
    """The most memory that this process has held.

    Linux hands the peak of ``getrusage`` on from the process that started this one; its own stands in /proc.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
