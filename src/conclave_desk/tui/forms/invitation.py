"""Forms about invitations: drawn up, sent, answered, taken back, cancelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from conclave_desk.desk import invitations as use_case
from conclave_desk.desk.invitation_list import Invited, all_invited, next_reference, usual_slots
from conclave_desk.desk.seen import INVITATION, Seen, seen
from conclave_desk.domain.decision import Decision
from conclave_desk.domain.invitation import LEVELS, may_become
from conclave_desk.tui.forms.common import date_field, draft_name, listed, parties, slots_field, today, words
from conclave_desk.tui.forms.fields import Choice, Field, Form, Values
from conclave_desk.tui.office import Office

_ANSWERS = ("accepted", "regretted", "acknowledged", "lapsed")
_NOTES = ("will come", "will not come", "has it; answer to follow", "no answer came in time")


def new_invitation(office: Office) -> Form:
    """An invitation from an authority to an office of a party."""
    desk = office.desk

    def send(values: dict[str, str]) -> Decision:
        slots = {name: int(number) for name, _, number in _pairs(values["slots"])}
        names = ("addressee", "sender", "channel", "level", "note")
        particulars: dict[str, str | None] = {name: values[name] for name in names}
        particulars |= {"issued_on": values["issued_on"] or None, "reply_by": values["reply_by"] or None}
        return use_case.add(desk, values["reference"], values["party"], slots, **particulars)

    return Form(
        name="invitation",
        title="New invitation",
        do="Draw up",
        lines=(
            (Field("party", "party", required=True, choices=_invited_before(office), hint="State or organisation"),),
            (Field("reference", "reference", required=True, default=next_reference(desk)),),
            (Field("addressee", "to", hint="Chief of the Army Staff"),),
            (Field("sender", "from", default=desk.event.inviting_authority),),
            (Field("level", "level", hint="chief, minister, …"),),
            (slots_field(desk.event, default=usual_slots(desk.event)),),
            (Field("channel", "via", hint="embassy, attaché, by post, …"),),
            (date_field(office, "issued_on", "issued on"),),
            (date_field(office, "reply_by", "reply by"),),
            (Field("note", "note"),),
        ),
        send=send,
    )


def _invited_before(office: Office) -> Callable[[Values], Sequence[Choice]]:
    """Every party; of those that have an invitation the list says which."""
    every = parties(office)
    known: dict[str, list[str]] = {}
    for one in all_invited(office.desk):
        if one.invitation.status not in ("withdrawn", "cancelled"):
            known.setdefault(one.invitation.party, []).append(one.invitation.reference)
    found: list[Choice] = []

    def choices(values: Values) -> Sequence[Choice]:
        if not found:
            for choice in every(values):
                before = ", ".join(known.get(choice.value, ()))
                found.append(replace(choice, note=f"! has {before} · {choice.note}") if before else choice)
        return found

    return choices


def _pairs(slots: str) -> list[tuple[str, str, str]]:
    return [part.partition(":") for part in slots.split(";") if part]


def send_invitation(office: Office, invited: Sequence[Invited]) -> Form:
    """It goes out, or again as a reminder; or several do."""
    again = invited[0].invitation.status == "sent"
    verb = "Remind" if again else "Send to"
    return Form(
        name=draft_name("send", _ids(invited)),
        title=f"{verb} {_parties(invited)}",
        do="Remind" if again else "Send",
        what=f"{_addressed(invited)}{' again; the day of issue becomes the one below' if again else ''}.",
        lines=((date_field(office, "on", "sent on", default=today(office)),),),
        send=lambda values: use_case.send(office.desk, _ids(invited), values["on"] or None),
        seen=_seen(office, invited),
    )


def _addressed(invited: Sequence[Invited]) -> str:
    if len(invited) == 1:
        invitation = invited[0].invitation
        whom = f"{invitation.addressee or 'the addressee'} of {invited[0].party_name}"
        return f"{invitation.reference} to {whom} goes out"
    return f"{len(invited)} invitations go out to {listed([one.party_name for one in invited])}"


def _parties(invited: Sequence[Invited]) -> str:
    return invited[0].party_name if len(invited) == 1 else f"{len(invited)} parties"


def _ids(invited: Sequence[Invited]) -> list[str]:
    return [one.invitation.id for one in invited]


def _seen(office: Office, invited: Sequence[Invited]) -> tuple[Seen, ...]:
    return tuple(seen(office.desk, INVITATION, one) for one in _ids(invited))


def answer_invitation(office: Office, invited: Invited) -> Form:
    """What the party answered, by which paper."""
    invitation = invited.invitation
    possible = [
        (status, note)
        for status, note in zip(_ANSWERS, _NOTES, strict=True)
        if may_become(invitation.reference, invitation.status, status) is None
    ]

    def send(values: dict[str, str]) -> Decision:
        return use_case.answer(
            office.desk,
            invitation.id,
            values["status"],
            on=values["on"] or None,
            level=values["level"],
            paper=values["paper"],
            note=values["note"],
        )

    return Form(
        name=f"answer:{invitation.id}",
        title=f"Answer of {invited.party_name}",
        do="Record",
        what=f"{invitation.reference} is {invitation.status}. {_leaving(invited)}",
        lines=(
            (
                Field(
                    "status",
                    "answer",
                    required=True,
                    choices=words(*(word for word, _ in possible), notes=[note for _, note in possible]),
                ),
            ),
            (Field("level", "comes", choices=words(*LEVELS, notes=_LEVEL_NOTES), hint="if accepted"),),
            (date_field(office, "on", "answered on", default=today(office)),),
            (Field("paper", "paper no.", hint="NV 112/23"),),
            (Field("note", "note"),),
        ),
        send=send,
        seen=(seen(office.desk, INVITATION, invitation.id),),
    )


_LEVEL_NOTES = ("the invited office-holder", "somebody in the office-holder's place")


def _leaving(invited: Invited) -> str:
    people = invited.filled + invited.awaited
    if not people:
        return ""
    ending = "1 nomination ends" if people == 1 else f"{people} nominations end"
    return f"If it regrets, {ending} with it, and badges are revoked."


def withdraw_invitation(office: Office, invited: Sequence[Invited]) -> Form:
    """The host takes it back, or several."""
    people = sum(one.filled + one.awaited for one in invited)
    which = invited[0].invitation.reference if len(invited) == 1 else f"{len(invited)} invitations"
    to = listed([one.party_name for one in invited])
    return Form(
        name=draft_name("withdraw", _ids(invited)),
        title=f"Withdraw the invitation to {_parties(invited)}",
        do="Withdraw",
        grave=True,
        what=f"The host takes {which} to {to} back. {_ending(people)} "
        f"{'It' if len(invited) == 1 else 'They'} can be sent again; nobody comes back by that.",
        lines=((Field("note", "note", hint="why"),),),
        send=lambda values: use_case.withdraw(office.desk, _ids(invited), values["note"]),
        seen=_seen(office, invited),
    )


def cancel_invitation(office: Office, invited: Invited) -> Form:
    """The party had accepted and will not come."""
    invitation = invited.invitation
    return Form(
        name=f"cancel:{invitation.id}",
        title=f"{invited.party_name} cancels",
        do="Record the cancellation",
        grave=True,
        what=f"{invited.party_name} had accepted {invitation.reference} and will not come. {_ending(invited.filled + invited.awaited)}",
        lines=(
            (date_field(office, "on", "told us on", default=today(office)),),
            (Field("note", "note", hint="why, by which paper"),),
        ),
        send=lambda values: use_case.cancel(office.desk, invitation.id, on=values["on"] or None, note=values["note"]),
        seen=(seen(office.desk, INVITATION, invitation.id),),
    )


def _ending(people: int) -> str:
    if not people:
        return "Nobody has been nominated yet."
    counted = "1 nomination is" if people == 1 else f"{people} nominations are"
    return f"{counted} withdrawn with it, accreditations end and badges are revoked."
