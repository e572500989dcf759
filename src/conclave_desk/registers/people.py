"""The register ``nominations`` in windows: for lists of any length that show one page."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.person import full_name
from conclave_desk.registers.headcounts import HOLDS
from conclave_desk.registers.views import nomination_status_at

_AT_ONCE = 500


def counts_by_party(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """How many nominations each party has."""
    return [(row[0], row[1]) for row in db.execute("SELECT party, count(*) FROM nominations GROUP BY party")]


def searched_names(
    db: sqlite3.Connection, parties: Collection[str] | None = None
) -> dict[str, tuple[list[int], list[str]]]:
    """By party, or by some of them, the row numbers of everybody, and all that each is found by."""
    found: dict[str, tuple[list[int], list[str]]] = {}
    cursor = db.cursor()
    cursor.row_factory = None
    which = "NOT INDEXED" if parties is None else f"WHERE party IN ({', '.join('?' * len(parties))})"
    rows_of = cursor.execute(f"SELECT rowid, party, searched FROM nominations {which}", tuple(parties or ()))
    for row, party, searched in rows_of:
        rows, names = found.setdefault(party, ([], []))
        rows.append(row)
        names.append(searched)
    return found


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


_PERMITTED = f"""
SELECT n.rowid, n.id, n.role, n.category, n.precedence, n.folded FROM nominations n {{how}}
JOIN accreditations a ON a.nomination = n.id
WHERE {HOLDS} AND a.status = 'granted' AND {{which}}
"""


def permitted(db: sqlite3.Connection, party: str) -> list[Place]:
    """The places of the party's people whose accreditation was granted, in no particular order."""
    return [Place(*row) for row in db.execute(_PERMITTED.format(how="", which="n.party = ?"), (party,))]


def permitted_heads(db: sqlite3.Connection) -> dict[str, list[Place]]:
    """By party, the places of those who head it and whose accreditation was granted."""
    query = _PERMITTED.format(how="NOT INDEXED", which=f"n.role IN {HEADS}").replace("SELECT", "SELECT n.party,", 1)
    found: dict[str, list[Place]] = {}
    for row in db.execute(query):
        found.setdefault(row[0], []).append(Place(*tuple(row)[1:]))
    return found


def places_in(db: sqlite3.Connection, rows: Sequence[int]) -> list[Place]:
    """The places of those row numbers, in no particular order."""
    return [
        Place(*row) for part, marks in _parts(rows) for row in db.execute(f"{_PLACE} WHERE rowid IN ({marks})", part)
    ]


class Listed(NamedTuple):
    """A nomination as a line of a list shows it: read for every page in sight, in few columns.

    It is placed like any nomination (:func:`conclave_desk.desk.precedence.person_key`).
    """

    row: int
    id: str
    party: str
    category: str
    role: str
    precedence: str
    folded: str
    named: int
    status: str
    rank: str
    given_name: str
    family_name: str
    badge_name: str
    native_name: str
    appointment: str
    successor: str | None
    effective: str | None

    @property
    def name(self) -> str:
        """Given and family name as sent; "name awaited" while there is none."""
        return full_name(self.given_name, self.family_name) or "name awaited"

    @property
    def titled(self) -> str:
        """Rank and name."""
        return f"{self.rank} {self.name}".strip()

    def status_at(self, now: str) -> str:
        """As :meth:`~conclave_desk.registers.views.Nomination.status_at`, of the register's own texts."""
        return nomination_status_at(self.status, self.successor, self.effective, now)


_LISTED = f"SELECT rowid, {', '.join(Listed._fields[1:])} FROM nominations WHERE rowid IN"


def in_rows(db: sqlite3.Connection, rows: Sequence[int]) -> list[Listed]:
    """The nominations of those row numbers, in that order."""
    cursor = db.cursor()
    cursor.row_factory = None
    found: dict[int, Listed] = {}
    for part, marks in _parts(rows):
        found.update((row[0], Listed._make(row)) for row in cursor.execute(f"{_LISTED} ({marks})", part))
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


def rows_of_holder(db: sqlite3.Connection, holder: str) -> set[int]:
    """The row numbers of whoever has badges of that holder number."""
    query = "SELECT n.rowid FROM nominations n JOIN accreditations a ON a.nomination = n.id WHERE a.holder = ?"
    return {row[0] for row in db.execute(query, (holder,))}


def parties_with(
    db: sqlite3.Connection, terms: dict[str, str], words: Mapping[str, Sequence[str]], holder: str | None
) -> set[str]:
    """The parties of which one person fits: the columns ``party category status`` begin as the terms say, each word is
    in what the person is found by, or the party is one of those given for it, and a badge has that holder number."""
    conditions, values = ["1"], list[str]()
    for name in ("party", "category", "status"):
        if name in terms:
            conditions.append(f"lower(n.{name}) LIKE ? ESCAPE '\\'")
            values.append(f"{_literally(terms[name])}%")
    for word, parties in words.items():
        named = f" OR n.party IN ({', '.join('?' * len(parties))})" if parties else ""
        conditions.append(f"(n.searched LIKE ? ESCAPE '\\'{named})")
        values += [f"%{_literally(word)}%", *parties]
    if holder is not None:
        conditions.append("n.id IN (SELECT nomination FROM accreditations WHERE holder = ?)")
        values.append(holder)
    query = f"SELECT DISTINCT n.party FROM nominations n WHERE {' AND '.join(conditions)}"
    return {row[0] for row in db.execute(query, values)}


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
