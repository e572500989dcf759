"""Who did what when: the journal's commands about one record, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.entries import Entry
from conclave_desk.journal import record

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SAID = (
    *("reference", "step", "result", "role", "level", "cause", "status", "on", "officer", "slots", "effective"),
    *("number", "day", "session", "title", "starts", "ends", "venue"),
)
"""Particulars of entries that are told in a line of history; what is sealed or an id is not."""


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
    """The commands whose entries name one of the ids, the latest first."""
    return list(_lines(desk, keys))[::-1]


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
            about = tuple(said(entry, desk.event.zone_info) for entry in read.entries if _names(entry, wanted))
            if about:
                yield _line(read, about)


def _line(read: record.Record, about: tuple[str, ...]) -> Line:
    command = read.command
    return Line(read.n, command.at, command.officer, command.where, command.name, about, command.clock == "set")


def _names(entry: Entry, wanted: list[bytes]) -> bool:
    body = msgspec.json.encode(entry)
    return any(key in body for key in wanted)


def said(entry: Entry, zone: ZoneInfo) -> str:
    """The entry in words: ``Clearance recorded · security · passed``; instants in the zone's time."""
    kind = _WORDS.sub(" ", type(entry).__name__).capitalize()
    values: list[Any] = [getattr(entry, name, None) for name in _SAID]
    changed = ", ".join(getattr(entry, "changes", {}))
    return " · ".join([kind, *(_shown(value, zone) for value in values if value), *filter(None, [changed])])


def _shown(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return f"{value.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
