"""When a party's people were first seen: recorded so, a badge handed out, or let in at a gate."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from conclave_desk.registers.moments import from_text

_SEEN = """
SELECT n.id, n.arrived_at,
    (SELECT min(b.collected_at) FROM badges b WHERE b.nomination = n.id),
    (SELECT min(s.at) FROM accreditations a JOIN scans s ON s.issuer = :issuer AND s.holder = a.holder
        AND s.verdict = 'admitted' WHERE a.nomination = n.id)
FROM nominations n WHERE n.party = :party
"""
RECORDED, COLLECTED, ADMITTED = "recorded", "badge collected", "admitted"


def first_seen(db: sqlite3.Connection, issuer: str, party: str) -> dict[str, tuple[datetime, str]]:
    """By nomination, when and how somebody of the party was first seen; ``issuer`` is the event's code."""
    found: dict[str, tuple[datetime, str]] = {}
    for nomination, *instants in db.execute(_SEEN, {"issuer": issuer, "party": party}):
        seen = [(at, how) for at, how in zip(instants, (RECORDED, COLLECTED, ADMITTED), strict=True) if at]
        if seen:
            at, how = min(seen)
            found[nomination] = (from_text(at), how)
    return found
