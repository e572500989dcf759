"""``nominations``: people put forward, substituted, withdrawn, made head."""

from __future__ import annotations

from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered
from conclave_desk.cli.columns import ABOUT_PERSON, COLUMNS, cells, column_flags, proposal_values, row
from conclave_desk.cli.fields import moment
from conclave_desk.cli.session import DeskGroup, open_desk
from conclave_desk.errors import WrongUse

_SHOWN = {
    "party": "party",
    "category": "category",
    "rank": "rank",
    "given_name": "given name",
    "family_name": "family name",
    "role": "role",
    "status": "status",
    "paper_number": "paper",
    "id": "id",
}
_ADDED = tuple(column for column in COLUMNS if column not in ("category", "status", "role"))


@click.group(cls=DeskGroup)
def nominations() -> None:
    """Who is put forward, substituted, withdrawn."""


@nominations.command("list")
@click.option("--party")
@click.option("--category")
@click.option("--status", type=click.Choice(["nominated", "accredited", "refused", "withdrawn"]))
@click.option("--private", is_flag=True, help="With what the dossiers hold.")
def list_(party: str | None, category: str | None, status: str | None, private: bool) -> None:
    """All nominations by precedence; the private columns stay empty without --private."""
    from conclave_desk.desk import lookup
    from conclave_desk.desk.precedence import person_key
    from conclave_desk.registers import invitations
    from conclave_desk.registers import nominations as register

    with open_desk() as desk:
        party = lookup.party(desk, party) if party else None
        category = lookup.category(desk, category) if category else None
        references = {invitation.id: invitation.reference for invitation in invitations.all_of(desk.journal.db)}
        people = sorted(register.all_of(desk.journal.db, party=party), key=person_key(desk.event))
        rows = [
            row(
                person,
                references.get(person.invitation or ""),
                person.status_at(desk.now()),
                desk.safe.dossier(person.person) if private else None,
            )
            for person in people
            if category in (None, person.category) and status in (None, person.status_at(desk.now()))
        ]
        output.listing(rows, desk.event.zone_info, _SHOWN, empty="No nomination yet.")


@nominations.command()
@click.option("--category", required=True)
@click.option(
    "--role",
    type=click.Choice(["principal", "representative", "deputy", "member", "accompanying"]),
    default="member",
    show_default=True,
)
@column_flags(*_ADDED)
@click.option("--over-quota", metavar="REASON", help="Take it although the slots are taken.")
@click.option("--same-person", metavar="PERSON", help="Another capacity of somebody who is here already.")
@click.option("--distinct-from", nargs=2, metavar="PERSON REASON", help="Somebody else of the same name.")
def add(category: str, role: str, **values: Any) -> None:
    """Receive a nomination; without a name it is a confirmed slot whose name is awaited."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.add(desk, proposal(desk, category, role, values)))


def proposal(desk: Any, category: str, role: str, values: dict[str, Any], *, needs_invitation: bool = True) -> Any:
    """The flags as a proposal; the party is the invitation's if none was typed."""
    from conclave_desk.desk import lookup
    from conclave_desk.desk.nominations import Proposal

    placed = proposal_values(values)
    if reference := placed.get("invitation"):
        invited = lookup.invitation(desk, reference).party
        if lookup.party(desk, placed.get("party") or invited) != invited:
            raise WrongUse(f"Invitation {reference} is to {invited}, not to {placed['party']}.")
        placed["party"] = invited
    elif "party" not in placed:
        raise WrongUse("Say for whom: --invitation REFERENCE, or --party for the host and others without invitation.")
    placed["party"] = lookup.party(desk, placed["party"])
    if needs_invitation and "invitation" not in placed:
        _may_come_without(desk, placed["party"])
    for zone in placed.get("zones", ()):
        if desk.event.zone(zone.removeprefix("-")) is None:
            raise WrongUse(f"The event has no zone {zone!r}; it has {', '.join(z.code for z in desk.event.zones)}.")
    other, reason = values.get("distinct_from") or (None, "")
    return Proposal(
        category=category,
        role=role,
        cells=cells(desk.event, values),
        over_quota=values.get("over_quota"),
        same_person=values.get("same_person"),
        distinct_from=other,
        distinct_reason=reason,
        **placed,
    )


def _may_come_without(desk: Any, party: str) -> None:
    """Only the host's people and those of a party that the event declares come without an invitation."""
    from conclave_desk.registers import invitations

    if party == desk.event.host or any(declared.code == party for declared in desk.event.parties):
        return
    references = [f"--invitation {found.reference}" for found in invitations.all_of(desk.journal.db, party=party)]
    what = f"give {' or '.join(references)}" if references else "draw one up first, with `invitations add`"
    raise WrongUse(f"{party} comes on an invitation: {what}.")


@nominations.command()
@click.argument("person")
@column_flags(*ABOUT_PERSON)
@click.option("--effective", metavar="ISO", help="When the change takes effect; else now.")
def substitute(person: str, effective: str | None, **values: Any) -> None:
    """Somebody else comes in that person's place; until then the old badge works."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        when = moment(effective, desk.event, "--effective")
        answered(desk, use_case.substitute(desk, person, cells(desk.event, values), when))


@nominations.command()
@click.argument("person")
@click.option("--reason")
def withdraw(person: str, reason: str | None) -> None:
    """The party takes somebody back; badges are revoked with it."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.withdraw(desk, person, reason))


@nominations.command()
@click.argument("person")
@click.option("--role", type=click.Choice(["principal", "representative"]), default="principal", show_default=True)
def head(person: str, role: str) -> None:
    """The person heads the delegation from now on; nobody is substituted."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.make_head(desk, person, role))
