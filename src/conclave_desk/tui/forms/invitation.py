"""Forms about invitations: drawn up, sent, answered, taken back, cancelled."""

from __future__ import annotations

from conclave_desk.desk import invitations as use_case
from conclave_desk.desk.invitation_list import Invited, next_reference, usual_slots
from conclave_desk.desk.seen import INVITATION, seen
from conclave_desk.domain.decision import Decision
from conclave_desk.domain.invitation import LEVELS, may_become
from conclave_desk.tui.forms.common import date_field, parties, slots_field, today, words
from conclave_desk.tui.forms.fields import Field, Form
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
            (Field("party", "party", required=True, choices=parties(office), hint="State or organisation"),),
            (Field("reference", "reference", required=True, default=next_reference(desk)),),
            (Field("addressee", "to", hint="Chief of the Army Staff"),),
            (Field("sender", "from", default=desk.event.inviting_authority),),
            (Field("level", "level", hint="chief, minister, …"),),
            (slots_field(desk.event, default=usual_slots(desk.event)),),
            (Field("channel", "via", hint="Embassy, Bamako"),),
            (date_field(office, "issued_on", "issued on"),),
            (date_field(office, "reply_by", "reply by"),),
            (Field("note", "note"),),
        ),
        send=send,
    )


def _pairs(slots: str) -> list[tuple[str, str, str]]:
    return [part.partition(":") for part in slots.split(";") if part]


def send_invitation(office: Office, invited: Invited) -> Form:
    """It goes out, or again as a reminder."""
    invitation = invited.invitation
    again = invitation.status == "sent"
    what = f"{invitation.reference} to {invitation.addressee or 'the addressee'} of {invited.party_name}"
    return Form(
        name=f"send:{invitation.id}",
        title=f"Remind {invited.party_name}" if again else f"Send to {invited.party_name}",
        do="Remind" if again else "Send",
        what=f"{what} goes out{' again; the day of issue becomes the one below' if again else ''}.",
        lines=((date_field(office, "on", "sent on", default=today(office)),),),
        send=lambda values: use_case.send(office.desk, invitation.id, values["on"] or None),
        seen=(seen(office.desk, INVITATION, invitation.id),),
    )


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
    counted = f"{people} nomination{'s' if people > 1 else ''}"
    return f"If it regrets, {counted} end with it, and their badges are revoked."


def withdraw_invitation(office: Office, invited: Invited) -> Form:
    """The host takes it back."""
    invitation = invited.invitation
    return Form(
        name=f"withdraw:{invitation.id}",
        title=f"Withdraw the invitation to {invited.party_name}",
        do="Withdraw",
        grave=True,
        what=f"The host takes {invitation.reference} back. {_ending(invited)} It can be sent again; nobody comes back by that.",
        lines=((Field("note", "note", hint="why"),),),
        send=lambda values: use_case.withdraw(office.desk, invitation.id, values["note"]),
        seen=(seen(office.desk, INVITATION, invitation.id),),
    )


def cancel_invitation(office: Office, invited: Invited) -> Form:
    """The party had accepted and will not come."""
    invitation = invited.invitation
    return Form(
        name=f"cancel:{invitation.id}",
        title=f"{invited.party_name} cancels",
        do="Record the cancellation",
        grave=True,
        what=f"{invited.party_name} had accepted {invitation.reference} and will not come. {_ending(invited)}",
        lines=(
            (date_field(office, "on", "told us on", default=today(office)),),
            (Field("note", "note", hint="why, by which paper"),),
        ),
        send=lambda values: use_case.cancel(office.desk, invitation.id, on=values["on"] or None, note=values["note"]),
        seen=(seen(office.desk, INVITATION, invitation.id),),
    )


def _ending(invited: Invited) -> str:
    people = invited.filled + invited.awaited
    if not people:
        return "Nobody has been nominated yet."
    counted = "1 nomination is" if people == 1 else f"{people} nominations are"
    return f"{counted} withdrawn with it, accreditations end and badges are revoked."
