"""What becomes of what was typed, when a form is left without sending it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class Leave(ModalScreen[str]):
    """Hands back ``keep``, ``discard`` or ``stay``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('stay')", "Go on", show=False),
        Binding("k", "answer('keep')", "Keep", show=False),
        Binding("d", "answer('discard')", "Throw away", show=False),
        Binding("left", "app.focus_previous", "Other", show=False),
        Binding("right", "app.focus_next", "Other", show=False),
    ]

    def __init__(self, *, keeps: bool) -> None:
        super().__init__()
        self._keeps = keeps

    def compose(self) -> ComposeResult:
        """Three answers; going on typing has the focus."""
        with Vertical(classes="dialogue") as box:
            box.border_title = "Not sent yet"
            box.border_subtitle = "k / d / Esc"
            yield Static(
                "What you typed has not been sent. A draft is kept sealed and stands here next time.", classes="what"
            )
            with Horizontal(classes="buttons"):
                yield Button("Go on typing", id="stay")
                if self._keeps:
                    yield Button("Keep as draft (k)", id="keep")
                yield Button("Throw away (d)", id="discard")

    def on_mount(self) -> None:
        """Enter by itself loses nothing."""
        self.query_one("#stay").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """One of the three."""
        self.dismiss(event.button.id or "stay")

    def action_answer(self, answer: str) -> None:
        """By key."""
        self.dismiss(answer)
