"""Queries of the register ``invitations``."""

from __future__ import annotations

import sqlite3

from conclave_desk.registers.views import Invitation, view, views


def all_of(db: sqlite3.Connection, party: str | None = None, status: str | None = None) -> list[Invitation]:
    """The invitations by reference, of one party or status if asked."""
    rows = db.execute(
        "SELECT * FROM invitations WHERE (?1 IS NULL OR party = ?1) AND (?2 IS NULL OR status = ?2) ORDER BY reference",
        (party, status),
    )
    return views(Invitation, rows)


def by_reference(db: sqlite3.Connection, reference: str) -> Invitation | None:
    """The invitation with that reference, or that id."""
    row = db.execute("SELECT * FROM invitations WHERE reference = ?1 OR id = ?1", (reference,)).fetchone()
    return view(Invitation, row) if row else None
