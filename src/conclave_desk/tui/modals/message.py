"""Something to be told and acknowledged: a refusal, an error with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from conclave_desk.errors import explained
from conclave_desk.tui.modals.frame import titled
from conclave_desk.tui.wording import spoken


class Message(ModalScreen[None]):
    """A title and a sentence; any of Enter, Space, Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space", "close", "Close", show=False),
        Binding("down,pagedown", "turn(1)", "Down", show=False),
        Binding("up,pageup", "turn(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, sentence: str, *, stop: bool = True) -> None:
        super().__init__()
        self._title, self._sentence, self._stop = title, sentence, stop

    @classmethod
    def about(cls, fault: Exception, log: Path | None = None) -> Message:
        """What went wrong, and what to do; ``log`` is the file in which more stands."""
        sentence, _code = explained(fault)
        more = f"\nMore about it is in {log}." if log else ""
        return cls("This did not work; nothing was changed", spoken(sentence) + more)

    def compose(self) -> ComposeResult:
        """The sentence and one button."""
        with Vertical(classes="dialogue stop" if self._stop else "dialogue") as box:
            box.border_title = titled(self._title)
            with VerticalScroll(classes="told", can_focus=False):
                yield Static(self._sentence, classes="what", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The button."""
        self.dismiss()

    def action_close(self) -> None:
        """By key."""
        self.dismiss()

    def action_turn(self, by: int) -> None:
        """Half a screen down or up in what is longer than the screen."""
        told = self.query_one(".told")
        told.scroll_relative(y=by * max(1, told.size.height // 2), animate=False)
