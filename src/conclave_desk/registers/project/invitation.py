"""The life of an invitation, drawn into the register ``invitations``."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.project.pen import Pen, as_json

_STATUS: dict[type, str] = {
    e.InvitationSent: "sent",
    e.InvitationAcknowledged: "acknowledged",
    e.InvitationAccepted: "accepted",
    e.InvitationRegretted: "regretted",
    e.InvitationLapsed: "lapsed",
    e.InvitationWithdrawn: "withdrawn",
    e.InvitationCancelled: "cancelled",
}


def _drafted(pen: Pen, entry: e.InvitationDrafted) -> None:
    pen.db.execute(
        "INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'drafted', NULL, '', '', ?)",
        (
            *(entry.invitation, entry.reference, entry.party, entry.addressee, entry.sender, entry.channel),
            *(entry.issued_on, entry.reply_by, entry.level, as_json(entry.slots), entry.note),
        ),
    )


def _amended(pen: Pen, entry: e.InvitationAmended) -> None:
    values = {name: as_json(value) if name == "slots" else value for name, value in entry.changes.items()}
    pen.update("invitations", {"id": entry.invitation}, values)


def _step(pen: Pen, entry: Any) -> None:
    values: dict[str, Any] = {"status": _STATUS[type(entry)]}
    if isinstance(entry, e.InvitationSent):
        if entry.on:
            values["issued_on"] = entry.on
    elif not isinstance(entry, e.InvitationWithdrawn):
        values |= {"answered_on": entry.on, "answer_reference": entry.reference}
    if isinstance(entry, e.InvitationAccepted):
        values["answered_level"] = entry.level
    if entry.note:
        values["note"] = entry.note
    pen.update("invitations", {"id": entry.invitation}, values)


HANDLERS: dict[type, Any] = {
    e.InvitationDrafted: _drafted,
    e.InvitationAmended: _amended,
    **dict.fromkeys(_STATUS, _step),
}
