"""The terminal desk over 100,000 people: a key in the filter, a page of scrolling, the start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from . import crowd
from .measure import ROOT, Line, in_turn, middle_ratio

_STARTS = 7
_MEDIAN, _NINETY_FIVE, _SEARCH, _PAGE = 25.0, 60.0, 15.0, 16.0
"""Milliseconds."""
_TIMES_FASTER, _START_TIMES, _MORE_MEGABYTES = 40, 1.5, 60


def lines(folder: Path) -> list[Line]:
    """All of it on one desk."""
    path = crowd.desk_of(folder / "crowd.desk")
    report, forms = _report("screens_child", path), _report("forms_child", path)
    megabytes: dict[str, list[float]] = {str(path): [], "bare": []}

    def paint(what: str) -> float:
        seconds, most = _start(what)
        megabytes[what].append(most)
        return seconds

    starts, bare = in_turn(_STARTS, (lambda: paint(str(path)), lambda: paint("bare")))
    ratio = middle_ratio(starts, bare)
    more = median(megabytes[str(path)]) - median(megabytes["bare"])
    keys, refill = report["keys"], report["refill"]
    times = median(refill) / median(keys)
    ninety_five = quantiles(keys, n=20)[-1]
    return [
        Line(
            f"a key in the filter over {crowd.PEOPLE:,}",
            f"{median(keys):.1f} ms CPU",
            f"{median(refill):.0f} ms DataTable refilled",
            times,
            f"≤ {_MEDIAN:.0f} ms, ≥ {_TIMES_FASTER} times as fast",
            median(keys) <= _MEDIAN and times >= _TIMES_FASTER,
        ),
        Line(
            "  95 of 100 keys",
            f"{ninety_five:.1f} ms CPU",
            target=f"≤ {_NINETY_FIVE:.0f} ms",
            met=ninety_five <= _NINETY_FIVE,
        ),
        Line(
            "a page of scrolling",
            f"{median(report['pages']):.1f} ms CPU",
            target=f"≤ {_PAGE:.0f} ms",
            met=median(report["pages"]) <= _PAGE,
        ),
        Line(
            "search, the slowest term",
            f"{max(report['terms'].values()):.1f} ms CPU",
            target=f"≤ {_SEARCH:.0f} ms",
            met=max(report["terms"].values()) <= _SEARCH,
        ),
        Line(
            "start to first paint",
            f"{median(starts) * 1000:.0f} ms",
            f"{median(bare) * 1000:.0f} ms an empty Textual app",
            ratio,
            f"≤ {_START_TIMES}",
            ratio <= _START_TIMES,
        ),
        Line("  memory above it", f"{more:.0f} MB", target=f"≤ {_MORE_MEGABYTES} MB", met=more <= _MORE_MEGABYTES),
        *(
            Line(
                f"a key in the walk-up form, {what}",
                f"{forms[name]:.1f} ms CPU",
                f"{forms['bare']:.1f} ms one field in an empty app",
                forms[name] / forms["bare"],
                f"≤ {times}",
                forms[name] / forms["bare"] <= times,
            )
            for name, what, times in (("family_name_1", "a name", 2.5), ("party", "a State", 3))
        ),
    ]


def _command(module: str, argument: str) -> list[str]:
    return [sys.executable, "-m", f"tests.benchmarks.{module}", argument]


def _report(module: str, path: Path) -> dict[str, Any]:
    ran = subprocess.run(_command(module, str(path)), cwd=ROOT, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def _start(what: str) -> tuple[float, float]:
    """Seconds from the start of the process to its first paint, and the most megabytes that it held until then.

    Compiled, as an installed program is.
    """
    command = _command("screens_start", what)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seconds = perf_counter() - begun
        return seconds, float(process.stdout.readline())
