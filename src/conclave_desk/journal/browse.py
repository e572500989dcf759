"""The journal by the order in which its records came: windows from the latest back, and a walk over their bytes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

_HEAD = re.compile(
    rb'"command":\{"id":"(?:[^"\\]|\\.)*","name":"((?:[^"\\]|\\.)*)","officer":"((?:[^"\\]|\\.)*)"'
    rb',"where":"(?:[^"\\]|\\.)*","at":"([^"]*)"'
)
_KIND = re.compile(rb'"kind":"([A-Z][A-Za-z]+)"')
_NAMED = re.compile(
    rb'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{10})"|"party":"([A-Z0-9]{1,8})"'
)


@dataclass(frozen=True, slots=True)
class Place:
    """A record as it lies in the file: ``row`` is its place in the order of arrival, from 1."""

    row: int
    chain: str
    n: int
    digest: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a record's bytes say without being decoded: enough to look for it."""

    row: int
    body: bytes
    command: str
    officer: str
    at: str
    """UTC, ISO 8601."""

    @property
    def kinds(self) -> set[str]:
        """The kinds of its entries."""
        return {found.decode() for found in _KIND.findall(self.body)}

    @property
    def named(self) -> set[str]:
        """Ids and holder numbers in it, and codes of parties."""
        return {(one or party).decode() for one, party in _NAMED.findall(self.body)}


def last_row(db: sqlite3.Connection) -> int:
    """How many records there are: none is ever taken away."""
    return int(db.execute("SELECT coalesce(max(rowid), 0) FROM journal").fetchone()[0])


def rows(db: sqlite3.Connection, first: int, last: int) -> list[Place]:
    """The records from place ``first`` to ``last``, the latest first."""
    query = "SELECT rowid, chain, n, hash, body FROM journal WHERE rowid BETWEEN ? AND ? ORDER BY rowid DESC"
    return [Place(*row) for row in db.execute(query, (first, last))]


def glimpses(db: sqlite3.Connection, after: int) -> Iterator[Glimpse]:
    """All records from the latest back to the one that came after place ``after``."""
    for row, body in db.execute("SELECT rowid, body FROM journal WHERE rowid > ? ORDER BY rowid DESC", (after,)):
        if found := _HEAD.search(body, 0, 4096):
            name, officer, at = (_text(part) for part in found.groups())
            yield Glimpse(row, body, name, officer, at)


def _text(escaped: bytes) -> str:
    return escaped.decode() if b"\\" not in escaped else str(msgspec.json.decode(b'"' + escaped + b'"'))
