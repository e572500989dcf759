"""Queries about floaters: whose they are, and who is inside with one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text, optional

_LAST_USE = """
SELECT s.issuer, s.holder, s.issue, s.zone, s.at FROM scans s
WHERE s.floater = ?2 AND s.floater <> '' AND s.day = ?1 AND s.verdict = 'admitted' AND (?3 IS NULL OR s.zone = ?3)
ORDER BY s.at DESC, s.scan_id DESC LIMIT 1
"""


class Use(NamedTuple):
    """Somebody is inside a zone with a card."""

    issuer: str
    holder: str
    issue: int
    zone: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Floater:
    """A card of a delegation's pool; ``use`` is whoever is inside a zone with it."""

    holder: str
    party: str
    zones: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    assigned_at: datetime
    recalled_from: datetime | None
    cause: str | None
    use: Use | None


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
            use=use(db, row["holder"], None, day),
        )
        for row in rows
    ]


def count(db: sqlite3.Connection) -> int:
    """How many cards there are."""
    return int(db.execute("SELECT count(*) FROM floaters").fetchone()[0])


def use(db: sqlite3.Connection, floater: str, zone: str | None, day: str) -> Use | None:
    """Whoever came in with the card on that day and has not left (``zone``, or any) since."""
    row = db.execute(_LAST_USE, (day, floater, zone)).fetchone()
    if row is None:
        return None
    found = Use(row[0], row[1], row[2], row[3], from_text(row[4]))
    inside = db.execute(
        "SELECT 1 FROM presence WHERE issuer = ? AND holder = ? AND zone = ? AND day = ? AND inside = 1",
        (found.issuer, found.holder, found.zone, day),
    ).fetchone()
    return found if inside else None
