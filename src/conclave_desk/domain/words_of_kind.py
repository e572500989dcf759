"""How an event's headline speaks by the event's kind: a course has no Chief, an exercise has contingents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """``parties`` and ``people`` are plural; ``person`` is one of the people. ``heads`` is whether delegations have one
    that counts; ``head`` is what it is called."""

    parties: str
    people: str
    person: str
    heads: bool
    head: str = "head"


_BY_KIND = {
    "conclave": Wording("States", "people", "delegate", heads=True),
    "exercise": Wording("contingents", "personnel", "member of the contingent", heads=False),
    "exposition": Wording("States", "people", "delegate", heads=True),
    "course": Wording("States", "participants", "participant", heads=False),
    "consultation": Wording("sides", "people", "member", heads=True, head="head of delegation"),
}


def wording(kind: str, levels: Iterable[str] = ()) -> Wording:
    """The words of an event of that kind; ``levels`` are the offices that were invited (``chief``, ``minister``).

    Where all invitations are to one office the head goes by it: ``Chief``.
    """
    found = _BY_KIND.get(kind, _BY_KIND["conclave"])
    offices = {level for level in levels if level}
    if found.heads and len(offices) == 1:
        return Wording(found.parties, found.people, found.person, True, offices.pop().capitalize())
    return found
