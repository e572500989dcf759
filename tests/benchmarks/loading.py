"""Bringing 10,000 nominations in, beside ``csv`` and ``executemany`` of the same rows into one table."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median

from conclave_desk.bootstrap import open_desk
from conclave_desk.desk.load import load
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.generated import write_generated

from .desks import config, founded
from .measure import Line, fresh, in_turn, middle_ratio, seconds

_DELEGATES = 10_000
_ROUNDS = 5
_MOST_TIMES = 15
_MOST_MEGABYTES = 200


def lines(folder: Path) -> list[Line]:
    """Time as a ratio, and the peak memory of a process that does nothing else."""
    source, path = folder / "loading", folder / "loading.desk"
    write_generated(source, _DELEGATES, 7)

    def ours() -> float:
        founded(path, source)
        with open_desk(config(path)) as desk:
            return seconds(lambda: load(desk, read_folder(source)))

    def plain() -> float:
        table = folder / "loading-baseline.db"
        for old in folder.glob(f"{table.name}*"):
            old.unlink()
        return seconds(lambda: _plain(source / "nominations.csv", table))

    loads, plains = in_turn(_ROUNDS, (ours, plain))
    ratio = middle_ratio(loads, plains)
    founded(path, source)
    memory = fresh("load", str(path), str(source))["megabytes"]
    return [
        Line(
            f"load of {_DELEGATES:,} nominations",
            f"{median(loads):.2f} s",
            f"{median(plains):.3f} s csv + executemany",
            ratio,
            f"≤ {_MOST_TIMES}",
            ratio <= _MOST_TIMES,
        ),
        Line("  peak memory", f"{memory:.0f} MB", "", None, f"< {_MOST_MEGABYTES} MB", memory < _MOST_MEGABYTES),
    ]


def _plain(source: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, source.open(encoding="utf-8", newline="") as text:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        rows = csv.reader(text)
        header = next(rows)
        db.execute(f"CREATE TABLE nominations ({', '.join(header)})")
        db.executemany(f"INSERT INTO nominations VALUES ({', '.join('?' * len(header))})", rows)
        db.commit()
