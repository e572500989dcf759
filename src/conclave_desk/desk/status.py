"""The headline: States and people apart (CONTRACTS section 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.nomination import HEADS
from conclave_desk.registers import accreditations, invitations, nominations
from conclave_desk.registers.views import Badge, Invitation, Nomination

_INVITED = frozenset({"sent", "acknowledged", "accepted", "regretted", "lapsed", "cancelled"})


def headline(
    desk: Desk, known: Sequence[Nomination] | None = None, badges: Sequence[Badge] | None = None
) -> dict[str, Any]:
    """The document of ``status --json``; ``known`` and ``badges`` are all of them, if they have been read already."""
    db, now = desk.journal.db, desk.now()
    nominated = nominations.all_of(db) if known is None else known
    people = [n for n in nominated if n.status_at(now) in ("nominated", "accredited")]
    accredited = [n for n in people if n.status == "accredited"]
    arrived = _arrived(desk, accredited)
    invited = [i for i in invitations.all_of(db) if i.status in _INVITED]
    principals = {n.party for n in accredited if n.role == "principal"}
    levels = {i.party: _level(i, principals) for i in invited}
    steps = {
        "invited": {i.party for i in invited},
        "confirmed": {i.party for i in invited if i.status == "accepted"},
        "accredited": {n.party for n in accredited} & levels.keys(),
        "arrived": {n.party for n in arrived} & levels.keys(),
    }
    issued = accreditations.badges(db) if badges is None else badges
    held = [b for b in issued if b.status_at(now) not in ("revoked", "surrendered")]
    event = desk.event
    return {
        "event": {
            "code": event.code,
            "kind": event.kind,
            "title": event.title,
            "city": event.city,
            "starts": event.starts,
            "ends": event.ends,
        },
        "as_of": now,
        "parties": {
            **{step: len(parties) for step, parties in steps.items()},
            "by_level": {
                level: {step: sum(levels[party] == level for party in parties) for step, parties in steps.items()}
                for level in HEADS
            },
        },
        "people": {
            "nominated": sum(1 for n in people if n.named),
            "name_awaited": sum(1 for n in people if not n.named),
            "accredited": len(accredited),
            "badges": len({b.holder for b in held}),
            "arrived": len(arrived),
        },
    }


def _level(invitation: Invitation, principals: Collection[str]) -> str:
    """``principal`` if the party has one accredited, else as answered, otherwise ``representative``."""
    if invitation.party in principals:
        return "principal"
    return invitation.answered_level or "representative"


def _arrived(desk: Desk, accredited: list[Nomination]) -> list[Nomination]:
    """Recorded so, else a badge collected, else a first admission."""
    db = desk.journal.db
    collected = {row[0] for row in db.execute("SELECT nomination FROM badges WHERE collected_at IS NOT NULL")}
    admitted = {
        row[0]
        for row in db.execute(
            "SELECT DISTINCT a.nomination FROM scans s JOIN accreditations a ON a.holder = s.holder"
            " WHERE s.issuer = ? AND s.verdict = 'admitted'",
            (desk.event.code,),
        )
    }
    return [n for n in accredited if n.arrived_at or n.id in collected or n.id in admitted]
