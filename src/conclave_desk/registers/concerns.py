"""By which ids and holder numbers entries name people: of a party, or of a name."""

from __future__ import annotations

import sqlite3

from conclave_desk.registers.folded import words_in

_IDS = """
SELECT n.id, n.person, coalesce(a.holder, '') FROM nominations n LEFT JOIN accreditations a ON a.nomination = n.id
"""
_MOST = 5_000
"""People of a name that is looked for; letters that stand for more are no name."""


def of_party(db: sqlite3.Connection, party: str) -> frozenset[str]:
    """The party's code, its invitations, its people and their badges."""
    people = _ids(db.execute(f"{_IDS} WHERE n.party = ?", (party,)))
    invitations = db.execute("SELECT id FROM invitations WHERE party = ?", (party,))
    return people | {party, *(row[0] for row in invitations)}


def of_person(db: sqlite3.Connection, person: str) -> frozenset[str]:
    """The person, in all capacities, and their badges."""
    return _ids(db.execute(f"{_IDS} WHERE n.person = ?", (person,)))


def of_name(db: sqlite3.Connection, text: str) -> frozenset[str]:
    """The people of whose folded name all the words are part, and their badges."""
    condition, likes = words_in("n.folded", text)
    if not likes:
        return frozenset()
    return _ids(db.execute(f"{_IDS} WHERE {condition} LIMIT ?", (*likes, _MOST)))


def parties(db: sqlite3.Connection) -> list[str]:
    """The codes of all parties that were invited or put somebody forward."""
    return [row[0] for row in db.execute("SELECT party FROM invitations UNION SELECT party FROM nominations")]


def _ids(rows: sqlite3.Cursor) -> frozenset[str]:
    return frozenset(one for row in rows for one in row if one)
