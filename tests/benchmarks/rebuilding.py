"""Drawing the registers again from a long journal, beside hashing and decoding the same records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median
from time import process_time

import msgspec

from conclave_desk.journal import record

from .desks import with_journal
from .measure import Line, fresh, in_turn, middle_ratio, seconds

SHORT, LONG = 50_000, 200_000
_ROUNDS = 5
_RATE = 60_000
_GROWTH = 1.1
"""What a journal of four times the length may add to the memory."""


def lines(folder: Path) -> list[Line]:
    """The rate, and the memory at two lengths."""
    short, long = folder / "short.desk", folder / "long.desk"
    with_journal(short, SHORT)
    with_journal(long, LONG)
    reports: list[dict[str, float]] = []

    def ours() -> float:
        reports.append(fresh("rebuild", str(long)))
        return reports[-1]["count"] / reports[-1]["seconds"]

    entries: int = fresh("rebuild", str(long))["count"]
    read_cpu: list[float] = []

    def read_only() -> float:
        begun = process_time()
        took = seconds(lambda: _read_only(long))
        read_cpu.append(process_time() - begun)
        return entries / took

    ours_rates, read_rates = in_turn(_ROUNDS, (ours, read_only))
    rate = median(ours_rates)
    at_short = median(fresh("rebuild", str(short))["megabytes"] for _ in range(3))
    at_long = median(report["megabytes"] for report in reports)
    return [
        Line(
            f"journal rebuild, {entries:,} entries",
            f"{rate:,.0f}/s",
            f"{median(read_rates):,.0f}/s sha256 + decode",
            middle_ratio(ours_rates, read_rates),
            f"≥ {_RATE:,}/s",
            rate >= _RATE,
        ),
        Line(
            "  by processor time, with its helper's",
            f"{entries / median(report['cpu'] for report in reports):,.0f}/s",
            f"{entries / median(read_cpu):,.0f}/s",
            median(read_cpu) / median(report["cpu"] for report in reports),
        ),
        Line(
            f"  peak memory, {LONG:,} beside {SHORT:,}",
            f"{at_long:.0f} MB",
            f"{at_short:.0f} MB",
            at_long / at_short,
            f"≤ {_GROWTH}",
            at_long / at_short <= _GROWTH,
        ),
    ]


def _read_only(path: Path) -> None:
    decoder = msgspec.json.Decoder(record.Record)
    with closing(sqlite3.connect(path)) as db:
        for (body,) in db.execute("SELECT body FROM journal ORDER BY chain, n"):
            record.hash_of(body)
            decoder.decode(body)
