"""The walk-up form: somebody unannounced at the desk, and whoever comes along, in one record and with a badge each."""

from __future__ import annotations

from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.walkup import walk_up
from conclave_desk.domain.decision import Decision
from conclave_desk.domain.entries import BadgeIssued
from conclave_desk.domain.invitation import LEVELS
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms.common import ROLES, categories, parties, rank_choices, words
from conclave_desk.tui.forms.fields import Field, Form, Values
from conclave_desk.tui.office import Office

PEOPLE = 6
"""How many can be taken in by one form."""
_FIELDS = ("category", "role", "rank", "given_name", "family_name")


async def take_in(command: Command) -> None:
    """Fill the form, then offer to print the badges at once."""
    decided = await command.fill(walk_up_form(command.office), "Taken in until midnight; badges are issued.")
    if decided is None:
        return
    issued = [(entry.holder, entry.issue) for entry in decided.entries if isinstance(entry, BadgeIssued)]
    await offer_to_print(command, issued)


async def offer_to_print(command: Command, issued: list[tuple[str, int]]) -> None:
    """Print those badges at once, as they were printed last, unless the officer leaves the form or says otherwise."""
    from conclave_desk.tui.forms.badges import print_badges
    from conclave_desk.tui.print_run import print_as_ordered
    from conclave_desk.tui.wording import badges_counted

    what = f"{badges_counted(len(issued))} just issued. If you leave, p in mode 6 prints later."
    await print_as_ordered(
        command, lambda order: print_badges(command.office, order, what, frozenset(issued), title="Print now?")
    )


def walk_up_form(office: Office) -> Form:
    """Party, the answer given by word, and up to six people."""

    def send(values: dict[str, str]) -> Decision:
        return walk_up(office.desk, proposals(values), level=values["level"])

    return Form(
        name="walkup",
        title="Walk-up: somebody unannounced at the desk",
        do="Take in",
        what="Answer by word, nomination, grant until midnight and a badge each: one record. If one cannot be, nobody is.",
        lines=(
            (Field("party", "party", required=True, choices=parties(office), hint="State or organisation"),),
            (
                Field(
                    "level",
                    "comes",
                    choices=words(*LEVELS, notes=("the invited office-holder", "in that person's place")),
                    hint="the answer by word, if not accepted before",
                ),
            ),
            (Field("over_quota", "over quota", hint="why, if more come than slots were offered"),),
            *(_person(office, number) for number in range(1, PEOPLE + 1)),
        ),
        send=send,
        reveal={"over_quota": ("over_quota",)},
        check=_complete,
    )


def _person(office: Office, number: int) -> list[Field]:
    event = office.desk.event
    first = number == 1
    return [
        Field(f"category_{number}", "category", required=first, choices=categories(event), share=4),
        Field(f"role_{number}", "role", choices=words(*ROLES), share=4),
        Field(f"rank_{number}", "rank", choices=rank_choices(event), free=True, share=4),
        Field(f"given_name_{number}", "given name", share=4),
        Field(f"family_name_{number}", "family name", share=5),
    ]


def _rows(values: Values) -> list[dict[str, str]]:
    rows = ({name: values.get(f"{name}_{number}", "") for name in _FIELDS} for number in range(1, PEOPLE + 1))
    return [row for row in rows if any(row.values())]


def _complete(values: Values) -> dict[str, str]:
    """Whoever has a name has a category too."""
    faults = {}
    for number in range(1, PEOPLE + 1):
        named = values.get(f"given_name_{number}") or values.get(f"family_name_{number}")
        if named and not values.get(f"category_{number}"):
            faults[f"category_{number}"] = "is needed"
    return faults


def proposals(values: Values) -> list[Proposal]:
    """A proposal for each row that is filled in."""
    return [
        Proposal(
            party=values["party"],
            category=row["category"],
            role=row["role"] or "member",
            cells={name: row[name] for name in ("rank", "given_name", "family_name") if row[name]},
            over_quota=values["over_quota"] or None,
        )
        for row in _rows(values)
    ]
