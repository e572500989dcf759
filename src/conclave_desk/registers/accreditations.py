"""Queries of the registers ``clearances``, ``accreditations`` and ``badges``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from conclave_desk.registers.views import Accreditation, Badge, Clearance, view, views


def of_nomination(db: sqlite3.Connection, nomination: str) -> Accreditation | None:
    """The nomination's accreditation."""
    row = db.execute("SELECT * FROM accreditations WHERE nomination = ?", (nomination,)).fetchone()
    return view(Accreditation, row) if row else None


def by_nomination(db: sqlite3.Connection) -> dict[str, Accreditation]:
    """All accreditations, by nomination."""
    return {a.nomination: a for a in views(Accreditation, db.execute("SELECT * FROM accreditations"))}


def of_nominations(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Accreditation]:
    """The accreditations of those nominations, by nomination."""
    rows = db.execute(f"SELECT * FROM accreditations WHERE nomination IN ({', '.join('?' * len(ids))})", tuple(ids))
    return {a.nomination: a for a in views(Accreditation, rows)}


def clearances(db: sqlite3.Connection, nomination: str) -> dict[str, Clearance]:
    """The latest result of each step, by step."""
    rows = db.execute("SELECT * FROM clearances WHERE nomination = ?", (nomination,))
    return {c.step: c for c in views(Clearance, rows)}


def all_clearances(db: sqlite3.Connection) -> dict[str, dict[str, Clearance]]:
    """The latest results, by nomination and step."""
    found: dict[str, dict[str, Clearance]] = {}
    for clearance in views(Clearance, db.execute("SELECT * FROM clearances")):
        found.setdefault(clearance.nomination, {})[clearance.step] = clearance
    return found


def results_of_party(db: sqlite3.Connection, party: str) -> dict[str, dict[str, str]]:
    """The latest result of each step, of the party's nominations, by nomination and step."""
    found: dict[str, dict[str, str]] = {}
    for nomination, step, result in db.execute(
        _OF_PARTY.format("o.nomination, o.step, o.result", "clearances"), (party,)
    ):
        found.setdefault(nomination, {})[step] = result
    return found


def of_party(db: sqlite3.Connection, party: str) -> dict[str, Accreditation]:
    """The accreditations of the party's nominations, by nomination."""
    rows = db.execute(_OF_PARTY.format("o.*", "accreditations"), (party,))
    return {found.nomination: found for found in views(Accreditation, rows)}


def badges_of_party(db: sqlite3.Connection, party: str) -> dict[str, list[Badge]]:
    """The badges of the party's nominations, by nomination, the latest issue last."""
    found: dict[str, list[Badge]] = {}
    for badge in views(Badge, db.execute(_OF_PARTY.format("o.*", "badges") + " ORDER BY o.issue", (party,))):
        found.setdefault(badge.nomination, []).append(badge)
    return found


_OF_PARTY = "SELECT {} FROM nominations n JOIN {} o ON o.nomination = n.id WHERE n.party = ?"


def holders(db: sqlite3.Connection) -> set[str]:
    """All holder numbers in use."""
    return {row[0] for row in db.execute("SELECT holder FROM accreditations")}


def badges(db: sqlite3.Connection) -> list[Badge]:
    """All badges, by holder and issue."""
    return views(Badge, db.execute("SELECT * FROM badges ORDER BY holder, issue"))


def badges_in_turn(db: sqlite3.Connection, at_once: int) -> Iterator[list[Badge]]:
    """All badges, by holder and issue, so many at a time; what is written meanwhile is found or not."""
    last = ("", 0)
    query = "SELECT * FROM badges WHERE (holder, issue) > (?, ?) ORDER BY holder, issue LIMIT ?"
    while found := views(Badge, db.execute(query, (*last, at_once))):
        yield found
        last = (found[-1].holder, found[-1].issue)


def badges_of(db: sqlite3.Connection, nomination: str) -> list[Badge]:
    """The nomination's badges, the latest issue last."""
    return views(Badge, db.execute("SELECT * FROM badges WHERE nomination = ? ORDER BY issue", (nomination,)))


def badge(db: sqlite3.Connection, holder: str, issue: int) -> Badge | None:
    """The badge of that holder number and issue."""
    row = db.execute("SELECT * FROM badges WHERE holder = ? AND issue = ?", (holder, issue)).fetchone()
    return view(Badge, row) if row else None
