"""Nominations counted by what they have in common: 100,000 of them are counted without being read one by one.

What follows from what they have in common is for rules to say, which are asked once for all that are alike.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from conclave_desk.domain.accreditation import SETTLED
from conclave_desk.domain.nomination import ACTIVE, HEADS

HOLDS = f"n.successor IS NULL AND n.status IN {ACTIVE}"
"""Who holds a slot: a successor takes it from its predecessor at once."""
HEADING = f"n.role IN {HEADS}"
COLLECTED = "EXISTS (SELECT 1 FROM badges b WHERE b.nomination = n.id AND b.collected_at IS NOT NULL)"
ADMITTED = """EXISTS (SELECT 1 FROM accreditations p JOIN scans s
    ON s.issuer = :issuer AND s.holder = p.holder AND s.verdict = 'admitted' WHERE p.nomination = n.id)"""
ARRIVED = f"n.arrived_at IS NOT NULL THEN 1 WHEN {COLLECTED} THEN 1 WHEN {ADMITTED} THEN 1"
"""Cases: recorded so, else a badge collected, else a first admission; ``:issuer`` is the event's code.

SQLite would look at all parts of an ``OR`` that is asked for as a value.
"""

# NOT INDEXED: most of the table is wanted, and in the order of an index it is read page by page many times over.
_STANDING = f"""
SELECT n.party, n.role = 'principal', n.named, n.status = 'accredited',
    CASE WHEN n.status <> 'accredited' THEN 0 WHEN {ARRIVED} ELSE 0 END, count(*)
FROM nominations n NOT INDEXED
WHERE n.status IN {ACTIVE} AND (n.successor IS NULL OR n.effective IS NULL OR n.effective > :now)
GROUP BY 1, 2, 3, 4, 5
"""
_OWING = f"""
SELECT n.party, n.category, n.named, {HEADING}, n.paper <> '{{}}',
    coalesce(json_extract(n.travel, '$.arrives_at'), '') <> '', CASE WHEN NOT {HEADING} THEN 0 WHEN {ARRIVED} ELSE 0 END,
    group_concat(n.id)
FROM nominations n NOT INDEXED WHERE {HOLDS} GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_IN_REVIEW = f"""
SELECT n.category, (
    SELECT group_concat(step, char(31)) FROM (
        SELECT step FROM clearances c WHERE c.nomination = n.id AND c.result IN {tuple(sorted(SETTLED))} ORDER BY step
    )
), count(*)
FROM nominations n NOT INDEXED
WHERE {HOLDS} AND n.named AND NOT EXISTS (SELECT 1 FROM accreditations a WHERE a.nomination = n.id) GROUP BY 1, 2
"""
_ANNOUNCED = f"""
SELECT json_extract(n.travel, '$.arrives_at') at, count(*) FROM nominations n NOT INDEXED
WHERE {HOLDS} AND n.travel <> '{{}}' AND at IS NOT NULL GROUP BY at
"""
_FIRST_SEEN = f"""
WITH seen (nomination, at) AS (
    SELECT id, arrived_at FROM nominations WHERE arrived_at IS NOT NULL
    UNION ALL SELECT nomination, collected_at FROM badges WHERE collected_at IS NOT NULL
    UNION ALL SELECT a.nomination, min(s.at) FROM scans s JOIN accreditations a ON a.holder = s.holder
        WHERE s.issuer = :issuer AND s.holder <> '' AND s.verdict = 'admitted' GROUP BY s.holder
)
SELECT min(at) FROM seen JOIN nominations n ON n.id = seen.nomination WHERE {HOLDS} GROUP BY n.id
"""


class Alike(NamedTuple):
    """Of one party, those who stand alike: ``number`` of them. Who is not accredited does not count as arrived."""

    party: str
    principal: int
    named: int
    accredited: int
    arrived: int
    number: int


class Owing(NamedTuple):
    """Of one party, those of whom the same is there: a name, a paper, when they arrive. ``ids`` are theirs.

    Whether somebody has arrived is only asked of ``heads``.
    """

    party: str
    category: str
    named: int
    heads: int
    paper: int
    arrives: int
    arrived: int
    ids: tuple[str, ...]


class InReview(NamedTuple):
    """Of one category, those of whom the same steps of review are settled, and who have no accreditation."""

    category: str
    settled: tuple[str, ...]
    number: int


def standing(db: sqlite3.Connection, issuer: str, now: str) -> list[Alike]:
    """Who is nominated or accredited at that instant (as the registers write it), of the event ``issuer``."""
    return [Alike(*row) for row in db.execute(_STANDING, {"issuer": issuer, "now": now})]


def owing(db: sqlite3.Connection, issuer: str) -> list[Owing]:
    """Who holds a slot."""
    rows = db.execute(_OWING, {"issuer": issuer})
    return [Owing._make((*tuple(row)[:-1], tuple(sorted(row[-1].split(","))))) for row in rows]


def in_review(db: sqlite3.Connection) -> list[InReview]:
    """The named who hold a slot and have no accreditation, whatever became of one."""
    rows = db.execute(_IN_REVIEW)
    return [InReview(row[0], tuple((row[1] or "").split("\x1f")) if row[1] else (), row[2]) for row in rows]


def persons(db: sqlite3.Connection, categories: list[str]) -> list[tuple[str, str]]:
    """(nomination, person) of the named who hold a slot of one of the categories."""
    marks = ", ".join("?" * len(categories))
    query = (
        f"SELECT n.id, n.person FROM nominations n NOT INDEXED WHERE {HOLDS} AND n.named AND n.category IN ({marks})"
    )
    return [(row[0], row[1]) for row in db.execute(query, categories)]


def announced(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """When the parties say that people arrive, local to the event, and how many then."""
    return [(row[0], row[1]) for row in db.execute(_ANNOUNCED)]


def first_seen(db: sqlite3.Connection, issuer: str) -> list[str]:
    """The instants at which those who hold a slot were first seen, in no particular order."""
    return [row[0] for row in db.execute(_FIRST_SEEN, {"issuer": issuer})]
