"""Invitations: drawn up, sent, answered, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import all_leave
from conclave_desk.desk.lookup import Several
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.invitation import answered_early, may_become
from conclave_desk.errors import WrongUse
from conclave_desk.registers import invitations
from conclave_desk.registers.views import Invitation

_ANSWERS: dict[str, Callable[..., e.Entry]] = {
    "acknowledged": e.InvitationAcknowledged,
    "accepted": e.InvitationAccepted,
    "regretted": e.InvitationRegretted,
    "lapsed": e.InvitationLapsed,
}


def add(desk: Desk, reference: str, party: str, slots: Mapping[str, int], **particulars: Any) -> Decision:
    """Draw up an invitation; its reference is unique in the event."""
    places = {lookup.category(desk, code): number for code, number in slots.items()}

    def rule() -> Decision:
        if invitations.by_reference(desk.journal.db, reference):
            return Refusal("duplicate_reference", f"Invitation {reference} is there already; choose another reference.")
        drafted = e.InvitationDrafted(
            invitation=desk.new_id(), reference=reference, party=party, slots=places, **particulars
        )
        return Decided((drafted,))

    return desk.record("invitations add", rule)


def send(desk: Desk, references: Several, on: str | None = None) -> Decision:
    """It went out, or went out again (a reminder); of several all or none."""
    return _step(desk, "invitations send", references, "sent", lambda i: [e.InvitationSent(invitation=i.id, on=on)])


def answer(
    desk: Desk, reference: str, status: str, *, on: str | None = None, level: str = "", paper: str = "", note: str = ""
) -> Decision:
    """The party acknowledged, accepted (at ``level``), regretted, or let the time lapse.

    Whoever was nominated before the regret is withdrawn with it.
    """
    if status not in _ANSWERS:
        raise WrongUse(f"{status!r} is no answer; it is one of {', '.join(_ANSWERS)}.")

    def entries(invitation: Invitation) -> list[e.Entry]:
        more = {"level": level or invitation.answered_level} if status == "accepted" else {}
        step = _ANSWERS[status](invitation=invitation.id, on=on, reference=paper, note=note, **more)
        return [step, *all_leave(desk, invitation.id, status)]

    def warn(invitation: Invitation) -> list[str]:
        early = answered_early(invitation.issued_on, on)
        return [early] if early else []

    return _step(desk, "invitations answer", reference, status, entries, warn)


def withdraw(desk: Desk, references: Several, note: str = "") -> Decision:
    """The host takes it back, or several; whoever was nominated is withdrawn and their badges revoked."""

    def entries(invitation: Invitation) -> list[e.Entry]:
        step = e.InvitationWithdrawn(invitation=invitation.id, note=note)
        return [step, *all_leave(desk, invitation.id, "withdrawn")]

    return _step(desk, "invitations withdraw", references, "withdrawn", entries)


def cancel(desk: Desk, reference: str, *, on: str | None = None, note: str = "") -> Decision:
    """The party will not come after all; its nominations are withdrawn and its badges revoked in this command."""

    def entries(invitation: Invitation) -> list[e.Entry]:
        step = e.InvitationCancelled(invitation=invitation.id, on=on, note=note)
        return [step, *all_leave(desk, invitation.id, "cancelled")]

    return _step(desk, "invitations cancel", reference, "cancelled", entries)


def _step(
    desk: Desk,
    command: str,
    references: Several,
    wanted: str,
    entries: Callable[[Invitation], list[e.Entry]],
    warn: Callable[[Invitation], list[str]] = lambda _: [],
) -> Decision:
    def rule(reference: str) -> Decision:
        invitation = lookup.invitation(desk, reference)
        refusal = may_become(invitation.reference, invitation.status, wanted)
        return refusal or Decided(entries(invitation), warn(invitation))

    return desk.record(command, lambda: lookup.each(references, rule))
