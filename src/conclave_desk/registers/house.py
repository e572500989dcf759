"""What the gates have seen of the event's own badges: who is inside, who left, who came when."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from conclave_desk.domain.person import full_name
from conclave_desk.registers.headcounts import ARRIVED, HOLDS
from conclave_desk.registers.moments import from_text, optional, to_text
from conclave_desk.registers.reviews import permission_at


class GateSeen(NamedTuple):
    """A gate since the day began: its last scan, and how many were refused."""

    last: datetime
    refused: int


class Seen(NamedTuple):
    """What gates and the badge office have seen of somebody: ``left`` is the last exit since the day began."""

    inside: bool
    left: datetime | None
    collected: bool
    admitted: bool


_SEEN = """
SELECT EXISTS (SELECT 1 FROM presence WHERE issuer = :issuer AND holder = :holder AND day = :day AND inside = 1),
    (SELECT max(at) FROM scans WHERE issuer = :issuer AND holder = :holder AND verdict = 'left' AND at >= :since),
    EXISTS (SELECT 1 FROM badges WHERE nomination = :nomination AND collected_at IS NOT NULL),
    EXISTS (SELECT 1 FROM scans WHERE issuer = :issuer AND holder = :holder AND verdict = 'admitted')
"""


def seen(db: sqlite3.Connection, issuer: str, holder: str, nomination: str, day: str, since: datetime) -> Seen:
    """Of somebody's badge of the event ``issuer``, on a day of it (``YYYY-MM-DD``) that began at ``since``."""
    asked = {"issuer": issuer, "holder": holder, "nomination": nomination, "day": day, "since": to_text(since)}
    inside, left, collected, admitted = db.execute(_SEEN, asked).fetchone()
    return Seen(bool(inside), optional(left), bool(collected), bool(admitted))


class Lander(NamedTuple):
    """Somebody who is announced and was not seen: when (local to the event, as it was sent) and by what.

    Placed like any nomination (:func:`conclave_desk.desk.precedence.person_key`).
    """

    id: str
    party: str
    category: str
    role: str
    precedence: str
    folded: str
    rank: str
    given_name: str
    family_name: str
    external_id: str
    at: str
    by: str
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


_LANDERS = f"""
SELECT n.id, n.party, n.category, n.role, n.precedence, n.folded, n.rank, n.given_name, n.family_name, n.external_id,
    json_extract(n.travel, '$.arrives_at') said, coalesce(json_extract(n.travel, '$.arrives_by'), ''),
    a.status, a.provisional, a.valid_until, a.withdrawn_from
FROM nominations n NOT INDEXED JOIN accreditations a ON a.nomination = n.id
WHERE {HOLDS} AND a.status = 'granted' AND n.travel <> '{{}}' AND substr(said, 1, 10) BETWEEN :first AND :last
    AND NOT CASE WHEN {ARRIVED} ELSE 0 END
"""


def landers(db: sqlite3.Connection, issuer: str, first: str, last: str) -> list[Lander]:
    """Who is accredited, announced for one of those days (``YYYY-MM-DD``), and not there yet."""
    cursor = db.cursor()
    cursor.row_factory = None
    return [Lander._make(row) for row in cursor.execute(_LANDERS, {"issuer": issuer, "first": first, "last": last})]


def gates(db: sqlite3.Connection, since: datetime) -> dict[str, GateSeen]:
    """By gate, what came since that instant."""
    rows = db.execute(
        "SELECT gate, max(at), sum(verdict = 'refused') FROM scans WHERE at >= ? GROUP BY gate", (to_text(since),)
    )
    return {row[0]: GateSeen(from_text(row[1]), row[2]) for row in rows}


def numbers_inside(db: sqlite3.Connection, day: str) -> dict[str, int]:
    """By zone, how many are inside on that day."""
    return dict(db.execute("SELECT zone, sum(inside) FROM occupancy WHERE day = ? GROUP BY zone", (day,)).fetchall())
