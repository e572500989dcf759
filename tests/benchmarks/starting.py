"""Whole processes: ``--help`` beside an import of click, and the demo of the Pune conclave."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from .measure import ROOT, Line, in_turn, middle_ratio, seconds

_ROUNDS = 15
_MOST_TIMES = 3
_DEMO_ROUNDS = 3
_DEMO_SECONDS = 20


def lines(folder: Path) -> list[Line]:
    """Both, each several times."""
    program = str(Path(sys.executable).with_name("conclave-desk"))
    helps, imports = in_turn(
        _ROUNDS, (lambda: _run(program, "--help"), lambda: _run(sys.executable, "-c", "import click"))
    )
    ratio = middle_ratio(helps, imports)
    demos = [_run(program, "demo", "--out", str(folder / "demo")) for _ in range(_DEMO_ROUNDS)]
    return [
        Line(
            "conclave-desk --help",
            f"{median(helps) * 1000:.0f} ms",
            f"{median(imports) * 1000:.0f} ms import click",
            ratio,
            f"≤ {_MOST_TIMES}",
            ratio <= _MOST_TIMES,
        ),
        Line(
            "conclave-desk demo",
            f"{median(demos):.1f} s",
            target=f"< {_DEMO_SECONDS} s",
            met=median(demos) < _DEMO_SECONDS,
        ),
    ]


def _run(*command: str) -> float:
    return seconds(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=True))
