"""Asking once before something that cannot simply be undone, naming what will happen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from conclave_desk.tui.modals.frame import titled


class Confirm(ModalScreen[bool]):
    """``what`` says what will happen; ``do`` is the word on the button that does it, in place of a bare "yes"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", show=False),
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("left,right", "app.focus_next", "Other", show=False),
        Binding("down,pagedown", "turn(1)", "Down", show=False),
        Binding("up,pageup", "turn(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, what: str, do: str) -> None:
        super().__init__()
        self._title, self._what, self._do = title, what, do

    def compose(self) -> ComposeResult:
        """The question; the safe answer has the focus."""
        with Vertical(classes="dialogue") as box:
            box.border_title = titled(self._title)
            box.border_subtitle = "y / n"
            with VerticalScroll(classes="told", can_focus=False):
                yield Static(self._what, classes="what", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="no")
                yield Button(self._do, id="yes")

    def on_mount(self) -> None:
        """Enter by itself changes nothing."""
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """One of the two."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """By key."""
        self.dismiss(answer)

    def action_turn(self, by: int) -> None:
        """Half a screen down or up in what is longer than the screen."""
        told = self.query_one(".told")
        told.scroll_relative(y=by * max(1, told.size.height // 2), animate=False)
