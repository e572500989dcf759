"""What the gates saw: rows of ``scans`` as they came, counts of a day, and who is inside."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class ScanRow(NamedTuple):
    """A scan; ``row`` is its place in the order of arrival. ``holder`` is blank where no badge was known."""

    row: int
    scan_id: str
    at: str
    gate: str
    zone: str
    direction: str
    verdict: str
    reason: str
    issuer: str
    holder: str
    issue: int
    party: str


_COLUMNS = "rowid, scan_id, at, gate, zone, direction, verdict, reason, issuer, holder, issue, party"


def last_row(db: sqlite3.Connection) -> int:
    """The place of the scan that came last."""
    return int(db.execute("SELECT coalesce(max(rowid), 0) FROM scans").fetchone()[0])


def after(db: sqlite3.Connection, row: int) -> list[ScanRow]:
    """The scans that came after that place."""
    return [ScanRow(*found) for found in db.execute(f"SELECT {_COLUMNS} FROM scans WHERE rowid > ?", (row,))]


def counts(db: sqlite3.Connection, since: str, until: str) -> list[tuple[str, str, int]]:
    """(gate, verdict or ``override``, how many) of the scans from one instant up to another."""
    query = (
        "SELECT gate, CASE reason WHEN 'override' THEN reason ELSE verdict END, count(*) FROM scans"
        " WHERE at >= ? AND at < ? GROUP BY 1, 2"
    )
    return [tuple(row) for row in db.execute(query, (since, until))]


def lasts(db: sqlite3.Connection) -> list[ScanRow]:
    """The latest scan of each gate."""
    query = f"SELECT {_COLUMNS} FROM scans WHERE rowid IN (SELECT max(rowid) FROM scans GROUP BY gate)"
    return [ScanRow(*row) for row in db.execute(query)]


def odd(db: sqlite3.Connection, most: int) -> list[ScanRow]:
    """The latest refusals and overrides, the latest first."""
    query = f"SELECT {_COLUMNS} FROM scans WHERE verdict = 'refused' OR reason = 'override' ORDER BY rowid DESC LIMIT ?"
    return [ScanRow(*row) for row in db.execute(query, (most,))]


def inside(db: sqlite3.Connection, day: str) -> list[tuple[str, str, int]]:
    """(zone, party, how many are inside) on a day of the event, where anybody is."""
    query = "SELECT zone, party, inside FROM occupancy WHERE day = ? AND inside > 0"
    return [tuple(row) for row in db.execute(query, (day,))]
