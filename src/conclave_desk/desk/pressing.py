"""Which badges go to the press: unprinted ones, and printed ones only for a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, person_key
from conclave_desk.desk.selection import Chosen
from conclave_desk.desk.selection import badges as selected
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event
from conclave_desk.errors import WrongUse
from conclave_desk.registers.views import Badge

BY_POINT = "collection"
ORDERS = ("precedence", "name", "category", BY_POINT)
"""By party and within it by precedence; by name; by category and within it by party; by the place where badges are
handed out and within it by precedence."""


@dataclass(frozen=True, slots=True)
class PressRun:
    """The badges to print, in order of precedence, and who was left out and why."""

    chosen: tuple[Chosen, ...]
    warnings: tuple[str, ...]

    @property
    def badges(self) -> tuple[Badge, ...]:
        """The badges alone."""
        return tuple(each.badge for each in self.chosen)


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
    ranks = {category.code: category.rank for category in event.categories}
    ready, again, warnings = [], [], []
    for chosen in selected(desk, selection):
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
            again.append(chosen)
        else:
            ready.append(chosen)
    if by_serial and again:
        badge = again[0].badge
        times = "once" if badge.printed == 1 else f"{badge.printed} times"
        return Refusal("printed_before", f"Badge {serial_of(badge)} was printed {times}; use --reprint REASON.")
    if not ready:
        hint = f"; {len(again)} were printed before (--reprint REASON prints them again)" if again else ""
        return Refusal("nothing_to_print", f"There is no badge left to print{hint}.")
    by_precedence, by_party = person_key(event), party_key(event)
    ready.sort(key=lambda chosen: by_precedence(chosen.person))
    if order == "name":
        ready.sort(key=lambda chosen: chosen.person.folded)
    elif order == "category":
        ready.sort(key=lambda chosen: (ranks.get(chosen.person.category, 99), by_party(chosen.person.party)))
    elif order == BY_POINT:
        ready.sort(key=lambda chosen: _point(event, chosen))
    return PressRun(tuple(ready), tuple(warnings))


def _point(event: Event, chosen: Chosen) -> tuple[bool, str]:
    """Where it is handed out; those of whom nothing is said come last."""
    category = chosen.accreditation.category if chosen.accreditation else chosen.person.category
    place = event.collection_point(chosen.person.party, category)
    return not place, place.casefold()
