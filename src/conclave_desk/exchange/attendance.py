"""The attendance return as a file: CSV, JSON or XLSX, with the columns of CONTRACTS section 6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from conclave_desk.domain.attendance import COLUMNS, AttendanceRow
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.held import Held
from conclave_desk.exchange.written import write_csv, write_json


def write(
    rows: Sequence[AttendanceRow],
    event: Event,
    format: str,
    out: BinaryIO,
    sessions: Mapping[str, Held] | None = None,
    parties: Mapping[str, str] | None = None,
) -> None:
    """Write the return to ``out``, which stays open; ``format`` is ``csv``, ``json`` or ``xlsx``.

    For the workbook: ``sessions`` by code, of which each has a sheet even if nobody was expected, and the names of
    ``parties`` by code. :class:`WrongUse` for any other format.
    """
    if format == "csv":
        write_csv(COLUMNS, rows, event.zone_info, out)
    elif format == "json":
        write_json(COLUMNS, rows, event.zone_info, out)
    elif format == "xlsx":
        from conclave_desk.exchange.attendance_book import write_book

        write_book(rows, event, out, sessions or {}, parties or {})
    else:
        raise WrongUse(f"Attendance cannot be written as {format!r}; it is one of csv, json, xlsx.")
