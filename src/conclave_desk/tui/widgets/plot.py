"""How many had come by when: a line that climbs in steps, with numbers at the side and hours or days below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.text import Text
from textual.app import RenderResult
from textual.widget import Widget

from conclave_desk.domain.counted import cumulative, round_up

_SIDE = 6
"""Cells for the numbers and the axis."""


def steps(values: Sequence[int | None], top: int, height: int) -> list[str]:
    """The line alone, the highest row first; a ``None`` is not drawn. ``top`` is the number at the highest row."""
    rows = [[" "] * len(values) for _ in range(height)]
    before: int | None = None
    for column, value in enumerate(values):
        if value is None:
            break
        row = round(value / max(1, top) * (height - 1))
        if before is None or row == before:
            rows[row][column] = "─"
        else:
            rows[before][column], rows[row][column] = "╯", "╭"
            for between in range(before + 1, row):
                rows[between][column] = "│"
        before = row
    return ["".join(row) for row in rows[::-1]]


def numbers(top: int, height: int) -> list[str]:
    """What stands beside each row, the highest first: numbers that part ``top`` evenly, two rows apart or more."""
    parts = next(parts for parts in (5, 4, 3, 2, 1) if parts == 1 or (top % parts == 0 and 2 * parts < height))
    at = {round(number / parts * (height - 1)): str(top // parts * number) for number in range(parts + 1)}
    return [at.get(row, "") for row in range(height)][::-1]


class Plot(Widget, can_focus=True):
    """Instants, in the event's time, counted from ``starts`` to ``ends``; after ``until`` nothing is drawn."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._times: Sequence[datetime] = ()
        self._starts = self._ends = self._until = datetime.min
        self._nothing = ""

    def show(self, times: Sequence[datetime], starts: datetime, ends: datetime, until: datetime) -> None:
        """Other instants."""
        self._times, self._starts, self._ends, self._until = times, starts, ends, until
        self._nothing = ""
        self.refresh()

    def show_nothing(self, sentence: str) -> None:
        """Why there is nothing to draw."""
        self._nothing = sentence
        self.refresh()

    def render(self) -> RenderResult:
        """The plot as large as the widget."""
        muted, accent = (self.app.theme_variables.get(name, "") for name in ("muted", "accent"))
        if self._nothing:
            return Text(self._nothing, muted)
        width, height = max(8, self.size.width - _SIDE), max(3, self.size.height - 1)
        counts: list[int | None] = list(cumulative(self._times, self._starts, self._ends, width))
        part = (self._ends - self._starts) / width
        for column in range(width):
            if self._starts + part * column > self._until:
                counts[column] = None
        top = round_up(max((count or 0 for count in counts), default=0))
        text = Text(no_wrap=True, overflow="crop")
        labels = numbers(top, height)
        for label, line in zip(labels, steps(counts, top, height), strict=True):
            text.append(f"{label:>{_SIDE - 2}} {'┤' if label else '│'}", muted)
            text.append(f"{line}\n", accent)
        return text.append(" " * _SIDE + self._below(width), muted)

    def _below(self, width: int) -> str:
        whole = self._ends - self._starts
        days = whole > timedelta(days=2)
        unit = timedelta(days=1) if days else timedelta(hours=1)
        number = max(1, round(whole / unit))
        least = 7 if days else 4
        every = next(n for n in (1, 2, 3, 4, 6, 8, 12, 24, 10_000) if width * n // number >= least)
        line = ""
        for n in range(0, number, every):
            place = round(n * unit / whole * width)
            at = self._starts + n * unit
            label = f"{at.day} {at:%b}" if days else f"{at:%H}"
            if place >= len(line) and place + len(label) <= width:
                line = f"{line:<{place}}{label}"
        return line
