"""What a gate asks of the registers about one badge."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from conclave_desk.domain.admission import Holding
from conclave_desk.domain.event import Event
from conclave_desk.domain.person import full_name
from conclave_desk.registers.moments import from_text, optional

_OWN = """
SELECT b.collected_at, b.surrendered_at, b.revoked_from, b.cause, b.replaced_by,
    a.zones, a.valid_from, a.valid_until, a.status, a.withdrawn_from, a.category,
    n.party, n.rank, n.given_name, n.family_name, n.badge_name, n.native_name, n.external_id, n.predecessor,
    (SELECT max(issue) FROM scans WHERE issuer = ? AND holder = b.holder AND method = 'qr') newest
FROM badges b JOIN accreditations a ON a.nomination = b.nomination JOIN nominations n ON n.id = b.nomination
WHERE b.holder = ? AND b.issue = ?
"""
_LINKED = """
SELECT *, (SELECT max(issue) FROM scans s WHERE s.issuer = l.issuer AND s.holder = l.holder AND method = 'qr') newest
FROM linked_badges l WHERE issuer = ? AND holder = ? AND issue = ?
"""
_NOMINATION = "SELECT * FROM nominations WHERE id = ?"

PartyName = Callable[[str], str]


def holding(
    db: sqlite3.Connection, event: Event, issuer: str, holder: str, issue: int, party_name: PartyName
) -> Holding | None:
    """The roster's row of a badge, of this event or a linked one; ``None`` when there is none."""
    if issuer != event.code:
        return _linked(db, issuer, holder, issue, party_name)
    row = db.execute(_OWN, (issuer, holder, issue)).fetchone()
    if row is None:
        return None
    category = event.category(row["category"])
    revoked_from, cause = ended(row)
    return Holding(
        issuer=issuer,
        holder=holder,
        issue=issue,
        name=row["badge_name"] or full_name(row["given_name"], row["family_name"]),
        party=row["party"],
        party_name=party_name(row["party"]),
        category=row["category"],
        zones=tuple(json.loads(row["zones"])),
        valid_from=from_text(row["valid_from"]),
        valid_until=from_text(row["valid_until"]),
        works_sessions=category.works_sessions if category else False,
        collected=row["collected_at"] is not None,
        suspended=row["status"] == "suspended",
        revoked_from=revoked_from,
        cause=cause,
        replaced_by=row["replaced_by"],
        newest_seen=row["newest"],
        person_keys=frozenset(_names(db, row)),
    )


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


def _names(db: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    """By what a programme may name the holder: also as whoever they came in the place of."""
    while row is not None:
        name = full_name(row["given_name"], row["family_name"])
        named = (row["external_id"], name, f"{row['rank']} {name}".strip(), row["badge_name"], row["native_name"])
        yield from filter(None, named)
        if row["predecessor"] is None:
            return
        row = db.execute(_NOMINATION, (row["predecessor"],)).fetchone()


def _linked(db: sqlite3.Connection, issuer: str, holder: str, issue: int, party_name: PartyName) -> Holding | None:
    row = db.execute(_LINKED, (issuer, holder, issue)).fetchone()
    if row is None:
        return None
    revoked_from = optional(row["revoked_from"])
    if revoked_from is None and row["status"] in ("withdrawn", "refused"):
        revoked_from = from_text(row["valid_from"])
    cause = row["cause"] or ("withdrawn" if revoked_from else "")
    return Holding(
        issuer=issuer,
        holder=holder,
        issue=issue,
        name=row["name"],
        party=row["party"],
        party_name=party_name(row["party"]),
        category=row["category"],
        zones=tuple(json.loads(row["zones"])),
        valid_from=from_text(row["valid_from"]),
        valid_until=from_text(row["valid_until"]),
        suspended=row["status"] == "suspended",
        revoked_from=revoked_from,
        cause=cause,
        replaced_by=row["replaced_by"],
        newest_seen=row["newest"],
    )
