"""The lists that review and permission go by: who waits for which step, who is cleared, who is accredited.

A list of 100,000 is read in few columns (:mod:`conclave_desk.registers.reviews`); one person is looked at whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.by_party import ByParty
from conclave_desk.desk.changes import officers_version
from conclave_desk.desk.delegation_list import Member, member
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.kept_lists import KeptLists
from conclave_desk.desk.precedence import place_key
from conclave_desk.domain import accreditation as rules
from conclave_desk.domain.event import Event
from conclave_desk.domain.nomination import ACTIVE
from conclave_desk.registers import accreditations, reviews
from conclave_desk.registers.reviews import Standing
from conclave_desk.registers.views import Clearance

WAITING, CLEARED, ACCREDITED, WITHOUT_PAPER, SUSPENDED, ENDED, EVERYBODY = (
    *("waiting", "cleared", "accredited", "without paper", "suspended", "ended", "everybody"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of review; ``clearance`` is its latest result, ``due`` says that it is the next to be given."""

    name: str
    clearance: Clearance | None
    due: bool

    @property
    def result(self) -> str:
        """``passed failed waived deferred``, or blank."""
        return self.clearance.result if self.clearance else ""


@dataclass(frozen=True, slots=True)
class Review:
    """A person, and each step of review in its order; ``permission`` is how the accreditation stands now, or blank."""

    member: Member
    steps: tuple[Step, ...]
    permission: str
    held: tuple[str, ...]
    """Serials of the badges that are neither revoked nor handed back."""
    badged: bool
    """Whether there is a badge, if only one that was handed back: then the next one replaces it."""

    @property
    def in_review(self) -> bool:
        """Whether steps may still be given: the nomination holds a slot and there is no full accreditation."""
        return self.member.nomination.holds_slot and (self.permission != "granted" or self.provisional)

    @property
    def provisional(self) -> bool:
        """Whether the accreditation holds until midnight only."""
        return bool(self.member.accreditation and self.member.accreditation.provisional)

    @property
    def may_be_granted(self) -> bool:
        """Whether nothing is lacking any more."""
        return self.in_review and not self.member.waits_for and self.permission != "suspended"


def review(desk: Desk, nomination: str) -> Review | None:
    """One person by the id of the nomination."""
    found = member(desk, nomination)
    if found is None:
        return None
    known = accreditations.clearances(desk.journal.db, nomination)
    category = desk.event.category(found.nomination.category)
    steps = category.clearance if category else ()
    due, now = next(iter(found.waits_for), None), desk.now()
    return Review(
        member=found,
        steps=tuple(Step(step, known.get(step), step == due) for step in steps),
        permission=found.accreditation.status_at(now) if found.accreditation else "",
        badged=any(badge.status_at(now) != "revoked" for badge in found.badges),
        held=tuple(s for s, badge in found.serials if badge.status_at(now) not in ("revoked", "surrendered")),
    )


def steps_of(event: Event) -> list[str]:
    """All steps of review of the event's categories, in an order in which every category gives its own, if there is one."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for category in event.categories:
        for step in category.clearance:
            order.add(step)
        for before, after in pairwise(category.clearance):
            order.add(after, before)
    try:
        return list(order.static_order())
    except CycleError:
        return list(dict.fromkeys(step for category in event.categories for step in category.clearance))


def list_of(step: str) -> str:
    """The name of the list of those who wait for a step."""
    return f"step {step}"


def waiting_for(desk: Desk, people: Sequence[str], step: str) -> list[str]:
    """Those of them who still need the step."""
    members = (member(desk, nomination) for nomination in people)
    return [found.nomination.id for found in members if found is not None and step in found.waits_for]


class ReviewList:
    """People by list, each list in order of precedence, as of the last command of an officer.

    ``given`` are the steps that the officer who acts gives; blank is every step.
    """

    def __init__(self, desk: Desk, given: tuple[str, ...] = ()) -> None:
        self.given = given
        self._desk = desk
        self._serials: tuple[int, dict[str, str]] = (-1, {})
        self._known: dict[tuple[object, ...], tuple[Sequence[str], tuple[str, ...]]] = {}
        db = desk.journal.db

        def read(now: str, parties: Collection[str] | None) -> Iterator[Standing]:
            self._known = {}
            self._steps, self._event = steps_of(desk.event), desk.event
            return reviews.people(db, self._steps, now, parties)

        self._lists = KeptLists(
            desk, read, lambda since, now: reviews.turned(db, since, now), self._on, place_key(desk.event)
        )

    def names(self) -> list[str]:
        """The lists: who waits, then step by step, then by permission."""
        steps = steps_of(self._desk.event)
        given = (*(map(list_of, steps) if len(steps) > 1 else ()), CLEARED)
        return [WAITING, *given, ACCREDITED, WITHOUT_PAPER, SUSPENDED, ENDED, EVERYBODY]

    def count(self, name: str) -> int:
        """How many are on a list."""
        return len(self.of(name))

    def of(self, name: str) -> ByParty[Standing]:
        """The people of a list in order of precedence."""
        return self._lists.of(name)

    def waits(self, person: Standing) -> tuple[str, ...]:
        """The steps that somebody on the lists still needs."""
        return self._found(person)[1]

    def serials(self, person: Standing) -> str:
        """The serials of somebody's badges, separated by blanks."""
        version = officers_version(self._desk)
        if self._serials[0] != version:
            held: dict[str, list[str]] = {}
            for badge in accreditations.badges(self._desk.journal.db):
                held.setdefault(badge.nomination, []).append(serial_of(badge))
            self._serials = (version, {nomination: " ".join(serials) for nomination, serials in held.items()})
        return self._serials[1].get(person.id, "")

    def _on(self, person: Standing) -> Sequence[str]:
        return self._found(person)[0]

    def _found(self, person: Standing) -> tuple[Sequence[str], tuple[str, ...]]:
        """The lists on which somebody stands, and the steps still needed: asked once for all who stand alike."""
        alike = person.alike
        found = self._known.get(alike)
        if found is None:
            waits = self._waits_for(person)
            found = self._known[alike] = [*self._stands_on(person, waits), EVERYBODY], waits or ()
        return found

    def _waits_for(self, person: Standing) -> tuple[str, ...] | None:
        """The steps still to be given; ``None`` for whom no review goes on."""
        if not person.holds_slot or (person.status == "accredited" and not person.provisional):
            return None
        category = self._event.category(person.category)
        passed = (step for place, step in enumerate(self._steps) if person.settled >> place & 1)
        return tuple(rules.outstanding(category.clearance if category else (), dict.fromkeys(passed, "passed")))

    def _stands_on(self, person: Standing, waits: tuple[str, ...] | None) -> Sequence[str]:
        permission = person.permission_now
        if permission in ("suspended", "granted"):
            found = [ACCREDITED if permission == "granted" else SUSPENDED]
            unpapered = not person.cited
        else:
            found = [ENDED] if permission or person.status not in ACTIVE else []
            unpapered = person.holds_slot and not person.paper
        if unpapered:
            found.append(WITHOUT_PAPER)
        if waits is None:
            return found
        if not waits:
            return [*found, CLEARED]
        if any(not self.given or step in self.given for step in waits):
            found.append(WAITING)
        return [*found, *(map(list_of, waits) if len(self._steps) > 1 else ())]
