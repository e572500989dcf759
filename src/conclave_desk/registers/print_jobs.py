"""Queries of the register ``print_jobs``: what was handed to printers."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from conclave_desk.registers.moments import from_text


class PrintJob(NamedTuple):
    """A job as CUPS numbered it, and how many badges it holds."""

    job: str
    printer: str
    at: datetime
    officer: str
    badges: int


def all_of(db: sqlite3.Connection) -> list[PrintJob]:
    """All jobs, the latest first."""
    rows = db.execute("SELECT job, printer, at, officer, badges FROM print_jobs ORDER BY at DESC, job DESC")
    return [PrintJob(row[0], row[1], from_text(row[2]), row[3], row[4]) for row in rows]
