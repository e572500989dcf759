"""Counts over the registers, for lists that show how a delegation stands."""

from __future__ import annotations

import sqlite3

_HOLDS = "successor IS NULL AND status IN ('nominated', 'accredited')"
"""Who holds a slot: a successor takes it from its predecessor at once."""


def slots_held(
    db: sqlite3.Connection, *, invitation: str | None = None, party: str | None = None
) -> dict[tuple[str, str], tuple[int, int]]:
    """(filled, confirmed with the name awaited) by invitation and category; of one invitation or party if asked."""
    where, values = _of(invitation=invitation, party=party)
    rows = db.execute(
        f"SELECT invitation, category, sum(named), sum(NOT named) FROM nominations WHERE {where}{_HOLDS}"
        " AND invitation IS NOT NULL GROUP BY invitation, category",
        values,
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def people_by_party(db: sqlite3.Connection, party: str | None = None) -> dict[str, dict[str, int]]:
    """By party: how many are named, awaited, accredited, and without paper; of one party if asked."""
    where, values = _of(party=party)
    rows = db.execute(
        "SELECT party, sum(named), sum(NOT named), sum(status = 'accredited'), sum(named AND paper = '{}')"
        f" FROM nominations WHERE {where}{_HOLDS} GROUP BY party",
        values,
    )
    return {row[0]: {"named": row[1], "awaited": row[2], "accredited": row[3], "without_paper": row[4]} for row in rows}


def heads(db: sqlite3.Connection, party: str | None = None) -> dict[str, tuple[str, int, str, str]]:
    """By party: (role, named, rank, name) of the head of its delegation; of one party if asked."""
    where, values = _of(party=party)
    rows = db.execute(
        "SELECT party, role, named, rank, trim(given_name || ' ' || family_name) FROM nominations"
        f" WHERE {where}{_HOLDS} AND role IN ('principal', 'representative')",
        values,
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _of(**columns: str | None) -> tuple[str, list[str]]:
    asked = {name: value for name, value in columns.items() if value is not None}
    return "".join(f"{name} = ? AND " for name in asked), list(asked.values())
