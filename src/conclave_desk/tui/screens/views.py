"""A register in several lists, one of which is shown: the bar over the table says how many are on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from conclave_desk.domain.names import fold
from conclave_desk.tui.commands import Command
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens.register import RegisterScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.filter_bar import FilterBar
from conclave_desk.tui.widgets.source import Query, Source
from conclave_desk.tui.widgets.view_bar import Tab, ViewBar

if TYPE_CHECKING:
    from textual.widget import Widget


class NextView(Command):
    """The next list of those that stand over the table."""

    name = "views.next"
    title = "next list"
    key = "right,right_square_bracket"

    async def run(self) -> None:
        """Show it."""
        self.screen.step_view(1)


class PreviousView(Command):
    """The list before."""

    name = "views.previous"
    title = "list before"
    key = "left,left_square_bracket"
    footer = False

    @classmethod
    def help(cls) -> str:
        """What it does."""
        return "The list before this one in the bar over the table."

    async def run(self) -> None:
        """Show it."""
        self.screen.step_view(-1)


def party_labels(office: Office) -> Callable[[str], str]:
    """What a party is searched by: its folded name and its code."""
    known: dict[str, str] = {}

    def label(code: str) -> str:
        if code not in known:
            known[code] = f"{fold(office.party_name(code))} {code.casefold()}"
        return known[code]

    return label


def categories_named(office: Office, word: str) -> set[str]:
    """The categories of which the code, or a word of the name, begins so."""
    named = ((found.code, f"{found.code} {found.name}") for found in office.desk.event.categories)
    return {code for code, text in named if any(one.startswith(word) for one in fold(text).split())}


class ViewsScreen(RegisterScreen):
    """Subclasses give :meth:`tabs`, :meth:`empty_list` and :meth:`columns_of`; ``view`` is the list that is shown."""

    people_move_on: ClassVar[bool] = False
    """Whether the lists are stations on a way, so that one that is done stands empty."""

    def __init__(self, office: Office, view: str) -> None:
        self.view = view
        super().__init__(office)

    def source(self) -> Source:
        """The rows of the list that is shown; it has a ``refresh`` besides."""
        raise NotImplementedError

    def tabs(self) -> Sequence[Tab]:
        """The lists and how many are on each."""
        raise NotImplementedError

    def empty_list(self, view: str) -> str:
        """What an empty list says, and what to do next."""
        raise NotImplementedError

    def columns_of(self, view: str) -> tuple[Column, ...]:
        """The columns of a list."""
        return self.columns

    def compose_mode(self) -> Iterable[Widget]:
        """The bar, then table and page."""
        yield ViewBar()
        yield from super().compose_mode()

    def on_screen_resume(self) -> None:
        """Back in this mode: where the list that was shown has emptied meanwhile, the first that has anybody on it."""
        if not self.people_move_on:
            return
        tabs = list(self.tabs())
        if any(tab.name == self.view and not tab.count for tab in tabs):
            filled = next((tab for tab in tabs if tab.count), None)
            if filled is not None:
                self.show_view(filled.name)

    def step_view(self, by: int) -> None:
        """The next list that has anybody on it, or the one before; the next of all where all are empty."""
        tabs = list(self.tabs())
        here = next((i for i, tab in enumerate(tabs) if tab.name == self.view), 0)
        order = [tabs[(here + by * step) % len(tabs)] for step in range(1, len(tabs))]
        self.show_view(next((tab for tab in order if tab.count), order[0]).name)

    def show_view(self, name: str) -> None:
        """Show a list from its first row; nothing of the one before stays chosen."""
        self.view = name
        self.table.let_go()
        self.table.cursor_row, self.table.cursor_id = 0, None
        self.table.show_columns(self.columns_of(name))
        self.reload()
        if self.table.display:
            self.table.focus()
        self.show_keys()

    def put_filter(self, text: str) -> None:
        """Let the filter say that."""
        self.query_one(FilterBar).put(text)
        self.table.show_query(Query(text))
        self._show_counts()

    def on_view_bar_chosen(self, event: ViewBar.Chosen) -> None:
        """A list was clicked."""
        event.stop()
        self.show_view(event.name)

    def reload(self) -> None:
        """Ask the register again."""
        source: Any = self.rows
        source.refresh()
        super().reload()

    def done(self, still: Iterable[str] = ()) -> None:
        """A command on the chosen rows was given: none is chosen any more but those with whom one goes on."""
        if kept := list(still):
            self.table.keep(kept)
        else:
            self.table.let_go()

    def _show_counts(self) -> None:
        super()._show_counts()
        self.query_one(ViewBar).show_tabs(self.tabs(), self.view)
        self.query_one("#empty", Static).update(self.empty_list(self.view))
