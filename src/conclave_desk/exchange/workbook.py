"""Tables on the sheets of a workbook (XLSX), made to be looked at and printed: real dates, a frozen header with
filters, numbers under their headings.

Every text is written as text: none can become a formula.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from conclave_desk.domain.event import Event

_LONGEST_SHEET_NAME = 31
_LONGEST_CAPTION = 100
_ILLEGAL_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED_SHEET_NAME = "history"
_DATE, _CLOCK = "yyyy-mm-dd", "hh:mm"
_NARROWEST, _WIDEST = 8, 48
_HEADING_POINTS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How columns are shown: those in ``clocks`` as the time of day, other instants as ``moment`` says, and in the
    column ``toned`` some values in the colours of ``tones``."""

    clocks: Collection[str] = ()
    moment: str = "yyyy-mm-dd hh:mm"
    toned: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def workbook(event: Event, title: str, out: BinaryIO, look: Look) -> Iterator[Sheets]:
    """A workbook of the event, to which the sheets are added; it is written to ``out`` at the end."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    whole = io.BytesIO()
    with Workbook(whole, options) as book:
        book.set_properties({"title": f"{title}, {event.title}", "subject": event.code})
        yield Sheets(book, event, look)
    out.write(whole.getbuffer())


class Sheets:
    """Adds tables to a workbook, each on a sheet of its own."""

    def __init__(self, book: Any, event: Event, look: Look) -> None:
        self._book = book
        self._look = look
        self._zone = event.zone_info
        self._event = _printable(event.title[:_LONGEST_CAPTION])
        self._foot = f"&L{_printable(event.code)}&CTimes: {_printable(event.timezone)}&R&P/&N"
        heading = {"bold": True, "bottom": 1, "valign": "top"}
        self._bold = book.add_format(heading)
        self._bold_right = book.add_format(heading | {"align": "right", "indent": 1})
        self._number = book.add_format({"align": "right", "indent": 1})
        self._date = book.add_format({"num_format": _DATE, "align": "left"})
        self._moment = book.add_format({"num_format": look.moment, "align": "left"})
        self._clock = book.add_format({"num_format": _CLOCK, "align": "left"})
        self._tones = {status: book.add_format({"font_color": colour}) for status, colour in look.tones.items()}
        self._names: set[str] = {_RESERVED_SHEET_NAME}

    def add(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], unprinted: int = 0, title: str = ""
    ) -> None:
        """A sheet with a frozen header, a filter and one line a row; the first ``unprinted`` columns stay off paper."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        for number, width in enumerate(_widths(columns, rows, self._look)):
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
            sheet.write_datetime(line, column, local, self._clock if name in self._look.clocks else self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, self._date)
        elif isinstance(value, str):
            sheet.write_string(line, column, value, self._tones.get(value) if name == self._look.toned else None)
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


def _widths(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], look: Look) -> list[int]:
    """In characters: the longest cell, its header with the filter's button, within limits."""
    widths = [len(column) + 3 for column in columns]
    moments = [len(_CLOCK if column in look.clocks else look.moment) for column in columns]
    for row in rows:
        for number, value in enumerate(row):
            length = _shown(value, moments[number])
            if length > widths[number]:
                widths[number] = length
    return [min(max(width + 1, _NARROWEST), _WIDEST) for width in widths]


def _shown(value: Any, moment: int) -> int:
    if isinstance(value, datetime):
        return moment
    if isinstance(value, date):
        return len(_DATE)
    return 0 if value is None else len(str(value))
