"""The fields that say who somebody is, into what they come, when, and on what paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from conclave_desk.domain.nomination import DOSSIER
from conclave_desk.exchange import cells
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.tui.forms.common import (
    date_field,
    moment_field,
    paper_fields,
    parties,
    rank_choices,
    read_with,
    words,
)
from conclave_desk.tui.forms.fields import Field, Meaning, Reader, Values
from conclave_desk.tui.forms.photo import PHOTO, PhotoField
from conclave_desk.tui.office import Office

PERSON = (
    *("rank", "given_name", "family_name", "badge_name", "native_name", "post_nominals", "service", "appointment"),
    *("order", "sex", "date_of_birth", "nationality", "passport_number", "passport_expiry", "email", "phone"),
    *("languages", "diet", "marks", "arrives_at", "arrives_by", "departs_at", "departs_by"),
    *("paper_kind", "paper_number", "paper_date", "paper_from", "note"),
)
"""Columns that a form asks for about somebody, besides the photo."""
PLACE = ("slot", "zones", "valid_from", "valid_until", "accompanies", "external_id")
"""Columns that say into what somebody comes, besides category and role."""
PRIVATE = tuple(name for name in DOSSIER if name != PHOTO)
AWAY = "-"
"""Typed into a private field, it takes away what is on file."""

Line = list[Field]


def person_fields(office: Office, photo: PhotoField) -> list[Line]:
    """What is asked of everybody, then what is asked of few."""
    event = office.desk.event
    nation = read_with(cells.nationality(event, iso_countries()))
    return [
        [
            Field("service", "service", choices=words("Army", "Navy", "Air Force"), free=True),
            Field("rank", "rank", choices=rank_choices(event), free=True),
        ],
        [Field("given_name", "given name"), Field("family_name", "family name")],
        [Field("badge_name", "on the badge", hint="if otherwise"), Field("native_name", "native script")],
        [Field("appointment", "appointment"), Field("nationality", "nationality", read=nation, hint="if another")],
        [photo.field()],
        *paper_fields(office),
        [Field("passport_number", "passport"), date_field(office, "passport_expiry", "expires", hint="15/3/2028")],
        [
            date_field(office, "date_of_birth", "born", hint="15/3/1971"),
            Field("sex", "sex", hint="as in the passport"),
        ],
        [Field("email", "e-mail", read=read_with(cells.mail_address)), Field("phone", "phone")],
        [moment_field(office, "arrives_at", "arrives"), Field("arrives_by", "by", hint="flight")],
        [moment_field(office, "departs_at", "departs"), Field("departs_by", "by", hint="flight")],
        [Field("note", "note")],
        *_of_few(office),
    ]


def _of_few(office: Office) -> list[Line]:
    event = office.desk.event
    return [
        [
            Field("post_nominals", "post-nominals", hint="PVSM, AVSM"),
            Field("order", "order", read=read_with(cells.whole), hint="within the party"),
        ],
        [Field("languages", "languages", hint="fr; ar"), Field("diet", "diet")],
        [
            Field("marks", "marks", hint="for the gate"),
            Field("zones", "zones", read=_zones(office), hint="LNG; -PLN"),
        ],
        [
            date_field(office, "valid_from", "valid from", hint="category's"),
            date_field(office, "valid_until", "until", hint="category's"),
        ],
        [
            Field("accompanies", "accompanies", choices=parties(office), free=True, hint="party, name"),
            Field("slot", "slot", hint=f"{event.categories[0].code}-1" if event.categories else ""),
        ],
        [Field("external_id", "external id", hint="by which files name the person")],
    ]


def _zones(office: Office) -> Reader:
    changes = cells.zone_changes(office.desk.event)

    def read(text: str, _: Values) -> Meaning:
        typed = ";".join(part for part in text.upper().replace(",", ";").replace(" ", ";").split(";") if part)
        changes(typed)
        return Meaning(typed, "" if typed == text else typed)

    return read


def filled(lines: list[Line], known: Mapping[str, str], on_file: Mapping[str, str]) -> list[Line]:
    """The lines as they stand for somebody. What is private is not shown again: it says only that it is on file."""
    return [[_known(field, known, on_file) for field in line] for line in lines]


def _known(field: Field, known: Mapping[str, str], on_file: Mapping[str, str]) -> Field:
    if field.name == PHOTO or field.name in PRIVATE:
        told = f"on file; {AWAY} takes it away"
        return replace(field, hint=told, read=_or_away(field.read)) if on_file.get(field.name) else field
    return replace(field, default=known.get(field.name, ""))


def _or_away(read: Reader) -> Reader:
    return lambda text, values: Meaning(AWAY, "is taken away", doubt=True) if text == AWAY else read(text, values)


def private_said(values: Values, names: Sequence[str]) -> dict[str, str]:
    """What the private fields say: nothing where they are blank, a blank text for what is taken away."""
    return {name: "" if values[name] == AWAY else values[name] for name in names if values.get(name)}
