"""Where everybody stands between nomination and accreditation, in few columns: for lists of any length."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from conclave_desk.domain.accreditation import SETTLED
from conclave_desk.domain.nomination import ACTIVE

_EVERYBODY = """
SELECT n.id, n.party, n.category, n.role, n.precedence, n.folded, n.status, n.successor, n.effective, n.paper <> '{}',
    a.status, coalesce(a.provisional, 0), a.valid_until, a.withdrawn_from, coalesce(a.paper <> '{}', 0)
FROM nominations n LEFT JOIN accreditations a ON a.nomination = n.id
WHERE n.named
"""
_STEPS = f"""
SELECT nomination, step FROM clearances WHERE result IN ({", ".join("?" * len(SETTLED))}) AND nomination IN (
    SELECT id FROM nominations WHERE status = 'nominated'
    UNION ALL SELECT nomination FROM accreditations WHERE provisional)
"""


class Standing(NamedTuple):
    """A named person; ``status`` is the nomination's, ``permission`` the accreditation's (``None``: there is none).

    ``paper`` says whether the nomination cites one, ``cited`` whether the accreditation does. Instants are as the
    registers write them.
    """

    id: str
    party: str
    category: str
    role: str
    precedence: str
    folded: str
    status: str
    successor: str | None
    effective: str | None
    paper: int
    permission: str | None
    provisional: int
    valid_until: str | None
    withdrawn_from: str | None
    cited: int

    @property
    def holds_slot(self) -> bool:
        """Whether the nomination takes one of the slots offered."""
        return self.status in ACTIVE and self.successor is None

    def permission_at(self, now: str) -> str:
        """How the accreditation stands; blank where there is none."""
        if self.permission is None:
            return ""
        ends = (self.valid_until or "", self.withdrawn_from)
        return permission_at(self.permission, bool(self.provisional), *ends, now)


def permission_at(status: str, provisional: bool, valid_until: str, withdrawn_from: str | None, now: str) -> str:
    """As :meth:`~conclave_desk.registers.views.Accreditation.status_at`, of the register's own texts."""
    if status == "granted" and provisional and valid_until <= now:
        return "ended"
    if status != "refused" and withdrawn_from is not None and withdrawn_from <= now:
        return "withdrawn"
    return status


def everybody(db: sqlite3.Connection) -> list[Standing]:
    """All who have a name, in no particular order."""
    cursor = db.cursor()
    cursor.row_factory = None
    return list(map(Standing._make, cursor.execute(_EVERYBODY)))


def settled_steps(db: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The steps that are passed or waived, by nomination; of those who have no full accreditation yet."""
    found: dict[str, frozenset[str]] = {}
    for nomination, step in db.execute(_STEPS, tuple(SETTLED)):
        found[nomination] = found.get(nomination, frozenset()) | {step}
    return found
