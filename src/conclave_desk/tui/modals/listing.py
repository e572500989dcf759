"""A few rows under their labels, to be read and left again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from conclave_desk.tui.modals.frame import keyed, titled
from conclave_desk.tui.page import shown


class Listing(ModalScreen[None]):
    """``empty`` stands there where there are no rows, ``note`` under them where something is to be said besides."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "close", "Close", show=False)]

    def __init__(
        self, title: str, labels: Sequence[str], rows: Sequence[Sequence[str]], empty: str, note: str = ""
    ) -> None:
        super().__init__()
        self._title, self._labels, self._rows, self._empty, self._note = title, labels, rows, empty, note

    def compose(self) -> ComposeResult:
        """A table that scrolls."""
        with VerticalScroll(classes="dialogue", id="listing") as box:
            box.border_title = titled(self._title)
            box.border_subtitle = keyed(("Esc: close", "close"))
            yield Static(self._table() if self._rows else self._empty, markup=False)
            if self._note:
                yield Static(f"\n{self._note}", markup=False)

    def _table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
        for label in self._labels:
            table.add_column(label)
        for row in self._rows:
            table.add_row(*(Text(shown(cell)) for cell in row))
        return table

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        self.query_one("#listing").focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
