"""What the registers know of a day's end: who had arrived by then, who had left, whom a gate saw last when."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text, optional, to_text

_ARRIVED = """
SELECT id FROM nominations WHERE arrived_at <= :until
UNION SELECT nomination FROM badges WHERE collected_at <= :until
UNION SELECT a.nomination FROM accreditations a JOIN scans s ON s.holder = a.holder
    WHERE s.issuer = :issuer AND s.verdict = 'admitted' AND s.at <= :until
"""
_LEAVES = """
SELECT n.id, json_extract(n.travel, '$.departs_at'),
    (SELECT max(b.surrendered_at) FROM badges b WHERE b.nomination = n.id)
FROM nominations n JOIN accreditations a ON a.nomination = n.id
WHERE n.travel LIKE '%departs_at%' OR EXISTS (
    SELECT 1 FROM badges b WHERE b.nomination = n.id AND b.surrendered_at IS NOT NULL)
"""
_SEEN = """
SELECT a.nomination, max(s.at) FROM scans s JOIN accreditations a ON a.holder = s.holder
WHERE s.issuer = :issuer AND s.verdict IN ('admitted', 'left') AND s.at <= :until GROUP BY a.nomination
"""


class Leaving(NamedTuple):
    """When a party said that somebody leaves (``YYYY-MM-DD HH:MM``, local), and when their badge was handed back."""

    announced: str
    handed_back: datetime | None


def arrived(db: sqlite3.Connection, issuer: str, until: datetime) -> set[str]:
    """The nominations of those who had been seen by then: recorded so, a badge handed out, or admitted by a gate."""
    return {row[0] for row in db.execute(_ARRIVED, {"issuer": issuer, "until": to_text(until)})}


def leaving(db: sqlite3.Connection) -> dict[str, Leaving]:
    """By nomination, of those of whom anything is known."""
    return {row[0]: Leaving(row[1] or "", optional(row[2])) for row in db.execute(_LEAVES)}


def last_seen(db: sqlite3.Connection, issuer: str, until: datetime) -> dict[str, datetime]:
    """By nomination, when a gate last saw them by then."""
    return {row[0]: from_text(row[1]) for row in db.execute(_SEEN, {"issuer": issuer, "until": to_text(until)})}


def marks_after(db: sqlite3.Connection, sessions: list[str], at: datetime) -> int:
    """How many corrections of those sessions were made after that instant."""
    signs = ", ".join("?" * len(sessions))
    query = f"SELECT count(*) FROM attendance_marks WHERE session IN ({signs}) AND at > ?"
    return int(db.execute(query, (*sessions, to_text(at))).fetchone()[0])


def inside_by_zone(db: sqlite3.Connection, day: str) -> list[tuple[str, int]]:
    """(zone, how many are inside) on a day of the event, where anybody is."""
    query = "SELECT zone, sum(inside) FROM occupancy WHERE day = ? GROUP BY zone HAVING sum(inside) > 0"
    return [tuple(row) for row in db.execute(query, (day,))]
