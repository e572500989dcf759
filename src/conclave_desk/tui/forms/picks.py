"""The list that a field offers to pick from: it lies over what stands below the field, one for a whole form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from conclave_desk.tui.forms.fields import Choice
from conclave_desk.tui.widgets.cells import fitted

_MOST = 7
"""Lines in sight; the rest is reached with the cursor keys."""
_LEAST_WIDTH = 24
_GAP = 3


class Picks(Widget):
    """Shown for the field named ``owner`` while it is typed in. The field keeps the focus and moves the highlight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"picks--here", "picks--note"}
    DEFAULT_CSS = "Picks { layer: picks; overlay: screen; display: none; }"

    @dataclass
    class Chosen(Message):
        """A line was clicked."""

        owner: str
        place: int

    def __init__(self) -> None:
        super().__init__(id="picks")
        self.owner = ""
        self.choices: Sequence[Choice] = ()
        self.here: int | None = None
        self._first = 0

    def offer(self, owner: str, choices: Sequence[Choice], here: int | None, *, under: Region, within: Region) -> None:
        """Lie under that part of the screen, or over it where there is no room below, and not wider than the form; no
        choices, no list."""
        if not choices:
            self.close(owner)
            return
        self.owner, self.choices, self.here, self._first = owner, choices, here, 0
        self.lie(under, within)
        self.refresh()

    def lie(self, under: Region, within: Region) -> None:
        """The list as it is, under that part of the screen, as when another size of the terminal has moved it."""
        height = min(_MOST, len(self.choices))
        width = min(max(under.width, _LEAST_WIDTH, self._needed()), within.width)
        below = under.bottom + height <= self.app.size.height
        left = max(within.x, min(under.x, within.right - width))
        self._place(Offset(left, under.bottom if below else max(0, under.y - height)), width, height)

    def _place(self, at: Offset, width: int, height: int) -> None:
        """Only what differs is set: each of these lays out the whole form anew."""
        if self.absolute_offset != at:
            self.absolute_offset = at
            self.refresh(layout=True)
        if self.styles.width is None or self.styles.width.value != width:
            self.styles.width = width
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.display = True

    def close(self, owner: str) -> None:
        """That field needs it no more."""
        if self.owner == owner:
            self.owner, self.choices, self.here = "", (), None
            self.display = False

    def move(self, by: int) -> None:
        """The highlight up or down, round at the ends."""
        if self.choices:
            before = self.here if self.here is not None else (-1 if by > 0 else 0)
            self.here = (before + by) % len(self.choices)
            self._first = max(min(self._first, self.here), self.here - _MOST + 1)
            self.refresh()

    def _needed(self) -> int:
        return max(
            2 + cell_len(choice.label) + (_GAP + cell_len(choice.told) if choice.told else 0) for choice in self.choices
        )

    def render_line(self, y: int) -> Strip:
        """A choice: its label, and a word about it."""
        width, style = self.size.width, self.rich_style
        place = self._first + y
        if place >= len(self.choices):
            return Strip.blank(width, style)
        choice, more = self.choices[place], self.get_component_rich_style("picks--note")
        if place == self.here:
            style = more = self.get_component_rich_style("picks--here")
        sign = "▸" if place == self.here else " "
        label = min(cell_len(choice.label), width - 2)
        room = width - 2 - label - _GAP
        parts = [Segment(sign, style), Segment(fitted(choice.label, label), style)]
        if choice.told and room > 1:
            parts += [Segment(" " * _GAP, style), Segment(fitted(choice.told, room), more)]
        return Strip(parts).adjust_cell_length(width, style)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves in the list, not in what lies under it."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upwards."""
        event.stop()
        self.move(-1)

    def on_click(self, event: events.Click) -> None:
        """That line is meant."""
        event.stop()
        if self._first + event.y < len(self.choices):
            self.post_message(self.Chosen(self.owner, self._first + event.y))
