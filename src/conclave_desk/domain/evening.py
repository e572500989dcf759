"""The evening's return: who of the parties had come by the end of a day, was there on it, and had left again.

Pure; instants are aware UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

STEPS = ("invited", "confirmed", "arrived", "attended", "departed")
"""What the return counts of parties and of their people."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody accredited: whether they ``attended`` on the day, and what else is known by its end.

    ``arrived`` is that they were seen at all by then; ``handed_back`` when their badge was, ``announced`` when the party
    said that they leave, ``seen`` when a gate last saw them.
    """

    party: str
    arrived: bool
    attended: bool
    handed_back: datetime | None = None
    announced: datetime | None = None
    seen: datetime | None = None


def has_departed(guest: Guest, until: datetime) -> bool:
    """Whether they had left by then: the badge was handed back, or the hour has passed that was announced and no gate
    has seen them since."""
    if guest.handed_back is not None and guest.handed_back <= until:
        return True
    if guest.announced is None or guest.announced > until or not guest.arrived:
        return False
    return guest.seen is None or guest.seen <= guest.announced


@dataclass(frozen=True, slots=True)
class PartyReturn:
    """A party's people on a day: how many are accredited and how far they came; ``level`` is that of its head."""

    party: str
    level: str
    accredited: int
    arrived: int
    attended: int
    departed: int

    @property
    def gone(self) -> bool:
        """Whether all who came have left."""
        return 0 < self.arrived <= self.departed


def by_party(guests: Iterable[Guest], levels: Mapping[str, str], until: datetime) -> list[PartyReturn]:
    """The parties in the guests' order."""
    counts: dict[str, Counter[str]] = {}
    for guest in guests:
        count = counts.setdefault(guest.party, Counter())
        count["accredited"] += 1
        count["arrived"] += guest.arrived
        count["attended"] += guest.attended
        count["departed"] += has_departed(guest, until)
    return [
        PartyReturn(party, levels.get(party, ""), *(count[step] for step in _OF_PEOPLE))
        for party, count in counts.items()
    ]


_OF_PEOPLE = ("accredited", "arrived", "attended", "departed")


def headline(
    parties: Iterable[PartyReturn], invited: Iterable[str], confirmed: Iterable[str], levels: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """How many parties reached each step, by ``principal``, ``representative`` and ``all``.

    Only parties that were invited count: the host is none of its own guests. One attended if any of its people did, and
    has departed when all who came have.
    """
    known = set(invited)
    reached: dict[str, set[str]] = {step: set() for step in STEPS}
    reached["invited"], reached["confirmed"] = known, set(confirmed) & known
    for one in parties:
        if one.party in known:
            for step, whether in (("arrived", one.arrived), ("attended", one.attended), ("departed", one.gone)):
                if whether:
                    reached[step].add(one.party)
    found = {"all": {step: len(of) for step, of in reached.items()}}
    for level in ("principal", "representative"):
        found[level] = {step: sum(levels.get(party) == level for party in of) for step, of in reached.items()}
    return found
