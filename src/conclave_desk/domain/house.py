"""Who is in the house, who is missing, who lands when and is met by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conclave_desk.domain.person import is_named

AHEAD = timedelta(hours=3)
"""How far ahead landings are looked at."""
MISSED = timedelta(hours=12)
"""How long somebody who should have landed and was not seen stays on the list."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody accredited, as the house sees them at one moment.

    ``expected`` at the session that is looked at; ``inside`` any zone; ``seen_out`` is the exit after which they were
    not seen again that day; ``lands`` is when the party said; ``arrived`` that they were seen at all.
    """

    nomination: str
    party: str
    name: str
    heads: bool = False
    expected: bool = True
    inside: bool = False
    seen_out: datetime | None = None
    collected: bool = False
    lands: datetime | None = None
    lands_by: str = ""
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A party whose head is not in the house: ``guest`` is that head, or whoever stands first where nobody heads.

    ``guest`` is ``None`` where nobody of the party is accredited.
    """

    party: str
    guest: Guest | None


def not_in_house(
    guests: Iterable[Guest], confirmed: Sequence[str], heads_only: bool = True, host: str = ""
) -> list[Missing]:
    """Who is missing, party by party in the order of ``confirmed``; ``guests`` stand in order of precedence.

    Of each party that confirmed its head counts, or the first in precedence where it has none. Without
    ``heads_only`` (a course has no heads) everybody expected does. The host is never missing.
    """
    by_party: dict[str, list[Guest]] = {}
    for guest in guests:
        if guest.expected:
            by_party.setdefault(guest.party, []).append(guest)
    found: list[Missing] = []
    for party in dict.fromkeys((*confirmed, *by_party)):
        if party == host:
            continue
        expected = by_party.get(party, [])
        if not expected:
            found += [Missing(party, None)] if party in confirmed else []
        elif heads_only:
            leader = next((guest for guest in expected if guest.heads), expected[0])
            found += [] if leader.inside else [Missing(party, leader)]
        else:
            found += [Missing(party, guest) for guest in expected if not guest.inside]
    return found


LEFT, LANDS, NOT_LANDED, UNCOLLECTED, OUT, UNSEEN = (
    "left",
    "lands",
    "was due",
    "badge not collected",
    "not in yet",
    "not seen yet",
)


def whereabouts(guest: Guest, now: datetime) -> tuple[str, datetime | None]:
    """What is known of somebody who is not in the house, in a word, and since or from when."""
    if guest.seen_out is not None:
        return LEFT, guest.seen_out
    if guest.lands is not None and not guest.arrived:
        return (LANDS if guest.lands > now else NOT_LANDED), guest.lands
    if guest.arrived and not guest.collected:
        return UNCOLLECTED, None
    return (OUT if guest.arrived else UNSEEN), None


@dataclass(frozen=True, slots=True)
class Landing:
    """People of one party who land together."""

    at: datetime
    party: str
    by: str
    guests: tuple[Guest, ...]

    def late(self, now: datetime) -> bool:
        """Whether they should have landed by now."""
        return self.at <= now


def landings(guests: Iterable[Guest], now: datetime, ahead: timedelta = AHEAD) -> list[Landing]:
    """Who lands within ``ahead``, and who should have landed and was not seen since; by time."""
    together: dict[tuple[datetime, str, str], list[Guest]] = {}
    for guest in guests:
        if guest.lands is not None and not guest.arrived and now - MISSED <= guest.lands <= now + ahead:
            together.setdefault((guest.lands, guest.party, guest.lands_by), []).append(guest)
    found = [Landing(at, party, by, tuple(group)) for (at, party, by), group in together.items()]
    return sorted(found, key=lambda one: (one.at, one.party))


@dataclass(frozen=True, slots=True)
class Escort:
    """One of the host's people who accompanies somebody: ``whom`` is an external id, a name, or a party's code."""

    name: str
    whom: str


def met_by(party: str, keys: Collection[str], escorts: Iterable[Escort]) -> list[str]:
    """Who of the host meets people of that party: whoever accompanies the party or one of them, whose ``keys`` are as
    :func:`conclave_desk.domain.person.keys_of` has them."""
    found = (escort.name for escort in escorts if escort.whom == party or is_named(keys, escort.whom))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Coming:
    """A session as far as it matters when it is: doors, beginning, end."""

    code: str
    opens: datetime
    starts: datetime
    ends: datetime


def next_session(programme: Sequence[Coming], now: datetime) -> str | None:
    """The session at which heads should be: the one whose doors are open before it begins, else the latest that runs,
    else the next."""
    opening = [one for one in programme if one.opens <= now < one.starts]
    running = sorted((one for one in programme if one.starts <= now < one.ends), key=lambda one: one.starts)[::-1]
    later = sorted((one for one in programme if one.starts > now), key=lambda one: one.starts)
    return next((one.code for one in (*opening, *running, *later)), None)
