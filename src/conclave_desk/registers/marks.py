"""What the registers say about one record, whole: to see whether it is still what somebody looked at."""

from __future__ import annotations

import sqlite3
from typing import Any

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
