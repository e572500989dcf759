"""What a gate asks of the roster: about one badge, about a name, about who may override.

``roster`` and ``supervising`` are views of the desk's registers, and tables in a station's file; the questions are
the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from conclave_desk.domain.event import Event
from conclave_desk.domain.person import full_name
from conclave_desk.domain.scene import Holding
from conclave_desk.errors import WrongData
from conclave_desk.registers.folded import beginnings, begun_in, words_in
from conclave_desk.registers.moments import from_text, optional, to_text

_codes = msgspec.json.Decoder(list[str]).decode
_keys = msgspec.json.Decoder(list[str | None]).decode
_NOMINATION = "SELECT * FROM nominations WHERE id = ?"
_COLUMNS = (
    "kind, name, party, category, zones, valid_from, valid_until, suspended, collected, revoked_from, cause,"
    " replaced_by, marks, keys, bearer, rank, passport_name, appointment, service"
)
_BADGE = f"SELECT {_COLUMNS} FROM roster WHERE holder = ? AND issuer = ? AND issue = ?"
_SEVERAL = f"SELECT issuer, holder, issue, {_COLUMNS} FROM roster WHERE holder IN"
_NAMED = """
SELECT holder, issuer, max(issue) issue, name, party, category, rank, '' nomination FROM roster
WHERE kind = '' AND {found} GROUP BY holder, issuer ORDER BY ({begun}) DESC, folded, holder LIMIT ?
"""
_WITHOUT_BADGE = """
SELECT '' holder, '' issuer, 0 issue,
    coalesce(nullif(badge_name, ''), nullif(trim(given_name || ' ' || family_name), ''), native_name) name,
    party, category, rank, id nomination FROM nominations n
WHERE {found} AND named AND status = 'accredited' AND (successor IS NULL OR effective IS NULL OR effective > ?)
    AND NOT EXISTS (SELECT 1 FROM badges b WHERE b.nomination = n.id)
ORDER BY ({begun}) DESC, folded, id LIMIT ?
"""
_OF_PARTY = """
SELECT holder, issuer, max(issue) issue, name, party, category, rank, '' nomination FROM roster
WHERE kind = '' AND party = ? GROUP BY holder, issuer ORDER BY folded, holder
"""
LEAST_LETTERS = 3
"""Letters that a name search needs."""
MOST_NAMED = 100
"""People that a name search tells of."""

PartyName = Callable[[str], str]
Badge = tuple[str, str, int]
"""Issuer, holder number, and issue."""


class Named(NamedTuple):
    """Somebody found by name: the latest badge, or the nomination of whoever has none; :meth:`People.by_name`."""

    holder: str
    issuer: str
    issue: int
    name: str
    party: str
    category: str
    rank: str
    nomination: str

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


class Guest(NamedTuple):
    """What a gate may show of a badge's holder besides the answer. ``passport_name`` is blank unless it differs from
    the badge's."""

    rank: str
    name: str
    passport_name: str
    appointment: str
    service: str

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


def holding(db: sqlite3.Connection, event: Event, badge: Badge, party_name: PartyName) -> Holding | None:
    """The roster's row of a badge, of this event or a linked one; ``None`` when there is none."""
    issuer, holder, issue = badge
    row = db.execute(_BADGE, (holder, issuer, issue)).fetchone()
    return _holding(event, badge, row, party_name) if row else None


def holdings(
    db: sqlite3.Connection, event: Event, badges: Collection[Badge], party_name: PartyName
) -> dict[Badge, Holding | None]:
    """The same of several badges, asked for at once.

    The question is put for a power of two of holders, so that SQLite need not read ever other ones.
    """
    found: dict[Badge, Holding | None] = dict.fromkeys(badges)
    holders = sorted({holder for _, holder, _ in badges})
    holders += holders[-1:] * ((1 << (len(holders) - 1).bit_length()) - len(holders))
    for issuer, holder, issue, *row in db.execute(f"{_SEVERAL} ({', '.join('?' * len(holders))})", holders):
        if (badge := (issuer, holder, issue)) in found:
            found[badge] = _holding(event, badge, row, party_name)
    return found


def _holding(event: Event, badge: Badge, row: Sequence[Any], party_name: PartyName) -> Holding:
    try:
        return _made(event, badge, row, party_name)
    except (ValueError, TypeError, msgspec.DecodeError) as fault:
        raise WrongData(
            f"What the roster says of badge {badge[1]}-{badge[2]} is damaged ({fault}); let nobody in on it, and run `doctor`."
        ) from fault


