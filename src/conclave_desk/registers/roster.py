"""What a gate asks of the roster: about one badge, about a name, about who may override.

``roster`` and ``supervising`` are views of the desk's registers, and tables in a station's file; the questions are
the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.domain.event import Event
from conclave_desk.domain.person import full_name, same_name
from conclave_desk.domain.scene import Holding
from conclave_desk.registers.moments import from_text, optional

_NOMINATION = "SELECT * FROM nominations WHERE id = ?"
_COLUMNS = (
    "kind, name, party, category, zones, valid_from, valid_until, suspended, collected, revoked_from, cause,"
    " replaced_by, marks, keys, bearer"
)
_BADGE = f"SELECT {_COLUMNS} FROM roster WHERE holder = ? AND issuer = ? AND issue = ?"
_NAMED = """
SELECT holder, issuer, max(issue) issue, name, party, category, revoked_from FROM roster
WHERE kind = '' AND {likes} GROUP BY holder, issuer ORDER BY folded, holder LIMIT ?
"""
LEAST_LETTERS = 3
"""Letters that a name search needs."""

PartyName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody found by name: the latest badge, to be admitted by :meth:`Station.named`."""

    holder: str
    issuer: str
    issue: int
    name: str
    party: str
    category: str


def holding(
    db: sqlite3.Connection, event: Event, issuer: str, holder: str, issue: int, party_name: PartyName
) -> Holding | None:
    """The roster's row of a badge, of this event or a linked one; ``None`` when there is none."""
    row = db.execute(_BADGE, (holder, issuer, issue)).fetchone()
    if row is None:
        return None
    (
        *(kind, name, party, category, zones, begins, ends, suspended, collected, revoked_from, cause, by, marks, keys),
        bearer,
    ) = row
    known = event.category(category) if issuer == event.code else None
    return Holding(
        issuer=issuer,
        holder=holder,
        issue=issue,
        kind=kind,
        name=name,
        party=party,
        party_name=party_name(party) if party else "",
        category=category,
        zones=tuple(json.loads(zones)),
        valid_from=from_text(begins),
        valid_until=from_text(ends),
        works_sessions=known.works_sessions if known else False,
        escort=known.escort if known else False,
        collected=bool(collected),
        suspended=bool(suspended),
        revoked_from=optional(revoked_from),
        cause=cause or "",
        replaced_by=by,
        marks=tuple(mark.strip() for mark in (marks or "").split(";") if mark.strip()),
        bearer=bearer or "",
        person_keys=frozenset(key for key in json.loads(keys) if key) if keys else frozenset(),
    )


def named(db: sqlite3.Connection, text: str, most: int = 20) -> list[Named]:
    """Who is meant by words of a folded name, at least three letters in all; whoever has no badge is not found."""
    words = same_name(text).split()
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    likes = " AND ".join("folded LIKE ? ESCAPE '\\'" for _ in words)
    escaped = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    rows = db.execute(_NAMED.format(likes=likes), (*(f"%{word}%" for word in escaped), most))
    return [Named(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


def supervises(db: sqlite3.Connection, holder: str) -> bool:
    """Whether the holder of that number may override."""
    return db.execute("SELECT 1 FROM supervising WHERE holder = ?", (holder,)).fetchone() is not None


def pins(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Holder number and PIN's hash of every supervisor who has one."""
    rows = db.execute("SELECT holder, pin FROM supervising WHERE pin IS NOT NULL ORDER BY holder")
    return [(row[0], row[1]) for row in rows]


def somebody(db: sqlite3.Connection, nomination: str) -> tuple[str, str, str]:
    """Name, party and category of a person for whom no badge was made."""
    row = db.execute(_NOMINATION, (nomination,)).fetchone()
    name = row["badge_name"] or full_name(row["given_name"], row["family_name"])
    return name or row["native_name"] or "name awaited", row["party"], row["category"]


def ended(row: sqlite3.Row) -> tuple[datetime | None, str]:
    """Since when a badge of this event is revoked, and why: handed back, revoked itself, or its permission ended."""
    if row["surrendered_at"] is not None:
        return from_text(row["surrendered_at"]), "surrendered"
    if row["revoked_from"] is not None:
        return from_text(row["revoked_from"]), row["cause"] or ""
    if row["withdrawn_from"] is not None:
        return from_text(row["withdrawn_from"]), "withdrawn"
    if row["status"] == "refused":
        return from_text(row["valid_from"]), "refused"
    return None, ""
