"""Forms about people put forward: nominated, substituted, withdrawn, made head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from conclave_desk.desk import nominations as use_case
from conclave_desk.desk.delegation_list import Member
from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.seen import NOMINATION, seen
from conclave_desk.domain.decision import Decision, Refusal
from conclave_desk.domain.nomination import HEADS
from conclave_desk.exchange import cells
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.registers.views import Invitation
from conclave_desk.tui.forms.common import (
    ROLES,
    categories,
    date_field,
    moment_field,
    paper_fields,
    rank_choices,
    read_with,
    said,
    words,
)
from conclave_desk.tui.forms.fields import Field, Form, Values
from conclave_desk.tui.office import Office

PERSON = (
    *("rank", "given_name", "family_name", "badge_name", "native_name", "post_nominals", "service", "appointment"),
    *("sex", "date_of_birth", "nationality", "passport_number", "passport_expiry", "email", "phone", "languages"),
    *("diet", "arrives_at", "arrives_by", "departs_at", "departs_by", "paper_kind", "paper_number", "paper_date"),
    *("paper_from", "note"),
)
"""Columns that a form asks for about somebody."""
_SAME, _DISTINCT = "same", "distinct"


def nominate(office: Office, party: str, invitation: Invitation | None) -> Form:
    """Somebody is put forward; without a name the slot is confirmed and its name awaited."""
    desk, known = office.desk, _Known()

    def send(values: dict[str, str]) -> Decision:
        decision = use_case.add(desk, known.answered(_proposal(values, party, invitation), values))
        return known.remember(decision)

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
            *_person(office),
            (Field("over_quota", "over quota", hint="why, although the slots are taken", hidden=True),),
            *_doubles(),
        ),
        send=send,
        reveal={"over_quota": ("over_quota",), "same_person": ("same", "distinct_reason")},
    )


def _proposal(values: Values, party: str, invitation: Invitation | None) -> Proposal:
    return Proposal(
        party=party,
        category=values["category"],
        cells=said(values, PERSON),
        invitation=invitation.reference if invitation else None,
        role=values["role"] or "member",
        over_quota=values["over_quota"] or None,
    )


def _doubles() -> list[list[Field]]:
    """Asked when somebody of the same name or passport is here already."""
    answers = words(_SAME, _DISTINCT, notes=("one person in a second capacity", "two people"))
    return [
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
            sentence = decision.sentence.partition(". If it is one person")[0]
            return Refusal(decision.reason, f"{sentence}. Say below whether it is one person or two.")
        return decision

    def answered(self, proposal: Proposal, values: Values) -> Proposal:
        """The proposal with what was answered to it."""
        from dataclasses import replace

        if not self._id or not values["same"]:
            return proposal
        if values["same"] == _SAME:
            return replace(proposal, same_person=self._id)
        return replace(proposal, distinct_from=self._id, distinct_reason=values["distinct_reason"])


def _person(office: Office) -> list[list[Field]]:
    event = office.desk.event
    nation = cells.nationality(event, iso_countries())
    return [
        [
            Field("service", "service", choices=words("Army", "Navy", "Air Force"), free=True),
            Field("rank", "rank", choices=rank_choices(event), free=True),
        ],
        [Field("given_name", "given name"), Field("family_name", "family name")],
        [Field("badge_name", "on the badge", hint="if otherwise"), Field("native_name", "native script")],
        [Field("appointment", "appointment"), Field("nationality", "nationality", read=read_with(nation), hint="MLI")],
        *paper_fields(office),
        [Field("passport_number", "passport"), date_field(office, "passport_expiry", "expires", hint="15/3/2028")],
        [
            date_field(office, "date_of_birth", "born", hint="15/3/1971"),
            Field("sex", "sex", hint="as in the passport"),
        ],
        [Field("email", "e-mail", read=read_with(cells.mail_address)), Field("phone", "phone")],
        [moment_field(office, "arrives_at", "arrives"), Field("arrives_by", "by", hint="flight")],
        [moment_field(office, "departs_at", "departs"), Field("departs_by", "by", hint="flight")],
        [Field("note", "note")],
    ]


def substitute(office: Office, member: Member) -> Form:
    """Somebody else in a person's place."""
    old = member.nomination
    badges = [serial for serial, badge in member.serials if badge.status_at(office.desk.now()) != "revoked"]
    until = f" Until then the badge {', '.join(badges)} works." if badges else ""

    def send(values: dict[str, str]) -> Decision:
        when = values["effective"]
        effective = datetime.fromisoformat(when).replace(tzinfo=office.desk.event.zone_info) if when else None
        return use_case.substitute(office.desk, old.id, said(values, PERSON), effective)

    return Form(
        name=f"substitute:{old.id}",
        title=f"Substitute {old.titled}",
        do="Substitute",
        grave=True,
        what=f"Slot, role and zones of {old.titled} move to the person below; clearances start afresh.{until}",
        lines=((moment_field(office, "effective", "from", hint="now"),), *_person(office)),
        send=send,
        seen=(seen(office.desk, NOMINATION, old.id),),
    )


def withdraw(office: Office, member: Member) -> Form:
    """The party takes somebody back."""
    found, now = member.nomination, office.desk.now()
    badges = [serial for serial, badge in member.serials if badge.status_at(now) not in ("revoked", "surrendered")]
    parts = [f"{found.titled} is withdrawn; the slot is free again."]
    if member.accreditation is not None and member.accreditation.status_at(now) in ("granted", "suspended"):
        parts.append("The accreditation ends.")
    if badges:
        parts.append(f"Revoked: {', '.join(badges)}.")
    return Form(
        name=f"nomination-withdraw:{found.id}",
        title=f"Withdraw {found.titled}",
        do="Withdraw",
        grave=True,
        what=" ".join(parts),
        lines=((Field("reason", "reason"),),),
        send=lambda values: use_case.withdraw(office.desk, found.id, values["reason"] or None),
        seen=(seen(office.desk, NOMINATION, found.id),),
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
