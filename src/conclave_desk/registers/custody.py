"""Where every badge is, and who should have one and has none, in few columns: for lists of any length."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from conclave_desk.registers.reviews import permission_at

_PERSON = (
    "n.party, n.category, n.role, n.precedence, n.folded, a.status, a.provisional, a.valid_until, a.withdrawn_from"
)
_BADGES = f"""
SELECT b.holder || printf('%02x', b.issue), b.holder, b.issue, b.printed, b.collected_at, b.surrendered_at,
    b.revoked_from, {_PERSON}
FROM badges b JOIN nominations n ON n.id = b.nomination JOIN accreditations a ON a.nomination = b.nomination
"""
_WITHOUT = f"""
SELECT n.id, a.holder, 0, 0, NULL, NULL, NULL, {_PERSON}
FROM accreditations a JOIN nominations n ON n.id = a.nomination
WHERE a.status = 'granted' AND NOT EXISTS (
    SELECT 1 FROM badges b WHERE b.nomination = a.nomination AND (b.revoked_from IS NULL OR b.revoked_from > ?))
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
    folded: str
    permission: str
    provisional: int
    valid_until: str
    withdrawn_from: str | None

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


def badges(db: sqlite3.Connection) -> list[Custody]:
    """All badges, in no particular order."""
    return _read(db, _BADGES, ())


def without_badge(db: sqlite3.Connection, now: str) -> list[Custody]:
    """Accreditations that are granted and have no badge that holds."""
    return [person for person in _read(db, _WITHOUT, (now,)) if person.granted_at(now)]


def _read(db: sqlite3.Connection, query: str, values: tuple[str, ...]) -> list[Custody]:
    cursor = db.cursor()
    cursor.row_factory = None
    return list(map(Custody._make, cursor.execute(query, values)))
