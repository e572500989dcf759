"""Whose names try a design hardest: the people of this desk with the longest ones, and with scripts of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import face_of, own_flags, with_photo
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.event import Category
from conclave_desk.errors import WrongUse
from conclave_desk.printing.face import BadgeFace
from conclave_desk.registers import nominations
from conclave_desk.registers.views import Nomination

_MOST = 6


def hardest(desk: Desk) -> list[BadgeFace]:
    """Faces of up to six people, unsigned. Raises :class:`WrongUse` if nobody is nominated yet."""
    party_name = party_names(desk.event)
    people = [person for person in nominations.all_of(desk.journal.db) if person.family_name or person.given_name]
    if not people:
        raise WrongUse("Nobody is nominated yet, so there is no name to try the designs with.")
    measures: tuple[Callable[[Nomination], int], ...] = (
        lambda person: len(person.family_name or person.given_name),
        lambda person: len(person.given_name),
        lambda person: len(party_name(person.party)),
        lambda person: len(person.native_name),
        lambda person: len(person.appointment),
        lambda person: len(person.rank),
    )
    chosen: dict[str, Nomination] = {}
    for measure in measures:
        person = max(people, key=lambda each: (measure(each), each.id))
        chosen.setdefault(person.id, person)
    return [_face(desk, person, party_name) for person in list(chosen.values())[:_MOST]]


def _face(desk: Desk, person: Nomination, party_name: Callable[[str], str]) -> BadgeFace:
    event = desk.event
    category = event.category(person.category) or Category(code=person.category, name=person.category, rank=0)
    face = face_of(event, person, category, category.zones, party_name)
    return with_photo(desk, event, replace(face, own_flag=own_flags(desk).get(person.party)), person)
