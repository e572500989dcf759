"""By what a register is sorted: precedence, or one of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Query


class Order(ModalScreen[str | None]):
    """Hands back a column's key, blank for precedence, ``None`` when nothing was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", show=False)]

    def __init__(self, columns: Sequence[Column], now: Query) -> None:
        super().__init__()
        self._columns = [column for column in columns if column.sortable]
        self._now = now

    def compose(self) -> ComposeResult:
        """The columns; the one that holds is marked."""
        with Vertical(classes="dialogue", id="order") as box:
            box.border_title = "Sort by"
            box.border_subtitle = "Enter: sort   Esc: close"
            yield OptionList(
                Option("  precedence" if self._now.sort else "▲ precedence"), *map(self._option, self._columns)
            )

    def _option(self, column: Column) -> Option:
        if column.key != self._now.sort:
            return Option(f"  {column.label}")
        return Option(f"▼ {column.label}, from the end" if self._now.descending else f"▲ {column.label}; again: ▼")

    def on_mount(self) -> None:
        """The cursor on what holds."""
        options = self.query_one(OptionList)
        keys = [column.key for column in self._columns]
        options.highlighted = keys.index(self._now.sort) + 1 if self._now.sort in keys else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was picked."""
        event.stop()
        self.dismiss(self._columns[event.option_index - 1].key if event.option_index else "")

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
