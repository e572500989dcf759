"""Who did what when with one record."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from conclave_desk.desk import trail
from conclave_desk.tui.modals.frame import keyed, titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.steadfast import Steadfast


class History(Steadfast, ModalScreen[None]):
    """The commands about the record, the latest first; read in a thread, since a journal may be long."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,h", "close", "Close", show=False)]

    def __init__(self, office: Office, title: str, keys: list[str]) -> None:
        super().__init__()
        self._office, self._title, self._keys = office, title, keys

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        with VerticalScroll(classes="dialogue", id="history") as box:
            box.border_title = titled(f"History · {self._title}")
            box.border_subtitle = keyed(("Esc: close", "close"))
            yield Static("Reading the journal …", id="lines")

    def on_mount(self) -> None:
        """Read."""
        self.query_one("#history").focus()
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        with self._office.another() as desk:
            found = trail.of(desk, *self._keys)
        self.app.call_from_thread(self._show, found)

    def _show(self, found: list[trail.Line]) -> None:
        self.query_one("#lines", Static).update(self._table(found) if found else "Nothing is written about it yet.")

    def _table(self, found: list[trail.Line]) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column(no_wrap=True)
        table.add_column()
        for line in found:
            at = f"{self._office.local(line.at):%d %b %Y %H:%M:%S}{' (set)' if line.clock_set else ''}"
            said = Text.assemble((line.command, "bold"), f" at {line.where}\n", "\n".join(line.said))
            table.add_row(at, line.officer, said)
        return table

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
