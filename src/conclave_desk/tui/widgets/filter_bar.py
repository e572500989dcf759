"""The line in which a filter is typed, and how many rows it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from conclave_desk.tui.steadfast import Steadfast


class FilterBar(Steadfast, Horizontal):
    """Shown while something is typed in it. Enter goes to the rows and keeps it, Esc lets go of it."""

    @dataclass
    class Changed(Message):
        """The filter reads otherwise now."""

        text: str

    @dataclass
    class Left(Message):
        """The officer is done with typing."""

    def compose(self) -> ComposeResult:
        """The sign, the text, the count."""
        yield Static("/", classes="sign")
        yield Input(placeholder="name, State, or party:MLI category:HOD status:… serial:…", id="filter", compact=True)
        yield Static("", classes="count")

    def open(self) -> None:
        """Show it and type."""
        self.add_class("shown")
        self.query_one(Input).focus()

    def close(self) -> None:
        """Let go of the filter."""
        self.query_one(Input).value = ""
        self.remove_class("shown")

    def put(self, text: str) -> None:
        """Let that stand in it; nothing lets go of the filter."""
        self.query_one(Input).value = text
        self.set_class(bool(text), "shown")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def show_count(self, left: int, total: int) -> None:
        """How many rows are left; before its parts have come, nothing: the screen says it again once it stands."""
        for line in self.query(".count").results(Static):
            line.update(f"{left:,} of {total:,}")

    def on_input_changed(self, event: Input.Changed) -> None:
        """A key was typed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        if not event.value:
            self.remove_class("shown")
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Esc lets go; down goes to the rows."""
        if event.key == "escape":
            event.stop()
            self.close()
            self.post_message(self.Left())
        elif event.key == "down":
            event.stop()
            self.post_message(self.Left())
