"""The order of parties and of people within them."""

from __future__ import annotations

from collections.abc import Callable

from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold
from conclave_desk.exchange.countries import country_name
from conclave_desk.registers.views import Nomination


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
    return lambda code: sort_as.get(code) or fold(name(code))


def person_key(event: Event) -> Callable[[Nomination], tuple[object, ...]]:
    """Party, then its head, then category, then the order that was sent, then the name."""
    ranks = {category.code: category.rank for category in event.categories}
    by_party = party_key(event)

    def key(person: Nomination) -> tuple[object, ...]:
        order = float(person.precedence) if person.precedence.replace(".", "", 1).isdecimal() else float("inf")
        return (
            by_party(person.party),
            not person.heads,
            ranks.get(person.category, 99),
            order,
            person.folded,
            person.id,
        )

    return key
