"""What the registers say about one record, whole: to see whether it is still what somebody looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

_AT_ONCE = 500

_ABOUT: dict[str, tuple[str, ...]] = {
    "invitation": ("SELECT * FROM invitations WHERE id = ?",),
    "session": ("SELECT * FROM sessions WHERE code = ?",),
    "nomination": (
        "SELECT * FROM nominations WHERE id = ?",
        "SELECT * FROM clearances WHERE nomination = ? ORDER BY step",
        "SELECT * FROM accreditations WHERE nomination = ?",
        "SELECT * FROM badges WHERE nomination = ? ORDER BY issue",
    ),
}


def rows_about(db: sqlite3.Connection, kind: str, key: str) -> list[tuple[Any, ...]]:
    """All rows about the record of that kind (``invitation nomination session``)."""
    return [tuple(row) for query in _ABOUT[kind] for row in db.execute(query, (key,))]


_WHERE = {
    "nomination": "SELECT party FROM nominations WHERE id IN ({})",
    "successor": "SELECT party FROM nominations WHERE id IN ({})",
    "person": "SELECT party FROM nominations WHERE person IN ({})",
    "holder": "SELECT n.party FROM accreditations a JOIN nominations n ON n.id = a.nomination WHERE a.holder IN ({})",
}


def parties_of(db: sqlite3.Connection, named: Mapping[str, Collection[str]]) -> set[str]:
    """The parties of people named by ``nomination``, ``successor``, ``person`` or ``holder``."""
    found: set[str] = set()
    for name, values in named.items():
        known = sorted(values)
        for start in range(0, len(known), _AT_ONCE):
            part = known[start : start + _AT_ONCE]
            found.update(row[0] for row in db.execute(_WHERE[name].format(", ".join("?" * len(part))), part))
    return found


def version(db: sqlite3.Connection) -> tuple[int, int]:
    """Moves whenever the file was written to, by this connection or another."""
    return db.execute("PRAGMA data_version").fetchone()[0], db.total_changes


def officers_version(db: sqlite3.Connection) -> int:
    """The number of the desk's last record: scans at gates do not move it."""
    row = db.execute("SELECT n FROM heads WHERE chain = 'desk'").fetchone()
    return int(row[0]) if row else 0


def stations_version(db: sqlite3.Connection) -> int:
    """How many records the stations' chains hold in this file: one for each scan, and a few besides."""
    return int(db.execute("SELECT coalesce(sum(n), 0) FROM heads WHERE chain <> 'desk'").fetchone()[0])
