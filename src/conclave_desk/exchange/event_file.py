"""``event.toml``: the event, read whole, with everything that is wrong in it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfoNotFoundError

from conclave_desk.domain.event import (
    BADGE_ALONE,
    BADGE_OR_PIN,
    DIRECTIONS,
    GATE_LANGUAGES,
    KINDS,
    PHOTO_POLICIES,
    PRESENCES,
    REENTRIES,
    Category,
    Event,
    Gate,
    Party,
    Policy,
    Venue,
    Zone,
    zone_info,
)
from conclave_desk.errors import Flaw
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.event_checks import check_event
from conclave_desk.exchange.sentences import listed, quoted
from conclave_desk.exchange.toml_tables import Keys, Source

SECTIONS = ("event", "policy", "party", "category", "zone", "gate", "venue")
COLLECT_POLICIES = ("off", "required")
UNKNOWN_DAY = date(2000, 1, 1)
DEFAULT = Category(code="", name="", rank=0)

_T = TypeVar("_T")
_TOML_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


def read_event(path: Path, countries: Countries) -> tuple[Event | None, list[Flaw]]:
    """The event that the file describes, and all faults in it.

    With faults the event is what could be made out, good enough to look at the other files with; it is ``None``
    when the file is no TOML at all.
    """
    if not path.is_file():
        return None, [Flaw(path.name, "the file is missing; every event folder has one")]
    try:
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        return None, [Flaw(path.name, f"the file cannot be read: {fault.strerror}")]
    except UnicodeDecodeError as fault:
        row = fault.object.count(b"\n", 0, fault.start) + 1
        return None, [Flaw(path.name, f"byte {fault.start + 1} is not UTF-8; save the file as UTF-8", row)]
    return parse_event(path.name, text, countries)


def parse_event(file: str, text: str, countries: Countries) -> tuple[Event | None, list[Flaw]]:
    """:func:`read_event` of a text."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return None, [_broken(file, text, str(fault))]
    source = Source(file, text)
    event = _event(source, document, countries)
    source.flaws.sort(key=lambda flaw: flaw.row or 0)
    return event, source.flaws


def _broken(file: str, text: str, message: str) -> Flaw:
    match = _TOML_PLACE.fullmatch(message)
    what, line = (match[1], match[2]) if match else (message, None)
    row = int(line) if line else text.count("\n") + 1
    return Flaw(file, f"the line cannot be read as TOML: {what[:1].lower()}{what[1:]}", row)


def _event(source: Source, document: dict[str, Any], countries: Countries) -> Event:
    for name in document.keys() - set(SECTIONS):
        place = f"{name}[1]" if isinstance(document[name], list) else name
        is_table = isinstance(document[name], dict | list)
        sentence = f"there is no table {quoted(name)} here; the tables are {listed(SECTIONS)}"
        source.fault(place if is_table else "", None if is_table else name, sentence)
    if "event" not in document:
        source.fault("event", None, "the table [event] is missing, and must be there")
    keys = Keys(source, "event", _table(source, document, "event"))
    policy = Keys(source, "policy", _table(source, document, "policy"))
    starts = keys.day("starts", required="event" in document) or UNKNOWN_DAY
    event = Event(
        code=keys.code("code", r"[A-Z0-9]{2,8}", "2 to 8 of A-Z and 0-9"),
        kind=keys.choice("kind", KINDS),
        title=keys.text("title"),
        host=keys.text("host"),
        timezone=_timezone(keys),
        starts=starts,
        ends=keys.day("ends", required=True) or starts,
        inviting_authority=keys.text("inviting_authority", ""),
        city=keys.text("city", ""),
        badges_from=keys.day("badges_from"),
        badges_until=keys.day("badges_until"),
        languages=_languages(keys),
        linked=keys.words("linked"),
        emblem=keys.text("emblem", ""),
        emergency=keys.words("emergency"),
        day_ends=_day_ends(keys),
        policy=_policy(policy),
        parties=tuple(_party(k) for k in _tables(source, document, "party")),
        categories=tuple(_category(k, rank) for rank, k in enumerate(_tables(source, document, "category"))),
        zones=tuple(_zone(k) for k in _tables(source, document, "zone")),
        gates=tuple(_gate(k) for k in _tables(source, document, "gate")),
        venues=tuple(_venue(k) for k in _tables(source, document, "venue")),
    )
    keys.finish()
    check_event(source, event, countries)
    return event


