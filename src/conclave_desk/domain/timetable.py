"""A day of the programme as a grid: which venues stand side by side, from which hour to which, and who shares a column.

Times are minutes since 00:00 of the day as the event's clocks show it; what runs on from the day before or into the
next is cut to 0 and 1440.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
_STEPS = (5, 10, 15, 20, 30, 60)
_USUAL = (9 * 60, 17 * 60)
"""The hours that a day without anything that begins or ends on it shows."""
_SHORT = 21
"""Days up to which each day of an event can be looked at, whether anything is on or not."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An item of the day, from minute ``first`` up to ``last``; a ``cancelled`` one gives way to others."""

    code: str
    venue: str
    first: int
    last: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a slot stands within its venue's column: the ``number``-th of ``of`` beside each other."""

    slot: Slot
    number: int
    of: int


def minutes(at: datetime, day: date, zone: ZoneInfo) -> int:
    """The minute of that day at which the clocks show the instant ``at``; before the day 0, after it 1440."""
    local = at.astimezone(zone)
    if local.date() != day:
        return 0 if local.date() < day else DAY
    return local.hour * 60 + local.minute


def on_day(starts: datetime, ends: datetime, day: date, zone: ZoneInfo) -> bool:
    """Whether something takes place on that day."""
    last = (ends - timedelta(microseconds=1)).astimezone(zone).date()
    return starts.astimezone(zone).date() <= day <= last


def days(first: date, last: date, spans: Iterable[tuple[date, date]]) -> list[date]:
    """The days to leaf through: all of a short event, the first and last of a long one, and those with anything on."""
    length = (last - first).days + 1
    found = {first + timedelta(days=n) for n in range(length)} if length <= _SHORT else {first, last}
    for begins, ends in spans:
        found |= {begins + timedelta(days=n) for n in range((ends - begins).days + 1)}
    return sorted(found)


def lanes(slots: Sequence[Slot]) -> list[Lane]:
    """Each venue's slots side by side where they overlap, else the whole column. A cancelled slot that something else
    stands in place of is left out."""
    by_venue: dict[str, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.first, -slot.last, slot.code)):
        by_venue.setdefault(slot.venue, []).append(slot)
    found: list[Lane] = []
    for group in by_venue.values():
        live = [slot for slot in group if not slot.cancelled]
        shown = [s for s in group if not s.cancelled or not any(overlap(s, other) for other in live)]
        found += _beside_each_other(shown)
    return found


def overlap(one: Slot, other: Slot) -> bool:
    """Whether both take up some minute."""
    return one.first < other.last and other.first < one.last


def _beside_each_other(slots: Sequence[Slot]) -> list[Lane]:
    found: list[Lane] = []
    cluster: list[Slot] = []
    until = -1
    for slot in slots:
        if slot.first >= until:
            found += _of_cluster(cluster)
            cluster, until = [], -1
        cluster.append(slot)
        until = max(until, slot.last)
    return found + _of_cluster(cluster)


def _of_cluster(slots: Sequence[Slot]) -> list[Lane]:
    ends: list[int] = []
    numbers: list[int] = []
    for slot in slots:
        free = next((number for number, end in enumerate(ends) if end <= slot.first), len(ends))
        ends[free : free + 1] = [slot.last]
        numbers.append(free)
    return [Lane(slot, number, len(ends)) for slot, number in zip(slots, numbers, strict=True)]


@dataclass(frozen=True, slots=True)
class Ruler:
    """The hours shown, whole ones, and the minutes of a line."""

    first: int
    last: int
    step: int

    @property
    def lines(self) -> int:
        """How many lines that takes."""
        return (self.last - self.first) // self.step

    def line(self, minute: int) -> int:
        """The line in which a minute lies, from 0; what lies outside is put at the edge."""
        return (min(max(minute, self.first), self.last) - self.first) // self.step

    def lines_of(self, slot: Slot) -> tuple[int, int]:
        """The first line of a slot and the one after its last; at least one."""
        first = min(self.line(slot.first), self.lines - 1)
        end = -(-(min(max(slot.last, self.first), self.last) - self.first) // self.step)
        return first, max(first + 1, end)


def ruler(slots: Sequence[Slot], height: int) -> Ruler:
    """From the hour before the first beginning to the one after the last end, in the finest lines that fit ``height``.

    What runs on from the day before or into the next shows the usual hours of it. Where not even hours fit, half hours are taken, and the grid scrolls.
    """
    edges = [m for slot in slots for m in (slot.first, slot.last) if 0 < m < DAY]
    edges += [max(0, min(_USUAL[0], slot.last - 60)) for slot in slots if slot.first == 0]
    edges += [min(DAY, max(_USUAL[1], slot.first + 60)) for slot in slots if slot.last == DAY]
    first, last = (min(edges), max(edges)) if edges else _USUAL
    first, last = first // 60 * 60, min(DAY, -(-last // 60) * 60)
    if last <= first:
        last = min(DAY, first + 60)
    fitting = (step for step in _STEPS if (last - first) // step <= height)
    return Ruler(first, last, next(fitting, 30))


def neighbours(placed: Sequence[Lane], venues: Sequence[str], code: str) -> Mapping[str, str]:
    """Where the arrow keys lead from a slot: ``up`` and ``down`` in its venue by time, ``left`` and ``right`` to the
    slot of the next venue that has one, or the next lane, nearest in time."""
    here = next((lane for lane in placed if lane.slot.code == code), None)
    if here is None:
        return {}
    column = [lane for lane in placed if lane.slot.venue == here.slot.venue]
    place = column.index(here)
    found = {}
    if place > 0:
        found["up"] = column[place - 1].slot.code
    if place + 1 < len(column):
        found["down"] = column[place + 1].slot.code
    for name, by in (("left", -1), ("right", 1)):
        if target := _beside(here, placed, venues, by):
            found[name] = target
    return found


def _beside(here: Lane, placed: Sequence[Lane], venues: Sequence[str], by: int) -> str | None:
    same = [o for o in placed if o.slot.venue == here.slot.venue and overlap(o.slot, here.slot)]
    nearer = [other for other in same if (other.number - here.number) * by > 0]
    place = venues.index(here.slot.venue) + by
    while not nearer and 0 <= place < len(venues):
        nearer = [other for other in placed if other.slot.venue == venues[place]]
        place += by
    if not nearer:
        return None
    return min(nearer, key=lambda lane: (abs(lane.slot.first - here.slot.first), lane.slot.first)).slot.code
