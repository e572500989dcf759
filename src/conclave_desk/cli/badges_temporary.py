"""``badges temporary``: cards for one day, printed before anybody knows whose they will be."""

from __future__ import annotations

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import Refused, warn
from conclave_desk.cli.session import DeskCommand, open_desk

_SHOWN = {
    "number": "card",
    "serial": "serial",
    "status": "status",
    "day": "day",
    "name": "name",
    "party": "party",
    "handed_out": "handed out",
}


@click.command(cls=DeskCommand)
@click.option("--count", type=int, help="So many new cards, numbered on from the last.")
@click.option("--again", is_flag=True, help="Print those again that nobody has yet.")
@click.option("-o", "--output", "path", metavar="FILE.pdf", help="Where they are printed to.")
@click.option("--design", default="temporary", show_default=True)
@click.option("--sheet", default="a4-4up", show_default=True, help="single, press, a4-4up …, or a .toml file.")
def temporary(count: int | None, again: bool, path: str | None, design: str, sheet: str) -> None:
    """Numbered cards for one day, in case badges cannot be printed: prepared, or without --count listed.

    A card opens nothing until it is handed out: `badges collect CARD --for PERSON`.
    """
    if count is None and not again:
        if path:
            raise click.UsageError("Say what to print: --count N for new cards, --again for those that nobody has.")
        _list()
        return
    if not path or (count is not None and again):
        raise click.UsageError("Give -o FILE.pdf, and one of --count N and --again.")
    _print(count, path, design, sheet)


def _list() -> None:
    from conclave_desk.desk import cards

    with open_desk() as desk:
        empty = "No temporary card yet: `badges temporary --count 50 -o FILE.pdf`."
        output.listing(cards.rows(desk), desk.event.zone_info, _SHOWN, empty=empty)


def _print(count: int | None, path: str, design: str, sheet: str) -> None:
    from conclave_desk.desk import cards
    from conclave_desk.desk.faces import event_face
    from conclave_desk.domain.decision import Refusal
    from conclave_desk.printing.badge import print_badges
    from conclave_desk.printing.designs import load_design

    drawn = load_design(design)
    with open_desk() as desk:
        chosen = cards.for_printing(desk, count)
        if isinstance(chosen, Refusal):
            raise Refused(chosen.sentence)
        if not chosen:
            raise Refused("There is no card that nobody has; prepare some with --count.")
        event = event_face(desk)
        faces = cards.faces(desk, chosen)
        report = output.whole_file(path, lambda out: print_badges(faces, event, out, design=drawn, sheet=sheet))
        findings = [str(finding) for finding in report.findings]
        warn(findings)
        if path == "-":
            return
        numbers = [card.number for card in chosen]
        values = {"file": path, "cards": numbers, "pages": report.pages, "findings": findings}
        people = (
            f"{output.number(report.count, 'temporary card')} ({numbers[0]} to {numbers[-1]}) on "
            f"{output.number(report.pages, 'page')}: {path}"
        )
        output.document(values, desk.event.zone_info, lambda: output.text(people))
