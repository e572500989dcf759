"""The modes and their number keys, the present one marked."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from conclave_desk.tui.modes import MODES, Mode


class ModeBar(Widget):
    """One line; where not all names fit, the other modes go by their short ones, then by their keys alone."""

    class Chosen(Message):
        """A mode was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, current: str) -> None:
        super().__init__()
        self.current = current

    def _labels(self) -> list[tuple[str, str, bool]]:
        def labels(other: Callable[[Mode], str], gap: str = "") -> list[tuple[str, str, bool]]:
            here = self.current
            named = ((m, m.title if m.name == here else other(m)) for m in MODES)
            return [(f" {f'{m.key} {name}'.strip()}{gap}", m.name, m.name == here) for m, name in named]

        def whole(mode: Mode) -> str:
            return mode.title

        for found in (labels(whole, " "), labels(whole), labels(lambda mode: mode.short)):
            if sum(len(label) for label, _name, _here in found) <= self.size.width:
                return found
        return labels(lambda _: "")

    def render(self) -> Text:
        """The line."""
        bar = Text(no_wrap=True, overflow="crop")
        accent = self.app.theme_variables.get("accent", "")
        ink = self.app.theme_variables.get("on-accent", "")
        for label, _name, here in self._labels():
            bar.append(label, f"bold {ink} on {accent}" if here else "")
        return bar

    def on_click(self, event: events.Click) -> None:
        """Go to the mode that was clicked."""
        place = 0
        for label, name, _here in self._labels():
            place += len(label)
            if event.x < place:
                self.post_message(self.Chosen(name))
                return
