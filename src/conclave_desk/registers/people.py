"""The register ``nominations`` in windows: for lists of any length that show one page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conclave_desk.registers.views import Nomination, view

_AT_ONCE = 500


def counts_by_party(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """How many nominations each party has."""
    return [(row[0], row[1]) for row in db.execute("SELECT party, count(*) FROM nominations GROUP BY party")]


def folded_names(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """(row number, party, folded name) of everybody, party by party: read from an index alone."""
    return [tuple(row) for row in db.execute("SELECT rowid, party, folded FROM nominations ORDER BY party, folded")]


class Place(NamedTuple):
    """What a person's place within the party goes by."""

    row: int
    id: str
    role: str
    category: str
    precedence: str
    folded: str


_PLACE = "SELECT rowid, id, role, category, precedence, folded FROM nominations"


def places_of_party(db: sqlite3.Connection, party: str) -> list[Place]:
    """The places of the party's nominations, in no particular order."""
    return [Place(*row) for row in db.execute(f"{_PLACE} WHERE party = ?", (party,))]


def places_in(db: sqlite3.Connection, rows: Sequence[int]) -> list[Place]:
    """The places of those row numbers, in no particular order."""
    return [
        Place(*row) for part, marks in _parts(rows) for row in db.execute(f"{_PLACE} WHERE rowid IN ({marks})", part)
    ]


def in_rows(db: sqlite3.Connection, rows: Sequence[int]) -> list[Nomination]:
    """The nominations of those row numbers, in that order."""
    found: dict[int, Nomination] = {}
    for part, marks in _parts(rows):
        for row in db.execute(f"SELECT rowid AS place, * FROM nominations WHERE rowid IN ({marks})", part):
            found[row["place"]] = view(Nomination, row)
    return [found[row] for row in rows if row in found]


def _parts(rows: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        yield part, ", ".join("?" * len(part))


def party_of(db: sqlite3.Connection, nomination: str) -> str | None:
    """The party of a nomination."""
    row = db.execute("SELECT party FROM nominations WHERE id = ?", (nomination,)).fetchone()
    return row[0] if row else None


def rows_with(db: sqlite3.Connection, terms: dict[str, str]) -> set[int]:
    """The row numbers whose columns ``category`` and ``status`` begin as the terms say (in small letters)."""
    chosen = [name for name in ("category", "status") if name in terms]
    condition = " AND ".join(f"lower({name}) LIKE ? || '%'" for name in chosen)
    return {
        row[0] for row in db.execute(f"SELECT rowid FROM nominations WHERE {condition}", [terms[n] for n in chosen])
    }
