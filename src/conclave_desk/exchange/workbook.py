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
from textwrap import wrap
from typing import Any, BinaryIO

from conclave_desk.domain.event import Event

_LONGEST_SHEET_NAME = 31
_LONGEST_CAPTION = 100
_ILLEGAL_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED_SHEET_NAME = "history"
_DATE, _CLOCK = "yyyy-mm-dd", "hh:mm"
_NARROWEST, _WIDEST = 8, 48
_HEADING_POINTS = 20
_LINE_POINTS = 15
_SLACK = 3
"""Letters that a line holds beyond its number, which is of digits: most are narrower."""
_MARGIN = 0.4
"""Left and right of what is printed, in inches."""


@dataclass(frozen=True, slots=True)
class Look:
    """How columns are shown: those in ``clocks`` as the time of day, other instants as ``moment`` says, and in the
    column ``toned`` some values in the colours of ``tones``.

    Those in ``wraps`` break their lines at so many characters. Of wide tables ``folded`` columns are folded away, where a
    click on the sheet's + brings them back, so that the others are large enough on paper; with ``folds_blank`` also
    those in which a sheet says nothing.
    """

    clocks: Collection[str] = ()
    moment: str = "yyyy-mm-dd hh:mm"
    toned: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)
    wraps: Mapping[str, int] = field(default_factory=dict)
    folded: Collection[str] = ()
    folds_blank: bool = False


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
        top = {"valign": "top"}
        self._text = book.add_format(top)
        self._wrapped = book.add_format(top | {"text_wrap": True})
        self._number = book.add_format(top | {"align": "right", "indent": 1})
        self._date = book.add_format(top | {"num_format": _DATE, "align": "left"})
        self._moment = book.add_format(top | {"num_format": look.moment, "align": "left"})
        self._clock = book.add_format(top | {"num_format": _CLOCK, "align": "left"})
        self._tones = {status: book.add_format(top | {"font_color": colour}) for status, colour in look.tones.items()}
        self._names: set[str] = {_RESERVED_SHEET_NAME}

    def add(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], unprinted: int = 0, title: str = ""
    ) -> None:
        """A sheet with a frozen header, a filter and one line a row; the first ``unprinted`` columns stay off paper."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        for number, longest in enumerate(_longest(rows, columns, self._look)):
            self._column(sheet, number, columns[number], longest)
        last_line, last_column = len(rows), len(columns) - 1
        sheet.set_row(0, _HEADING_POINTS)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last_line, last_column)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=_MARGIN, right=_MARGIN)
        sheet.repeat_rows(0)
        sheet.print_area(0, unprinted, max(1, last_line), last_column)
        sheet.set_header(f"&L{self._event}&R&A{f' · {_printable(title)}' if title else ''}")
        sheet.set_footer(self._foot)
        for number, column in enumerate(columns):
            counts = bool(rows) and all(isinstance(row[number], int | None) for row in rows)
            counts = counts and any(row[number] is not None for row in rows)
            sheet.write_string(0, number, column, self._bold_right if counts else self._bold)
        wraps = [(columns.index(name), most) for name, most in self._look.wraps.items()]
        for line, row in enumerate(rows, 1):
            if (lines := max((_lines(row[number], most) for number, most in wraps), default=1)) > 1:
                sheet.set_row(line, lines * _LINE_POINTS)
            for number, value in enumerate(row):
                self._cell(sheet, line, number, value, columns[number])

    def _column(self, sheet: Any, number: int, name: str, longest: int) -> None:
        """As wide as its longest cell or its header with the filter's button, within limits; or folded away."""
        look = self._look
        width = min(max(longest, len(name) + 3) + 1, look.wraps.get(name, _WIDEST))
        folded = name in look.folded or (look.folds_blank and not longest)
        sheet.set_column(number, number, max(width, _NARROWEST), None, {"level": 1, "hidden": True} if folded else {})

    def _cell(self, sheet: Any, line: int, column: int, value: Any, name: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(line, column, local, self._clock if name in self._look.clocks else self._moment)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, self._date)
        elif isinstance(value, str):
            sheet.write_string(line, column, value, self._format(name, value))
        else:
            sheet.write_number(line, column, value, self._number)

    def _format(self, name: str, text: str) -> Any:
        if name in self._look.wraps:
            return self._wrapped
        return self._tones.get(text, self._text) if name == self._look.toned else self._text


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


def _longest(rows: Sequence[tuple[Any, ...]], columns: Sequence[str], look: Look) -> list[int]:
    """In characters, each column's longest cell; 0 where all are blank."""
    longest = [0] * len(columns)
    moments = [len(_CLOCK if column in look.clocks else look.moment) for column in columns]
    for row in rows:
        for number, value in enumerate(row):
            length = _shown(value, moments[number])
            if length > longest[number]:
                longest[number] = length
    return longest


def _lines(text: str, most: int) -> int:
    """Lines that a wrapped text needs. Excel would find that itself; others show the first line alone."""
    return len(wrap(text, most + _SLACK)) if len(text) > most else 1


def _shown(value: Any, moment: int) -> int:
    if isinstance(value, datetime):
        return moment
    if isinstance(value, date):
        return len(_DATE)
    return 0 if value is None else len(str(value))
