"""``doctor``: a check of everything that can be wrong, with the desk's file or with stations'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_DATA, WRONG_USE, say
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


def _of_station(path: Path, salvage: str | None) -> list[str]:
    import sqlite3

    from conclave_desk.gate.station_file import StationBooks
    from conclave_desk.journal.chain import Break, verify
    from conclave_desk.journal.connection import torn_station

    try:
        books = StationBooks.open(path)
        try:
            found = verify(books.journal)
            if isinstance(found, Break):
                return [f"{path}: {found.chain}:{found.n}: record {found.sentence}"]
            books.check_all()
            records = sum(found.records.values())
            output.text(f"{path}: whole; {records} records of {books.chain}, {_merged(books.chain)} at the desk.")
        finally:
            books.journal.close()
        return []
    except ConclaveError as fault:
        if fault.code == WRONG_USE:
            raise
        return list(_of_torn(path, salvage, fault.message))
    except sqlite3.DatabaseError as fault:
        return list(_of_torn(path, salvage, torn_station(path, fault)))


def _of_torn(path: Path, salvage: str | None, fault: str) -> Iterator[str]:
    from conclave_desk.gate.torn import examine, salvaged

    torn = examine(path)
    if not torn.chain:
        yield fault
        return
    if salvage:
        content, records = salvaged(torn, datetime.now(UTC))
        output.whole_file(salvage, lambda handle: handle.write(content))
        output.text(f"{records} records of {torn.chain} in {salvage}; merge it at the desk.")
    yield from torn.told(_merged(torn.chain))


def _merged(chain: str) -> int:
    """How many of the station's records the desk has; 0 where no desk's file is at hand."""
    from conclave_desk.registers.stations import heads

    with suppress(ConclaveError), open_desk() as desk:
        return heads(desk.journal.db).get(chain, 0)
    return 0