def _made(event: Event, badge: Badge, row: Sequence[Any], party_name: PartyName) -> Holding:
    issuer, holder, issue = badge
    kind, name, party, category, zones, begins, ends, suspended, collected, revoked_from, cause, by, *more = row
    marks, keys, bearer, rank, passport_name, appointment, service = more
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
        zones=tuple(_codes(zones)),
        valid_from=from_text(begins),
        valid_until=from_text(ends),
        works_sessions=known.works_sessions if known else False,
        escort=known.escort if known else False,
        collected=bool(collected),
        suspended=bool(suspended),
        revoked_from=optional(revoked_from),
        cause=cause or "",
        replaced_by=by,
        marks=tuple(mark.strip() for mark in marks.split(";") if mark.strip()) if marks else (),
        bearer=bearer or "",
        person_keys=frozenset(key for key in _keys(keys) if key) if keys else frozenset(),
        rank=rank,
        passport_name=passport_name,
        appointment=appointment,
        service=service,
    )


def guest_of(held: Holding) -> Guest:
    """Who wears a badge whose row has been read."""
    return Guest(held.rank, held.name, held.passport_name, held.appointment, held.service)


def guest(db: sqlite3.Connection, issuer: str, holder: str, issue: int) -> Guest | None:
    """Who wears a badge."""
    query = "SELECT rank, name, passport_name, appointment, service FROM roster"
    row = db.execute(f"{query} WHERE holder = ? AND issuer = ? AND issue = ?", (holder, issuer, issue)).fetchone()
    return Guest(*row) if row else None


def latest_issue(db: sqlite3.Connection, issuer: str, holder: str) -> int | None:
    """The issue of the holder's latest badge."""
    row = db.execute("SELECT max(issue) FROM roster WHERE holder = ? AND issuer = ?", (holder, issuer)).fetchone()
    issue: int | None = row[0]
    return issue


def thumbnail(db: sqlite3.Connection, holder: str) -> bytes | None:
    """The holder's photo (JPEG), if this station's file has one."""
    row = db.execute("SELECT jpeg FROM thumbnails WHERE holder = ?", (holder,)).fetchone()
    return row[0] if row else None


def any_thumbnail(db: sqlite3.Connection) -> bool:
    """Whether this station's file has photos."""
    return db.execute("SELECT 1 FROM thumbnails LIMIT 1").fetchone() is not None


def letterbox(db: sqlite3.Connection, issuer: str, holder: str) -> bytes | None:
    """The public key that free text about a holder is sealed to, if this station's file has one."""
    row = db.execute(
        "SELECT letterbox FROM roster WHERE holder = ? AND issuer = ? LIMIT 1", (holder, issuer)
    ).fetchone()
    return row[0] if row else None


def named(db: sqlite3.Connection, text: str) -> list[Named]:
    """Who is meant by words of a folded name, at least three letters in all: names that begin so first.

    Whoever has no badge is not found; see :func:`without_badge`.
    """
    return _found(db, _NAMED, text, ())


def without_badge(db: sqlite3.Connection, text: str, now: datetime) -> list[Named]:
    """The same among those who are accredited and have no badge. The desk's registers alone know of them."""
    return _found(db, _WITHOUT_BADGE, text, (to_text(now),))


def of_party(db: sqlite3.Connection, party: str) -> list[Named]:
    """The people of a delegation, each by the latest badge, by name."""
    return [Named(*row) for row in db.execute(_OF_PARTY, (party,))]


def _found(db: sqlite3.Connection, query: str, text: str, more: tuple[str, ...]) -> list[Named]:
    condition, likes = words_in("folded", text)
    if sum(map(str.isalnum, "".join(likes))) < LEAST_LETTERS:
        return []
    rows = db.execute(
        query.format(found=condition, begun=begun_in("folded", likes)), (*likes, *more, *beginnings(likes), MOST_NAMED)
    )
    return [Named(*row) for row in rows]


def supervises(db: sqlite3.Connection, holder: str) -> bool:
    """Whether the holder of that number may override."""
    return db.execute("SELECT 1 FROM supervising WHERE holder = ?", (holder,)).fetchone() is not None


def supervised(db: sqlite3.Connection) -> bool:
    """Whether anybody may override."""
    return db.execute("SELECT 1 FROM supervising LIMIT 1").fetchone() is not None


def pins(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Holder number and PIN's hash of every supervisor who has one."""
    rows = db.execute("SELECT holder, pin FROM supervising WHERE pin IS NOT NULL ORDER BY holder")
    return [(row[0], row[1]) for row in rows]


def somebody(db: sqlite3.Connection, nomination: str) -> tuple[str, str, str]:
    """Name, party and category of a person for whom no badge was made."""
    row = db.execute(_NOMINATION, (nomination,)).fetchone()
    name = row["badge_name"] or full_name(row["given_name"], row["family_name"])
    return name or row["native_name"] or "name awaited", row["party"], row["category"]


def person_of(db: sqlite3.Connection, issuer: str | None, holder: str | None) -> str:
    """Who has the holder number, by the id of their dossier; blank for nobody of this event. At the desk alone."""
    query = "SELECT n.person FROM accreditations a JOIN nominations n ON n.id = a.nomination WHERE a.holder = ?"
    row = db.execute(f"{query} AND ? = (SELECT code FROM event)", (holder, issuer)).fetchone()
    return row[0] if row else ""


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
