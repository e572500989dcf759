"""``clearance`` and ``accreditations``: review, then permission."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered
from conclave_desk.cli.fields import DATE, TEXT
from conclave_desk.cli.session import DeskGroup, open_desk, session

_QUEUE = {"party": "party", "name": "name", "category": "category", "waits_for": "waits for", "id": "id"}
_LIST = {
    "party": "party",
    "name": "name",
    "category": "category",
    "zones": "zones",
    "status": "status",
    "valid_from": "valid from",
    "valid_until": "valid until",
    "paper": "paper",
}


@click.group(cls=DeskGroup)
def clearance() -> None:
    """Steps of review."""


@clearance.command()
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@click.option("--step", required=True)
@click.option("--result", required=True, type=click.Choice(["passed", "failed", "waived", "deferred"]))
@click.option("--paper", type=TEXT, default="")
@click.option("--remark", type=TEXT)
def record(people: tuple[str, ...], step: str, result: str, paper: str, remark: str | None) -> None:
    """A step was taken, for one person or several: all or none."""
    from conclave_desk.desk import accreditation as use_case

    with open_desk() as desk:
        answered(desk, use_case.clear(desk, people, step, result, paper=paper, remark=remark))


@clearance.command()
@click.option("--step")
@click.option("--party")
def queue(step: str | None, party: str | None) -> None:
    """Who waits for which step."""
    from conclave_desk.desk import accreditation as use_case
    from conclave_desk.desk import lookup

    with open_desk() as desk:
        party = lookup.party(desk, party) if party else None
        rows = [
            {
                "id": waiting.nomination.id,
                "party": waiting.nomination.party,
                "name": waiting.nomination.titled,
                "category": waiting.nomination.category,
                "waits_for": list(waiting.steps),
                "results": waiting.results,
            }
            for waiting in use_case.queue(desk, step, party)
        ]
        output.listing(rows, desk.event.zone_info, _QUEUE, empty="Nobody waits for clearance.")


@click.group(cls=DeskGroup)
def accreditations() -> None:
    """Permission: grant, refuse, suspend, restore."""


@accreditations.command("list")
@click.option("--party")
@click.option("--without-paper", is_flag=True, help="Only those that cite no paper.")
def list_(party: str | None, without_paper: bool) -> None:
    """All accreditations by precedence; one that cites no paper says so."""
    from conclave_desk.desk import lookup
    from conclave_desk.desk.precedence import person_key
    from conclave_desk.registers import accreditations as register
    from conclave_desk.registers import nominations

    with open_desk() as desk:
        party = lookup.party(desk, party) if party else None
        granted = register.by_nomination(desk.journal.db)
        people = sorted(nominations.all_of(desk.journal.db, party=party), key=person_key(desk.event))
        rows = [
            _row(person, granted[person.id], desk.now())
            for person in people
            if person.id in granted and not (without_paper and granted[person.id].paper)
        ]
        if not session().json:
            rows = [{**row, "paper": row["paper"] or "without paper"} for row in rows]
        output.listing(rows, desk.event.zone_info, _LIST, empty="Nobody is accredited yet.")


def _row(person: Any, accreditation: Any, now: datetime) -> dict[str, Any]:
    paper = " ".join(v for k in ("kind", "number", "date", "from") if (v := accreditation.paper.get(k)))
    return {
        "id": person.id,
        "party": person.party,
        "name": person.titled,
        "category": accreditation.category,
        "zones": accreditation.zones,
        "valid_from": accreditation.valid_from,
        "valid_until": accreditation.valid_until,
        "status": accreditation.status_at(now),
        "provisional": bool(accreditation.provisional),
        "paper": paper or None,
    }


@accreditations.command()
@click.argument("people", metavar="[PERSON...]", nargs=-1)
@click.option("--all-cleared", is_flag=True, help="Everybody who waits for no step and has no permission yet.")
@click.option("--provisional", is_flag=True, help="Without clearance, until midnight.")
@click.option("--paper-kind", type=click.Choice(["note_verbale", "letter", "signal", "email", "word", "form"]))
@click.option("--paper-number", type=TEXT)
@click.option("--paper-date", type=DATE)
@click.option("--paper-from", type=TEXT)
def grant(people: tuple[str, ...], all_cleared: bool, provisional: bool, **paper: str | None) -> None:
    """Give permission once every clearance step is passed or waived."""
    from conclave_desk.desk import accreditation as use_case

    if bool(people) == all_cleared:
        raise click.UsageError("Name people, or say --all-cleared.")
    cited = {name.removeprefix("paper_"): value for name, value in paper.items() if value}
    with open_desk() as desk:
        chosen = use_case.cleared_people(desk) if all_cleared else people
        answered(desk, use_case.grant(desk, chosen, provisional=provisional, paper=cited or None))


@accreditations.command()
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@click.option("--reason", type=TEXT)
def refuse(people: tuple[str, ...], reason: str | None) -> None:
    """The host says no."""
    from conclave_desk.desk import accreditation as use_case

    with open_desk() as desk:
        answered(desk, use_case.refuse(desk, people, reason))


@accreditations.command()
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@click.option("--reason", type=TEXT)
def suspend(people: tuple[str, ...], reason: str | None) -> None:
    """The permission rests; gates stop the badge."""
    from conclave_desk.desk import accreditation as use_case

    with open_desk() as desk:
        answered(desk, use_case.suspend(desk, people, reason))


@accreditations.command()
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
def restore(people: tuple[str, ...]) -> None:
    """A suspended permission holds again."""
    from conclave_desk.desk import accreditation as use_case

    with open_desk() as desk:
        answered(desk, use_case.restore(desk, people))
