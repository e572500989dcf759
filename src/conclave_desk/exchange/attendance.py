"""The attendance return as a file: CSV, JSON or XLSX, with the columns of CONTRACTS section 6.

No cell can become a formula: in CSV a text that a spreadsheet would calculate gets an apostrophe before it, in XLSX
every text is written as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from conclave_desk.domain.attendance import COLUMNS, STATUSES, AttendanceRow, tallies
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse

SUMMARY, DAYS = "Summary", "Days"
SUMMARY_COLUMNS = ("session", "title", "date", "expected", *STATUSES)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_SHEET_NAME = 31
_LONGEST_CAPTION = 100
_ILLEGAL_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED_SHEET_NAME = "history"
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NARROWEST, _WIDEST = 8, 48


def write(
    rows: Sequence[AttendanceRow],
    event: Event,
    format: str,
    out: BinaryIO,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Write the return to ``out``, which stays open; ``format`` is ``csv``, ``json`` or ``xlsx``.

    ``titles`` are the sessions' titles by code, for the workbook's summary; a session named there has a sheet even
    if nobody was expected. :class:`WrongUse` for any other format.
    """
    if format == "csv":
        _write_csv(rows, event.zone_info, out)
    elif format == "json":
        _write_json(rows, event.zone_info, out)
    elif format == "xlsx":
        _write_xlsx(rows, event, out, titles or {})
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


def _write_xlsx(rows: Sequence[AttendanceRow], event: Event, out: BinaryIO, titles: Mapping[str, str]) -> None:
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    by_session: dict[str, list[AttendanceRow]] = {code: [] for code in titles}
    for row in rows:
        by_session.setdefault(row.session, []).append(row)
    days = by_session.pop("", [])
    whole = io.BytesIO()
    with Workbook(whole, options) as book:
        book.set_properties({"title": f"Attendance, {event.title}", "subject": event.code})
        sheets = _Sheets(book, event)
        sheets.add(SUMMARY, SUMMARY_COLUMNS, _summary(by_session, titles, tallies(rows)))
        for code, lines in by_session.items():
            sheets.add(code, COLUMNS, lines)
        sheets.add(DAYS, COLUMNS, days)
    out.write(whole.getbuffer())


def _summary(
    by_session: Mapping[str, Sequence[AttendanceRow]], titles: Mapping[str, str], counted: Mapping[str, Counter[str]]
) -> list[tuple[Any, ...]]:
    """A line a session: how many were expected, and how many rows have each status."""
    lines: list[tuple[Any, ...]] = []
    for code, rows in by_session.items():
        tally = counted.get(code, Counter())
        day = rows[0].date if rows else None
        lines.append((code, titles.get(code, ""), day, tally.total(), *(tally[status] for status in STATUSES)))
    return lines


class _Sheets:
    """Adds tables to a workbook, each on a sheet of its own."""

    def __init__(self, book: Any, event: Event) -> None:
        self._book = book
        self._zone = event.zone_info
        self._caption = (
            f"&L{_printable(event.title[:_LONGEST_CAPTION])} · &A&RTimes: {_printable(event.timezone)} · &P/&N"
        )
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._date = book.add_format({"num_format": _DATE, "align": "left"})
        self._moment = book.add_format({"num_format": _MOMENT, "align": "left"})
        self._names: set[str] = {_RESERVED_SHEET_NAME}

    def add(self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """A sheet with a frozen header, a filter and one line a row."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        for number, width in enumerate(_widths(columns, rows)):
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(self._caption)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column, self._bold)
        for line, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                self._cell(sheet, line, number, value)

    def _cell(self, sheet: Any, line: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            sheet.write_datetime(line, column, value.astimezone(self._zone).replace(tzinfo=None), self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, self._date)
        elif isinstance(value, str):
            sheet.write_string(line, column, value)
        else:
            sheet.write_number(line, column, value)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows a sheet, unlike all in ``taken`` (case-folded), to which it is added."""
    legal = wanted.translate(_ILLEGAL_IN_SHEET_NAMES).strip("'")[:_LONGEST_SHEET_NAME] or "-"
    name, number = legal, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = legal[: _LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _printable(text: str) -> str:
    """As a printed header shows it: there an ampersand begins a code."""
    return text.replace("&", "&&")


def _widths(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """In characters: the longest cell, its header with the filter's button, within limits."""
    widths = [len(column) + 3 for column in columns]
    for row in rows:
        for number, value in enumerate(row):
            length = _shown(value)
            if length > widths[number]:
                widths[number] = length
    return [min(max(width + 1, _NARROWEST), _WIDEST) for width in widths]


def _shown(value: Any) -> int:
    if isinstance(value, datetime):
        return len(_MOMENT)
    if isinstance(value, date):
        return len(_DATE)
    return 0 if value is None else len(str(value))
