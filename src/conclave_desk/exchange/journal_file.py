"""The journal as a file for organisers and auditors: a row an entry, in CSV, JSON or XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO, NamedTuple

from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.workbook import Look, workbook
from conclave_desk.exchange.written import write_csv, write_json

FORMATS = ("csv", "xlsx", "json")
_LINES_OF_A_SHEET = 1_048_575
"""As many as a sheet of Excel has under its header."""
_LOOK = Look(
    moment="yyyy-mm-dd hh:mm:ss",
    toned="action",
    tones={"stop": "#B23A0E", "wait": "#7D5A00", "check": "#7D5A00"},
    wraps={"what": 48, "command": 18},
    folded=("scan_id",),
    folds_blank=True,
)


class JournalRow(NamedTuple):
    """An entry: in which record of which chain it stands, who decided it when, and what it says.

    What stands from ``scanned_at`` on is about scans alone; ``at`` is when the record was written. ``clock`` is ``set``
    when somebody set the time by hand.
    """

    chain: str
    n: int
    at: datetime
    clock: str
    officer: str
    where: str
    command: str
    entry: str
    what: str
    party: str | None
    category: str | None
    session: str | None
    serial: str | None
    gate: str | None
    scan_id: str | None
    scanned_at: datetime | None = None
    direction: str | None = None
    method: str | None = None
    verdict: str | None = None
    action: str | None = None
    reason: str | None = None
    offline: str | None = None
    roster_as_of: datetime | None = None


def write(rows: Iterable[JournalRow], event: Event, format: str, out: BinaryIO) -> None:
    """Write the rows to ``out``, which stays open; :class:`WrongUse` for an unknown format."""
    if format == "csv":
        write_csv(JournalRow._fields, rows, event.zone_info, out)
    elif format == "json":
        write_json(JournalRow._fields, rows, event.zone_info, out)
    elif format == "xlsx":
        with workbook(event, "Journal", out, _LOOK) as sheets:
            for chain, lines in _by_chain(rows):
                for start in range(0, len(lines), _LINES_OF_A_SHEET):
                    sheets.add(chain, JournalRow._fields, lines[start : start + _LINES_OF_A_SHEET], unprinted=1)
    else:
        raise WrongUse(f"The journal cannot be written as {format!r}; it is one of {', '.join(FORMATS)}.")


def _by_chain(rows: Iterable[JournalRow]) -> Iterator[tuple[str, list[JournalRow]]]:
    """Each chain's rows, the officers' first."""
    ordered = sorted(rows, key=lambda row: (row.chain != "desk", row.chain))
    for chain, lines in groupby(ordered, attrgetter("chain")):
        yield chain, list(lines)
