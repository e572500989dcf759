"""Who is inside: numbers by zone and party, of those who came in on a day of the event."""

from __future__ import annotations

import sqlite3


def inside(db: sqlite3.Connection, zone: str, day: str) -> int:
    """How many are inside a zone."""
    row = db.execute("SELECT coalesce(sum(inside), 0) FROM occupancy WHERE zone = ? AND day = ?", (zone, day))
    count: int = row.fetchone()[0]
    return count


def by_party(db: sqlite3.Connection, day: str) -> list[tuple[str, str, int]]:
    """(zone, party, how many are inside), where anybody is."""
    query = "SELECT zone, party, inside FROM occupancy WHERE day = ? AND inside > 0"
    return [tuple(row) for row in db.execute(query, (day,))]
