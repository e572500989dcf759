"""What a gate may show about somebody besides the verdict, and who is meant by some letters of a name."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from msgspec import Struct

from conclave_desk.domain.person import same_name
from conclave_desk.registers.moments import to_text

_GUEST = """
SELECT n.id nomination, n.party, coalesce(a.category, n.category) category, n.rank, n.badge_name, n.given_name,
    n.family_name, n.native_name, n.appointment, n.service, n.marks
FROM nominations n LEFT JOIN accreditations a ON a.nomination = n.id
"""
_EXPECTED = """
n.named AND n.status = 'accredited' AND (n.successor IS NULL OR n.effective IS NULL OR n.effective > ?)
"""


class Guest(Struct, frozen=True, kw_only=True):
    """A person as a gate may know them: nothing of a dossier."""

    nomination: str
    party: str
    category: str
    rank: str
    badge_name: str
    given_name: str
    family_name: str
    native_name: str
    appointment: str
    service: str
    marks: str

    @property
    def passport_name(self) -> str:
        """The names as sent."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name(self) -> str:
        """The name that stands on the badge."""
        return self.badge_name or self.passport_name or self.native_name

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


def of_holder(db: sqlite3.Connection, holder: str) -> Guest | None:
    """Whose holder number it is; ``None`` for a badge of a linked event or one that is not known."""
    row = db.execute(f"{_GUEST} WHERE a.holder = ?", (holder,)).fetchone()
    return _guest(row) if row else None


def of_nomination(db: sqlite3.Connection, nomination: str) -> Guest | None:
    """Who was put forward so."""
    row = db.execute(f"{_GUEST} WHERE n.id = ?", (nomination,)).fetchone()
    return _guest(row) if row else None


def named(db: sqlite3.Connection, text: str, now: datetime, most: int) -> tuple[list[Guest], int]:
    """Whom words, or parts of words, of a folded name stand for: the first ``most``, and how many there are.

    Names that begin with what was typed come first.
    """
    words = same_name(text).split()
    if not words:
        return [], 0
    likes = ["%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in words]
    condition = " AND ".join("n.folded LIKE ? ESCAPE '\\'" for _ in words)
    where = f"WHERE {_EXPECTED} AND {condition}"
    count = db.execute(f"SELECT count(*) FROM nominations n {where}", (to_text(now), *likes)).fetchone()[0]
    begins = " || ".join("(' ' || n.folded LIKE ? ESCAPE '\\')" for _ in likes)
    rows = db.execute(
        f"{_GUEST} {where} ORDER BY {begins} DESC, n.folded, n.id LIMIT ?",
        (to_text(now), *likes, *(f"% {like[1:]}" for like in likes), most),
    )
    return [_guest(row) for row in rows], count


def inside(db: sqlite3.Connection, zone: str, day: str) -> int:
    """How many are inside the zone on that day of the event."""
    row = db.execute("SELECT coalesce(sum(inside), 0) FROM occupancy WHERE zone = ? AND day = ?", (zone, day))
    return int(row.fetchone()[0])


def _guest(row: sqlite3.Row) -> Guest:
    return Guest(**{name: row[name] or "" for name in Guest.__struct_fields__})
