"""A mode that is a register: a table with a filter, and the page of the record under the cursor beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from conclave_desk.tui.modals.frame import titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens.base import ModeScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.filter_bar import FilterBar
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource, Query, Source

if TYPE_CHECKING:
    from textual.widget import Widget

_BESIDE = 110
"""Columns from which the page stands beside the table; below it takes the table's place when it is opened."""


class RegisterScreen(ModeScreen):
    """Subclasses give :meth:`source`, :meth:`page`, their ``columns``, ``heading`` and what an empty register says."""

    columns: ClassVar[tuple[Column, ...]] = ()
    heading: ClassVar[str] = ""
    empty: ClassVar[str] = ""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.rows = self.source()
        self.table = RegisterTable(self.rows, self.columns, id="register")

    def source(self) -> Source:
        """The rows."""
        raise NotImplementedError

    def page(self, row_id: str) -> RenderableType | None:
        """The page of a record; ``None`` when it is gone."""
        raise NotImplementedError

    def page_title(self, row_id: str) -> str:
        """What stands over the page."""
        return ""

    def subject(self) -> tuple[str, list[str]] | None:
        """Whose history `h` shows: a title, and the ids that the journal's entries name."""
        return None

    def compose_mode(self) -> Iterable[Widget]:
        """Table and page side by side."""
        with Horizontal(id="body"):
            yield from self.compose_list()
            with VerticalScroll(classes="pane", id="page"):
                yield from self.compose_page()

    def compose_page(self) -> Iterable[Widget]:
        """What the page consists of; more than its text where a subclass says so."""
        yield Static("", id="page-text")

    def compose_list(self) -> Iterable[Widget]:
        """The table with its filter, and what stands there when it is empty."""
        with Vertical(classes="pane", id="list") as pane:
            pane.border_title = self.heading
            yield FilterBar()
            yield self.table
            yield Static(self.empty, classes="empty", id="empty")

    def on_mount(self) -> None:
        """The table first."""
        self.table.focus()
        self._show_counts()

    def on_resize(self) -> None:
        """Beside the table where there is room, else in its place."""
        self.set_class(self.app.size.width < _BESIDE, "narrow")

    def reload(self) -> None:
        """Ask the register again."""
        if isinstance(self.rows, ListSource):
            self.rows.refresh()
        if self.table.is_mounted:
            self.table.reload()
            self._show_counts()
            self.show_page()

    # Table and page

    @property
    def current_id(self) -> str | None:
        """The record under the cursor."""
        return self.table.cursor_id

    def show_page(self) -> None:
        """The page of the record under the cursor."""
        row_id = self.current_id
        page = self.page(row_id) if row_id else None
        frame = self.query_one("#page")
        frame.border_title = titled(self.page_title(row_id) if row_id and page else "")
        self.query_one("#page-text", Static).update(page or "")

    def on_register_table_moved(self, event: RegisterTable.Moved) -> None:
        """The cursor came to rest on another record."""
        event.stop()
        self.moved(event.table)

    def on_register_table_opened(self, event: RegisterTable.Opened) -> None:
        """Enter."""
        event.stop()
        self.opened(event.table)

    def moved(self, _: RegisterTable) -> None:
        """The cursor of a table came to rest on another record. Override this, not the handler: Textual calls the
        handlers of all base classes."""
        self.show_page()
        self.show_keys()

    def opened(self, _: RegisterTable) -> None:
        """Enter on a record: to its page."""
        self.open_page()

    def on_register_table_choice_changed(self, event: RegisterTable.ChoiceChanged) -> None:
        """Other rows are chosen."""
        event.stop()
        self._show_counts()
        self.show_keys()

    def on_register_table_ordered(self, event: RegisterTable.Ordered) -> None:
        """A heading was clicked."""
        event.stop()
        self._show_counts()

    def open_page(self) -> None:
        """Look at the page; on a narrow screen it takes the table's place until Esc."""
        if self.current_id is not None:
            self.add_class("reading")
            self.query_one("#page").focus()
            self.show_keys()

    def handle_escape(self) -> None:
        """From the page to the table, then out of the choice, then out of the filter."""
        if self.has_class("reading"):
            self.remove_class("reading")
            self.table.focus()
        elif not self.table.let_go():
            self.query_one(FilterBar).close()
        self.show_keys()

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a record, whatever the filter hides."""
        if not self.table.go_to(row_id):
            self.query_one(FilterBar).close()
            self.table.show_query(Query())
            self.table.go_to(row_id)
        self.show_page()

    # Filter

    def open_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).open()

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Another key in the filter."""
        event.stop()
        now = self.table.query_now
        self.table.show_query(Query(event.text.strip(), now.sort, now.descending))
        self._show_counts()

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the rows."""
        event.stop()
        self.table.focus()

    def _show_counts(self) -> None:
        total = self.rows.count(Query())
        self.query_one(FilterBar).show_count(self.table.count, total)
        self.query_one("#empty").display = total == 0
        self.table.display = total > 0
        chosen = len(self.table.chosen)
        left = self.table.count
        choosing = f"{chosen:,} chosen{', V ends the range' if self.table.ranging else ''}" if chosen else ""
        parts = [f"{left:,} of {total:,}" if left != total else f"{total:,}", choosing, self._order()]
        self.query_one("#list").border_subtitle = " · ".join(filter(None, parts))

    # Order

    @property
    def sorted_table(self) -> RegisterTable:
        """The table that a command about the order is about."""
        return self.table

    def _order(self) -> str:
        """By what the rows are sorted, where it is not precedence."""
        now = self.table.query_now
        label = next((column.label for column in self.table.columns if column.key == now.sort), "")
        return f"by {label}{', from the end' if now.descending else ''}" if label else ""

    def sort_by(self, key: str) -> None:
        """In another order; the same column again turns it round, blank is precedence."""
        self.sorted_table.sort_by(key)
        self._show_counts()
