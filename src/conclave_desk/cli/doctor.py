"""``doctor``: a check of everything that can be wrong, with the desk's file or with stations'."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_DATA, say
from conclave_desk.cli.session import DeskCommand, open_desk, session
from conclave_desk.errors import ConclaveError, WrongData, WrongUse

if TYPE_CHECKING:
    pass


@click.command(cls=DeskCommand)
@click.argument("stations", nargs=-1, metavar="[STATION...]")
@click.option("--salvage", metavar="SCANS", help="Save what a torn station's file still holds, to be merged.")
def doctor(stations: Sequence[str], salvage: str | None) -> None:
    """Say what is wrong with the desk's file; with stations' files instead, what of theirs is lost.

    Exits 3 if anything is.
    """
    if salvage and len(stations) != 1:
        raise WrongUse("--salvage is for one station's file.")
    found: list[str] = []
    if not stations:
        found = _of_desk()
    for station in stations:
        found += _of_station(Path(station), salvage)
    for sentence in found:
        say(sentence)
    if found:
        raise click.exceptions.Exit(WRONG_DATA)


def _of_desk() -> list[str]:
    from conclave_desk.desk.doctoring import findings

    path = session().config.desk
    try:
        with open_desk() as desk:
            found = findings(desk)
    except WrongData as fault:
        return fault.message.splitlines()
    if not found:
        output.text(f"{path}: nothing is wrong with the file, its key, its journal and its registers.")
    return [sentence if sentence.startswith(str(path)) else f"{path}: {sentence}" for sentence in found]


def _of_station(path: Path, salvage: str | None) -> Sequence[str]:
    from conclave_desk.gate.doctoring import examined
    from conclave_desk.gate.torn import salvaged

    found = examined(path, _merged)
    if found.said:
        output.text(f"{path}: {found.said}")
    if salvage and found.torn is not None:
        content, records = salvaged(found.torn, datetime.now(UTC))
        output.whole_file(salvage, lambda handle: handle.write(content))
        output.text(f"{records} records of {found.torn.chain} in {salvage}; merge it at the desk.")
    faults = [f"{path}: {fault}" for fault in found.faults]
    if found.torn is not None and found.torn.whole and not salvage:
        faults.append(f"{path}: `doctor {path} --salvage FILE.scans` saves what can be.")
    return faults


def _merged(chain: str) -> int:
    """How many of the station's records the desk has; 0 where no desk's file is at hand."""
    from conclave_desk.registers.stations import heads

    with suppress(ConclaveError), open_desk() as desk:
        return heads(desk.journal.db).get(chain, 0)
    return 0
