"""Forms about people put forward: nominated, substituted, withdrawn, made head."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from conclave_desk.desk import amending
from conclave_desk.desk import nominations as use_case
from conclave_desk.desk.delegation_list import Member
from conclave_desk.desk.nominations import Place, Proposal
from conclave_desk.desk.seen import NOMINATION, seen
from conclave_desk.domain.decision import Decision, Refusal
from conclave_desk.domain.nomination import HEADS
from conclave_desk.registers.views import Invitation, Nomination
from conclave_desk.tui.forms.common import ROLES, categories, draft_name, listed, moment_field, said, words
from conclave_desk.tui.forms.fields import Choice, Field, Form, Values
from conclave_desk.tui.forms.person import PERSON, PLACE, PRIVATE, filled, person_fields, private_said
from conclave_desk.tui.forms.photo import PHOTO, PhotoField
from conclave_desk.tui.office import Office

_SAME, _DISTINCT = "same", "distinct"
_REVEAL = {"over_quota": ("over_quota",), "same_person": ("same", "distinct_reason")}


def nominate(office: Office, party: str, invitation: Invitation | None) -> Form:
    """Somebody is put forward; without a name the slot is confirmed and its name awaited."""
    desk, known, photo = office.desk, _Known(), PhotoField()

    def send(values: dict[str, str]) -> Decision:
        named, portrait = photo.said(values)
        proposal = Proposal(
            party=party,
            cells=said(values, PERSON) | named,
            invitation=invitation.reference if invitation else None,
            portrait=portrait,
            **{"role": "member", **_place(values, known)},
        )
        return known.remember(use_case.add(desk, proposal))

    name = office.party_name(party)
    return Form(
        name=f"nominate:{party}",
        title=f"Nominate · {name}",
        do="Nominate",
        what="Without any name the slot is confirmed and the name awaited." if invitation else "",
        lines=(
            (
                Field("category", "category", required=True, choices=categories(desk.event)),
                Field("role", "role", choices=words(*ROLES), hint="member"),
            ),
            *person_fields(office, photo),
            *_asked_again(),
        ),
        send=send,
        reveal=_REVEAL,
    )


def _place(values: Values, known: _Known) -> Any:
    """Into what somebody comes, as far as it was said, and what was answered to a refusal: a
    :class:`~conclave_desk.desk.nominations.Place`."""
    place: Any = Place(**said(values, ("category", "role", "over_quota", *PLACE)))  # type: ignore[typeddict-item]
    if "zones" in place:
        place["zones"] = place["zones"].split(";")
    return {**place, **known.answer(values)}


def _asked_again() -> list[list[Field]]:
    """Asked once a refusal asks for it: slots are taken, or somebody of the same name or passport is here already."""
    answers = words(_SAME, _DISTINCT, notes=("one person in a second capacity", "two people"))
    return [
        [Field("over_quota", "over quota", hint="why, although the slots are taken", hidden=True)],
        [Field("same", "it is", choices=answers, hidden=True)],
        [Field("distinct_reason", "how known", hint="how the two are told apart", hidden=True)],
    ]


class _Known:
    """Whom a refusal named as the one who may be the same person."""

    _ID = re.compile(r"--same-person ([0-9a-f-]+)")

    def __init__(self) -> None:
        self._id = ""

    def remember(self, decision: Decision) -> Decision:
        """Keep the id that the refusal names, and say the rest of it."""
        if isinstance(decision, Refusal) and decision.reason == "same_person":
            if found := self._ID.search(decision.sentence):
                self._id = found[1]
            return Refusal(decision.reason, f"{_without_flags(decision)} Say below whether it is one person or two.")
        return decision

    def answer(self, values: Values) -> dict[str, str]:
        """What was answered to it."""
        if not self._id or not values["same"]:
            return {}
        if values["same"] == _SAME:
            return {"same_person": self._id}
        return {"distinct_from": self._id, "distinct_reason": values["distinct_reason"]}


def _without_flags(refusal: Refusal) -> str:
    """The refusal without what it says about flags of the command line."""
    return f"{refusal.sentence.partition('. If it is one person')[0].rstrip('.')}."


def substitute(office: Office, member: Member) -> Form:
    """Somebody else in a person's place."""
    old, known, photo = member.nomination, _Known(), PhotoField()
    badges = [serial for serial, badge in member.serials if badge.status_at(office.desk.now()) != "revoked"]
    until = f" Until then the badge {', '.join(badges)} works." if badges else ""

    def send(values: dict[str, str]) -> Decision:
        when = values["effective"]
        effective = datetime.fromisoformat(when).replace(tzinfo=office.desk.event.zone_info) if when else None
        named, portrait = photo.said(values)
        place = _place(values, known)
        if portrait is not None:
            place["portrait"] = portrait
        cells = said(values, PERSON) | named
        return known.remember(use_case.substitute(office.desk, old.id, cells, effective, **place))

    return Form(
        name=f"substitute:{old.id}",
        title=f"Substitute {old.titled}",
        do="Substitute",
        grave=True,
        what=f"Slot, role and zones of {old.titled} move to the person below; clearances start afresh.{until}",
        lines=(
            (moment_field(office, "effective", "from", hint="now"),),
            (
                Field("category", "category", choices=categories(office.desk.event), hint=old.category),
                Field("role", "role", choices=words(*ROLES), hint=old.role),
            ),
            *person_fields(office, photo),
            *_asked_again(),
        ),
        send=send,
        seen=(seen(office.desk, NOMINATION, old.id),),
        reveal=_REVEAL,
    )


