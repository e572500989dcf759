"""Selections: ``party:MLI category:HOD status:issued serial:K7Q4-9XTM-1R`` terms, all of which must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.errors import WrongUse
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Accreditation, Badge, Nomination

TERMS = ("party", "category", "status", "serial")
AT_ONCE = 200
"""Badges that are read together."""
STATUSES = ("issued", "printed", "collected", "surrendered", "revoked")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A badge, whose it is, on what permission, and how it stands now."""

    badge: Badge
    person: Nomination
    accreditation: Accreditation | None
    status: str


def terms(desk: Desk, text: str) -> dict[str, str]:
    """The terms of a selection; :class:`WrongUse` for a word that is none, and for what the event does not know."""
    found: dict[str, str] = {}
    for word in text.split():
        name, _, value = word.partition(":")
        if name not in TERMS or not value:
            raise WrongUse(f"{word!r} is no term of a selection; they are {', '.join(f'{t}:…' for t in TERMS)}.")
        if found.setdefault(name, value) != value:
            raise WrongUse(f"{word!r}: no badge has two values of {name}; give one.")
    if found.get("status", "issued") not in STATUSES:
        raise WrongUse(f"{found['status']!r} is no status of a badge; it is one of {', '.join(STATUSES)}.")
    if "category" in found:
        found["category"] = lookup.category(desk, found["category"])
    if "party" in found:
        found["party"] = lookup.party(desk, found["party"])
    if "serial" in found and parse_serial(found["serial"]) is None:
        raise WrongUse(f"{found['serial']!r} is no serial; it reads like K7Q4-9XTM-1R, its last sign a check.")
    return found


def badges(desk: Desk, selection: str = "") -> list[Chosen]:
    """The badges that the selection chooses, in no particular order."""
    return list(one_by_one(desk, selection))


def one_by_one(desk: Desk, selection: str = "") -> Iterator[Chosen]:
    """The same, read in portions: however many badges there are, only a few are held at a time."""
    wanted, found = terms(desk, selection), False
    with desk.journal.sparing():
        for chosen in chain.from_iterable(held(desk, portion) for portion in _portions(desk, wanted)):
            if _fits(chosen, wanted):
                found = True
                yield chosen
    if "serial" in wanted and not found:
        raise WrongUse(f"No badge here has the serial {wanted['serial']}.")


def _fits(chosen: Chosen, wanted: dict[str, str]) -> bool:
    person = chosen.person
    said = {"party": person.party, "category": person.category, "status": chosen.status}
    return all(said[name] == value for name, value in wanted.items() if name in said)


def held(desk: Desk, badges: Sequence[Badge]) -> Iterator[Chosen]:
    """A few badges with their holders; those that have none are left out."""
    ids, now = [badge.nomination for badge in badges], desk.now()
    people = nominations.by_ids(desk.journal.db, ids)
    permissions = accreditations.of_nominations(desk.journal.db, ids)
    for badge in badges:
        if person := people.get(badge.nomination):
            yield Chosen(badge, person, permissions.get(person.id), badge.status_at(now))


def _portions(desk: Desk, wanted: dict[str, str]) -> Iterator[Sequence[Badge]]:
    """The badges that may be meant."""
    db = desk.journal.db
    if number := parse_serial(wanted.get("serial", "")):
        badge = accreditations.badge(db, number[0].hex(), number[1])
        yield [badge] if badge else []
    elif "party" in wanted:
        of_party = sorted(
            chain.from_iterable(accreditations.badges_of_party(db, wanted["party"]).values()), key=_number
        )
        for start in range(0, len(of_party), AT_ONCE):
            yield of_party[start : start + AT_ONCE]
    else:
        yield from accreditations.badges_in_turn(db, AT_ONCE)


def _number(badge: Badge) -> tuple[str, int]:
    return badge.holder, badge.issue
