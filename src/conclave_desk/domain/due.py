"""What is due before an event, and when: replies, names, papers, photos, the heads' arrivals.

A reply is due on the date that the invitation set, or, where it set none, when names are. Names, papers and photos
are due on the first day on which the category's badges hold: who has no name then gets none. When a head arrives is
to be known the day before the event begins, so that somebody can meet them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conclave_desk.domain.event import Category, Event, day_of

BEFORE, DURING, AFTER = "before", "during", "after"
REPLY, NAME, PAPER, PHOTO, ARRIVAL = KINDS = ("reply", "name", "paper", "photo", "arrival")
"""What may be due, in the order in which an office asks for it."""


def phase(event: Event, now: datetime) -> str:
    """``before`` the event's first day, ``during`` it, ``after`` its last."""
    today = day_of(event, now)
    return BEFORE if today < event.starts else DURING if today <= event.ends else AFTER


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as far as its reply goes: ``waiting`` until there is one."""

    id: str
    party: str
    waiting: bool
    reply_by: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Nominations that hold a slot and are alike, as far as anything about them may be due; ``ids`` are theirs.

    ``photo`` is ``None`` where it is not known whether there is one. ``answered`` is false for the host's own people,
    whom no paper puts forward and nobody meets.
    """

    ids: tuple[str, ...]
    party: str
    category: str
    named: bool
    heads: bool = False
    answered: bool = True
    paper: bool = False
    photo: bool | None = None
    arrives: bool = False
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a party owes: ``records`` are the invitations or nominations that it is about, sorted.

    ``set`` is false for a reply to which no date was set.
    """

    kind: str
    party: str
    on: date
    records: tuple[str, ...]
    set: bool = True

    def days_left(self, today: date) -> int:
        """Negative once it is overdue."""
        return (self.on - today).days


def needed_on(event: Event, category: Category | None, courses: Mapping[str, date]) -> date:
    """The first day on which badges of the category hold; of a course the day on which the category's own begins."""
    if category is not None and category.valid_from is not None:
        return category.valid_from
    if event.kind == "course" and category is not None and category.code in courses:
        return courses[category.code]
    return event.badges_from or event.starts


def replies(event: Event, asked: Iterable[Asked]) -> list[Due]:
    """The replies that are awaited."""
    otherwise = event.badges_from or event.starts
    return [
        Due(REPLY, one.party, one.reply_by or otherwise, (one.id,), one.reply_by is not None)
        for one in asked
        if one.waiting
    ]


def owed(event: Event, people: Iterable[Expected], courses: Mapping[str, date] | None = None) -> list[Due]:
    """What parties owe for those whom they put forward, one for each party, kind and day."""
    grouped: dict[tuple[str, str, date], list[str]] = {}
    categories = {category.code: category for category in event.categories}
    for one in people:
        category = categories.get(one.category)
        needed = needed_on(event, category, courses or {})
        for kind in missing(one, category):
            on = event.starts - timedelta(days=1) if kind == ARRIVAL else needed
            grouped.setdefault((one.party, kind, on), []).extend(one.ids)
    return [Due(kind, party, on, tuple(sorted(ids))) for (party, kind, on), ids in grouped.items()]


def missing(one: Expected, category: Category | None) -> list[str]:
    """The kinds of things that are missing of a nomination."""
    if not one.named:
        return [NAME]
    found = []
    if one.answered and not one.paper:
        found.append(PAPER)
    if category is not None and category.photo == "required" and one.photo is False:
        found.append(PHOTO)
    if one.heads and one.answered and not one.arrives and not one.arrived:
        found.append(ARRIVAL)
    return found
