"""Mode 1: the headline and what matters now: before the event what is due, during it who is missing, after it what is
left over."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.domain.due import AFTER, DURING
from conclave_desk.tui.commands import Command
from conclave_desk.tui.modals.frame import titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens.base import ModeScreen
from conclave_desk.tui.screens.incoming import Link, Load

if TYPE_CHECKING:
    from conclave_desk.desk.overview import Overview
    from conclave_desk.tui.screens.overview_lists import Lists
    from conclave_desk.tui.screens.overview_panel import Item, Panel
    from conclave_desk.tui.widgets.register_table import RegisterTable

_BESIDE = 110
_LOW = 42
"""Lines below which the plot makes room for the lists."""
_LOWEST = 34
"""Lines below which it stands beside them no more."""
_TABLED = 132
"""Columns from which the headline is a table; below it is two lines."""
_REST = 3.0
"""After counting for so long, so many times as long is waited before the next count: a busy gate does not keep the
screen counting all the time."""
_PAINTING = 0.05
"""Seconds that the first paint is given before a thread begins to count, which would hold it up."""
_BEGIN = (
    "Nobody is invited yet.\n\n2 goes to the invitations, where n draws one up;"
    " L loads a whole event folder.\n? shows the keys of a mode, F1 what the words mean."
)
_OFTEN = 20.0
"""Seconds after which it is counted again because time has passed."""


class Go(Command):
    """Go to the record under the cursor, in its mode."""

    name = "overview.go"
    title = "go"
    key = "enter"

    def enabled(self) -> bool:
        """On a row."""
        return self.screen.item is not None

    async def run(self) -> None:
        """Go there."""
        item: Item | None = self.screen.item
        if item is None:
            return
        if item.record:
            self.screen.app.go_to(item.mode, item.record, item.person)
        else:
            await self.screen.app.switch_mode(item.mode)


class NextList(Command):
    """The next list; on a narrow screen it takes the place of the one that is shown."""

    name = "overview.next"
    title = "next list"
    key = "tab"

    async def run(self) -> None:
        """Show it."""
        self.screen.turn(1)


class PreviousList(Command):
    """The list before; with Tab and this one you come through all of them."""

    name = "overview.previous"
    title = "list before"
    key = "shift+tab"
    footer = False

    async def run(self) -> None:
        """Show it."""
        self.screen.turn(-1)


class Arrived(Command):
    """Those people are there: record their arrival, before any gate or badge says so."""

    name = "overview.arrived"
    title = "arrived"
    key = "a"

    def enabled(self) -> bool:
        """On somebody who has not been seen yet."""
        item: Item | None = self.screen.item
        return item is not None and bool(item.arrive)

    async def run(self) -> None:
        """Record it."""
        from conclave_desk.desk import arrivals

        item: Item | None = self.screen.item
        if item is not None:
            who = item.row.cells.get("who", "")
            await self.settle(arrivals.record(self.desk, item.arrive), f"{who} arrived.")


class Sign(Command):
    """The return of that day is signed: record it. It stays on the list, with who recorded it and when."""

    name = "overview.sign"
    title = "sign return"
    key = "s"
    twin = "attendance sign"

    def enabled(self) -> bool:
        """On a return that is not signed."""
        item: Item | None = self.screen.item
        return item is not None and self.screen.front == "returns" and "unsigned" in item.row.cells["state"]

    async def run(self) -> None:
        """Ask once: there is nothing that takes a signature back."""
        from conclave_desk.desk import attendance

        item: Item | None = self.screen.item
        if item is None:
            return
        day = date.fromisoformat(item.row.id)
        what = f"It is recorded that the return of {day:%A} {day.day} {day:%B %Y} is signed. That is not taken back."
        if await self.confirm("Return signed", what, "Signed"):
            await self.settle(attendance.sign(self.desk, day), f"Return of {day.day} {day:%B}: signed.")


class OverviewScreen(ModeScreen):
    """Lists by phase; counted in a thread, since with 100,000 people it takes a moment."""

    CSS_PATH = "overview.tcss"
    mode = "overview"
    commands: ClassVar[tuple[type[Command], ...]] = (Go, NextList, PreviousList, Arrived, Sign, Load, Link)

    @dataclass
    class Counted(Message):
        """How things stand; ``took`` seconds to count. ``found`` is ``None`` if it could not be counted."""

        found: Overview | None
        took: float

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.found: Overview | None = None
        self.front = ""
        """The list or pane that has the keyboard, and on a narrow screen the only one in sight."""
        self.lists: Lists | None = None
        self._counting = self._again = False

    def compose_mode(self) -> Iterable[Widget]:
        """The headline; all else once it has been counted."""
        with Horizontal(id="body"):
            with Vertical(id="left"), Vertical(classes="pane", id="headline") as pane:
                pane.border_title = "Headline"
                yield Static("Counting …", id="counted")
            yield Vertical(id="right")

    def on_mount(self) -> None:
        """Count once the screen is painted."""
        self.set_timer(_PAINTING, self.reload)
        self.set_interval(_OFTEN, self.time_passed)

    def on_resize(self) -> None:
        """On a narrow screen one list at a time."""
        self.set_class(self.app.size.width < _BESIDE, "narrow")
        self.set_class(self.app.size.height < _LOW, "low")
        self.set_class(self.app.size.height < _LOWEST, "lowest")
        self.call_after_refresh(self._show)

    # Counting

    def reload(self) -> None:
        """Count again, at once or when the count under way is over."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        self.run_worker(self._count, thread=True, group="count", exit_on_error=False)

    def _count(self) -> None:
        from conclave_desk.desk.overview import overview

        began = time.monotonic()
        try:
            with self.office.another() as desk:
                found = overview(desk)
        except Exception:
            logging.getLogger(__name__).exception("the overview could not be counted")
            self.post_message(self.Counted(None, time.monotonic() - began))
            return
        self.post_message(self.Counted(found, time.monotonic() - began))

    async def on_overview_screen_counted(self, event: Counted) -> None:
        """Show it, and count once more if something has changed meanwhile."""
        self.set_timer(max(0.05, event.took * _REST), self._rested)
        if event.found is None:
            self.notify("The overview could not be counted; the log says why.", severity="error")
            return
        if self.lists is None:
            self.lists = await self._furnished()
        self.found = event.found
        self.lists.show(event.found)
        self._show()

    async def _furnished(self) -> Lists:
        """The lists in their places."""
        from conclave_desk.tui.screens.overview_lists import Lists

        lists = Lists(self.office)
        await self.query_one("#left").mount_all(lists.left_panes())
        await self.query_one("#right").mount_all(lists.right_panes())
        return lists

    def _rested(self) -> None:
        self._counting = False
        if self._again:
            self._again = False
            self.reload()

    # Showing

    @property
    def tables(self) -> Mapping[str, RegisterTable]:
        """The lists by name, once there are any."""
        return self.lists.tables if self.lists else {}

    @property
    def _panels(self) -> list[Panel]:
        if self.lists is None or self.found is None:
            return []
        return [panel for panel in self.lists.panels if self.found.phase in panel.phases]

    @property
    def _order(self) -> list[str]:
        """What Tab goes through."""
        names = [panel.name for panel in self._panels]
        if self.found is not None and self.found.phase == AFTER:
            return names
        return [*names, "now", *(["plot"] if self._plots else [])]

    @property
    def _plots(self) -> bool:
        found = self.found
        return found is not None and found.phase != AFTER and (found.phase == DURING or bool(found.announced))

    def _show(self) -> None:
        found, lists = self.found, self.lists
        if found is None or lists is None or not self.is_mounted:
            return
        from conclave_desk.tui.screens import overview_text

        colours = self.app.theme_variables
        narrow = self.has_class("narrow")
        self.set_class(found.phase == DURING, DURING)
        wide = self.app.size.width
        if narrow or wide < _TABLED:
            counted = overview_text.brief_headline(found, self.query_one("#headline").content_size.width)
        else:
            counted = overview_text.headline(found, colours["muted"], gap=2 if wide >= _TABLED + 10 else 1)
        self.query_one("#counted", Static).update(counted)
        self.query_one("#now", Static).update(overview_text.now(self.office, found, colours))
        order = self._order
        if self.front not in order:
            self.front = next((panel.name for panel in self._panels if lists.items[panel.name]), order[0])
            self._focus()
        for panel in lists.panels:
            self._show_panel(panel, panel in self._panels, narrow)
        plotted = self.front == "plot" if narrow else not self.has_class("lowest")
        self.query_one("#plot-pane").display = self._plots and plotted
        self.query_one("#now-pane").display = (found.phase != AFTER and not narrow) or self.front == "now"
        self.query_one("#right").display = not narrow or self.front not in lists.left
        self.query_one("#left").set_class(narrow and self.front not in lists.left, "brief")
        lists.show_plot(found)
        self._name_others(narrow)
        self.show_keys()

    def _show_panel(self, panel: Panel, meant: bool, narrow: bool) -> None:
        pane, table = self.query_one(f"#{panel.name}-pane"), self.tables[panel.name]
        pane.display = meant and (not narrow or panel.name == self.front)
        if self.found is not None and meant:
            pane.border_title = titled(panel.title(self.office, self.found))
        table.display = table.count > 0
        pane.set_class(table.count == 0 and not narrow, "none")
        empty = pane.query_one(".empty", Static)
        empty.display = table.count == 0
        if self.found is not None and panel.name == "due":
            empty.update(panel.nothing if self._anybody(self.found) else _BEGIN)

    def _anybody(self, found: Overview) -> bool:
        """Whether anybody has been invited or put forward."""
        return bool(found.headline["parties"]["invited"] or found.headline["people"]["nominated"])

    def _name_others(self, narrow: bool) -> None:
        """Where only one list is in sight, its border names the next ones."""
        for pane in self.query(".list, #plot-pane, #now-pane"):
            pane.border_subtitle = ""
        if not narrow or self.found is None:
            return
        order = self._order
        place = order.index(self.front)
        others = [self._short(name) for name in (order[place + 1 :] + order[:place])[:4]]
        self.query_one(f"#{self.front}-pane").border_subtitle = f"Tab: {' · '.join(others)}"

    def _short(self, name: str) -> str:
        number = self.tables[name].count if name in self.tables else 0
        return f"{name} {number}" if number else name

    # Going about

    @property
    def item(self) -> Item | None:
        """The row under the cursor of the list that has the keyboard."""
        return self.lists.item(self.front) if self.lists else None

    def subject(self) -> tuple[str, list[str]] | None:
        """Whom the row is about."""
        item = self.item
        if item is None or not item.about:
            return None
        cells = item.row.cells
        title = next((cells[name] for name in ("who", "party", "day") if cells.get(name)), "")
        return title, list(item.about)

    def turn(self, by: int) -> None:
        """To another list."""
        order = self._order
        if self.found is None or not order:
            return
        place = order.index(self.front) if self.front in order else 0
        self.front = order[(place + by) % len(order)]
        self._show()
        self._focus()

    def _focus(self) -> None:
        if self.front in self.tables:
            widget: Widget = self.tables[self.front]
        else:
            widget = self.query_one("#plot" if self.front == "plot" else "#now-pane")
        self.call_after_refresh(widget.focus)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A list was clicked, or came by Tab."""
        name = (event.widget.id or "").removesuffix("-pane")
        if name in self._order and name != self.front:
            self.front = name
        self.show_keys()

    def on_register_table_moved(self, event: RegisterTable.Moved) -> None:
        """Another row."""
        event.stop()
        self.show_keys()

    def on_register_table_opened(self, event: RegisterTable.Opened) -> None:
        """Enter, or a second click."""
        event.stop()
        self.front = event.table.id or self.front
        self.give(Go(self))
