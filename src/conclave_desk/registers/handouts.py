"""What people were given at gates besides the badge."""

from __future__ import annotations

import sqlite3


def given(db: sqlite3.Connection, issuer: str, holder: str) -> set[str]:
    """What a holder has been given."""
    return {row[0] for row in db.execute("SELECT item FROM handouts WHERE issuer = ? AND holder = ?", (issuer, holder))}