def amend(office: Office, member: Member) -> Form:
    """What is known of somebody, to be put right or filled in."""
    found = member.nomination
    known = amending.standing(found)
    on_file, photo = office.desk.safe.dossier(found.person), PhotoField()

    def send(values: dict[str, str]) -> Decision:
        cells = {name: values[name] for name in (*PERSON, *PLACE) if name not in PRIVATE}
        if not found.heads:
            cells["role"] = values["role"] or "member"
        private, portrait = private_said(values, (*PRIVATE, PHOTO)), None
        if private.get(PHOTO):
            named, portrait = photo.said(values)
            private |= named
        decision = amending.amend(office.desk, found.id, cells | private, portrait)
        if isinstance(decision, Refusal) and decision.reason == "same_person":
            return Refusal(decision.reason, _without_flags(decision))
        return decision

    roles = [role for role in ROLES if role not in HEADS]
    role = [] if found.heads else [[Field("role", "role", choices=words(*roles), default=found.role)]]
    return Form(
        name=f"amend:{found.id}",
        title=f"Amend {found.titled}",
        do="Amend",
        what="What stands here stands in the register; an emptied field is taken away. Private fields are not shown.",
        lines=(*role, *filled(person_fields(office, photo), known, on_file)),
        send=send,
        seen=(seen(office.desk, NOMINATION, found.id),),
    )


def liaison(office: Office, party: str, officers: list[Nomination]) -> Form:
    """One of the host's people looks after the delegation."""
    name = office.party_name(party)
    choices = [Choice(one.id, one.titled, _looks_after(one)) for one in officers]
    return Form(
        name=f"liaison:{party}",
        title=f"Liaison officer · {name}",
        do="Assign",
        what=f"Accompanies {name}: named on the delegation's page and where its people land.",
        lines=((Field("person", "officer", required=True, choices=lambda _: choices),),),
        send=lambda values: amending.amend(office.desk, values["person"], {"accompanies": party}),
    )


def _looks_after(officer: Nomination) -> str:
    whom = officer.accompanies
    return " · ".join(filter(None, (officer.appointment, f"accompanies {whom}" if whom else "")))


def withdraw(office: Office, members: Sequence[Member]) -> Form:
    """The party takes somebody back, or several."""
    now = office.desk.now()
    people = [member.nomination for member in members]
    badges = [
        serial
        for member in members
        for serial, badge in member.serials
        if badge.status_at(now) not in ("revoked", "surrendered")
    ]
    permissions = sum(
        member.accreditation is not None and member.accreditation.status_at(now) in ("granted", "suspended")
        for member in members
    )
    whom = people[0].titled if len(people) == 1 else f"{len(people)} people"
    free = "is withdrawn; the slot is free again" if len(people) == 1 else "are withdrawn; their slots are free again"
    parts = [f"{listed([person.titled for person in people])} {free}."]
    if permissions:
        parts.append("The accreditation ends." if permissions == 1 else f"{permissions} accreditations end.")
    if badges:
        parts.append(f"Revoked: {listed(badges)}.")
    ids = [person.id for person in people]
    return Form(
        name=draft_name("nomination-withdraw", ids),
        title=f"Withdraw {whom}",
        do="Withdraw",
        grave=True,
        what=" ".join(parts),
        lines=((Field("reason", "reason"),),),
        send=lambda values: use_case.withdraw(office.desk, ids, values["reason"] or None),
        seen=tuple(seen(office.desk, NOMINATION, nomination) for nomination in ids),
    )


def make_head(office: Office, member: Member, former: Mapping[str, str]) -> Form:
    """The person heads the delegation; ``former`` are the names of the present heads by id."""
    found = member.nomination
    names = [name for nomination, name in former.items() if nomination != found.id]
    before = f" {', '.join(names)} becomes a member." if names else ""
    return Form(
        name=f"head:{found.id}",
        title=f"Head of the delegation: {found.titled}",
        do="Make head",
        what=f"{found.titled} heads the delegation from now on.{before} Nobody is substituted.",
        lines=(
            (
                Field(
                    "role",
                    "as",
                    required=True,
                    default=HEADS[0],
                    choices=words(*HEADS, notes=("the invited office-holder", "in that person's place")),
                ),
            ),
        ),
        send=lambda values: use_case.make_head(office.desk, found.id, values["role"]),
        seen=(seen(office.desk, NOMINATION, found.id),),
    )
