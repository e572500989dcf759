"""``python -m tests.benchmarks [NAME ...]``: measure all, or what is named, and print the table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from . import gates, lists, loading, printing, rebuilding, scanning, screens, starting, web, web_view
from .measure import ROOT, Line

BENCHMARKS: dict[str, Callable[[Path], list[Line]]] = {
    "scanning": scanning.lines,
    "gates": gates.lines,
    "loading": loading.lines,
    "printing": printing.lines,
    "rebuilding": rebuilding.lines,
    "starting": starting.lines,
    "screens": screens.lines,
    "web": web.lines,
    "view": web_view.lines,
    "lists": lists.lines,
}
_WORDS = {True: "yes", False: "NO", None: ""}


def main(chosen: list[str]) -> None:
    """Run those chosen, or all, on files beside the project: a folder for temporary files may be no disk at all."""
    (ROOT / "out").mkdir(exist_ok=True)
    table = Table(
        "what", "ours", "baseline in the same run", "ratio", "target", "met", title="Medians of several rounds"
    )
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "out") as folder:
        for name in chosen or BENCHMARKS:
            print(f"{name} ...", file=sys.stderr, flush=True)
            for line in BENCHMARKS[name](Path(folder)):
                ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
                table.add_row(line.name, line.ours, line.baseline, ratio, line.target, _WORDS[line.met])
    Console(width=None if sys.stdout.isatty() else 120).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
