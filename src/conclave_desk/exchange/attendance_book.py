"""The attendance return as a workbook: a summary, the parties, a sheet a session, the days.

Made to be looked at and printed: real dates, a frozen header with filters, numbers under their headings, columns that
say the same in every line left off the paper.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from conclave_desk.domain.attendance import COLUMNS, STATUSES, AttendanceRow, tallies
from conclave_desk.domain.event import Event
from conclave_desk.exchange.held import Held

SUMMARY, PARTIES, DAYS = "Summary", "Parties", "Days"
SUMMARY_COLUMNS = ("session", "title", "date", "starts", "ends", "expected", "there", *STATUSES)
"""``there`` is whoever came at all: attended, late or left early."""
PARTY_COLUMNS = ("party", "name", "people", "seen")
"""Then a column a session: how many of them were there."""

_THERE = ("attended", "late", "left_early")
_TONES = {"absent": "#B23A0E", "late": "#7D5A00", "left_early": "#7D5A00", "excused": "#646B78"}
_LONGEST_SHEET_NAME = 31
_LONGEST_CAPTION = 100
_ILLEGAL_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED_SHEET_NAME = "history"
_DATE, _MOMENT, _CLOCK = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"
_TIMES = ("starts", "ends")
_NARROWEST, _WIDEST = 8, 48
_HEADING_POINTS = 20
_SAME_IN_ALL_LINES = 2
"""Of a session's sheet the first columns, event and session, which its heading says already."""


def write_book(
    rows: Sequence[AttendanceRow],
    event: Event,
    out: BinaryIO,
    sessions: Mapping[str, Held],
    parties: Mapping[str, str],
) -> None:
    """Write the workbook to ``out``."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    by_session: dict[str, list[AttendanceRow]] = {code: [] for code in sessions}
    for row in rows:
        by_session.setdefault(row.session, []).append(row)
    days = by_session.pop("", [])
    whole = io.BytesIO()
    with Workbook(whole, options) as book:
        book.set_properties({"title": f"Attendance, {event.title}", "subject": event.code})
        sheets = _Sheets(book, event)
        sheets.add(SUMMARY, SUMMARY_COLUMNS, [*_summary(by_session, sessions, tallies(rows)), *_by_day(days)])
        sheets.add(PARTIES, (*PARTY_COLUMNS, *by_session), _parties(rows, list(by_session), parties))
        for code, lines in by_session.items():
            held = sessions.get(code)
            sheets.add(code, COLUMNS, lines, _SAME_IN_ALL_LINES, held.title if held else "")
        sheets.add(DAYS, COLUMNS, days, _SAME_IN_ALL_LINES)
    out.write(whole.getbuffer())


def _summary(
    by_session: Mapping[str, Sequence[AttendanceRow]], sessions: Mapping[str, Held], counted: Mapping[str, Counter[str]]
) -> list[tuple[Any, ...]]:
    """A line a session: when it was, how many were expected and there, and how many rows have each status."""
    lines: list[tuple[Any, ...]] = []
    for code, rows in by_session.items():
        held = sessions.get(code, Held(""))
        day = rows[0].date if rows else None
        lines.append((code, held.title, day, held.starts, held.ends, *_numbers(counted.get(code, Counter()))))
    return lines


def _by_day(days: Sequence[AttendanceRow]) -> list[tuple[Any, ...]]:
    """A line a day, without a session."""
    counted: dict[date, Counter[str]] = {}
    for row in days:
        counted.setdefault(row.date, Counter())[row.status] += 1
    return [
        ("", f"{day:%A} {day.day} {day:%B}", day, None, None, *_numbers(tally))
        for day, tally in sorted(counted.items())
    ]


def _numbers(tally: Counter[str]) -> tuple[int, ...]:
    there = sum(tally[status] for status in _THERE)
    return (tally.total(), there, *(tally[status] for status in STATUSES))


def _parties(rows: Sequence[AttendanceRow], codes: Sequence[str], names: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """A line a party in order of precedence: its people, who of them was seen at all, and how many at each session."""
    people: dict[str, set[int]] = {}
    seen: dict[str, set[int]] = {}
    there: Counter[tuple[str, str]] = Counter()
    first: dict[str, int] = {}
    for row in rows:
        people.setdefault(row.party, set()).add(row.precedence)
        first[row.party] = min(first.get(row.party, row.precedence), row.precedence)
        if row.status in _THERE:
            seen.setdefault(row.party, set()).add(row.precedence)
            there[row.party, row.session] += 1
    return [
        (party, names.get(party, ""), len(people[party]), len(seen.get(party, ())), *(there[party, c] for c in codes))
        for party in sorted(people, key=first.__getitem__)
    ]


class _Sheets:
    """Adds tables to a workbook, each on a sheet of its own."""

    def __init__(self, book: Any, event: Event) -> None:
        self._book = book
        self._zone = event.zone_info
        self._event = _printable(event.title[:_LONGEST_CAPTION])
        self._foot = f"&L{_printable(event.code)}&CTimes: {_printable(event.timezone)}&R&P/&N"
        heading = {"bold": True, "bottom": 1, "valign": "top"}
        self._bold = book.add_format(heading)
        self._bold_right = book.add_format(heading | {"align": "right", "indent": 1})
        self._number = book.add_format({"align": "right", "indent": 1})
        self._date = book.add_format({"num_format": _DATE, "align": "left"})
        self._moment = book.add_format({"num_format": _MOMENT, "align": "left"})
        self._clock = book.add_format({"num_format": _CLOCK, "align": "left"})
        self._tones = {status: book.add_format({"font_color": colour}) for status, colour in _TONES.items()}
        self._names: set[str] = {_RESERVED_SHEET_NAME}

    def add(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], unprinted: int = 0, title: str = ""
    ) -> None:
        """A sheet with a frozen header, a filter and one line a row; the first ``unprinted`` columns stay off paper."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        for number, width in enumerate(_widths(columns, rows)):
            sheet.set_column(number, number, width)
        last_line, last_column = len(rows), len(columns) - 1
        sheet.set_row(0, _HEADING_POINTS)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last_line, last_column)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, unprinted, max(1, last_line), last_column)
        sheet.set_header(f"&L{self._event}&R&A{f' · {_printable(title)}' if title else ''}")
        sheet.set_footer(self._foot)
        for number, column in enumerate(columns):
            counts = bool(rows) and all(isinstance(row[number], int | None) for row in rows)
            counts = counts and any(row[number] is not None for row in rows)
            sheet.write_string(0, number, column, self._bold_right if counts else self._bold)
        for line, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                self._cell(sheet, line, number, value, columns[number])

    def _cell(self, sheet: Any, line: int, column: int, value: Any, name: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(line, column, local, self._clock if name in _TIMES else self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, self._date)
        elif isinstance(value, str):
            sheet.write_string(line, column, value, self._tones.get(value) if name == "status" else None)
        else:
            sheet.write_number(line, column, value, self._number)


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
    clocks = [column in _TIMES for column in columns]
    for row in rows:
        for number, value in enumerate(row):
            length = _shown(value, clocks[number])
            if length > widths[number]:
                widths[number] = length
    return [min(max(width + 1, _NARROWEST), _WIDEST) for width in widths]


def _shown(value: Any, clock: bool) -> int:
    if isinstance(value, datetime):
        return len(_CLOCK if clock else _MOMENT)
    if isinstance(value, date):
        return len(_DATE)
    return 0 if value is None else len(str(value))
