"""Queries of the registers ``sessions``, ``releases`` and ``returns``."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text
from conclave_desk.registers.views import Session, view, views


class Release(NamedTuple):
    """A release of the programme, 0 or the number of the amendment; ``stood`` are its sessions as they then were."""

    number: int
    at: datetime
    officer: str
    note: str
    stood: list[Session]


def all_of(db: sqlite3.Connection, *, cancelled: bool = True) -> list[Session]:
    """The programme in time's order."""
    rows = db.execute("SELECT * FROM sessions ORDER BY starts, code")
    return [session for session in views(Session, rows) if cancelled or session.status != "cancelled"]


def by_code(db: sqlite3.Connection, code: str) -> Session | None:
    """The session of that code."""
    row = db.execute("SELECT * FROM sessions WHERE code = ?", (code,)).fetchone()
    return view(Session, row) if row else None


def latest_release(db: sqlite3.Connection) -> Release | None:
    """What was last given out as the programme."""
    row = db.execute("SELECT * FROM releases ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        return None
    stood = views(Session, json.loads(row["sessions"]))
    return Release(number=row["number"], at=from_text(row["at"]), officer=row["officer"], note=row["note"], stood=stood)


def signed_returns(db: sqlite3.Connection) -> dict[str, tuple[datetime, str]]:
    """By day (``YYYY-MM-DD``) of which the return is signed: when and by which officer that was recorded."""
    return {row[0]: (from_text(row[1]), row[2]) for row in db.execute("SELECT day, at, officer FROM returns")}
