"""Queries of the register ``nominations``."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.person import same_name
from conclave_desk.registers.folded import words_in
from conclave_desk.registers.views import Nomination, view, views


def all_of(
    db: sqlite3.Connection, *, party: str | None = None, invitation: str | None = None, status: str | None = None
) -> list[Nomination]:
    """The nominations in the order in which they came."""
    asked = {"party": party, "invitation": invitation, "status": status}
    given = {name: value for name, value in asked.items() if value is not None}
    where = f"WHERE {' AND '.join(f'{name} = :{name}' for name in given)}" if given else ""
    return views(Nomination, db.execute(f"SELECT * FROM nominations {where} ORDER BY id", given))


def by_id(db: sqlite3.Connection, nomination: str) -> Nomination | None:
    """The nomination with that id."""
    row = db.execute("SELECT * FROM nominations WHERE id = ?", (nomination,)).fetchone()
    return view(Nomination, row) if row else None


def by_ids(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Nomination]:
    """The nominations with those ids, by id."""
    rows = db.execute(f"SELECT * FROM nominations WHERE id IN ({', '.join('?' * len(ids))})", tuple(ids))
    return {nomination.id: nomination for nomination in views(Nomination, rows)}


def of_person(db: sqlite3.Connection, person: str) -> list[Nomination]:
    """All capacities in which the person was put forward."""
    return views(Nomination, db.execute("SELECT * FROM nominations WHERE person = ? ORDER BY id", (person,)))


def by_external_id(db: sqlite3.Connection, external_id: str) -> list[Nomination]:
    """The nominations that a file or another system calls so."""
    return views(Nomination, db.execute("SELECT * FROM nominations WHERE external_id = ? ORDER BY id", (external_id,)))


def of_same_name(db: sqlite3.Connection, party: str, given_name: str, family_name: str) -> list[Nomination]:
    """The party's nominations of that folded name."""
    key = same_name(given_name, family_name)
    rows = db.execute("SELECT * FROM nominations WHERE party = ? AND folded = ? ORDER BY id", (party, key))
    return views(Nomination, rows)


def find(db: sqlite3.Connection, text: str) -> list[Nomination]:
    """Who is meant by a nomination id, an external id, or words of a folded name."""
    exact = db.execute("SELECT * FROM nominations WHERE id = ?1 OR external_id = ?1 ORDER BY id", (text,)).fetchall()
    if exact:
        return views(Nomination, exact)
    condition, likes = words_in("folded", text)
    if not likes:
        return []
    return views(Nomination, db.execute(f"SELECT * FROM nominations WHERE {condition} ORDER BY id", likes))


def escorts(db: sqlite3.Connection, host: str) -> list[Nomination]:
    """The host's people who accompany somebody."""
    rows = db.execute("SELECT * FROM nominations WHERE party = ? AND accompanies <> '' ORDER BY id", (host,))
    return views(Nomination, rows)


def heads_of(db: sqlite3.Connection, invitation: str) -> list[Nomination]:
    """Whoever heads the delegation that comes on the invitation."""
    rows = db.execute(f"SELECT * FROM nominations WHERE invitation = ? AND role IN {HEADS} ORDER BY id", (invitation,))
    return [head for head in views(Nomination, rows) if head.holds_slot]


def heads_of_party(db: sqlite3.Connection, party: str) -> list[Nomination]:
    """Whoever heads the party's delegation."""
    rows = db.execute(f"SELECT * FROM nominations WHERE party = ? AND role IN {HEADS} ORDER BY id", (party,))
    return [head for head in views(Nomination, rows) if head.holds_slot]


def who_accompany(db: sqlite3.Connection, party: str) -> list[Nomination]:
    """Those of the party who accompany somebody: the host's escorts."""
    rows = db.execute("SELECT * FROM nominations WHERE party = ? AND accompanies <> '' ORDER BY id", (party,))
    return [one for one in views(Nomination, rows) if one.holds_slot]


def parties_of_principals(db: sqlite3.Connection, now: datetime) -> set[str]:
    """The parties of which a principal is accredited."""
    rows = db.execute("SELECT * FROM nominations WHERE role = 'principal' AND status = 'accredited'")
    return {one.party for one in views(Nomination, rows) if one.status_at(now) == "accredited"}


def slots_held(db: sqlite3.Connection, invitation: str, category: str) -> list[Nomination]:
    """The nominations that hold the invitation's slots of a category."""
    query = "SELECT * FROM nominations WHERE invitation = ? AND category = ? ORDER BY id"
    return [n for n in views(Nomination, db.execute(query, (invitation, category))) if n.holds_slot]
