"""Which badges go to the press: unprinted ones, and printed ones only for a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from conclave_desk.credential.serial import format_serial
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, person_key
from conclave_desk.desk.selection import AT_ONCE, Chosen, held, one_by_one
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.registers import accreditations
from conclave_desk.registers.views import Badge

BY_POINT = "collection"
ORDERS = ("precedence", "name", "category", BY_POINT)
"""By party and within it by precedence; by name; by category and within it by party; by the place where badges are
handed out and within it by precedence."""


class ToPress(Sequence[Chosen]):
    """Badges by their numbers, which are looked up a few at a time, whenever they are gone through.

    Raises :class:`WrongData` for one that has no holder any more.
    """

    def __init__(self, desk: Desk, numbers: Sequence[tuple[str, int]]) -> None:
        self._desk = desk
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Chosen]:
        with self._desk.journal.sparing():
            for start in range(0, len(self), AT_ONCE):
                yield from self._found(self._numbers[start : start + AT_ONCE])

    @overload
    def __getitem__(self, place: int) -> Chosen: ...
    @overload
    def __getitem__(self, place: slice) -> ToPress: ...
    def __getitem__(self, place: int | slice) -> Chosen | ToPress:
        if isinstance(place, slice):
            return ToPress(self._desk, self._numbers[place])
        return next(self._found([self._numbers[place]]))

    def _found(self, numbers: Sequence[tuple[str, int]]) -> Iterator[Chosen]:
        db = self._desk.journal.db
        badges = [accreditations.badge(db, holder, issue) for holder, issue in numbers]
        chosen = list(held(self._desk, [badge for badge in badges if badge]))
        if len(chosen) < len(numbers):
            there = {(each.badge.holder, each.badge.issue) for each in chosen}
            holder, issue = next(number for number in numbers if number not in there)
            serial = format_serial(bytes.fromhex(holder), issue)
            raise WrongData(f"badge {serial} has no holder; run `conclave-desk journal rebuild`")
        yield from chosen


@dataclass(frozen=True, slots=True)
class PressRun:
    """The badges to print, in order of precedence, and who was left out and why."""

    chosen: Sequence[Chosen]
    warnings: tuple[str, ...]

    @property
    def badges(self) -> Iterator[Badge]:
        """The badges alone."""
        return (each.badge for each in self.chosen)


def press_run(
    desk: Desk,
    selection: str = "",
    *,
    among: Collection[tuple[str, int]] | None = None,
    reprint: bool = False,
    order: str = "precedence",
) -> PressRun | Refusal:
    """What `badges print` will print; nothing is written yet. ``order`` is one of :data:`ORDERS`.

    ``among`` are the badges (holder number, issue) that somebody chose by hand; ``None`` is all of the selection.
    """
    event = desk.event
    places = {*(party.collect_at for party in event.parties), *(each.collect_at for each in event.categories)}
    if order == BY_POINT and not any(places):
        raise WrongUse("event.toml names no place to hand out badges; say collect_at in a [[party]] or [[category]].")
    by_serial = "serial:" in selection
    keys = _key(event, order)
    ready: list[tuple[tuple[object, ...], tuple[str, int]]] = []
    again, warnings = list[Badge](), list[str]()
    for chosen in one_by_one(desk, selection):
        if among is not None and (chosen.badge.holder, chosen.badge.issue) not in among:
            continue
        if chosen.status in ("revoked", "surrendered"):
            if by_serial:
                return Refusal(
                    "badge_revoked", f"Badge {serial_of(chosen.badge)} is {chosen.status}; it is not printed."
                )
            continue
        accreditation = chosen.accreditation
        standing = accreditation.status_at(desk.now()) if accreditation else "missing"
        if standing != "granted":
            warnings.append(f"{chosen.person.titled}: not printed, the accreditation is {standing}")
        elif chosen.badge.printed and not reprint:
            again.append(chosen.badge)
        else:
            ready.append((keys(chosen), (chosen.badge.holder, chosen.badge.issue)))
    if by_serial and again:
        badge = again[0]
        times = "once" if badge.printed == 1 else f"{badge.printed} times"
        return Refusal("printed_before", f"Badge {serial_of(badge)} was printed {times}; use --reprint REASON.")
    if not ready:
        hint = f"; {len(again)} were printed before (--reprint REASON prints them again)" if again else ""
        return Refusal("nothing_to_print", f"There is no badge left to print{hint}.")
    ready.sort()
    return PressRun(ToPress(desk, [number for _, number in ready]), tuple(warnings))


def _key(event: Event, order: str) -> Callable[[Chosen], tuple[object, ...]]:
    """What badges are sorted by."""
    by_precedence, by_party = person_key(event), party_key(event)
    ranks = {category.code: category.rank for category in event.categories}
    match order:
        case "name":
            return lambda chosen: (chosen.person.folded, *by_precedence(chosen.person))
        case "category":
            return lambda chosen: (
                *(ranks.get(chosen.person.category, 99), by_party(chosen.person.party)),
                *by_precedence(chosen.person),
            )
        case "collection":
            return lambda chosen: (*_point(event, chosen), *by_precedence(chosen.person))
    return lambda chosen: by_precedence(chosen.person)


def _point(event: Event, chosen: Chosen) -> tuple[bool, str]:
    """Where it is handed out; those of whom nothing is said come last."""
    category = chosen.accreditation.category if chosen.accreditation else chosen.person.category
    place = event.collection_point(chosen.person.party, category)
    return not place, place.casefold()
