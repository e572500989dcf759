"""The lists of a register beside each other, each with its count; the one that is shown is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

_LEFT, _RIGHT = "‹", "›"


@dataclass(frozen=True, slots=True)
class Tab:
    """A list: the name by which it is chosen, what it is called, how many are on it."""

    name: str
    label: str
    count: int

    @property
    def text(self) -> str:
        """As it stands in the bar."""
        return f" {self.label} {self.count:,} "


class ViewBar(Widget):
    """One line. Where not all lists fit, those around the present one are shown, with a sign where more follow."""

    DEFAULT_CSS = "ViewBar { height: 1; }"

    class Chosen(Message):
        """A list was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__(id="views")
        self._tabs: Sequence[Tab] = ()
        self._current = ""
        self._places: list[tuple[int, int, str]] = []

    def show_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        """Other counts, or another list."""
        self._tabs, self._current = tabs, current
        self.refresh()

    def render(self) -> Text:
        """The line."""
        accent, muted = (self.app.theme_variables.get(token, "") for token in ("accent", "muted"))
        first, last = self._fitting()
        bar, self._places = Text(no_wrap=True, overflow="crop"), []
        bar.append(_LEFT if first else " ", accent)
        if first:
            self._places.append((0, bar.cell_len, self._tabs[first - 1].name))
        for tab in self._tabs[first:last]:
            start = bar.cell_len
            here = tab.name == self._current
            bar.append(tab.text, f"bold underline {accent}" if here else muted if tab.count == 0 else "")
            self._places.append((start, bar.cell_len, tab.name))
        if last < len(self._tabs):
            self._places.append((bar.cell_len, bar.cell_len + cell_len(_RIGHT), self._tabs[last].name))
            bar.append(_RIGHT, accent)
        return bar

    def _fitting(self) -> tuple[int, int]:
        """From which to which: as many as fit, grown from the present one to both sides."""
        wide = [cell_len(tab.text) for tab in self._tabs]
        here = next((i for i, tab in enumerate(self._tabs) if tab.name == self._current), 0)
        first, last, room = here, min(here + 1, len(wide)), self.size.width - 2
        room -= sum(wide[first:last])
        while room > 0:
            before = first > 0 and wide[first - 1] <= room
            after = last < len(wide) and wide[last] <= room
            if after:
                room -= wide[last]
                last += 1
            if before and wide[first - 1] <= room:
                first -= 1
                room -= wide[first]
            elif not after:
                break
        return first, last

    def on_click(self, event: events.Click) -> None:
        """Show the list that was clicked."""
        for first, last, name in self._places:
            if first <= event.x < last:
                self.post_message(self.Chosen(name))
