"""The order of parties and of people within them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold
from conclave_desk.domain.nomination import HEADS
from conclave_desk.exchange.countries import country_name


def party_names(event: Event, language: str | None = None) -> Callable[[str], str]:
    """Names of parties as the host writes them, else as ISO 3166 has them in the event's first language."""
    declared = {party.code: party.name for party in event.parties}
    chosen = language or (event.languages[0] if event.languages else "en")
    known: dict[str, str] = {}

    def name(code: str) -> str:
        if code not in known:
            known[code] = declared.get(code) or country_name(code, chosen)
        return known[code]

    return name


def party_key(event: Event) -> Callable[[str], str]:
    """What parties are sorted by: ``sort_as`` if the host says so, else the name in English."""
    sort_as = {party.code: party.sort_as for party in event.parties if party.sort_as}
    name = party_names(event, "en")
    known: dict[str, str] = {}

    def key(code: str) -> str:
        if code not in known:
            known[code] = sort_as.get(code) or fold(name(code))
        return known[code]

    return key


class Placed(Protocol):
    """What a person's place within a party goes by."""

    @property
    def id(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def precedence(self) -> str: ...
    @property
    def folded(self) -> str: ...


class PlacedInParty(Placed, Protocol):
    """The same, with the party."""

    @property
    def party(self) -> str: ...


def place_key(event: Event) -> Callable[[Placed], tuple[object, ...]]:
    """Within a party: its head, then category, then the order that was sent, then the name."""
    ranks = {category.code: category.rank for category in event.categories}

    def key(person: Placed) -> tuple[object, ...]:
        order = float(person.precedence) if person.precedence.replace(".", "", 1).isdecimal() else float("inf")
        return (person.role not in HEADS, ranks.get(person.category, 99), order, person.folded, person.id)

    return key


def person_key(event: Event) -> Callable[[PlacedInParty], tuple[object, ...]]:
    """Party, then the place within it."""
    by_party, within = party_key(event), place_key(event)
    return lambda person: (by_party(person.party), *within(person))
