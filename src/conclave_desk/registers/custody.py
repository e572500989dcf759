"""Where every badge is, and who should have one and has none, in few columns: for lists of any length."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from conclave_desk.domain.person import full_name
from conclave_desk.registers import reviews
from conclave_desk.registers.reviews import permission_at

_PERSON = (
    "n.party, n.category, n.role, n.precedence, n.searched, a.status, a.provisional, a.valid_until, a.withdrawn_from"
)
_BADGES = f"""
SELECT b.holder || printf('%02x', b.issue), b.holder, b.issue, b.printed, b.collected_at, b.surrendered_at,
    b.revoked_from, {_PERSON}
FROM badges b JOIN nominations n ON n.id = b.nomination JOIN accreditations a ON a.nomination = b.nomination {{which}}
"""
_TURNED = """
SELECT n.party FROM badges b CROSS JOIN nominations n ON n.id = b.nomination
WHERE b.revoked_from > :since AND b.revoked_from <= :now
"""
_WITHOUT = f"""
SELECT n.id, a.holder, 0, 0, NULL, NULL, NULL, {_PERSON}
FROM accreditations a JOIN nominations n ON n.id = a.nomination
WHERE a.status = 'granted' AND NOT EXISTS (
    SELECT 1 FROM badges b WHERE b.nomination = a.nomination AND (b.revoked_from IS NULL OR b.revoked_from > ?))
    {{which}}
