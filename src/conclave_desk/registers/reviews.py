"""Where everybody stands between nomination and accreditation, in few columns: for lists of any length."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from conclave_desk.domain.accreditation import SETTLED
from conclave_desk.domain.nomination import ACTIVE

_EVERYBODY = """
SELECT n.id, n.party, n.role, n.precedence, n.searched, n.category, n.status, n.successor IS NULL, n.paper <> '{{}}',
    a.status, coalesce(a.provisional, 0), coalesce(a.valid_until <= ?, 0), coalesce(a.withdrawn_from <= ?, 0),
    coalesce(a.paper <> '{{}}', 0),
    CASE WHEN n.status = 'nominated' OR a.provisional THEN (
        SELECT coalesce(sum(CASE c.step {bits} ELSE 0 END), 0) FROM clearances c
        WHERE c.nomination = n.id AND c.result IN {results}) ELSE 0 END
FROM nominations n {how} LEFT JOIN accreditations a ON a.nomination = n.id
WHERE n.named {which}
"""
_TURNED = """
SELECT n.party FROM accreditations a CROSS JOIN nominations n ON n.id = a.nomination
WHERE (a.withdrawn_from > :since AND a.withdrawn_from <= :now)
    OR (a.provisional AND a.valid_until > :since AND a.valid_until <= :now)
"""


class Standing(NamedTuple):
    """A named person at an instant; ``status`` is the nomination's, ``permission`` the accreditation's (``None``: there
    is none), ``ended`` and ``withdrawn`` whether its time has run out or it was taken back by then.

    ``last`` says that nobody was named in the person's place; ``paper`` whether the nomination cites one, ``cited``
    whether the accreditation does. ``settled`` has a bit for each step of review that is passed or waived, in the order
    asked for; it is only known of those who have no full accreditation.
    """

    id: str
    party: str
    role: str
    precedence: str
    searched: str
    category: str
    status: str
    last: int
    paper: int
    permission: str | None
    provisional: int
    ended: int
    withdrawn: int
    cited: int
    settled: int

    @property
    def alike(self) -> tuple[object, ...]:
        """All that says where somebody stands: of many people there are few that differ in it."""
        return self[5:]

    @property
    def folded(self) -> str:
        """The key of the name."""
        return self.searched.partition("\t")[0]

    @property
    def holds_slot(self) -> bool:
        """Whether the nomination takes one of the slots offered."""
        return self.status in ACTIVE and bool(self.last)

    @property
    def permission_now(self) -> str:
        """How the accreditation stands; blank where there is none."""
        if self.permission == "granted" and self.provisional and self.ended:
            return "ended"
        if self.permission not in (None, "refused") and self.withdrawn:
            return "withdrawn"
        return self.permission or ""


def permission_at(status: str, provisional: bool, valid_until: str, withdrawn_from: str | None, now: str) -> str:
    """As :meth:`~conclave_desk.registers.views.Accreditation.status_at`, of the register's own texts."""
    if status == "granted" and provisional and valid_until <= now:
        return "ended"
    if status != "refused" and withdrawn_from is not None and withdrawn_from <= now:
        return "withdrawn"
    return status


def people(
    db: sqlite3.Connection, steps: Sequence[str], now: str, parties: Collection[str] | None = None
) -> Iterator[Standing]:
    """All who have a name, or those of some parties, in no particular order; ``steps`` are the bits of ``settled``."""
    bits = " ".join(f"WHEN ? THEN {1 << place}" for place in range(len(steps))) or "WHEN NULL THEN 0"
    which = "" if parties is None else f"AND n.party IN ({', '.join('?' * len(parties))})"
    how = "NOT INDEXED" if parties is None else ""
    query = _EVERYBODY.format(bits=bits, results=tuple(sorted(SETTLED)), how=how, which=which)
    cursor = db.cursor()
    cursor.row_factory = None
    return map(Standing._make, cursor.execute(query, (now, now, *steps, *(parties or ()))))


def turned(db: sqlite3.Connection, since: str, now: str) -> set[str]:
    """The parties of whose people an accreditation has ended by itself between those instants."""
    return {row[0] for row in db.execute(_TURNED, {"since": since, "now": now})}
