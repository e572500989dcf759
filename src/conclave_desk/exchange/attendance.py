"""The attendance return as a file: CSV, JSON or XLSX, with the columns of CONTRACTS section 6.

No cell can become a formula: in CSV a text that a spreadsheet would calculate gets an apostrophe before it, in XLSX
every text is written as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from conclave_desk.domain.attendance import COLUMNS, AttendanceRow
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.held import Held

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        _write_csv(rows, event.zone_info, out)
    elif format == "json":
        _write_json(rows, event.zone_info, out)
    elif format == "xlsx":
        from conclave_desk.exchange.attendance_book import write_book

        write_book(rows, event, out, sessions or {}, parties or {})
    else:
        raise WrongUse(f"Attendance cannot be written as {format!r}; it is one of csv, json, xlsx.")


def harmless(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_csv(rows: Iterable[AttendanceRow], zone: ZoneInfo, out: BinaryIO) -> None:
    """RFC 4180, UTF-8 with BOM; times are local to the event, ``YYYY-MM-DD HH:MM:SS``."""

    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        return harmless(value) if isinstance(value, str) else str(value)

    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in row] for row in rows)
    text.detach()


def _write_json(rows: Iterable[AttendanceRow], zone: ZoneInfo, out: BinaryIO) -> None:
    """A list of objects, one a line; times are ISO 8601 with the event's offset, ``null`` where not known."""

    def value_of(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(zone).isoformat()
        return value.isoformat() if isinstance(value, date) else value

    separator = b"["
    for row in rows:
        line = json.dumps({name: value_of(value) for name, value in row._asdict().items()}, ensure_ascii=False)
        out.write(separator + b"\n" + line.encode())
        separator = b","
    out.write(b"[]\n" if separator == b"[" else b"\n]\n")
