"""The modes and their number keys, the present one marked."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from conclave_desk.tui.modes import MODES


class ModeBar(Widget):
    """One line; where not all names fit, the other modes go by their short ones."""

    class Chosen(Message):
        """A mode was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, current: str) -> None:
        super().__init__()
        self.current = current

    def _labels(self) -> list[tuple[str, str, bool]]:
        def labels(short: bool, gap: str) -> list[tuple[str, str, bool]]:
            return [
                (
                    f" {m.key} {m.short if short and m.name != self.current else m.title}{gap}",
                    m.name,
                    m.name == self.current,
                )
                for m in MODES
            ]

        for found in (labels(False, " "), labels(False, "")):
            if sum(len(label) for label, _name, _here in found) <= self.size.width:
                return found
        return labels(True, "")

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
