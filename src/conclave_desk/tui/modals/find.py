"""Finding a person of whatever State by any part of a name."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from conclave_desk.registers.people import Listed
from conclave_desk.tui.modals.frame import keyed
from conclave_desk.tui.office import Office
from conclave_desk.tui.people import COLUMNS, PeopleSource
from conclave_desk.tui.steadfast import Steadfast
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import Query


class Find(Steadfast, ModalScreen[Listed | None]):
    """A line to type in, and the people it leaves; Enter hands back the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.rows = PeopleSource(office)
        self.table = RegisterTable(self.rows, COLUMNS)
        self.table.can_focus = False

    def compose(self) -> ComposeResult:
        """Line and table."""
        with Vertical(classes="dialogue", id="find") as box:
            box.border_title = "Find a person"
            box.border_subtitle = keyed(("Enter: go there", "go_there"), ("Esc: close", "close"))
            yield Input(placeholder="any part of a name or State, diacritics aside: goita, lukasz, mali", compact=True)
            yield self.table

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another key."""
        event.stop()
        self.table.show_query(Query(event.value.strip()))
        self.query_one("#find").border_title = f"Find a person · {self.table.count:,}"

    def on_key(self, event: events.Key) -> None:
        """Up and down move in the table while the line keeps the focus."""
        moves = {"up": -1, "down": 1}
        if event.key in moves:
            event.stop()
            event.prevent_default()
            self.table.action_move(moves[event.key])
        elif event.key in ("pageup", "pagedown"):
            event.stop()
            self.table.action_page(-1 if event.key == "pageup" else 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_go_there()

    def on_register_table_opened(self, event: RegisterTable.Opened) -> None:
        """A second click."""
        event.stop()
        self.action_go_there()

    def action_go_there(self) -> None:
        """The one under the cursor."""
        place = self.table.cursor_row
        people = self.rows.people.window(self.table.query_now.text, place, place + 1)
        self.dismiss(people[0] if people else None)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
