"""Selections: ``party:MLI category:HOD status:issued serial:K7Q4-9XTM-1R`` terms, all of which must hold."""

from __future__ import annotations

from dataclasses import dataclass

from conclave_desk.credential.serial import parse_serial
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.errors import WrongUse
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Accreditation, Badge, Nomination

TERMS = ("party", "category", "status", "serial")
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
    wanted, now = terms(desk, selection), desk.now()
    number = parse_serial(wanted["serial"]) if "serial" in wanted else None
    people = {person.id: person for person in nominations.all_of(desk.journal.db, party=wanted.get("party"))}
    permissions = accreditations.by_nomination(desk.journal.db)
    chosen = []
    for badge in accreditations.badges(desk.journal.db):
        person, status = people.get(badge.nomination), badge.status_at(now)
        if person is None or ("category" in wanted and person.category != wanted["category"]):
            continue
        if "status" in wanted and status != wanted["status"]:
            continue
        if number and (bytes.fromhex(badge.holder), badge.issue) != number:
            continue
        chosen.append(Chosen(badge, person, permissions.get(person.id), status))
    if number and not chosen:
        raise WrongUse(f"No badge here has the serial {wanted['serial']}.")
    return chosen
