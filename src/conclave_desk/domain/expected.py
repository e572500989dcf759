"""Who should be at which session, and in which order of precedence: what attendance is told apart from.

Pure; instants are aware UTC, dates are days of the event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from conclave_desk.domain.admission import opens
from conclave_desk.domain.event import Event
from conclave_desk.domain.names import fold
from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.person import is_named

EVIDENCE = ("sight", "paper")
"""What a correction may rest on; the gates' own evidence is ``scan``."""


@dataclass(frozen=True, slots=True)
class Session:
    """An item of the programme that takes place. ``zone`` is its venue's; ``people`` are its chair and speakers.

    ``opens`` is when the doors do, at or before ``starts``.
    """

    code: str
    opens: datetime
    starts: datetime
    ends: datetime
    zone: str | None = None
    access: str = "open"
    categories: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Capacity(NamedTuple):
    """A person as one nomination puts them forward, and what their accreditation opens and for how long.

    ``holders`` are the numbers of all their badges in it. Without ``valid_from`` and ``valid_until`` there is no
    accreditation: such a person is expected nowhere, but can have been seen. ``takes_over`` is when they came in the
    place of somebody, ``gives_way`` when somebody came in theirs. ``party_sort`` sorts the party, ``order`` is the
    number within it that the party or the host gave.
    """

    nomination: str
    person: str
    party: str
    category: str
    holders: frozenset[str] = frozenset()
    zones: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    takes_over: datetime | None = None
    gives_way: datetime | None = None
    rank: str = ""
    family_name: str = ""
    given_name: str = ""
    service: str = ""
    role: str = "member"
    party_sort: str = ""
    order: int | None = None
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """An officer's correction, made ``at``: ``status`` is ``attended`` or ``excused``, ``evidence`` what it rests on.

    ``evidence`` is ``sight`` or ``paper``; blank for an excuse that no paper says.
    """

    nomination: str
    session: str
    status: str
    evidence: str
    reason: str
    at: datetime


def is_expected(session: Session, person: Capacity) -> bool:
    """Whether the person should be there: accredited at the time, in place, and on the list or a holder of the zone.

    Of a person and their successor it is the one in place when the session starts. A venue without a zone is open to
    everybody accredited.
    """
    if not _accredited(person, session.starts, session.ends):
        return False
    if person.takes_over and person.takes_over > session.starts:
        return False
    if person.gives_way and person.gives_way <= session.starts:
        return False
    match session.access:
        case "open":
            return session.zone is None or opens(person.zones, session.zone)
        case "categories":
            return person.category in session.categories
    return person.party in session.parties or any(is_named(person.keys, text) for text in session.people)


def _accredited(person: Capacity, starts: datetime, ends: datetime) -> bool:
    if person.valid_from is None or person.valid_until is None:
        return False
    return person.valid_from < ends and person.valid_until > starts


def in_precedence(event: Event, people: Iterable[Capacity]) -> list[Capacity]:
    """Parties by name; within one its heads, then by category, then by the number given, then by name."""
    ranks = {category.code: category.rank for category in event.categories}
    parties: dict[str, str] = {}

    def place(person: Capacity) -> tuple[object, ...]:
        if person.party not in parties:
            parties[person.party] = fold(person.party_sort or person.party)
        head = HEADS.index(person.role) if person.role in HEADS else len(HEADS)
        number = (person.order is None, person.order or 0)
        names = (fold(person.family_name), fold(person.given_name), person.nomination)
        return (parties[person.party], person.party, head, ranks.get(person.category, len(ranks)), *number, *names)

    return sorted(people, key=place)


def in_place(person: Capacity, starts: datetime, ends: datetime) -> bool:
    """On the day of a substitution both are."""
    if (person.takes_over and person.takes_over >= ends) or (person.gives_way and person.gives_way <= starts):
        return False
    return _accredited(person, starts, ends)
