"""Somebody unannounced at the desk: answer by word, names, provisional grant until midnight, badges, in one record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from conclave_desk.desk import lookup
from conclave_desk.desk.accreditation import granted
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal, receive
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.invitation import may_become
from conclave_desk.errors import WrongUse
from conclave_desk.registers import invitations, nominations
from conclave_desk.registers.views import Invitation


def walk_up(desk: Desk, proposals: Sequence[Proposal], *, level: str = "") -> Decision:
    """Take in people who stand at the desk; ``level`` is the answer given by word, if the party had not accepted.

    Each is nominated, accredited provisionally until midnight and given a badge. If one cannot be, nobody is.
    """
    proposals = [replace(proposal, category=lookup.category(desk, proposal.category)) for proposal in proposals]

    def rule() -> Decision:
        invitation = _invitation(desk, proposals[0])
        if invitation is None and (refusal := _uninvited(desk, proposals)):
            return refusal
        if refusal := _accepted_by_word(desk, invitation, level):
            return refusal
        for proposal in proposals:
            if refusal := _taken_in(desk, _by_word(proposal, invitation)):
                return refusal
        return Decided(())

    return desk.record("walkup", rule)


def _invitation(desk: Desk, proposal: Proposal) -> Invitation | None:
    if proposal.invitation:
        return lookup.invitation(desk, proposal.invitation)
    invited = invitations.all_of(desk.journal.db, party=proposal.party)
    standing = [i for i in invited if i.status != "withdrawn"] or invited
    if len(standing) > 1:
        references = ", ".join(i.reference for i in standing)
        raise WrongUse(f"{proposal.party} has {len(standing)} invitations ({references}); say which one.")
    return standing[0] if standing else None


def _uninvited(desk: Desk, proposals: Sequence[Proposal]) -> Refusal | None:
    """The host and those whom event.toml declares need no invitation; a State needs one, or a reason."""
    event, party = desk.event, proposals[0].party
    if party == event.host or any(declared.code == party for declared in event.parties):
        return None
    if all(proposal.over_quota for proposal in proposals):
        return None
    return Refusal("not_invited", f"{party} was not invited; use --over-quota REASON to take them in all the same.")


def _accepted_by_word(desk: Desk, invitation: Invitation | None, level: str) -> Refusal | None:
    if invitation is None or invitation.status == "accepted":
        return None
    if refusal := may_become(invitation.reference, invitation.status, "accepted"):
        return refusal
    desk.stage([e.InvitationAccepted(invitation=invitation.id, level=level, note="by word")])
    return None


def _by_word(proposal: Proposal, invitation: Invitation | None) -> Proposal:
    cells = {"paper_kind": "word", **proposal.cells}
    return replace(proposal, cells=cells, invitation=invitation.reference if invitation else None)


def _received(desk: Desk, proposal: Proposal) -> Decision:
    """Into a slot that is free or awaits a name; the reason for more people is used where none is left."""
    if not (proposal.invitation and proposal.over_quota):
        return receive(desk, proposal)
    decision = receive(desk, replace(proposal, over_quota=None))
    over_quota = isinstance(decision, Refusal) and decision.reason == "over_quota"
    return receive(desk, proposal) if over_quota else decision


def _taken_in(desk: Desk, proposal: Proposal) -> Refusal | None:
    """Nominated, granted until midnight, a badge issued; staged, so that the next is judged with this one there."""
    decision = _received(desk, proposal)
    if isinstance(decision, Refusal):
        return decision
    desk.stage(decision.entries)
    taken_in = (e.NominationReceived, e.NominationAmended)
    nomination = next(entry.nomination for entry in decision.entries if isinstance(entry, taken_in))
    found = nominations.by_id(desk.journal.db, nomination)
    if found is None or not found.named:
        return Refusal("name_missing", "Somebody at the desk has a name; give --family-name or --given-name.")
    grant = granted(desk, found, desk.new_holder_number(), provisional=True)
    desk.stage([grant, e.BadgeIssued(holder=grant.holder, issue=1, nomination=found.id)])
    return None
