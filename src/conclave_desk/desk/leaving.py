"""What follows when somebody will not come: nomination, accreditation and badges end together."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.nomination import ACTIVE
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Nomination

_CAUSES = {"withdrawn": "withdrawn", "cancelled": "cancelled", "regretted": "cancelled"}
"""Why badges are revoked when an invitation becomes one of these."""


def all_leave(desk: Desk, invitation: str, status: str) -> list[e.Entry]:
    """Who goes when the invitation (by id) becomes ``status``: everybody, when the party will not come."""
    if status not in _CAUSES:
        return []
    people = nominations.all_of(desk.journal.db, invitation=invitation)
    return [entry for person in people for entry in leave(desk, person, _CAUSES[status])]


def leave(desk: Desk, person: Nomination, cause: str, reason: str | None = None) -> list[e.Entry]:
    """Withdraw an active nomination and all that hangs on it, now."""
    if person.status_at(desk.now()) not in ACTIVE:
        return []
    sealed = desk.safe.seal(person.person, reason) if reason else None
    withdrawn = e.NominationWithdrawn(nomination=person.id, person=person.person, reason=sealed)
    return [withdrawn, *end_permission(desk, person, cause, desk.now())]


def end_permission(desk: Desk, person: Nomination, cause: str, effective: datetime) -> list[e.Entry]:
    """The accreditation is withdrawn and every badge that still holds is revoked, from ``effective`` on."""
    db = desk.journal.db
    entries: list[e.Entry] = []
    accreditation = accreditations.of_nomination(db, person.id)
    if accreditation and accreditation.status_at(desk.now()) in ("granted", "suspended"):
        entries.append(e.AccreditationWithdrawn(nomination=person.id, effective=effective))
    entries += [
        e.BadgeRevoked(holder=badge.holder, issue=badge.issue, cause=cause, effective=effective)
        for badge in accreditations.badges_of(db, person.id)
        if badge.revoked_from is None or badge.revoked_from > effective
    ]
    return entries
