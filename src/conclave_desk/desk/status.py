"""The headline: States and people apart (CONTRACTS section 7)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.nomination import HEADS
from conclave_desk.registers import custody, headcounts, invitations, nominations
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.views import Invitation

_INVITED = frozenset({"sent", "acknowledged", "accepted", "regretted", "lapsed", "cancelled"})


def headline(desk: Desk) -> dict[str, Any]:
    """The document of ``status --json``."""
    db, event, now = desk.journal.db, desk.event, desk.now()
    known = headcounts.standing(db, event.code, to_text(now))
    accredited = [one for one in known if one.accredited]
    invited = [i for i in invitations.all_of(db) if i.status in _INVITED]
    principals = {one.party for one in accredited if one.principal}
    levels = {i.party: _level(i, principals) for i in invited}
    steps = {
        "invited": {i.party for i in invited},
        "confirmed": {i.party for i in invited if i.status == "accepted"},
        "accredited": {one.party for one in accredited} & levels.keys(),
        "arrived": {one.party for one in accredited if one.arrived} & levels.keys(),
    }
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
            "nominated": sum(one.number for one in known if one.named),
            "name_awaited": sum(one.number for one in known if not one.named),
            "accredited": sum(one.number for one in accredited),
            "badges": custody.holders(db, to_text(now)),
            "arrived": sum(one.number for one in accredited if one.arrived),
        },
    }


def levels_of(desk: Desk) -> tuple[dict[str, str], set[str], set[str]]:
    """The level of each invited party, and which parties are invited and have confirmed."""
    db, now = desk.journal.db, desk.now()
    principals = nominations.parties_of_principals(db, now)
    invited = [one for one in invitations.all_of(db) if one.status in _INVITED]
    levels = {one.party: _level(one, principals) for one in invited}
    return levels, set(levels), {one.party for one in invited if one.status == "accepted"}


def _level(invitation: Invitation, principals: Collection[str]) -> str:
    """``principal`` if the party has one accredited, else as answered, otherwise ``representative``."""
    if invitation.party in principals:
        return "principal"
    return invitation.answered_level or "representative"
