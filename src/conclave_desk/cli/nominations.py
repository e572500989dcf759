"""``nominations``: people put forward, substituted, withdrawn, made head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered
from conclave_desk.cli.columns import ABOUT_PERSON, PLACE, amended, cells, column_flags, place_values, portrait_in, row
from conclave_desk.cli.fields import TEXT, moment
from conclave_desk.cli.session import DeskGroup, open_desk, session
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
F = TypeVar("F", bound=Callable[..., Any])

ROLE = click.Choice(["principal", "representative", "deputy", "member", "accompanying"])
_FREE = (*(column for column in PLACE if column not in ("category", "role")), *ABOUT_PERSON)
ADDED = ("invitation", "party", *_FREE)
"""The columns of a nomination, as flags, besides category and role."""


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
        known = {person.id: person for person in people}
        rows = [
            {
                **row(
                    person,
                    references.get(person.invitation or ""),
                    person.status_at(desk.now()),
                    desk.safe.dossier(person.person) if private else None,
                ),
                **_substitution(person, known),
            }
            for person in people
            if category in (None, person.category) and status in (None, person.status_at(desk.now()))
        ]
        if session().json:
            output.listing(rows, desk.event.zone_info, _SHOWN)
            return
        zone = desk.event.zone_info
        shown = [
            {
                **values,
                "family_name": values["family_name"] or ("" if known[values["id"]].named else "name awaited"),
                "substitution": _told(known[values["id"]], known, zone),
            }
            for values in rows
        ]
        changing = {"substitution": "substitution"} if any(values["substitution"] for values in shown) else {}
        output.listing(shown, zone, {**_SHOWN, **changing}, empty="No nomination yet.")


def _substitution(person: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Whom the person substitutes and is substituted by (ids), and from when; also what lies ahead."""
    before = known.get(person.predecessor or "")
    return {
        "substitutes": person.predecessor,
        "takes_over": before.gives_way if before else None,
        "substituted_by": person.successor,
        "gives_way": person.gives_way,
    }


def _told(person: Any, known: dict[str, Any], zone: Any) -> str:
    """``for Diarra from 2023-03-29 09:00``, ``then Sangaré from …``."""
    parts = []
    for other, word in ((known.get(person.predecessor or ""), "for"), (known.get(person.successor or ""), "then")):
        at = (person if word == "then" else other).gives_way if other else None
        if other and at:
            parts.append(f"{word} {other.name} from {at.astimezone(zone):%Y-%m-%d %H:%M}")
    return "; ".join(parts)


def who_flags(function: F) -> F:
    """``--over-quota``, ``--same-person`` and ``--distinct-from``."""
    for option in (
        click.option("--distinct-from", nargs=2, metavar="PERSON REASON", help="Somebody else of the same name."),
        click.option("--same-person", metavar="PERSON", help="Another capacity of somebody who is here already."),
        click.option("--over-quota", type=TEXT, metavar="REASON", help="Take it although the slots are taken."),
    ):
        function = option(function)
    return function


@nominations.command()
@click.option("--category", required=True)
@click.option("--role", type=ROLE, default="member", show_default=True)
@column_flags(*ADDED)
@who_flags
def add(category: str, role: str, **values: Any) -> None:
    """Receive a nomination; without a name it is a confirmed slot whose name is awaited."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.add(desk, proposal(desk, category, role, values)))


def proposal(desk: Any, category: str, role: str, values: dict[str, Any], *, needs_invitation: bool = True) -> Any:
    """The flags as a proposal; the party is the invitation's if none was typed."""
    from conclave_desk.desk import lookup
    from conclave_desk.desk.nominations import Proposal

    reference, party = values.get("invitation"), values.get("party")
    if reference:
        invited = lookup.invitation(desk, reference).party
        if lookup.party(desk, party or invited) != invited:
            raise WrongUse(f"Invitation {reference} is to {invited}, not to {party}.")
        party = invited
    elif not party:
        raise WrongUse("Say for whom: --invitation REFERENCE, or --party for the host and others without invitation.")
    party = lookup.party(desk, party)
    if needs_invitation and not reference:
        _may_come_without(desk, party)
    place = place_values(desk, {**values, "category": category, "role": role})
    return Proposal(party=party, invitation=reference or None, cells=cells(desk.event, values), **place)


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
@click.option("--role", type=ROLE)
@column_flags(*_FREE)
def amend(person: str, **values: Any) -> None:
    """Particulars of somebody change; what is not said stays, and a blank text takes away what stood there.

    For somebody else in the slot use `substitute`, for another head of the delegation `head`.
    """
    from conclave_desk.desk.amending import amend as use_case

    if all(value is None for value in values.values()):
        raise click.UsageError("Say what changes, for example --appointment or --photo.")
    portrait = portrait_in(values["photo"]) if values["photo"] else None
    with open_desk() as desk:
        answered(desk, use_case(desk, person, amended(desk, values), portrait))


@nominations.command()
@click.argument("person")
@click.option("--category", help="Else the same.")
@click.option("--role", type=ROLE, help="Else the same.")
@column_flags(*_FREE)
@who_flags
@click.option("--effective", metavar="ISO", help="When the change takes effect; else now.")
def substitute(person: str, effective: str | None, **values: Any) -> None:
    """Somebody else comes in that person's place; until then the old badge works.

    Slot, role, category, zones and validity move over unless a flag says otherwise. The paper is the new one.
    """
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        when = moment(effective, desk.event, "--effective")
        place = place_values(desk, values)
        answered(desk, use_case.substitute(desk, person, cells(desk.event, values), when, **place))


@nominations.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON...")
@click.option("--reason", type=TEXT)
def withdraw(people: tuple[str, ...], reason: str | None) -> None:
    """The party takes somebody back; badges are revoked with it. Of several all are, or none."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.withdraw(desk, people, reason))


@nominations.command()
@click.argument("person")
@click.option("--role", type=click.Choice(["principal", "representative"]), default="principal", show_default=True)
def head(person: str, role: str) -> None:
    """The person heads the delegation from now on; nobody is substituted."""
    from conclave_desk.desk import nominations as use_case

    with open_desk() as desk:
        answered(desk, use_case.make_head(desk, person, role))
