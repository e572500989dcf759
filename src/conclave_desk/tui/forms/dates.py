"""Dates and times as people type them: ``15 mar``, ``15/3``, ``2023-03-15``, ``+3``, ``fri``, ``today``."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from conclave_desk.exchange.cells import FIRST_YEAR, LAST_YEAR, CellFault

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_AHEAD = re.compile(r"([+-]\d{1,3})([dw]?)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{1,2}[:.h]\d\d|\d{1,2} ?[ap]m", re.ASCII | re.IGNORECASE)


def day(text: str, today: date) -> date:
    """The day that is meant; without a year the one nearest to ``today``. Day goes before month in ``15/3``."""
    typed = text.strip().casefold()
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    if ahead := _AHEAD.fullmatch(typed):
        return today + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "w" else 1))
    if len(typed) >= 2 and typed.isalpha() and (named := [d for d in _DAYS if d.startswith(typed)]):
        return today + timedelta(days=(_DAYS.index(named[0]) - today.weekday()) % 7)
    first, second = (_parsed(typed, datetime(year, 1, number)) for year, number in ((2000, 1), (2004, 2)))
    if first.day != second.day:
        raise CellFault(f"“{text}” has no day; write for example 15 mar or 2023-03-15")
    if first.year != second.year:
        return _nearest(first.month, first.day, today)
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise CellFault(f"“{text}” is not a year of any event")
    return first.date()


def moment(text: str, today: date) -> datetime:
    """The local time that is meant, without zone; today where no day is typed."""
    typed = text.strip()
    clock = _TIME.search(typed)
    if clock is None:
        raise CellFault(f"“{text}” has no hour; write for example 28 mar 14:30")
    rest = (typed[: clock.start()] + typed[clock.end() :]).strip(" ,T")
    at = _parsed(re.sub("[.h]", ":", clock[0], flags=re.IGNORECASE), datetime(2000, 1, 1)).time()
    return datetime.combine(day(rest, today) if rest else today, time(at.hour, at.minute))


def _parsed(typed: str, default: datetime) -> datetime:
    from dateutil import parser

    try:
        found: datetime = parser.parse(typed, default=default, dayfirst=not _ISO.fullmatch(typed))
        return found
    except (ValueError, OverflowError):
        raise CellFault(f"“{typed}” is not a date; write for example 15 mar, 15/3/2023 or 2023-03-15") from None


def _nearest(month: int, number: int, today: date) -> date:
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    if not found:
        raise CellFault(f"{number}/{month} is not in the calendar")
    return min(found, key=lambda one: abs(one - today))
