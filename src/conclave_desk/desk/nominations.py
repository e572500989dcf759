"""People put forward: received, substituted, withdrawn, made head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import end_permission, leave
from conclave_desk.desk.people import Particulars, already_here, keep_dossier, new_person, refuse_double
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.invitation import OPEN_FOR_NOMINATIONS
from conclave_desk.domain.nomination import HEADS, PERSONAL
from conclave_desk.domain.slots import offered, room_for_one
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.registers import nominations
from conclave_desk.registers.views import Invitation, Nomination


class Proposal(Struct, frozen=True, gc=False):
    """Whom a party puts forward, into what. ``cells`` are the columns of CONTRACTS section 3 by name.

    ``same_person`` is the id of a nomination whose person this is, in another capacity; ``distinct_from`` one that
    looks the same and is somebody else, for ``distinct_reason``. ``portrait`` is the photo that the cell names.
    """

    party: str
    category: str
    cells: Mapping[str, str]
    invitation: str | None = None
    slot: str = ""
    role: str = "member"
    zones: Sequence[str] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    accompanies: str = ""
    external_id: str = ""
    over_quota: str | None = None
    same_person: str | None = None
    distinct_from: str | None = None
    distinct_reason: str = ""
    portrait: Portrait | None = None


class Place(TypedDict, total=False):
    """What of a :class:`Proposal` a substitution may say anew; the rest moves over."""

    category: str
    slot: str
    role: str
    zones: Sequence[str]
    valid_from: str
    valid_until: str
    accompanies: str
    external_id: str
    over_quota: str
    same_person: str
    distinct_from: str
    distinct_reason: str
    portrait: Portrait


def add(desk: Desk, proposal: Proposal) -> Decision:
    """Receive a nomination, or a confirmed slot whose name is awaited."""
    put = replace(proposal, category=lookup.category(desk, proposal.category))
    return desk.record("nominations add", lambda: receive(desk, put))


def receive(desk: Desk, proposal: Proposal) -> Decision:
    """The rule of :func:`add`, for use inside a transaction. A name may come for a slot that awaits one."""
    invitation = lookup.invitation(desk, proposal.invitation) if proposal.invitation else None
    particulars = Particulars.of(proposal.cells, proposal.portrait)
    awaited = _awaiting(desk, proposal, particulars, invitation)
    if refusal := _may_be_nominated(desk, proposal, invitation, awaited):
        return refusal
    who = _who(desk, proposal, particulars)
    if isinstance(who, Refusal):
        return who
    if awaited is not None:
        return Decided(_named(desk, proposal, particulars, awaited))
    return Decided(_entered(desk, proposal, who, invitation.id if invitation else None))


@dataclass(frozen=True, slots=True)
class _Who:
    """Somebody new, or (``known``) somebody in another capacity; ``distinct`` is who looks the same and is not."""

    particulars: Particulars
    known: Nomination | None
    distinct: Nomination | None


def _who(desk: Desk, proposal: Proposal, particulars: Particulars) -> _Who | Refusal:
    """Who is meant; the same person twice is refused unless the proposal says what it is."""
    same = lookup.person(desk, proposal.same_person) if proposal.same_person else None
    distinct = lookup.person(desk, proposal.distinct_from) if proposal.distinct_from else None
    if same is not None:
        known = {} if particulars.named else _as_known(same)
        return _Who(replace(particulars, personal=known | particulars.personal), same, distinct)
    found = already_here(desk, proposal.party, particulars)
    doubles = [double for double in found if distinct is None or double[0].person != distinct.person]
    return refuse_double(doubles) or _Who(particulars, None, distinct)


def _entered(desk: Desk, proposal: Proposal, who: _Who, invitation: str | None) -> list[e.Entry]:
    """The nomination first, then what goes with it."""
    private, portrait = who.particulars.dossier, who.particulars.portrait
    if who.known is None:
        person, dossier = new_person(desk, private, portrait)
    else:
        person, dossier = who.known.person, keep_dossier(desk, who.known.person, private, portrait)
    entries: list[e.Entry] = [received(desk, proposal, who.particulars, person, invitation), *dossier]
    if who.distinct is not None:
        reason = desk.safe.seal(person, proposal.distinct_reason)
        entries.append(e.PersonsDistinct(person=person, other=who.distinct.person, reason=reason))
    return entries


def _as_known(person: Nomination) -> dict[str, str]:
    known = {name: str(getattr(person, name)) for name in PERSONAL}
    return {name: value for name, value in known.items() if value}


def _awaiting(
    desk: Desk, proposal: Proposal, particulars: Particulars, invitation: Invitation | None
) -> Nomination | None:
    """The confirmed slot that this name is for: the one asked for, or the first when all slots are taken."""
    if invitation is None or not particulars.named or proposal.same_person or proposal.over_quota:
        return None
    held = nominations.slots_held(desk.journal.db, invitation.id, proposal.category)
    waiting = [slot for slot in held if not slot.named]
    if proposal.slot:
        return next((slot for slot in waiting if slot.slot == proposal.slot), None)
    number = offered(desk.event, invitation.slots, proposal.category)
    return waiting[0] if waiting and number is not None and len(held) >= number else None


def _named(desk: Desk, proposal: Proposal, particulars: Particulars, slot: Nomination) -> list[e.Entry]:
    """The awaited name has come; what was known of the slot stays unless something else is said."""
    said: dict[str, Any] = {
        "role": "" if proposal.role == "member" else proposal.role,
        "zones": list(proposal.zones),
        "valid_from": proposal.valid_from,
        "valid_until": proposal.valid_until,
        "accompanies": proposal.accompanies,
        "external_id": proposal.external_id,
        "travel": particulars.travel,
        "paper": particulars.paper,
    }
    amended = e.NominationAmended(
        nomination=slot.id,
        person=slot.person,
        changes={name: value for name, value in said.items() if value},
        personal=desk.safe.seal(slot.person, _as_known(slot) | particulars.personal),
        named=True,
    )
    return [amended, *keep_dossier(desk, slot.person, particulars.dossier, particulars.portrait)]


def _may_be_nominated(
    desk: Desk, proposal: Proposal, invitation: Invitation | None, awaited: Nomination | None
) -> Refusal | None:
    if invitation is None:
        return None
    if invitation.party != proposal.party:
        raise WrongUse(f"Invitation {invitation.reference} is for {invitation.party}, not for {proposal.party}.")
    if invitation.status not in OPEN_FOR_NOMINATIONS:
        sentence = f"Invitation {invitation.reference} is {invitation.status}; record the party's new answer first."
        return Refusal("invitation_closed", sentence)
    if refusal := _second_head(desk, invitation.id, proposal.role, besides=awaited):
        return refusal
    if proposal.over_quota or awaited is not None:
        return None
    return _room(desk, invitation, proposal.category)


def _room(desk: Desk, invitation: Invitation, category: str) -> Refusal | None:
    held = nominations.slots_held(desk.journal.db, invitation.id, category)
    number = offered(desk.event, invitation.slots, category)
    return room_for_one(invitation.reference, category, number, [n.name for n in held])


def _second_head(desk: Desk, invitation: str | None, role: str, besides: Nomination | None) -> Refusal | None:
    """A delegation that comes on an invitation has one head; ``besides`` is whoever the new one is or replaces."""
    if invitation is None or role not in HEADS:
        return None
    heads = nominations.heads_of(desk.journal.db, invitation)
    head = next((head for head in heads if besides is None or head.id != besides.id), None)
    if head is None:
        return None
    sentence = (
        f"{head.titled} heads the delegation already ({head.role}); nominate as a member, then use "
        "`nominations head`, or use `nominations substitute`."
    )
    return Refusal("head_taken", sentence)


def received(
    desk: Desk, proposal: Proposal, particulars: Particulars, person: str, invitation: str | None
) -> e.NominationReceived:
    """The entry that a proposal becomes; ``invitation`` is the id of the one that it comes on."""
    over_quota = desk.safe.seal(person, proposal.over_quota) if proposal.over_quota else None
    return e.NominationReceived(
        nomination=desk.new_id(),
        person=person,
        party=proposal.party,
        category=proposal.category,
        personal=desk.safe.seal(person, particulars.personal),
        named=particulars.named,
        invitation=invitation,
        slot=proposal.slot,
        role=proposal.role,
        zones=list(proposal.zones),
        valid_from=proposal.valid_from,
        valid_until=proposal.valid_until,
        accompanies=proposal.accompanies,
        external_id=proposal.external_id,
        travel=particulars.travel,
        paper=particulars.paper,
        over_quota=over_quota,
    )


def withdraw(desk: Desk, people: lookup.Several, reason: str | None = None) -> Decision:
    """The party takes somebody back, or several; accreditation and badges end in the same command."""

    def rule(person: str) -> Decision:
        found = lookup.person(desk, person)
        entries = leave(desk, found, "withdrawn", reason)
        if not entries:
            return Refusal("not_active", f"{found.titled} is {found.status_at(desk.now())} already.")
        return Decided(entries)

    return desk.record("nominations withdraw", lambda: lookup.each(people, rule))


def substitute(
    desk: Desk, person: str, cells: Mapping[str, str], effective: datetime | None = None, **place: Unpack[Place]
) -> Decision:
    """Somebody else comes in that person's place, from ``effective`` (else now) on.

    Slot, role, category, zones and validity move over unless ``place`` says otherwise; the paper does not, since it
    names somebody else. Clearances start afresh; the old badge works until then.
    """
    if category := place.get("category"):
        place["category"] = lookup.category(desk, category)

    def rule() -> Decision:
        old = lookup.person(desk, person)
        if not old.holds_slot:
            return Refusal("not_active", f"{old.titled} holds no slot any more ({_why_gone(old)}).")
        proposal = _in_place_of(old, cells, place)
        who = _who(desk, proposal, Particulars.of(cells, proposal.portrait))
        if isinstance(who, Refusal):
            return who
        if not who.particulars.named:
            return Refusal("name_missing", "A substitute needs a name; give --family-name or --given-name.")
        if who.known is not None and who.known.person == old.person:
            return Refusal("same_person", f"{old.titled} cannot come in their own place.")
        if refusal := _no_place(desk, old, proposal):
            return refusal
        entered = _entered(desk, proposal, who, old.invitation)
        return Decided([*entered, *_gives_way(desk, old, entered, effective or desk.now())])

    return desk.record("nominations substitute", rule)


def _why_gone(person: Nomination) -> str:
    return "substituted" if person.successor else person.status


def _in_place_of(old: Nomination, cells: Mapping[str, str], place: Place) -> Proposal:
    """What the old nomination stood for, with what is said anew; in another category neither slot nor quota hold."""
    moves = place.get("category", old.category) == old.category
    stands = Proposal(
        party=old.party,
        category=old.category,
        cells=cells,
        slot=old.slot if moves else "",
        role=old.role,
        zones=old.zones,
        valid_from=old.valid_from,
        valid_until=old.valid_until,
        accompanies=old.accompanies,
        over_quota=old.over_quota if moves else None,
    )
    return replace(stands, **place)


def _no_place(desk: Desk, old: Nomination, proposal: Proposal) -> Refusal | None:
    """Why the substitute may not come as what is proposed: somebody else heads, or another category is full."""
    if refusal := _second_head(desk, old.invitation, proposal.role, besides=old):
        return refusal
    invitation = lookup.invitation(desk, old.invitation) if old.invitation else None
    if invitation is None or proposal.category == old.category or proposal.over_quota:
        return None
    return _room(desk, invitation, proposal.category)


def _gives_way(desk: Desk, old: Nomination, entered: Sequence[e.Entry], effective: datetime) -> list[e.Entry]:
    successor = next(entry.nomination for entry in entered if isinstance(entry, e.NominationReceived))
    link = e.NominationSubstituted(nomination=old.id, successor=successor, effective=effective)
    return [link, *end_permission(desk, old, "substituted", effective)]


def make_head(desk: Desk, person: str, role: str = "principal") -> Decision:
    """The person heads the delegation from now on; whoever did becomes a member. Nobody is substituted."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if role not in HEADS:
            return Refusal("no_head", f"A head is one of {', '.join(HEADS)}, not {role}.")
        if not found.holds_slot:
            return Refusal("not_active", f"{found.titled} holds no slot any more ({_why_gone(found)}).")
        if found.role == role:
            return Refusal("head_already", f"{found.titled} heads the delegation already.")
        former = [
            e.HeadChanged(nomination=n.id, role="member")
            for n in nominations.all_of(desk.journal.db, party=found.party)
            if n.heads and n.holds_slot and n.id != found.id and n.invitation == found.invitation
        ]
        return Decided((*former, e.HeadChanged(nomination=found.id, role=role)))

    return desk.record("nominations head", rule)
