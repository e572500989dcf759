"""The keys of a screen and what each does, made from its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from conclave_desk.tui.commands import Command, keys_of, shown_key
from conclave_desk.tui.modals.frame import keyed

if TYPE_CHECKING:
    from conclave_desk.tui.screens.base import ModeScreen

_TABLE = (
    ("↑ ↓ PgUp PgDn", "Move; Home and End go to the first and last row."),
    ("Enter", "Open the page of the record; Esc goes back."),
    ("Space", "Choose rows, for commands on several; ^A all; Esc none."),
    ("V, ⇧↑ ⇧↓", "Choose a range: from V to V, or with Shift held."),
    ("click", "A heading sorts by that column, again the other way, a third time by precedence; Ctrl chooses a row."),
)


class Help(ModalScreen[None]):
    """Own commands first, then those of every mode."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", "Close", show=False),
        Binding("f1", "words", "Words", show=False),
    ]

    def __init__(self, screen: ModeScreen) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """One table that scrolls."""
        with VerticalScroll(classes="dialogue", id="help") as box:
            box.border_title = f"Keys · {self._of.mode}"
            box.border_subtitle = keyed(("Esc: close", "close"), ("F1: what the words mean", "words"))
            yield Static(self._content())

    def _content(self) -> Table:
        accent = self.app.theme_variables.get("accent", "")
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", style=f"bold {accent}", no_wrap=True)
        table.add_column()
        own = self._of.commands
        if own:
            table.add_row("", Text("Here", style="bold"))
        for command in own:
            self._add(table, command)
        if hasattr(self._of, "open_filter"):
            table.add_row("", Text("In a table", style="bold"))
            for key, what in _TABLE:
                table.add_row(key, what)
            table.add_row("", f"Signs: {self._of.legend}")
        table.add_row("", Text("Everywhere", style="bold"))
        for command in self._of.all_commands()[len(own) :]:
            self._add(table, command)
        return table

    def _add(self, table: Table, command: type[Command]) -> None:
        keys = ", ".join(map(shown_key, keys_of(command, self.app._keymap)))
        table.add_row(keys or "^P", Text.assemble((command.title.capitalize(), "bold"), f"  {command.help()}"))

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        self.query_one("#help").focus()

    def action_words(self) -> None:
        """What the words mean, over the keys."""
        from conclave_desk.tui.modals.words import Words

        self.app.push_screen(Words())

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
