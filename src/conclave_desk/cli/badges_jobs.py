"""``badges jobs``."""

from __future__ import annotations

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import say
from conclave_desk.cli.session import DeskCommand, open_desk

_SHOWN = {
    "job": "job",
    "printer": "printer",
    "badges": "badges",
    "at": "handed over",
    "officer": "by",
    "state": "state",
}


@click.command(cls=DeskCommand)
def jobs() -> None:
    """What was handed to printers, the latest first, and how each job stands there now."""
    from conclave_desk.desk.print_jobs import asked

    with open_desk() as desk:
        found = asked(desk)
        if found.fault:
            say(f"How they stand cannot be told. {found.fault}")
        rows = [{**job._asdict(), "state": found.states.get(job.job)} for job in found.known]
        empty = "Nothing was handed to a printer yet: `badges print --printer NAME`."
        output.listing(rows, desk.event.zone_info, _SHOWN, empty=empty)
