"""The columns of a nomination as flags and as an answer (CONTRACTS section 3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from conclave_desk.cli.fields import DATE, TEXT, listed
from conclave_desk.domain.event import Event
from conclave_desk.domain.nomination import DOSSIER, PAPER, TRAVEL
from conclave_desk.errors import WrongData, WrongUse

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.exchange.portraits import Portrait

F = TypeVar("F", bound=Callable[..., Any])

COLUMNS = (
    *("invitation", "party", "category", "slot", "role", "rank", "given_name", "family_name", "badge_name"),
    *("native_name", "post_nominals", "service", "appointment", "order", "sex", "date_of_birth", "nationality"),
    *("passport_number", "passport_expiry", "email", "phone", "languages", "diet", "arrives_at", "arrives_by"),
    *("departs_at", "departs_by", "photo", "accompanies", "marks", "zones", "valid_from", "valid_until"),
    *("paper_kind", "paper_number", "paper_date", "paper_from", "status", "external_id", "note"),
)
_DATES = {"date_of_birth", "passport_expiry", "valid_from", "valid_until", "paper_date"}
PLACE = ("category", "slot", "role", "zones", "valid_from", "valid_until", "accompanies", "external_id")
"""Columns that say into what somebody is put forward, once the party and its invitation stand."""
ABOUT_PERSON = tuple(c for c in COLUMNS if c not in (*PLACE, "invitation", "party", "status"))
"""Columns that say who somebody is, when they come, and on what paper."""


def column_flags(*names: str) -> Callable[[F], F]:
    """A flag for each of the columns, ``--family-name`` for ``family_name``."""

    def decorate(function: F) -> F:
        for name in reversed(names):
            kind: Any = DATE if name in _DATES else TEXT
            flag = f"--{name.replace('_', '-')}"
            if name == "photo":
                function = click.option(flag, metavar="FILE", help="A JPEG, PNG or HEIC.")(function)
            else:
                function = click.option(flag, name, type=kind)(function)
        return function

    return decorate


def cells(event: Event, values: dict[str, Any]) -> dict[str, str]:
    """The flags that were typed, of those that say who somebody is; :class:`WrongUse` for what a file may not say."""
    from conclave_desk.exchange.cells import CellFault

    typed = {name: str(values[name]) for name in ABOUT_PERSON if values.get(name)}
    if "photo" in typed:
        typed["photo"] = Path(typed["photo"]).name
    for name, converter in _converters(event).items():
        if text := typed.get(name):
            try:
                converter(text)
            except CellFault as fault:
                raise WrongUse(f"--{name.replace('_', '-')}: {fault}.") from fault
    return typed


def amended(desk: Desk, values: dict[str, Any]) -> dict[str, str]:
    """The flags that were typed, blank ones too: those take away what stood there."""
    blank = {name: "" for name in (*ABOUT_PERSON, *PLACE) if values.get(name) == ""}
    place = place_values(desk, {name: value for name, value in values.items() if name in PLACE})
    if "zones" in place:
        place["zones"] = ";".join(place["zones"])
    return {**blank, **cells(desk.event, values), **place}


def _converters(event: Event) -> dict[str, Callable[[str], Any]]:
    from conclave_desk.exchange import cells as meaning
    from conclave_desk.exchange.countries import iso_countries
    from conclave_desk.exchange.rows import PAPER_KINDS

    instant = meaning.moment(event.timezone)
    return {
        "order": meaning.whole,
        "nationality": meaning.nationality(event, iso_countries()),
        "email": meaning.mail_address,
        "arrives_at": instant,
        "departs_at": instant,
        "paper_kind": meaning.one_of(*PAPER_KINDS),
    }


def place_values(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    """The flags that say into what somebody is put forward; :class:`WrongUse` for a code that is not the event's."""
    from conclave_desk.desk import lookup

    event = desk.event
    chosen = {name: values[name] for name in PLACE if values.get(name)}
    if "category" in chosen:
        chosen["category"] = lookup.category(desk, chosen["category"])
    if "zones" in chosen:
        chosen["zones"] = listed(chosen["zones"])
    for zone in chosen.get("zones", ()):
        if event.zone(zone.removeprefix("-")) is None:
            raise WrongUse(f"The event has no zone {zone!r}; it has {', '.join(z.code for z in event.zones)}.")
    if values.get("over_quota"):
        chosen["over_quota"] = values["over_quota"]
    if values.get("same_person"):
        chosen["same_person"] = values["same_person"]
    if values.get("distinct_from"):
        chosen["distinct_from"], chosen["distinct_reason"] = values["distinct_from"]
    if values.get("photo"):
        chosen["portrait"] = portrait_in(values["photo"])
    return chosen


def portrait_in(file: str) -> Portrait:
    """The photo that ``--photo`` names; :class:`WrongUse` if it is not there, :class:`WrongData` if it is none."""
    from conclave_desk.exchange.portraits import PhotoFault, read_portrait

    path = Path(file)
    if not path.is_file():
        raise WrongUse(f"--photo: there is no file {file}.")
    try:
        return read_portrait(path)
    except PhotoFault as fault:
        raise WrongData(f"{file}: {fault}") from fault


def row(found: Any, reference: str | None, status: str, dossier: dict[str, str] | None = None) -> dict[str, Any]:
    """A nomination under the column names of its file, and its id; private columns only from a dossier."""
    kept = {**{f"paper_{name}": value for name, value in found.paper.items()}, **found.travel, **(dossier or {})}
    values: dict[str, Any] = {"id": found.id}
    for name in COLUMNS:
        if name == "invitation":
            values[name] = reference
        elif name == "status":
            values[name] = status
        elif name in DOSSIER or name in PAPER or name in TRAVEL:
            values[name] = kept.get(name)
        elif name == "zones":
            values[name] = ";".join(found.zones) or None
        else:
            values[name] = getattr(found, "precedence" if name == "order" else name) or None
    return values
