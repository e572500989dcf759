"""``gate back-entry``: what guards ticked on paper while the machines were dark, typed in afterwards."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_USE, say
from conclave_desk.cli.session import DeskCommand, open_desk, session
from conclave_desk.exchange.lines import numbered_lines


@click.command("back-entry", cls=DeskCommand)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Of the times; else today."
)
@click.option("--override", metavar="REASON", help="They were let in even where a rule says no.")
def back_entry(file: Path | None, gate_code: str, day: datetime | None, override: str | None) -> None:
    """Type in a gate's paper list, from FILE or stdin: who, when, and `out` for those who left; one a line.

    \b
    K7Q4-9XTM-1R 09:41
    17 09:50               a temporary card by its number
    Goïta 12:30 out

    Each becomes a scan with the method `paper`, as of its time. The same line twice is one scan.
    """
    from conclave_desk.bootstrap import station_of
    from conclave_desk.desk.paper_list import named
    from conclave_desk.domain.event import day_of
    from conclave_desk.gate.answer import FIELDS
    from conclave_desk.gate.paper_list import PaperList, take_in

    wrong = refused = taken = 0
    with open_desk() as desk, _opened(file) as stream:
        station = station_of(desk)
        station.way(gate_code)
        paper = PaperList(gate_code, day.date() if day else day_of(desk.event, desk.now()), override)
        for one in take_in(station, paper, numbered_lines(stream), partial(named, desk)):
            wrong += one.answer is None
            refused += one.refused
            taken += one.answer is not None and not one.refused
            if one.answer is not None and session().json:
                output.line({name: getattr(one.answer, name) for name in FIELDS}, desk.event.zone_info)
            elif one.told:
                say(one.told)
    if not session().json:
        output.text(f"{output.number(taken, 'scan')} from paper; {refused} refused.")
    if wrong:
        raise click.exceptions.Exit(WRONG_USE)


def _opened(file: Path | None) -> AbstractContextManager[BinaryIO]:
    return file.open("rb") if file else nullcontext(sys.stdin.buffer)
