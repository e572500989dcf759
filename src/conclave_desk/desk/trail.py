"""Who did what when: the journal's commands about one record, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.told import told
from conclave_desk.domain.entries import Entry
from conclave_desk.journal import record


@dataclass(frozen=True, slots=True)
class Line:
    """One command as far as it is about the record: who, where, when, and what it decided, in words."""

    n: int
    at: datetime
    officer: str
    where: str
    command: str
    said: tuple[str, ...]
    clock_set: bool


def of(desk: Desk, *keys: str) -> list[Line]:
    """The commands whose entries name one of the ids, the latest first; each chain keeps its own order."""
    return sorted(_lines(desk, keys), key=lambda line: line.at)[::-1]


def last_touch(desk: Desk, key: str) -> Line | None:
    """The latest command about the record."""
    return next(iter(of(desk, key)), None)


def _lines(desk: Desk, keys: tuple[str, ...]) -> Iterator[Line]:
    wanted = [key.encode() for key in keys if key]
    for chain in desk.journal.chains():
        for _n, _hash, body in desk.journal.bodies(chain):
            if not any(key in body for key in wanted):
                continue
            read = record.read(body)
            about = [entry for entry in read.entries if _names(entry, wanted)]
            if about:
                yield _line(read, tuple(sentence for entry in about for sentence in told(desk, [entry])))


def _line(read: record.Record, about: tuple[str, ...]) -> Line:
    command = read.command
    return Line(read.n, command.at, command.officer, command.where, command.name, about, command.clock == "set")


def _names(entry: Entry, wanted: list[bytes]) -> bool:
    body = msgspec.json.encode(entry)
    return any(key in body for key in wanted)
