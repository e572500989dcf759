"""``badges print`` and ``badges check``: to a file or straight to a printer, and what would not come out right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_DATA, Refused, settled, warn
from conclave_desk.cli.session import DeskCommand, open_desk

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.desk.pressing import PressRun
    from conclave_desk.printing.design import Design
    from conclave_desk.printing.findings import PrintReport

_ORDERS = ("precedence", "name", "category", "collection")


@click.command("print", cls=DeskCommand)
@click.option("-o", "--output", "path", metavar="FILE.pdf")
@click.option("--printer", metavar="NAME", help="Straight to a printer of this machine (CUPS), instead of -o.")
@click.option("--design", default="a6-portrait", show_default=True)
@click.option("--sheet", default="single", show_default=True, help="single, press, a4-4up …, or a .toml file.")
@click.option("--duplex", is_flag=True, help="Backs too, for a printer that turns paper about its long edge.")
@click.option("--covers", is_flag=True, help="Before each party's badges a list to sign.")
@click.option(
    "--order",
    type=click.Choice(_ORDERS),
    default=_ORDERS[0],
    show_default=True,
    help="collection: by the place where they are handed out (collect_at in event.toml).",
)
@click.option("--only", default="", metavar="SELECTION")
@click.option("--reprint", metavar="REASON", help="Print those again that were printed before.")
def print_(path: str | None, printer: str | None, reprint: str | None, **how: Any) -> None:
    """Print badges: those not printed yet, unless --reprint says why again."""
    from conclave_desk.desk import badges as use_case
    from conclave_desk.printing.designs import load_design

    if bool(path) == bool(printer):
        raise click.UsageError("Say where to print: -o FILE.pdf, or --printer NAME.")
    if how["covers"] and how["order"] not in ("precedence", "collection"):
        raise click.UsageError("A list a party (--covers) needs the badges in order of parties; leave out --order.")
    drawn = load_design(how["design"])
    with open_desk() as desk:
        run = _run(desk, how["only"], reprint=reprint is not None, order=how["order"])
        with output.progress("Printing", len(run.chosen)) as bar:
            write = _writer(desk, run, drawn, how, progress=lambda done: bar.update(done - bar.pos))
            report, job = _printed(desk, path, printer, write, duplex=how["duplex"])
        settled(use_case.printed(desk, run.badges, reprint or "", printer=printer or "", job=job))
        findings = [str(finding) for finding in report.findings]
        warn([*run.warnings, *findings[:_TOLD]])
        if len(findings) > _TOLD:
            warn([f"{len(findings) - _TOLD} more of this kind; `badges check --reprint` lists all."])
        values = {"printed": report.count, "pages": report.pages, "findings": findings}
        where = {"printer": printer, "job": job} if printer else {"file": path}
        if path != "-":
            counted = f"{output.number(report.count, 'badge')} on {output.number(report.pages, 'page')}"
            people = f"{counted}: {f'job {job} on {printer}' if printer else path}"
            output.document({**where, **values}, desk.event.zone_info, lambda: output.text(people))


_TOLD = 20
"""Findings that a print tells one by one."""


def _run(desk: Desk, only: str, *, reprint: bool, order: str = _ORDERS[0]) -> PressRun:
    from conclave_desk.desk.pressing import press_run
    from conclave_desk.domain.decision import Refusal

    run = press_run(desk, only, reprint=reprint, order=order)
    if isinstance(run, Refusal):
        raise Refused(run.sentence)
    return run


def _writer(
    desk: Desk, run: PressRun, design: Design, how: dict[str, Any], progress: Callable[[int], None]
) -> Callable[[BinaryIO], PrintReport]:
    """Writes the badges into whatever it is handed."""
    from conclave_desk.desk.faces import event_face, faces_of
    from conclave_desk.desk.precedence import party_names
    from conclave_desk.printing.badge import print_badges

    return lambda out: print_badges(
        faces_of(desk, run.chosen, party_names(desk.event), photos=design.shows_photo),
        event_face(desk),
        out,
        design=design,
        sheet=how["sheet"],
        duplex=how["duplex"],
        covers=how["covers"],
        progress=progress,
    )


def _printed(
    desk: Desk, path: str | None, printer: str | None, write: Callable[[BinaryIO], PrintReport], *, duplex: bool
) -> tuple[PrintReport, str]:
    """What was written, and the printer's job if it went to one."""
    from conclave_desk.printing.printer import Paper, to_printer

    if printer:
        title = f"{desk.event.code} badges"
        return to_printer(printer, title, lambda report: Paper(*report.size, duplex=duplex), write)
    report: PrintReport = output.whole_file(path or "", write)
    return report, ""


@click.command(cls=DeskCommand)
@click.option("--design", default="a6-portrait", show_default=True)
@click.option("--only", default="", metavar="SELECTION")
@click.option("--reprint", is_flag=True, help="Those too that were printed before.")
def check(design: str, only: str, reprint: bool) -> None:
    """What a print would not set right, badge by badge; prints nothing. Exit 3 if there is anything."""
    from conclave_desk.desk.faces import event_face, faces_of
    from conclave_desk.desk.precedence import party_names
    from conclave_desk.printing.badge import check_faces
    from conclave_desk.printing.designs import load_design

    drawn = load_design(design)
    with open_desk() as desk:
        run = _run(desk, only, reprint=reprint)
        chosen = faces_of(desk, run.chosen, party_names(desk.event), photos=drawn.shows_photo)
        findings = [str(each) for each in check_faces(chosen, drawn, event_face(desk), duplex=True)]
        values = {"checked": len(run.chosen), "findings": findings, "left_out": list(run.warnings)}
        people = f"{output.number(len(run.chosen), 'badge')} looked at, {output.number(len(findings), 'finding')}."
        warn([*run.warnings, *findings])
        output.document(values, desk.event.zone_info, lambda: output.text(people))
    if findings:
        raise click.exceptions.Exit(WRONG_DATA)
