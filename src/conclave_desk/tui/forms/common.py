"""Fields that several forms have: parties, categories, ranks, dates, papers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.event import Event
from conclave_desk.exchange import cells, ranks
from conclave_desk.exchange.countries import country_name, iso_countries
from conclave_desk.exchange.rows import PAPER_KINDS
from conclave_desk.tui.forms import dates
from conclave_desk.tui.forms.fields import Choice, Field, Meaning, Reader, Values
from conclave_desk.tui.office import Office

_LISTED = 6
ROLES = ("member", "principal", "representative", "deputy", "accompanying")
"""As in the event folder, the commonest first."""


def date_field(office: Office, name: str, label: str, **more: Any) -> Field:
    """A day, typed any sane way and said back beside the field."""
    today = office.local(office.desk.now()).date()

    def read(text: str, _: Values) -> Meaning:
        found = dates.day(text, today)
        return Meaning(found.isoformat(), f"{found:%a} {found.day} {found:%b %Y}")

    return Field(name, label, read=read, hint=more.pop("hint", "15 mar, +3, fri"), **more)


def moment_field(office: Office, name: str, label: str, **more: Any) -> Field:
    """A time local to the event, typed any sane way."""
    today = office.local(office.desk.now()).date()
    known = cells.moment(office.desk.event.timezone)

    def read(text: str, _: Values) -> Meaning:
        found = dates.moment(text, today)
        known(f"{found:%Y-%m-%d %H:%M}")
        return Meaning(f"{found:%Y-%m-%d %H:%M}", f"{found:%a} {found.day} {found:%b} {found:%H:%M}")

    return Field(name, label, read=read, hint=more.pop("hint", "28 mar 14:30"), **more)


def today(office: Office) -> str:
    """Today at the event, as a default."""
    return office.local(office.desk.now()).date().isoformat()


def read_with(converter: Callable[[str], Any]) -> Reader:
    """A field that may say what the same column of an event folder may say."""

    def read(text: str, _: Values) -> Meaning:
        converter(text)
        return Meaning(text)

    return read


def words(*values: str, notes: Sequence[str] = ()) -> Callable[[Values], Sequence[Choice]]:
    """A few words to pick from."""
    noted = [*notes, *([""] * (len(values) - len(notes)))]
    picked = [Choice(value, value, note) for value, note in zip(values, noted, strict=True)]
    return lambda _: picked


def parties(office: Office) -> Callable[[Values], Sequence[Choice]]:
    """Every State by its name in the event's languages, and the parties that the event declares."""
    event = office.desk.event
    found: list[Choice] = []

    def choices(_: Values) -> Sequence[Choice]:
        if not found:
            found.extend(_parties(event))
        return found

    return choices


def _parties(event: Event) -> list[Choice]:
    name = party_names(event)
    own = [party.code for party in event.parties]
    codes = [*own, *sorted(iso_countries().codes - set(own), key=name)]
    return [Choice(code, name(code), " · ".join(_other_names(event, code, name(code), code in own))) for code in codes]


def _other_names(event: Event, code: str, shown: str, declared: bool) -> list[str]:
    if declared:
        return [code]
    names = dict.fromkeys(country_name(code, language) for language in ("en", *event.languages))
    return [code, *(name for name in names if name != shown)]


def categories(event: Event) -> Callable[[Values], Sequence[Choice]]:
    """The event's categories in order of precedence."""
    found = [Choice(category.code, category.code, category.name) for category in event.categories]
    return lambda _: found


def rank_choices(event: Event, service: str = "service") -> Callable[[Values], Sequence[Choice]]:
    """The ranks of the service that the form's field of that name says, in the event's languages."""

    known: dict[str, Sequence[Choice]] = {}

    def choices(values: Values) -> Sequence[Choice]:
        asked = values.get(service, "")
        if asked not in known:
            found = ranks.of_service(asked, event.languages)
            known[asked] = [Choice(rank.title, rank.title, f"{rank.grade} {rank.language}") for rank in found]
        return known[asked]

    return choices


def slots_field(event: Event, **more: Any) -> Field:
    """Places by category."""
    offered = cells.slots(event)

    def read(text: str, _: Values) -> Meaning:
        typed = ";".join(part for part in text.upper().replace(",", ";").replace(" ", ";").split(";") if part)
        found = offered(typed)
        return Meaning(typed, f"{sum(found.values())} places")

    return Field("slots", "slots", read=read, hint="HOD:1 DEL:2", **more)


def paper_fields(office: Office) -> list[list[Field]]:
    """The paper that nominates or answers: kind, number, date, from."""
    return [
        [
            Field("paper_kind", "paper", choices=words(*PAPER_KINDS), hint="letter, …"),
            Field("paper_number", "number", hint="NV 112/23"),
        ],
        [date_field(office, "paper_date", "dated"), Field("paper_from", "from", hint="Embassy of …")],
    ]


def said(values: Values, names: Sequence[str]) -> dict[str, str]:
    """Those of the fields that say something."""
    return {name: values[name] for name in names if values.get(name)}


def listed(texts: Sequence[str]) -> str:
    """A few of them, and how many more there are."""
    shown = ", ".join(texts[:_LISTED])
    return shown if len(texts) <= _LISTED else f"{shown} and {len(texts) - _LISTED} more"


def draft_name(kind: str, ids: Sequence[str]) -> str:
    """What the draft of a form about several records is kept under: of the same ones alone."""
    return f"{kind}:{hashlib.sha256(' '.join(ids).encode()).hexdigest()[:16]}"
