"""Permission: which steps are still to be taken, which zones it opens, how long it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from conclave_desk.domain.event import EVERY_ZONE, Category, Event, end_of_day, start_of_day

RESULTS = ("passed", "failed", "waived", "deferred")
SETTLED = frozenset({"passed", "waived"})


def outstanding(steps: Sequence[str], results: Mapping[str, str]) -> list[str]:
    """The steps of review that are neither passed nor waived, in their order."""
    return [step for step in steps if results.get(step) not in SETTLED]


def zones(event: Event, category: Category, adjustments: Sequence[str]) -> list[str]:
    """The category's zones, with ``LNG`` added and ``-LNG`` taken away, in the event's order."""
    taken = {zone[1:] for zone in adjustments if zone.startswith("-")}
    added = {zone for zone in adjustments if not zone.startswith("-")}
    if EVERY_ZONE in category.zones and not taken:
        return [EVERY_ZONE]
    base = {zone.code for zone in event.zones} if EVERY_ZONE in category.zones else set(category.zones)
    return [zone.code for zone in event.zones if zone.code in (base | added) - taken]


def validity(
    event: Event, category: Category, valid_from: str | None = None, valid_until: str | None = None
) -> tuple[datetime, datetime]:
    """From 00:00 of the first day to 24:00 of the last, in the event's zone: the person's days, else the category's,
    else the event's."""
    first = _day(valid_from) or category.valid_from or event.badges_from or event.starts
    last = _day(valid_until) or category.valid_until or event.badges_until or event.ends
    return start_of_day(first, event.zone_info), end_of_day(last, event.zone_info)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def until_midnight(event: Event, now: datetime) -> datetime:
    """24:00 of the local day of ``now``: how long a provisional grant holds."""
    return end_of_day(now.astimezone(event.zone_info).date(), event.zone_info)
