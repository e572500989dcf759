"""The line over every screen: which event, which day of it, what time it is there."""

from __future__ import annotations

from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from conclave_desk.domain.event import Event
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.cells import shortened


class HeaderLine(Widget):
    """Title and place on the left; code, dates, day and time on the right."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._ticked = ("", False)

    def tick(self) -> None:
        """Draw again when another minute has begun, or another key file lies there."""
        now = f"{self.office.desk.now():%H:%M}", self.office.key.fault is not None
        if now != self._ticked:
            self._ticked = now
            self.refresh()

    def render(self) -> Text:
        """The line, as wide as the screen."""
        event, now = self.office.desk.event, self.office.local(self.office.desk.now())
        wide = self.size.width
        parts = [event.code, dates(event), day_of_event(event, now.date()), f"{now:%H:%M %Z}"]
        if self.office.desk.clock_set:
            parts[-1] += " (set)"
        if self.office.key.fault is not None:
            parts.insert(3, "✗ no key")
        right = "   ".join(filter(None, parts if wide >= 100 else [parts[0], *parts[2:]]))
        room = max(1, wide - cell_len(right) - 3)
        left = f"{event.title} · {event.city}" if event.city else event.title
        if cell_len(left) > room:
            left = event.title if cell_len(event.title) <= room else shortened(event.title, room)
        gap = " " * max(1, wide - cell_len(left) - cell_len(right))
        return Text.assemble((left, "bold"), gap, right, no_wrap=True, overflow="crop")


def dates(event: Event) -> str:
    """``27-30 Mar 2023``, ``28 Feb-2 Mar 2023``."""
    first, last = event.starts, event.ends
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'}-{last.day} {last:%b %Y}"


def day_of_event(event: Event, today: date) -> str:
    """``day 2 of 4``; before it ``in 3 days``, after it ``over``."""
    days = (event.ends - event.starts) // timedelta(days=1) + 1
    number = (today - event.starts) // timedelta(days=1) + 1
    if number < 1:
        return f"in {1 - number} day{'' if number == 0 else 's'}"
    return f"day {number} of {days}" if number <= days else "over"
