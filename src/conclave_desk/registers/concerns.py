"""By which ids and holder numbers entries name people: of a party, or of a name."""

from __future__ import annotations

import sqlite3

from conclave_desk.domain.person import same_name

_IDS = """
SELECT n.id, n.person, coalesce(a.holder, '') FROM nominations n LEFT JOIN accreditations a ON a.nomination = n.id
"""
_MOST = 5_000
"""People of a name that is looked for; letters that stand for more are no name."""


def of_party(db: sqlite3.Connection, party: str) -> frozenset[str]:
    """The party's code, its invitations, its people and their badges."""
    people = db.execute(f"{_IDS} WHERE n.party = ?", (party,))
    invitations = db.execute("SELECT id FROM invitations WHERE party = ?", (party,))
    return frozenset({party, *(row[0] for row in invitations), *(one for row in people for one in row if one)})


def of_name(db: sqlite3.Connection, text: str) -> frozenset[str]:
    """The people of whose folded name all the words are part, and their badges."""
    words = same_name(text).split()
    if not words:
        return frozenset()
    likes = ["%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in words]
    condition = " AND ".join("n.folded LIKE ? ESCAPE '\\'" for _ in words)
    people = db.execute(f"{_IDS} WHERE {condition} LIMIT ?", (*likes, _MOST))
    return frozenset(one for row in people for one in row if one)


def parties(db: sqlite3.Connection) -> list[str]:
    """The codes of all parties that were invited or put somebody forward."""
    return [row[0] for row in db.execute("SELECT party FROM invitations UNION SELECT party FROM nominations")]
