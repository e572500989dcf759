"""Counts over the registers, for lists that show how a delegation stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

_HOLDS = "successor IS NULL AND status IN ('nominated', 'accredited')"
"""Who holds a slot: a successor takes it from its predecessor at once."""


class Tally(NamedTuple):
    """Who holds the slots of an invitation (``None``: they came without one) in a category: with a name and without."""

    party: str
    invitation: str | None
    category: str
    named: int
    awaited: int
    accredited: int
    without_paper: int


def counted(db: sqlite3.Connection, *, invitation: str | None = None, party: str | None = None) -> list[Tally]:
    """All slots that are held; of one invitation or party if asked."""
    where, values = _of(invitation=invitation, party=party)
    rows = db.execute(
        "SELECT party, invitation, category, sum(named), sum(NOT named), sum(status = 'accredited'),"
        f" sum(named AND paper = '{{}}') FROM nominations {_way(values)} WHERE {where}{_HOLDS} GROUP BY 1, 2, 3",
        values,
    )
    return [Tally(*row) for row in rows]


def by_slot(tallies: Iterable[Tally]) -> dict[tuple[str, str], tuple[int, int]]:
    """(filled, confirmed with the name awaited) by invitation and category."""
    return {(one.invitation, one.category): (one.named, one.awaited) for one in tallies if one.invitation is not None}


def heads(db: sqlite3.Connection, party: str | None = None) -> dict[str, tuple[str, int, str, str]]:
    """By party: (role, named, rank, name) of the head of its delegation; of one party if asked."""
    where, values = _of(party=party)
    rows = db.execute(
        "SELECT party, role, named, rank, trim(given_name || ' ' || family_name)"
        f" FROM nominations {_way(values)} WHERE {where}{_HOLDS} AND role IN ('principal', 'representative')",
        values,
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _of(**columns: str | None) -> tuple[str, list[str]]:
    asked = {name: value for name, value in columns.items() if value is not None}
    return "".join(f"{name} = ? AND " for name in asked), list(asked.values())


def _way(values: list[str]) -> str:
    """All are read as they lie: in the order of an index each would be looked up by itself."""
    return "" if values else "NOT INDEXED"
