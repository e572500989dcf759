"""Queries about stations with files of their own, and about who may override at gates."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text, optional

_STATIONS = """
SELECT s.chain, s.gate, s.prepared_at, s.as_of, s.last, s.until, s.withdrawn_at,
    count(q.hash) kept_apart, coalesce(group_concat(DISTINCT q.why), '') why
FROM stations s LEFT JOIN quarantine q ON q.chain = s.chain
WHERE s.public_key IS NOT NULL GROUP BY s.chain ORDER BY s.prepared_at DESC, s.chain
"""
_SUPERVISORS = """
SELECT s.nomination, s.pin IS NOT NULL, a.holder, n.party, n.rank,
    coalesce(nullif(n.badge_name, ''), nullif(trim(n.given_name || ' ' || n.family_name), ''), n.native_name)
FROM supervisors s JOIN nominations n ON n.id = s.nomination LEFT JOIN accreditations a ON a.nomination = s.nomination
ORDER BY n.folded, s.nomination
"""


@dataclass(frozen=True, slots=True)
class Station:
    """A station: which gate it was last prepared for, the time of its roster, and what has come from it.

    ``records`` are those that were merged, the last of them written at ``until``; ``kept_apart`` are those that were
    not taken, for ``why``: ``withdrawn copied``. How many scans of its own it still holds nobody here can know.
    """

    chain: str
    gate: str
    prepared_at: datetime
    as_of: datetime
    records: int
    until: datetime | None
    withdrawn_at: datetime | None
    kept_apart: int
    why: tuple[str, ...]

    @property
    def state(self) -> str:
        """``prepared`` until something has come from it, then ``merged``; ``copied`` or ``withdrawn``."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if "copied" in self.why:
            return "copied"
        return "merged" if self.records else "prepared"


class Supervisor(NamedTuple):
    """Somebody who may override; ``holder`` is blank without an accreditation."""

    nomination: str
    has_pin: bool
    holder: str
    party: str
    rank: str
    name: str

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()


def all_of(db: sqlite3.Connection) -> list[Station]:
    """The stations, the one that was prepared last first."""
    return [
        Station(
            chain=row[0],
            gate=row[1],
            prepared_at=from_text(row[2]),
            as_of=from_text(row[3]),
            records=row[4],
            until=optional(row[5]),
            withdrawn_at=optional(row[6]),
            kept_apart=row[7],
            why=tuple(filter(None, row[8].split(","))),
        )
        for row in db.execute(_STATIONS)
    ]


def supervisors(db: sqlite3.Connection) -> list[Supervisor]:
    """Who may override at gates, by name."""
    return [
        Supervisor(row[0], bool(row[1]), row[2] or "", row[3], row[4] or "", row[5] or "")
        for row in db.execute(_SUPERVISORS)
    ]


def count_supervisors(db: sqlite3.Connection) -> int:
    """How many may override."""
    return int(db.execute("SELECT count(*) FROM supervisors").fetchone()[0])


def heads(db: sqlite3.Connection) -> dict[str, int]:
    """The number of the last record that came from each station: other findings when one has grown."""
    return {row[0]: row[1] for row in db.execute("SELECT chain, last FROM stations WHERE public_key IS NOT NULL")}
