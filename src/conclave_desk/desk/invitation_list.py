"""Invitations as the register shows them: how the reply stands against its date, and how the slots are held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names
from conclave_desk.domain.event import Event
from conclave_desk.registers import invitations, tallies
from conclave_desk.registers.views import Invitation

_NUMBERED = re.compile(r"(.*?)(\d+)")
Slots = dict[tuple[str, str], tuple[int, int]]
"""By invitation and category: how many slots are filled, and how many confirmed with the name awaited."""
ANSWERED = frozenset({"accepted", "regretted", "cancelled", "withdrawn", "lapsed"})


@dataclass(frozen=True, slots=True)
class Held:
    """How a category's slots are held: ``offered`` is ``None`` where no number is set."""

    category: str
    offered: int | None
    filled: int
    awaited: int

    @property
    def free(self) -> int:
        """Slots that nobody holds yet."""
        return max(0, (self.offered or 0) - self.filled - self.awaited)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with what follows from it. ``days_left`` is negative when the reply is overdue, ``None`` when it
    has come or no date was set."""

    invitation: Invitation
    party_name: str
    slots: tuple[Held, ...]
    days_left: int | None

    @property
    def filled(self) -> int:
        """Slots with a name."""
        return sum(held.filled for held in self.slots)

    @property
    def awaited(self) -> int:
        """Confirmed slots whose name is awaited."""
        return sum(held.awaited for held in self.slots)

    @property
    def offered(self) -> int:
        """Places offered where a number is set."""
        return sum(held.offered or 0 for held in self.slots)


def all_invited(desk: Desk) -> list[Invited]:
    """All invitations, by party in order of precedence, then by reference."""
    db, event = desk.journal.db, desk.event
    names, key = party_names(event), party_key(event)
    held = tallies.by_slot(tallies.counted(db))
    today = desk.now().astimezone(event.zone_info).date()
    found = [_invited(event, invitation, names(invitation.party), held, today) for invitation in invitations.all_of(db)]
    return sorted(found, key=lambda one: (key(one.invitation.party), one.invitation.reference))


def one_invited(desk: Desk, invitation: str) -> Invited | None:
    """One invitation by id or reference."""
    found = invitations.by_reference(desk.journal.db, invitation)
    if found is None:
        return None
    held = tallies.by_slot(tallies.counted(desk.journal.db, invitation=found.id))
    today = desk.now().astimezone(desk.event.zone_info).date()
    return _invited(desk.event, found, party_names(desk.event)(found.party), held, today)


def _invited(event: Event, invitation: Invitation, name: str, held: Slots, today: date) -> Invited:
    waiting = invitation.reply_by if invitation.status not in ANSWERED else None
    days = (date.fromisoformat(waiting) - today).days if waiting else None
    return Invited(invitation, name, slots_of(event, invitation, held), days)


def slots_of(event: Event, invitation: Invitation, held: Slots) -> tuple[Held, ...]:
    """The slots of an invitation by category in order of precedence: those offered by it, and those that are held."""
    found = []
    for category in event.categories:
        filled, awaited = held.get((invitation.id, category.code), (0, 0))
        offered = invitation.slots.get(category.code)
        if offered is not None or filled or awaited:
            found.append(Held(category.code, offered, filled, awaited))
    return tuple(found)


def reply_due(days_left: int | None) -> str:
    """``3 days left``, ``today``, ``2 days over``; blank when nothing is awaited."""
    if days_left is None:
        return ""
    if days_left == 0:
        return "today"
    counted = f"{abs(days_left)} day{'' if abs(days_left) == 1 else 's'}"
    return f"{counted} left" if days_left > 0 else f"{counted} over"


def next_reference(desk: Desk) -> str:
    """The reference after the last one, if references end in numbers: ``PUNE/23/055`` after ``PUNE/23/054``."""
    known = [found.reference for found in invitations.all_of(desk.journal.db)]
    numbered = [match for match in map(_NUMBERED.fullmatch, known) if match]
    if not numbered:
        return "" if known else f"{desk.event.code}/001"
    latest = max(numbered, key=lambda match: (match[1] == numbered[-1][1], int(match[2])))
    return f"{latest[1]}{int(latest[2]) + 1:0{len(latest[2])}}"


def usual_slots(event: Event) -> str:
    """What a party is offered where nothing else is said: each category's quota, ``HOD:1;DEL:2``."""
    return ";".join(f"{category.code}:{category.quota}" for category in event.categories if category.quota)
