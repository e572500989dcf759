"""``report``: papers."""

from __future__ import annotations

from datetime import datetime

import click

from conclave_desk.cli import output
from conclave_desk.cli.session import DeskGroup, open_desk


@click.group(cls=DeskGroup)
def report() -> None:
    """Papers."""


@report.command("gate-register")
@click.option("-o", "--output", "path", required=True, metavar="FILE.pdf")
@click.option("--gate", "gates", multiple=True, metavar="CODE", help="Only this gate; may be given again.")
@click.option("--session", metavar="CODE", help="Who is expected at it, for the gates that lead to it.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Else today.")
def gate_register(path: str, gates: tuple[str, ...], session: str | None, day: datetime | None) -> None:
    """Lists by party with boxes to tick, for gates without power. Bring them back with `gate back-entry`."""
    from conclave_desk.desk.faces import event_face
    from conclave_desk.desk.gate_register import registers
    from conclave_desk.printing.gate_register import print_registers

    if session and day:
        raise click.UsageError("A session has its day; leave out --date.")
    with open_desk() as desk:
        drawn = registers(desk, gates, session, day.date() if day else None)
        event = desk.event
        pages = output.whole_file(path, lambda out: print_registers(drawn, event_face(desk), out), private=True)
        if path == "-":
            return
        values = {"file": path, "gates": {each.code: each.count for each in drawn}, "pages": pages}
        counted = "; ".join(f"{each.gate}: {output.number(each.count, 'name')}" for each in drawn)
        people = f"{counted}. {output.number(pages, 'page')}: {path}"
        output.document(values, event.zone_info, lambda: output.text(people))