def _table(source: Source, document: dict[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name, {})
    if isinstance(table, dict):
        return table
    source.fault(f"{name}[1]", None, f"there is one table of this kind; write it as [{name}]")
    return {}


def _tables(source: Source, document: dict[str, Any], name: str) -> list[Keys]:
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        source.fault(name, None, f"there may be several of this kind; write each as [[{name}]]")
        tables = [tables] if isinstance(tables, dict) else []
    return [Keys(source, f"{name}[{number}]", table) for number, table in enumerate(tables, start=1)]


def _timezone(keys: Keys) -> str:
    name = keys.text("timezone")
    if not name:
        return "UTC"
    try:
        zone_info(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        keys.fault("timezone", f"{quoted(name)} is not a time zone; write an IANA name such as Asia/Kolkata")
        return "UTC"
    return name


def _languages(keys: Keys) -> tuple[str, ...]:
    languages = keys.words("languages") or ("en",)
    for language in languages:
        if not re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*", language):
            keys.fault("languages", f'{quoted(language)} is not a language; write a code such as "en" or "pt-BR"')
    return languages


def _day_ends(keys: Keys) -> str:
    text = keys.text("day_ends", "24:00")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", text, re.ASCII):
        keys.fault("day_ends", f'{quoted(text)} is not a time of day; write it as HH:MM, at most "24:00"')
        return "24:00"
    return text


def _policy(keys: Keys) -> Policy:
    late_after = keys.whole("late_after", least=0)
    policy = Policy(
        collect=keys.choice("collect", COLLECT_POLICIES, "off"),
        late_after=Policy().late_after if late_after is None else late_after,
        override_by=keys.choice("override_by", (BADGE_OR_PIN, BADGE_ALONE), BADGE_OR_PIN),
    )
    keys.finish()
    return policy


def _party(keys: Keys) -> Party:
    return _finished(
        keys,
        Party(
            code=keys.code("code", r"[A-Z0-9]{1,8}", "1 to 8 of A-Z and 0-9"),
            name=keys.text("name"),
            sort_as=keys.text("sort_as", "") or None,
            flag=keys.text("flag", ""),
            collect_at=keys.text("collect_at", ""),
        ),
    )


def _category(keys: Keys, rank: int) -> Category:
    colour = keys.text("colour", DEFAULT.colour)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        keys.fault("colour", f'{quoted(colour)} is not a colour; write it as "#RRGGBB", for example "#7A1F2B"')
        colour = DEFAULT.colour
    category = Category(
        code=keys.code("code", r"[A-Z0-9]{1,4}", "1 to 4 of A-Z and 0-9"),
        name=keys.text("name"),
        rank=rank,
        colour=colour,
        zones=keys.words("zones"),
        photo=keys.choice("photo", PHOTO_POLICIES, DEFAULT.photo),
        quota=keys.whole("quota", least=0),
        clearance=keys.words("clearance"),
        works_sessions=keys.flag("works_sessions", False),
        escort=keys.flag("escort", False),
        handout=keys.words("handout"),
        valid_from=keys.day("valid_from"),
        valid_until=keys.day("valid_until"),
        collect_at=keys.text("collect_at", ""),
    )
    return _finished(keys, category)


def _zone(keys: Keys) -> Zone:
    zone = Zone(
        code=keys.code("code", r"[A-Z0-9]{1,4}", "1 to 4 of A-Z and 0-9"),
        name=keys.text("name"),
        capacity=keys.whole("capacity", least=1),
        per_party=keys.whole("per_party", least=1),
        floater=keys.flag("floater", False),
        within=keys.text("within", "") or None,
        presence=keys.choice("presence", PRESENCES, "in_out"),
    )
    return _finished(keys, zone)


def _gate(keys: Keys) -> Gate:
    gate = Gate(
        code=keys.code("code", r"[A-Z0-9]{1,8}", "1 to 8 of A-Z and 0-9"),
        name=keys.text("name"),
        zone=keys.text("zone"),
        direction=keys.choice("direction", DIRECTIONS, "both"),
        reentry=keys.choice("reentry", REENTRIES, "free"),
        handout=keys.flag("handout", False),
        language=keys.choice("language", GATE_LANGUAGES, ""),
    )
    return _finished(keys, gate)


def _venue(keys: Keys) -> Venue:
    venue = Venue(
        code=keys.code("code", r"[A-Z0-9]{1,8}", "1 to 8 of A-Z and 0-9"),
        name=keys.text("name"),
        zone=keys.text("zone", "") or None,
        capacity=keys.whole("capacity", least=1),
    )
    return _finished(keys, venue)


def _finished(keys: Keys, value: _T) -> _T:
    keys.finish()
    return value
