"""Is a station's file whole; if not, what of it is lost and what can be saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conclave_desk.errors import ConclaveError, WrongUse
from conclave_desk.gate.station_file import StationBooks
from conclave_desk.gate.torn import Torn, examine
from conclave_desk.journal.chain import Break, verify
from conclave_desk.journal.connection import torn_station


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found: ``faults`` in sentences, none for a whole file, of which ``said`` tells; ``torn`` is what can be
    read of a torn one. The sentences do not repeat the file's name."""

    said: str = ""
    faults: tuple[str, ...] = ()
    torn: Torn | None = None


def examined(path: Path, merged: Callable[[str], int]) -> Examined:
    """Look through a station's file; ``merged`` says how many records of a chain the desk has.

    :class:`WrongUse` if there is no such file.
    """
    try:
        return _of_whole(path, merged)
    except WrongUse:
        raise
    except ConclaveError as fault:
        return _of_torn(path, merged, fault.message)
    except sqlite3.DatabaseError as fault:
        return _of_torn(path, merged, torn_station(path, fault))


def _of_whole(path: Path, merged: Callable[[str], int]) -> Examined:
    books = StationBooks.open(path)
    try:
        found = verify(books.journal)
        if isinstance(found, Break):
            return Examined(faults=(f"{found.chain}:{found.n}: record {found.sentence}",))
        books.check_all()
        records = sum(found.records.values())
        return Examined(f"Whole; {records} records of {books.chain}, {merged(books.chain)} at the desk.")
    finally:
        books.journal.close()


def _of_torn(path: Path, merged: Callable[[str], int], fault: str) -> Examined:
    torn = examine(path)
    if not torn.chain:
        return Examined(faults=(fault.removeprefix(f"{path}: "),))
    return Examined(faults=tuple(torn.told(merged(torn.chain))), torn=torn)
