"""Queries of the registers ``sessions`` and ``attendance_marks``."""

from __future__ import annotations

import sqlite3

from conclave_desk.registers.views import Session, view, views


def all_of(db: sqlite3.Connection, *, cancelled: bool = True) -> list[Session]:
    """The programme in time's order."""
    rows = db.execute("SELECT * FROM sessions ORDER BY starts, code")
    return [session for session in views(Session, rows) if cancelled or session.status != "cancelled"]


def by_code(db: sqlite3.Connection, code: str) -> Session | None:
    """The session of that code."""
    row = db.execute("SELECT * FROM sessions WHERE code = ?", (code,)).fetchone()
    return view(Session, row) if row else None
