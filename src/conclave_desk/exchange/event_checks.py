"""What must hold between the parts of an event file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from conclave_desk.domain.event import (
    AFRICAN_UNION,
    EVERY_ZONE,
    NO_FLAG,
    Category,
    Event,
    Gate,
    Party,
    Venue,
    Zone,
    names_a_file,
)
from conclave_desk.errors import Flaw
from conclave_desk.exchange.countries import Countries
from conclave_desk.exchange.sentences import hint, quoted
from conclave_desk.exchange.toml_tables import Source


def check_event(source: Source, event: Event, countries: Countries) -> None:
    """Note in ``source`` whatever contradicts itself or names what is not declared."""
    _check_days(source, event)
    _check_codes(source, event)
    _check_host(source, event, countries)
    _check_flags(source, event, countries)
    _check_linked(source, event)
    _check_categories(source, event)
    _check_zones(source, event)
    _check_gates(source, event)
    for number, venue in enumerate(event.venues, start=1):
        if venue.zone is not None:
            _known_zone(source, event, f"venue[{number}]", "zone", venue.zone)


def _check_days(source: Source, event: Event) -> None:
    if event.ends < event.starts:
        source.fault("event", "ends", f"the event ends on {event.ends}, before it starts on {event.starts}")
    badges_from, badges_until = event.badges_from or event.starts, event.badges_until or event.ends
    if badges_until < badges_from:
        key = "badges_from" if event.badges_until is None else "badges_until"
        source.fault("event", key, f"badges would end on {badges_until}, before they begin on {badges_from}")


def _check_codes(source: Source, event: Event) -> None:
    families: dict[str, Sequence[Party | Category | Zone | Gate | Venue]] = {
        "party": event.parties,
        "category": event.categories,
        "zone": event.zones,
        "gate": event.gates,
        "venue": event.venues,
    }
    for kind, members in families.items():
        first: dict[str, int] = {}
        for number, member in enumerate(members, start=1):
            if member.code and first.setdefault(member.code, number) != number:
                sentence = f"{member.code} is already the code of {kind}[{first[member.code]}]; each needs its own"
                source.fault(f"{kind}[{number}]", "code", sentence)


def _check_flags(source: Source, event: Event, countries: Countries) -> None:
    for number, party in enumerate(event.parties, start=1):
        if party.flag in ("", NO_FLAG, AFRICAN_UNION) or names_a_file(party.flag):
            continue
        if not countries.known(party.flag):
            sentence = (
                f"no country has the code {quoted(party.flag)}; use ISO 3166 alpha-3, "
                '"none" for no flag, or the name of an SVG or PNG beside this file'
            )
            source.fault(f"party[{number}]", "flag", sentence)


def _check_host(source: Source, event: Event, countries: Countries) -> None:
    if event.host and not countries.known(event.host) and event.host not in {p.code for p in event.parties}:
        meant = countries.meant(event.host)
        end = f"did you mean {meant}?" if meant else "use ISO 3166 alpha-3, or declare it as [[party]]"
        source.fault("event", "host", f"no party has the code {quoted(event.host)}; {end}")


def _check_linked(source: Source, event: Event) -> None:
    for code in event.linked:
        if not re.fullmatch(r"[A-Z0-9]{2,8}", code):
            source.fault("event", "linked", f"{quoted(code)} is not an event's code: 2 to 8 of A-Z and 0-9")
        elif code == event.code:
            source.fault("event", "linked", "an event cannot be linked to itself")


def _check_categories(source: Source, event: Event) -> None:
    if not event.categories:
        source.fault("category", None, "there is no [[category]]; declare at least one kind of participant")
    for number, category in enumerate(event.categories, start=1):
        place = f"category[{number}]"
        for zone in category.zones:
            if zone != EVERY_ZONE:
                _known_zone(source, event, place, "zones", zone)
        if category.valid_from and category.valid_until and category.valid_until < category.valid_from:
            source.fault(place, "valid_until", f"it is before valid_from, {category.valid_from}")


def _check_zones(source: Source, event: Event) -> None:
    around = {zone.code: zone.within for zone in event.zones}
    for number, zone in enumerate(event.zones, start=1):
        if zone.within is None or not _known_zone(source, event, f"zone[{number}]", "within", zone.within):
            continue
        path = [zone.code]
        outer: str | None = zone.within
        while outer is not None and outer not in path:
            path.append(outer)
            outer = around.get(outer)
        if outer == zone.code:
            sentence = f"the zones lie in a circle: {' within '.join([*path, zone.code])}"
            source.fault(f"zone[{number}]", "within", sentence)


def _check_gates(source: Source, event: Event) -> None:
    for number, gate in enumerate(event.gates, start=1):
        if gate.zone:
            _known_zone(source, event, f"gate[{number}]", "zone", gate.zone)
    numbered = sorted(enumerate(event.gates, start=1), key=lambda pair: pair[1].zone)
    for zone, pairs in groupby(numbered, key=lambda pair: pair[1].zone):
        (_, first), *others = pairs
        for number, gate in others:
            if zone and gate.reentry != first.reentry:
                sentence = (
                    f"gate {gate.code} is {quoted(gate.reentry)} but gate {first.code} of the same zone {zone} "
                    f"is {quoted(first.reentry)}; all gates of a zone must agree"
                )
                source.fault(f"gate[{number}]", "reentry", sentence)


def _known_zone(source: Source, event: Event, place: str, key: str, zone: str) -> bool:
    codes = [z.code for z in event.zones if z.code]
    if zone in codes:
        return True
    source.fault(place, key, f"no [[zone]] has the code {quoted(zone)}{hint(zone, codes)}")
    return False


def event_warnings(file: str, event: Event) -> list[Flaw]:
    """What is allowed and hardly meant."""
    exits = {gate.zone for gate in event.gates if gate.direction != "in"}
    one_way = {zone.code for zone in event.zones if zone.presence == "in_only" or zone.code not in exits}
    return [
        Flaw(
            file,
            f"gate {gate.code} asks for a scan out before the next one in, but nobody is scanned out of {gate.zone}: "
            "whoever leaves stays out",
            column=f"gate[{number}].reentry",
        )
        for number, gate in enumerate(event.gates, start=1)
        if gate.reentry == "passback" and gate.zone in one_way
    ]
