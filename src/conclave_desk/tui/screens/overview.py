"""Mode 1: the headline and what matters now: before the event what is due, during it who is missing, after it what is
left over."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk import arrivals, attendance
from conclave_desk.desk.overview import Overview, overview
from conclave_desk.domain.counted import whole_hours
from conclave_desk.domain.due import AFTER, BEFORE, DURING
from conclave_desk.tui.commands import Command
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import overview_text
from conclave_desk.tui.screens.base import ModeScreen
from conclave_desk.tui.screens.overview_rows import PANELS, Item, Panel
from conclave_desk.tui.widgets.plot import Plot
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource

_BESIDE = 110
_LEFT = ("missing", "due", "out")
"""Lists under the headline; the others stand on the right."""
_REST = 3.0
"""After counting for so long, so many times as long is waited before the next count: a busy gate does not keep the
screen counting all the time."""
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
    commands: ClassVar[tuple[type[Command], ...]] = (Go, NextList, PreviousList, Arrived, Sign)

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
        self._items: dict[str, dict[str, Item]] = {panel.name: {} for panel in PANELS}
        self.tables = {panel.name: self._table(panel) for panel in PANELS}
        self._counting = self._again = False

    def _table(self, panel: Panel) -> RegisterTable:
        def read() -> list[Item]:
            items = list(panel.items(self.office, self.found)) if self.found else []
            self._items[panel.name] = {item.row.id: item for item in items}
            return items

        return RegisterTable(ListSource(read=read, show=lambda item: item.row), panel.columns, id=panel.name)

    def compose_mode(self) -> Iterable[Widget]:
        """The headline and lists on the left; the plot, further lists and what goes on now on the right."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with Vertical(classes="pane", id="headline") as pane:
                    pane.border_title = "Headline"
                    yield Static("Counting …", id="counted")
                yield from self._panes(True)
            with Vertical(id="right"):
                with Vertical(classes="pane", id="plot-pane"):
                    yield Plot(id="plot")
                with VerticalScroll(classes="pane", id="now-pane") as pane:
                    pane.border_title = "Now and next"
                    yield Static("", id="now")
                yield from self._panes(False)

    def _panes(self, left: bool) -> Iterable[Widget]:
        for panel in PANELS:
            if (panel.name in _LEFT) is left:
                with Vertical(classes="pane list", id=f"{panel.name}-pane"):
                    yield self.tables[panel.name]
                    yield Static(panel.nothing, classes="empty")

    def on_mount(self) -> None:
        """Count once the screen is painted."""
        for pane in self.query(".list, #plot-pane, #now-pane"):
            pane.display = False
        self.call_after_refresh(self.reload)
        self.set_interval(_OFTEN, self.reload)

    def on_resize(self) -> None:
        """On a narrow screen one list at a time."""
        self.set_class(self.app.size.width < _BESIDE, "narrow")
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
        began = time.monotonic()
        try:
            with self.office.another() as desk:
                found = overview(desk)
        except Exception:
            logging.getLogger(__name__).exception("the overview could not be counted")
            self.post_message(self.Counted(None, time.monotonic() - began))
            return
        self.post_message(self.Counted(found, time.monotonic() - began))

    def on_overview_screen_counted(self, event: Counted) -> None:
        """Show it, and count once more if something has changed meanwhile."""
        self.set_timer(max(0.05, event.took * _REST), self._rested)
        if event.found is None:
            self.notify("The overview could not be counted; the log says why.", severity="error")
            return
        self.found = event.found
        for table in self.tables.values():
            if isinstance(table.source, ListSource):
                table.source.refresh()
            if table.is_mounted:
                table.reload()
        self._show()

    def _rested(self) -> None:
        self._counting = False
        if self._again:
            self._again = False
            self.reload()

    # Showing

    @property
    def _panels(self) -> list[Panel]:
        return [panel for panel in PANELS if self.found is not None and self.found.phase in panel.phases]

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
        found = self.found
        if found is None or not self.is_mounted:
            return
        colours = self.app.theme_variables
        narrow = self.has_class("narrow")
        self.set_class(found.phase == DURING, DURING)
        counted = overview_text.brief_headline(found) if narrow else overview_text.headline(found, colours["muted"])
        self.query_one("#counted", Static).update(counted)
        self.query_one("#now", Static).update(overview_text.now(self.office, found, colours))
        order = self._order
        if self.front not in order:
            self.front = next((panel.name for panel in self._panels if self._items[panel.name]), order[0])
            self._focus()
        for panel in PANELS:
            self._show_panel(panel, panel in self._panels, narrow)
        self.query_one("#plot-pane").display = self._plots and (not narrow or self.front == "plot")
        self.query_one("#now-pane").display = (found.phase != AFTER and not narrow) or self.front == "now"
        self.query_one("#right").display = not narrow or self.front not in _LEFT
        self.query_one("#left").set_class(narrow and self.front not in _LEFT, "brief")
        self._show_plot(found)
        self._name_others(narrow)
        self.show_keys()

    def _show_panel(self, panel: Panel, meant: bool, narrow: bool) -> None:
        pane, table = self.query_one(f"#{panel.name}-pane"), self.tables[panel.name]
        pane.display = meant and (not narrow or panel.name == self.front)
        if self.found is not None and meant:
            pane.border_title = panel.title(self.office, self.found)
        table.display = table.count > 0
        pane.query_one(".empty").display = table.count == 0

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

    def _show_plot(self, found: Overview) -> None:
        plot, pane = self.query_one(Plot), self.query_one("#plot-pane")
        local = [self.office.local(at) for at in (found.arrived if found.phase == DURING else found.announced)]
        now = self.office.local(found.now)
        if found.phase == BEFORE:
            pane.border_title = f"Arrivals announced · {len(local)} people"
            if local:
                first = min(local).replace(hour=0, minute=0, second=0, microsecond=0)
                last = max(local).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
                last = max(last, first + timedelta(days=3))
                plot.show(local, first, last, last)
            return
        today = [at for at in local if at.date() == now.date()]
        pane.border_title = f"Arrivals today {len(today)} · {len(local)} in all"
        span = whole_hours([*today, now]) if today else None
        if span is None:
            plot.show_nothing("Nobody has arrived today yet.")
        else:
            plot.show(today, *span, now)

    # Going about

    @property
    def item(self) -> Item | None:
        """The row under the cursor of the list that has the keyboard."""
        table = self.tables.get(self.front)
        return self._items[self.front].get(table.cursor_id or "") if table is not None else None

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
