"""Bringing 10,000 nominations in, beside ``csv`` and ``executemany`` of the same rows into one table."""

from __future__ import annotations

import csv
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median

from PIL import Image

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
_FEW_PHOTOS, _MANY_PHOTOS = 200, 1_000
_PHOTO_GROWTH = 1.3


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
        _with_photos(folder),
    ]


def _with_photos(folder: Path) -> Line:
    """Photos are read one at a time, so that many take no more memory than few; what grows is their number's alone."""

    def megabytes(people: int) -> float:
        source, path = folder / f"photos-{people}", folder / f"photos-{people}.desk"
        write_generated(source, people, 7)
        _give_photos(source)
        founded(path, source)
        peak: float = fresh("load", str(path), str(source))["megabytes"]
        return peak

    few, many = megabytes(_FEW_PHOTOS), megabytes(_MANY_PHOTOS)
    ratio = many / few
    return Line(
        f"  peak memory, {_MANY_PHOTOS:,} photos",
        f"{many:.0f} MB",
        f"{few:.0f} MB for {_FEW_PHOTOS}",
        ratio,
        f"≤ {_PHOTO_GROWTH}",
        ratio <= _PHOTO_GROWTH,
    )


def _give_photos(source: Path) -> None:
    """A photo for each row, as a telephone takes it, but small."""
    table, photos = source / "nominations.csv", source / "photos"
    photos.mkdir()
    grain = Image.frombytes("RGB", (30, 40), random.Random(7).randbytes(3600)).resize((900, 1200))
    with table.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    for number, row in enumerate(rows):
        row["photo"] = f"{number}.jpg"
        grain.putpixel((0, 0), (number % 256, number // 256, 0))
        grain.save(photos / row["photo"], quality=80)
    with table.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _plain(source: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, source.open(encoding="utf-8", newline="") as text:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        rows = csv.reader(text)
        header = next(rows)
        db.execute(f"CREATE TABLE nominations ({', '.join(header)})")
        db.executemany(f"INSERT INTO nominations VALUES ({', '.join('?' * len(header))})", rows)
        db.commit()
