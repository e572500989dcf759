"""``invitations``: States are invited, and answer."""

from __future__ import annotations

from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered
from conclave_desk.cli.fields import DATE, FILLED, SLOTS, TEXT
from conclave_desk.cli.session import DeskGroup, open_desk
from conclave_desk.domain.invitation import STATUSES

_SHOWN = {
    "reference": "reference",
    "party": "party",
    "addressee": "addressee",
    "status": "status",
    "reply_by": "reply by",
    "slots": "slots",
    "answered_level": "level",
}


@click.group(cls=DeskGroup)
def invitations() -> None:
    """Invite, send, record answers."""


@invitations.command("list")
@click.option("--party")
@click.option("--status", type=click.Choice(STATUSES))
def list_(party: str | None, status: str | None) -> None:
    """All invitations by reference."""
    from conclave_desk.desk import lookup
    from conclave_desk.registers import invitations as register

    with open_desk() as desk:
        party = lookup.party(desk, party) if party else None
        rows = [row(found) for found in register.all_of(desk.journal.db, party, status)]
        empty = "No invitation yet. Draw one up with `invitations add`, or load an event folder."
        output.listing(rows, desk.event.zone_info, _SHOWN, empty=empty)


def row(found: Any) -> dict[str, Any]:
    """An invitation under the column names of its file, and its id."""
    columns = (
        *("reference", "party", "addressee", "from", "channel", "issued_on", "reply_by", "level", "slots", "status"),
        *("answered_on", "answered_level", "answer_reference", "note"),
    )
    values = {column: getattr(found, "sender" if column == "from" else column) for column in columns}
    values["slots"] = ";".join(f"{category}:{number}" for category, number in found.slots.items())
    return {"id": found.id, **{column: value or None for column, value in values.items()}}


@invitations.command()
@click.option("--reference", type=FILLED, required=True)
@click.option("--party", required=True)
@click.option("--addressee", type=TEXT, default="")
@click.option("--from", "sender", type=TEXT, default="")
@click.option("--channel", type=TEXT, default="")
@click.option("--issued-on", type=DATE)
@click.option("--reply-by", type=DATE)
@click.option("--level", type=TEXT, default="")
@click.option("--slots", type=SLOTS, default="", help="Places by category, like HOD:1;DEL:2.")
@click.option("--note", type=TEXT, default="")
def add(reference: str, party: str, slots: dict[str, int], **particulars: Any) -> None:
    """Draw up an invitation."""
    from conclave_desk.desk import invitations as use_case
    from conclave_desk.desk import lookup

    with open_desk() as desk:
        answered(desk, use_case.add(desk, reference, lookup.party(desk, party), slots, **particulars))


@invitations.command()
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@click.option("--on", type=DATE)
def send(references: tuple[str, ...], on: str | None) -> None:
    """It went out to the party, or went out again. Of several all did, or none."""
    from conclave_desk.desk import invitations as use_case

    with open_desk() as desk:
        answered(desk, use_case.send(desk, references, on or None))


@invitations.command()
@click.argument("reference")
@click.option(
    "--status",
    required=True,
    type=click.Choice(["acknowledged", "accepted", "regretted", "lapsed"]),
    help="The answer.",
)
@click.option("--answered-on", type=DATE)
@click.option("--answered-level", type=click.Choice(["principal", "representative"]))
@click.option("--answer-reference", type=TEXT, default="")
@click.option("--note", type=TEXT, default="")
def answer(
    reference: str,
    status: str,
    answered_on: str | None,
    answered_level: str | None,
    answer_reference: str,
    note: str,
) -> None:
    """The party answered."""
    from conclave_desk.desk import invitations as use_case

    with open_desk() as desk:
        decision = use_case.answer(
            desk, reference, status, on=answered_on, level=answered_level or "", paper=answer_reference, note=note
        )
        answered(desk, decision)


@invitations.command()
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@click.option("--note", type=TEXT, default="")
def withdraw(references: tuple[str, ...], note: str) -> None:
    """The host takes it back; badges are revoked with it. Of several all are, or none."""
    from conclave_desk.desk import invitations as use_case

    with open_desk() as desk:
        answered(desk, use_case.withdraw(desk, references, note))


@invitations.command()
@click.argument("reference")
@click.option("--on", type=DATE)
@click.option("--note", type=TEXT, default="")
def cancel(reference: str, on: str | None, note: str) -> None:
    """The party will not come after all; its badges are revoked with it."""
    from conclave_desk.desk import invitations as use_case

    with open_desk() as desk:
        answered(desk, use_case.cancel(desk, reference, on=on, note=note))
