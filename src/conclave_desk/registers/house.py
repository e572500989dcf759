"""What the gates have seen of the event's own badges: who is inside, who left, who came when."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text, to_text


class GateSeen(NamedTuple):
    """A gate since the day began: its last scan, and how many were refused."""

    last: datetime
    refused: int


def inside(db: sqlite3.Connection, issuer: str, day: str) -> set[str]:
    """The holders who are inside any zone on that day of the event (``YYYY-MM-DD``)."""
    rows = db.execute("SELECT holder FROM presence WHERE issuer = ? AND day = ? AND inside = 1", (issuer, day))
    return {row[0] for row in rows}


def last_exits(db: sqlite3.Connection, issuer: str, since: datetime) -> dict[str, datetime]:
    """By holder, the last exit since that instant."""
    rows = db.execute(
        "SELECT holder, max(at) FROM scans WHERE issuer = ? AND holder <> '' AND verdict = 'left' AND at >= ?"
        " GROUP BY holder",
        (issuer, to_text(since)),
    )
    return {row[0]: from_text(row[1]) for row in rows}


def first_admissions(db: sqlite3.Connection, issuer: str) -> dict[str, datetime]:
    """By holder, when a gate first let them in."""
    rows = db.execute(
        "SELECT holder, min(at) FROM scans WHERE issuer = ? AND holder <> '' AND verdict = 'admitted' GROUP BY holder",
        (issuer,),
    )
    return {row[0]: from_text(row[1]) for row in rows}


def first_collections(db: sqlite3.Connection) -> dict[str, datetime]:
    """By nomination, when a badge of theirs was first handed out."""
    rows = db.execute(
        "SELECT nomination, min(collected_at) FROM badges WHERE collected_at IS NOT NULL GROUP BY nomination"
    )
    return {row[0]: from_text(row[1]) for row in rows}


def gates(db: sqlite3.Connection, since: datetime) -> dict[str, GateSeen]:
    """By gate, what came since that instant."""
    rows = db.execute(
        "SELECT gate, max(at), sum(verdict = 'refused') FROM scans WHERE at >= ? GROUP BY gate", (to_text(since),)
    )
    return {row[0]: GateSeen(from_text(row[1]), row[2]) for row in rows}


def numbers_inside(db: sqlite3.Connection, day: str) -> dict[str, int]:
    """By zone, how many are inside on that day."""
    return dict(db.execute("SELECT zone, sum(inside) FROM occupancy WHERE day = ? GROUP BY zone", (day,)).fetchall())
