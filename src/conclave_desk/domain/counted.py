"""Counts over time, as a plot shows them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta


def cumulative(times: Sequence[datetime], starts: datetime, ends: datetime, columns: int) -> list[int]:
    """How many of the instants had passed at the end of each of so many equal parts from ``starts`` to ``ends``."""
    ordered = sorted(times)
    part = (ends - starts) / max(1, columns)
    return [bisect_right(ordered, starts + part * (number + 1)) for number in range(columns)]


def whole_hours(times: Sequence[datetime], least: int = 4) -> tuple[datetime, datetime] | None:
    """From the hour in which the first lies to the end of that of the last, at least so many hours."""
    if not times:
        return None
    first = min(times).replace(minute=0, second=0, microsecond=0)
    last = max(times).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return first, max(last, first + timedelta(hours=least))


def round_up(number: int) -> int:
    """The top of an axis: 2, 3, 4, 5, 6, 8 or 10 times a power of ten, at least 4."""
    power = 1
    while True:
        for step in (2, 3, 4, 5, 6, 8, 10):
            if max(4, number) <= step * power:
                return step * power
        power *= 10
