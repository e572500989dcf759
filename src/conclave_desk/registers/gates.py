"""What the gates saw: rows of ``scans`` as they came, and the counts of a day."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from conclave_desk.registers import occupancy

OVERRIDE = "override"


class ScanRow(NamedTuple):
    """A scan; ``row`` is its place in the order of arrival. ``holder`` is blank where no badge was known."""

    row: int
    scan_id: str
    chain: str
    at: str
    day: str
    gate: str
    zone: str
    direction: str
    verdict: str
    reason: str
    issuer: str
    holder: str
    issue: int
    party: str
    category: str

    @property
    def odd(self) -> bool:
        """Whether it was refused, or let in by a supervisor against a refusal."""
        return self.verdict == "refused" or (self.verdict == "admitted" and self.reason == OVERRIDE)


_COLUMNS = ", ".join(("rowid", *ScanRow._fields[1:]))
_OF_DAY = """
SELECT gate, verdict, reason, party, category, count(*) FROM scans WHERE day = ? GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """A gate's day so far. Annulled scans count as ``annulled`` and nothing else; those whom a supervisor let in are
    among the admitted, and counted once more as ``overridden``."""

    inside: int = 0
    admitted: int = 0
    left: int = 0
    refused: int = 0
    annulled: int = 0
    overridden: int = 0
    refused_by_reason: dict[str, int] = field(default_factory=dict)
    admitted_by_party: dict[str, int] = field(default_factory=dict)
    admitted_by_category: dict[str, int] = field(default_factory=dict)
    inside_by_party: dict[str, int] = field(default_factory=dict)


_ByGate = Counter[tuple[str, str]]


@dataclass
class DayCounts:
    """Keeps count as scans come, so that a look costs what has come since the last one."""

    db: sqlite3.Connection
    day: str = ""
    _upto: tuple[int, int] = (0, 0)
    _verdicts: _ByGate = field(default_factory=Counter)
    _reasons: _ByGate = field(default_factory=Counter)
    _parties: _ByGate = field(default_factory=Counter)
    _categories: _ByGate = field(default_factory=Counter)

    def catch_up(self, day: str) -> list[ScanRow] | None:
        """Count what has come since the last look, and say what it was.

        ``None`` where all of the day was counted afresh: it is another day, a scan was annulled, or the registers
        were drawn again.
        """
        upto = last_seen(self.db)
        if day == self.day and upto[0] >= self._upto[0] and upto[1] == self._upto[1]:
            rows = after(self.db, self._upto[0]) if upto[0] > self._upto[0] else []
            for row in rows:
                if row.day == day:
                    self._count(row.gate, row.verdict, row.reason, row.party, row.category, 1)
            self._upto = (rows[-1].row if rows else upto[0], upto[1])
            return rows
        self.day, self._upto = day, upto
        for counter in (self._verdicts, self._reasons, self._parties, self._categories):
            counter.clear()
        for row in self.db.execute(_OF_DAY, (day,)):
            self._count(*row)
        return None

    def of(self, gate: str, zone: str) -> Counts:
        """A gate's counts, and who is inside its zone now."""
        verdicts = _at(self._verdicts, gate)
        return Counts(
            inside=occupancy.inside(self.db, zone, self.day),
            admitted=verdicts.get("admitted", 0),
            left=verdicts.get("left", 0),
            refused=verdicts.get("refused", 0),
            annulled=verdicts.get("annulled", 0),
            overridden=verdicts.get(OVERRIDE, 0),
            refused_by_reason=_at(self._reasons, gate),
            admitted_by_party=_at(self._parties, gate),
            admitted_by_category=_at(self._categories, gate),
            inside_by_party={p: n for where, p, n in occupancy.by_party(self.db, self.day) if where == zone},
        )

    def _count(self, gate: str, verdict: str, reason: str, party: str, category: str, number: int) -> None:
        self._verdicts[gate, verdict] += number
        if verdict == "refused":
            self._reasons[gate, reason] += number
        if verdict == "admitted":
            self._parties[gate, party] += number
            self._categories[gate, category] += number
            if reason == OVERRIDE:
                self._verdicts[gate, OVERRIDE] += number


def _at(counter: _ByGate, gate: str) -> dict[str, int]:
    return {what: number for (where, what), number in counter.items() if where == gate}


def last_seen(db: sqlite3.Connection) -> tuple[int, int]:
    """The place of the scan that came last, and how many were annulled."""
    last = db.execute("SELECT coalesce(max(rowid), 0) FROM scans").fetchone()[0]
    return int(last), int(db.execute("SELECT count(*) FROM scans WHERE annulled <> ''").fetchone()[0])


def after(db: sqlite3.Connection, row: int) -> list[ScanRow]:
    """The scans that came after that place."""
    query = f"SELECT {_COLUMNS} FROM scans WHERE rowid > ? ORDER BY rowid"
    return [ScanRow(*found) for found in db.execute(query, (row,))]


def lasts(db: sqlite3.Connection) -> list[ScanRow]:
    """The latest scan of each gate."""
    query = f"SELECT {_COLUMNS} FROM scans WHERE rowid IN (SELECT max(rowid) FROM scans GROUP BY gate)"
    return [ScanRow(*row) for row in db.execute(query)]


def odd(db: sqlite3.Connection, most: int) -> list[ScanRow]:
    """The latest refusals and overrides, the latest first."""
    query = (
        f"SELECT {_COLUMNS} FROM scans WHERE verdict = 'refused' OR (verdict = 'admitted' AND reason = 'override')"
        " ORDER BY rowid DESC LIMIT ?"
    )
    return [ScanRow(*row) for row in db.execute(query, (most,))]
