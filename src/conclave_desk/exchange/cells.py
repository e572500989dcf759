"""What the text of a cell means: dates, instants, numbers, codes, words of a list.

A converter takes the text of a cell that is not blank and returns its value, or raises :class:`CellFault` with a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from conclave_desk.domain.event import Event, zone_info
from conclave_desk.errors import Flaw
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.sentences import hint, listed, quoted

FIRST_YEAR, LAST_YEAR = 1900, 2999

Converter = Callable[[str], Any]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_CODE = re.compile(r"[A-Z0-9]{1,8}")
_MAIL = re.compile(r"[^@\s;]+@[^@\s;]+(?:\s*;\s*[^@\s;]+@[^@\s;]+)*;?")


class CellFault(ValueError):
    """The text does not mean what its column asks for; the message is a sentence for the person who typed it."""


class Remembered(dict[str, Any]):
    """What texts mean to a converter: each text of a column is read once, and then looked up."""

    def __init__(self, converter: Converter) -> None:
        super().__init__()
        self._converter = converter

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._converter(text)
        return value


def convert(
    file: str, row: int, cells: Mapping[str, str], columns: Mapping[str, Remembered], flaws: list[Flaw]
) -> dict[str, Any]:
    """The values of a row's cells by column; text where nothing else is asked for. Faulty cells are left out."""
    values: dict[str, Any] = dict(cells)
    for name, meanings in columns.items():
        text = cells.get(name)
        if text is not None:
            try:
                values[name] = meanings[text]
            except CellFault as fault:
                flaws.append(Flaw(file, str(fault), row, name))
                del values[name]
    return values


def remembered(header: Collection[str], converters: Mapping[str, Converter]) -> dict[str, Remembered]:
    """The converters of those columns that a table has, for :func:`convert` to use on all its rows."""
    return {name: Remembered(converter) for name, converter in converters.items() if name in header}


def day(text: str) -> date:
    """A date, ``YYYY-MM-DD``."""
    if not _DAY.fullmatch(text):
        raise CellFault(f"{quoted(text)} is not a date; write it as YYYY-MM-DD, for example 2023-03-28")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise CellFault(f"{text} is not in the calendar") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellFault(f"{text} is not a year of any event; dates go from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def moment(timezone: str) -> Converter:
    """An instant, ``YYYY-MM-DD HH:MM`` local to the time zone; the value is aware and UTC.

    A time that the clocks skip is a fault; of two equal times, when they are put back, the first is meant.
    """
    zone = zone_info(timezone)

    def instant(text: str) -> datetime:
        clock = _local(text)
        local = datetime.combine(clock, clock.time(), zone)
        at = local.astimezone(UTC)
        shown = at.astimezone(zone)
        if shown != local:
            raise CellFault(
                f"{text} does not exist in {timezone}: the clocks are put forward over it; is {shown:%H:%M} meant?"
            )
        return at

    return instant


def _local(text: str) -> datetime:
    match = _MOMENT.fullmatch(text)
    if not match:
        if _DAY.fullmatch(text):
            raise CellFault(f"{text} has no hour; write for example {text} 14:30, or {text} 00:00 for midnight")
        if _MOMENT.match(text):
            raise CellFault(
                f"{quoted(text)}: times are local to the event; write YYYY-MM-DD HH:MM and nothing after it"
            )
        raise CellFault(f"{quoted(text)} is not a time; write it as YYYY-MM-DD HH:MM, for example 2023-03-28 14:30")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        day(match[1])
        raise CellFault(f"{match[2]} is not a time of day; it goes from 00:00 to 23:59") from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        day(match[1])
    return at


def whole(text: str) -> int:
    """A whole number from 0."""
    if not _WHOLE.fullmatch(text):
        raise CellFault(f"{quoted(text)} is not a whole number")
    return int(text)


def one_of(*words: str) -> Converter:
    """One of these words, as they are written."""

    def word(text: str) -> str:
        if text not in words:
            raise CellFault(f"{quoted(text)} is not a word for this column{hint(text, words)}")
        return text

    return word


def several(converter: Converter = str) -> Converter:
    """A list separated by ``;``, each part read by the converter; blank parts are left out. The value is a tuple."""

    def parts(text: str) -> tuple[Any, ...]:
        return tuple(converter(part) for part in map(str.strip, text.split(";")) if part)

    return parts


def code(text: str) -> str:
    """1-8 of A-Z and 0-9."""
    if not _CODE.fullmatch(text):
        raise CellFault(f"{quoted(text)} is not a code; a code is 1 to 8 of A-Z and 0-9")
    return text


def mail_address(text: str) -> str:
    """Something that mail could be sent to; several are separated by ``;``."""
    if not _MAIL.fullmatch(text):
        raise CellFault(f"{quoted(text)} is not an e-mail address")
    return text


def declared(kind: str, codes: Collection[str]) -> Converter:
    """The code of a category, zone, venue … of the event."""

    def known(text: str) -> str:
        if text not in codes:
            raise CellFault(f"event.toml declares no {kind} {quoted(text)}{hint(text, codes)}")
        return text

    return known


def party(event: Event, countries: Countries) -> Converter:
    """The code of a State, of the host, or of a party that the event declares."""
    own = {event.host, *(party.code for party in event.parties)}

    def known(text: str) -> str:
        if text not in own and not countries.known(text):
            meant = countries.meant(text)
            end = f"; did you mean {meant}?" if meant else "; use ISO 3166 alpha-3, or declare it as [[party]]"
            raise CellFault(f"no party has the code {quoted(text)}{end}")
        return text

    return known


TRAVEL_DOCUMENT_CODES = frozenset(
    {"D", "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "UNA", "UNK", "UNO", "XBA", "XCC", "XCE"}
    | {"XCO", "XEC", "XES", "XIM", "XMP", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX"}
)
"""Nationalities that passports show and ISO 3166 does not (ICAO Doc 9303, part 3, section 5)."""


def nationality(event: Event, countries: Countries) -> Converter:
    """Like :func:`party`, and what passports show besides."""
    known = party(event, countries)
    return lambda text: text if text in TRAVEL_DOCUMENT_CODES else known(text)


def slots(event: Event) -> Converter:
    """``HOD:1;DEL:2``: how many places are offered in each category, as a dict."""
    category = declared("category", [category.code for category in event.categories])

    def offered(text: str) -> dict[str, int]:
        places: dict[str, int] = {}
        for part in filter(None, map(str.strip, text.split(";"))):
            name, colon, number = (piece.strip() for piece in part.partition(":"))
            if not colon or not _WHOLE.fullmatch(number):
                raise CellFault(f"{quoted(part)} offers no slots; write category:number, for example HOD:1;DEL:2")
            if category(name) in places:
                raise CellFault(f"the category {name} stands twice")
            places[name] = int(number)
        return places

    return offered


def zone_changes(event: Event) -> Converter:
    """``LNG;-PLN``: zones added to the category's and, with ``-``, taken away."""
    codes = [zone.code for zone in event.zones]
    zone = declared("zone", codes)

    def change(text: str) -> str:
        if text != "*":
            zone(text.removeprefix("-").strip())
        return text

    def changes(text: str) -> tuple[str, ...]:
        found: tuple[str, ...] = several(change)(text)
        torn = [part for part in found if f"-{part}" in found]
        if torn:
            raise CellFault(f"{listed(torn)} cannot be both added and taken away")
        return found

    return changes
