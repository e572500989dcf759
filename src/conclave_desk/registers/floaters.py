"""Queries about floaters: whose they are, and who is inside with one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.registers.moments import from_text, optional


@dataclass(frozen=True, slots=True)
class Floater:
    """A card of a delegation's pool; ``held_by`` is the holder number of whoever is inside a zone with it."""

    holder: str
    party: str
    zones: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    assigned_at: datetime
    recalled_from: datetime | None
    cause: str | None
    held_by: str | None


def pool(db: sqlite3.Connection, day: str, party: str | None = None) -> list[Floater]:
    """The cards, by party, with who holds each on the event's day ``day``."""
    rows = db.execute("SELECT * FROM floaters WHERE ?1 IS NULL OR party = ?1 ORDER BY party, holder", (party,))
    return [
        Floater(
            holder=row["holder"],
            party=row["party"],
            zones=tuple(json.loads(row["zones"])),
            valid_from=from_text(row["valid_from"]),
            valid_until=from_text(row["valid_until"]),
            assigned_at=from_text(row["assigned_at"]),
            recalled_from=optional(row["recalled_from"]),
            cause=row["cause"],
            held_by=user_inside(db, row["holder"], None, day),
        )
        for row in rows
    ]


def user_inside(db: sqlite3.Connection, floater: str, zone: str | None, day: str) -> str | None:
    """The holder number of whoever came in with the card on that day and has not left (``zone``, or any) since."""
    row = db.execute(
        "SELECT s.issuer, s.holder, s.zone FROM scans s WHERE s.day = ?1 AND s.floater = ?2 AND s.verdict = 'admitted'"
        " AND (?3 IS NULL OR s.zone = ?3) ORDER BY s.at DESC, s.scan_id DESC LIMIT 1",
        (day, floater, zone),
    ).fetchone()
    if row is None:
        return None
    inside = db.execute(
        "SELECT 1 FROM presence WHERE issuer = ? AND holder = ? AND zone = ? AND day = ? AND inside = 1", (*row, day)
    ).fetchone()
    return row[1] if inside else None