"""


class Custody(NamedTuple):
    """A badge (``id`` is what ``badges list`` calls it), or somebody accredited who has none (``id`` is the
    nomination's, ``issue`` 0). Instants are as the registers write them."""

    id: str
    holder: str
    issue: int
    printed: int
    collected_at: str | None
    surrendered_at: str | None
    revoked_from: str | None
    party: str
    category: str
    role: str
    precedence: str
    searched: str
    permission: str
    provisional: int
    valid_until: str
    withdrawn_from: str | None

    @property
    def folded(self) -> str:
        """The key of the name."""
        return self.searched.partition("\t")[0]

    def status_at(self, now: str) -> str:
        """As :meth:`~conclave_desk.registers.views.Badge.status_at`; ``none`` where there is no badge."""
        if not self.issue:
            return "none"
        if self.revoked_from is not None and self.revoked_from <= now:
            return "revoked"
        if self.surrendered_at is not None:
            return "surrendered"
        if self.collected_at is not None:
            return "collected"
        return "printed" if self.printed else "issued"

    def granted_at(self, now: str) -> bool:
        """Whether the accreditation holds."""
        ends = (self.valid_until, self.withdrawn_from)
        return permission_at(self.permission, bool(self.provisional), *ends, now) == "granted"


_DIFFERING = """
SELECT n.id, coalesce(b.issue, 0), coalesce(b.printed, 0), b.printed_at, b.revoked_from, coalesce(b.cause, ''),
    b.surrendered_at, n.party, n.category, n.role, n.precedence, n.folded, n.rank, n.given_name, n.family_name,
    coalesce(a.status, ''), coalesce(a.provisional, 0), coalesce(a.valid_until, ''), a.withdrawn_from
"""
_WITHOUT_PRINT = f"""{_DIFFERING}
FROM accreditations a JOIN nominations n ON n.id = a.nomination LEFT JOIN badges b ON b.nomination = a.nomination
WHERE a.status = 'granted' AND NOT EXISTS (
    SELECT 1 FROM badges g
    WHERE g.nomination = a.nomination AND g.printed AND (g.revoked_from IS NULL OR g.revoked_from > :now))
"""
_VOID_SINCE = f"""{_DIFFERING}
FROM badges b JOIN nominations n ON n.id = b.nomination LEFT JOIN accreditations a ON a.nomination = b.nomination
WHERE b.printed AND b.surrendered_at IS NULL AND b.revoked_from BETWEEN :since AND :now
"""
_OUT = """
SELECT n.id, n.party, n.category, n.role, n.precedence, n.folded, n.rank, n.given_name, n.family_name
FROM badges b JOIN nominations n ON n.id = b.nomination
WHERE b.surrendered_at IS NULL AND coalesce(b.cause, '') <> 'lost' AND (b.collected_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM scans s WHERE s.issuer = ? AND s.holder = b.holder AND s.verdict = 'admitted'))
"""
_BACK = """
SELECT n.party, count(*) FROM badges b JOIN nominations n ON n.id = b.nomination
WHERE b.surrendered_at IS NOT NULL GROUP BY n.party
"""


class Out(NamedTuple):
    """Whose badge is out; placed like any nomination."""

    id: str
    party: str
    category: str
    role: str
    precedence: str
    folded: str
    rank: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """Given and family name as sent."""
        return full_name(self.given_name, self.family_name) or "name awaited"

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


class Differing(NamedTuple):
    """A badge that may be otherwise than on paper, or (``issue`` 0) somebody accredited who has none; ``id`` is the
    nomination's. Placed like any nomination. Instants are as the registers write them."""

    id: str
    issue: int
    printed: int
    printed_at: str | None
    revoked_from: str | None
    cause: str
    surrendered_at: str | None
    party: str
    category: str
    role: str
    precedence: str
    folded: str
    rank: str
    given_name: str
    family_name: str
    permission: str
    provisional: int
    valid_until: str
    withdrawn_from: str | None

    @property
    def name(self) -> str:
        """Given and family name as sent."""
        return full_name(self.given_name, self.family_name) or "name awaited"

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()

    def granted_at(self, now: str) -> bool:
        """Whether the accreditation holds."""
        ends = (self.valid_until, self.withdrawn_from)
        return permission_at(self.permission, bool(self.provisional), *ends, now) == "granted"


def last_print(db: sqlite3.Connection) -> str | None:
    """When badges were last printed."""
    row = db.execute("SELECT max(printed_at) FROM badges WHERE printed").fetchone()
    return None if row[0] is None else str(row[0])


def without_print(db: sqlite3.Connection, now: str) -> list[Differing]:
    """Of everybody whose accreditation was granted and who has no printed badge that holds: each of their badges."""
    return _differing(db, _WITHOUT_PRINT, {"now": now})


def void_since(db: sqlite3.Connection, since: str, now: str) -> list[Differing]:
    """Printed badges that became void between two instants and were not handed back."""
    return _differing(db, _VOID_SINCE, {"since": since, "now": now})


def out(db: sqlite3.Connection, issuer: str) -> list[Out]:
    """Whose every badge of the event is that was handed out or let in, and has not come back."""
    cursor = db.cursor()
    cursor.row_factory = None
    return list(map(Out._make, cursor.execute(_OUT, (issuer,))))


def back(db: sqlite3.Connection) -> dict[str, int]:
    """By party, how many badges were handed back."""
    return {row[0]: row[1] for row in db.execute(_BACK)}


def _differing(db: sqlite3.Connection, query: str, values: dict[str, str]) -> list[Differing]:
    cursor = db.cursor()
    cursor.row_factory = None
    return list(map(Differing._make, cursor.execute(query, values)))


def badges(db: sqlite3.Connection, parties: Collection[str] | None = None) -> Iterator[Custody]:
    """All badges, or those of some parties, in no particular order."""
    return _read(db, _BADGES, "WHERE", (), parties)


def without_badge(db: sqlite3.Connection, now: str, parties: Collection[str] | None = None) -> Iterator[Custody]:
    """Accreditations that are granted and have no badge that holds."""
    return (person for person in _read(db, _WITHOUT, "AND", (now,), parties) if person.granted_at(now))


def turned(db: sqlite3.Connection, since: str, now: str) -> set[str]:
    """The parties of whose badges, or of whose people's accreditations, one has ended by itself meanwhile."""
    ended = {row[0] for row in db.execute(_TURNED, {"since": since, "now": now})}
    return ended | reviews.turned(db, since, now)


def holders(db: sqlite3.Connection, now: str) -> int:
    """How many people have a badge that is neither revoked at that instant nor handed back."""
    row = db.execute(
        "SELECT count(DISTINCT holder) FROM badges"
        " WHERE (revoked_from IS NULL OR revoked_from > ?) AND surrendered_at IS NULL",
        (now,),
    ).fetchone()
    return int(row[0])


def waiting(db: sqlite3.Connection, now: str) -> int:
    """How many badges are printed and wait to be handed out."""
    row = db.execute(
        "SELECT count(*) FROM badges WHERE printed AND collected_at IS NULL AND surrendered_at IS NULL"
        " AND (revoked_from IS NULL OR revoked_from > ?)",
        (now,),
    ).fetchone()
    return int(row[0])


def _read(
    db: sqlite3.Connection, query: str, word: str, values: tuple[str, ...], parties: Collection[str] | None
) -> Iterator[Custody]:
    which = "" if parties is None else f"{word} n.party IN ({', '.join('?' * len(parties))})"
    cursor = db.cursor()
    cursor.row_factory = None
    return map(Custody._make, cursor.execute(query.format(which=which), (*values, *(parties or ()))))
