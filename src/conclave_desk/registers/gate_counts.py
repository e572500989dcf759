"""How many were let in, out and refused at a gate, for its screen."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

_TODAY = "SELECT verdict, reason, party, category, count(*) FROM scans WHERE day = ? AND gate = ? GROUP BY 1, 2, 3, 4"
_INSIDE = "SELECT coalesce(sum(inside), 0) FROM occupancy WHERE zone = ? AND day = ?"
_INSIDE_BY_PARTY = """
SELECT party, sum(inside) FROM occupancy WHERE zone = ? AND day = ? GROUP BY party HAVING sum(inside) > 0
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """A gate's day so far. Annulled scans count as ``annulled`` and nothing else."""

    inside: int = 0
    admitted: int = 0
    left: int = 0
    refused: int = 0
    annulled: int = 0
    refused_by_reason: dict[str, int] = field(default_factory=dict)
    admitted_by_party: dict[str, int] = field(default_factory=dict)
    admitted_by_category: dict[str, int] = field(default_factory=dict)
    inside_by_party: dict[str, int] = field(default_factory=dict)


def inside(db: sqlite3.Connection, zone: str, day: str) -> int:
    """How many are inside a zone, of those who came in on that day of the event."""
    count: int = db.execute(_INSIDE, (zone, day)).fetchone()[0]
    return count


def counts(db: sqlite3.Connection, gate: str, zone: str, day: str) -> Counts:
    """What happened at the gate on that day of the event (``YYYY-MM-DD``)."""
    verdicts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for verdict, reason, party, category, number in db.execute(_TODAY, (day, gate)):
        verdicts[verdict] += number
        if verdict == "refused":
            reasons[reason] += number
        if verdict == "admitted":
            parties[party] += number
            categories[category] += number
    return Counts(
        inside=inside(db, zone, day),
        admitted=verdicts["admitted"],
        left=verdicts["left"],
        refused=verdicts["refused"],
        annulled=verdicts["annulled"],
        refused_by_reason=dict(reasons),
        admitted_by_party=dict(parties),
        admitted_by_category=dict(categories),
        inside_by_party={row[0]: row[1] for row in db.execute(_INSIDE_BY_PARTY, (zone, day))},
    )
