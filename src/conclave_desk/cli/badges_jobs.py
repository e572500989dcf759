"""``badges jobs``."""

from __future__ import annotations

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import say
from conclave_desk.cli.session import DeskCommand, open_desk
from conclave_desk.errors import MachineFault

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
    from conclave_desk.printing import printer
    from conclave_desk.registers import print_jobs

    with open_desk() as desk:
        known = print_jobs.all_of(desk.journal.db)
        states: dict[str, str] = {}
        if known:
            try:
                states = printer.states([job.job for job in known])
            except MachineFault as fault:
                say(f"How they stand cannot be told. {fault.message}")
        rows = [{**job._asdict(), "state": states.get(job.job)} for job in known]
        empty = "Nothing was handed to a printer yet: `badges print --printer NAME`."
        output.listing(rows, desk.event.zone_info, _SHOWN, empty=empty)
