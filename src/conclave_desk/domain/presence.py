"""Who was inside which zone and from when to when, out of the scans that counted.

Leaving a zone ends presence in it and in every zone inside it. A stay whose exit nobody scanned lasts to the end of
the event's day on which it began. Instants are aware UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from conclave_desk.domain.event import Event, day_cut_off, day_of


class Pass(NamedTuple):
    """A scan that counted: a badge let into a zone (``inward``), or out of it; ``paper`` if a guard ticked it on a list."""

    holder: str
    zone: str
    inward: bool
    at: datetime
    scan_id: str
    gate: str
    paper: bool = False


class Stay(NamedTuple):
    """From an entry to the exit that followed, if one did; ``cut_off`` ends the day on which it began."""

    entry: Pass
    left: datetime | None
    cut_off: datetime


class Span(NamedTuple):
    """The part of a stay that counts for a session or day; ``left`` is the exit, if one belongs to it."""

    starts: datetime
    ends: datetime
    entry: Pass
    left: datetime | None


class Ground:
    """How the event's zones lie, which have gates, where only entries count, and when days end."""

    def __init__(self, event: Event, passes: Sequence[Pass]) -> None:
        self.in_only = frozenset(zone.code for zone in event.zones if zone.presence == "in_only")
        self.gated = frozenset(gate.zone for gate in event.gates if gate.direction != "out")
        self.ended_by = {
            zone.code: frozenset(outer.code for outer in event.zones if zone.code in event.zones_within(outer.code))
            for zone in event.zones
        }
        days = {event.starts, event.ends}
        if passes:
            days |= {day_of(event, choose(p.at for p in passes)) for choose in (min, max)}
        first, last = min(days), max(days)
        self._cut_offs = [day_cut_off(event, first + timedelta(days=n)) for n in range((last - first).days + 1)]

    def cut_off(self, at: datetime) -> datetime:
        """The end of the event's day to which a pass at that instant belongs."""
        return self._cut_offs[bisect_right(self._cut_offs, at)]


def stays(ground: Ground, zone: str, passes: Iterable[Pass]) -> list[Stay]:
    """One person's stays in a zone; ``passes`` are all of theirs, sorted by (at, scan_id).

    A second entry on the same day without an exit between begins no stay, save where only entries are scanned.
    """
    ended_by = ground.ended_by.get(zone, frozenset((zone,)))
    found: list[Stay] = []
    waiting: list[Stay] = []
    for p in passes:
        if p.inward and p.zone == zone:
            if waiting and zone not in ground.in_only:
                if p.at < waiting[0].cut_off:
                    continue
                found += waiting
                waiting = []
            waiting.append(Stay(p, None, ground.cut_off(p.at)))
        elif not p.inward and p.zone in ended_by:
            found += (Stay(stay.entry, p.at, stay.cut_off) for stay in waiting)
            waiting = []
    return found + waiting


def during(
    found: Iterable[Stay], opens: datetime, starts: datetime, ends: datetime, now: datetime, *, in_only: bool
) -> list[Span]:
    """The stays that overlap a session, cut to it; ``opens`` is when its doors do.

    Where only entries are scanned (``in_only``) one counts if the session runs or has opened its doors by then, and
    lasts to the session's end. An exit after the day's cut-off counts only for a session that runs across it. Whoever
    is still inside has been so until ``now`` and not longer.
    """
    spans: list[Span] = []
    for stay in found:
        entered, left = stay.entry.at, stay.left
        if left and left > stay.cut_off and not opens < stay.cut_off < ends:
            left = None
        until = left or max(entered, min(now, ends if in_only else stay.cut_off))
        begun = until > starts or (left is None and until == starts == now)
        if entered < ends and begun and (entered >= opens or not in_only):
            spans.append(Span(max(entered, starts), min(until, ends), stay.entry, left))
    return spans


def on_day(found: Iterable[Stay], starts: datetime, ends: datetime, now: datetime) -> list[Span]:
    """The stays that began on a day, from its beginning to its cut-off, and last no longer than it.

    Whoever is still inside has been so until ``now`` and not longer.
    """
    began = (stay for stay in found if starts <= stay.entry.at < ends)
    left = ((stay.entry, stay.left if stay.left and stay.left <= ends else None) for stay in began)
    return [Span(entry.at, out or max(entry.at, min(now, ends)), entry, out) for entry, out in left]


def whole_minutes(spans: Iterable[Span]) -> int:
    """The time that the spans cover together, in minutes, rounded down."""
    total = timedelta()
    covered: datetime | None = None
    for starts, ends in sorted((span.starts, span.ends) for span in spans):
        begins = starts if covered is None else max(starts, covered)
        if ends > begins:
            total += ends - begins
            covered = ends
    return total // timedelta(minutes=1)


def first_entry(spans: Iterable[Span]) -> Pass | None:
    """The earliest entry of all."""
    return min((span.entry for span in spans), key=lambda entry: (entry.at, entry.scan_id), default=None)


def last_exit(spans: Sequence[Span]) -> datetime | None:
    """When the person was seen leaving for good; ``None`` if they came in again after it, or nobody saw them leave."""
    last_out = max((span.left for span in spans if span.left), default=None)
    return last_out if last_out and last_out >= max(span.entry.at for span in spans) else None
