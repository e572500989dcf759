"""The overview's lists as tables in their panes: made once there is something to show in them.

Apart from the screen, which is painted before any of this is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from conclave_desk.desk.overview import Overview
from conclave_desk.domain.counted import whole_hours
from conclave_desk.domain.due import DURING
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens.overview_panel import Item, Panel
from conclave_desk.tui.screens.overview_rows import PANELS
from conclave_desk.tui.widgets.plot import Plot
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource

if TYPE_CHECKING:
    from textual.widget import Widget


class Lists:
    """A table for each panel, and what its rows are about."""

    panels = PANELS
    left = ("missing", "due", "open", "out")
    """Those under the headline; the others stand on the right."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._found: Overview | None = None
        self.items: dict[str, dict[str, Item]] = {panel.name: {} for panel in PANELS}
        self._sources = {panel.name: self._source(panel) for panel in PANELS}
        self.tables = {
            panel.name: RegisterTable(self._sources[panel.name], panel.columns, id=panel.name) for panel in PANELS
        }
        self._plot = Plot(id="plot")
        self._plot_pane = Vertical(self._plot, classes="pane", id="plot-pane")

    def _source(self, panel: Panel) -> ListSource[Item]:
        def read() -> list[Item]:
            items = list(panel.items(self._office, self._found)) if self._found else []
            self.items[panel.name] = {item.row.id: item for item in items}
            return items

        return ListSource(read=read, show=lambda item: item.row)

    def show(self, found: Overview) -> None:
        """How things stand now."""
        self._found = found
        for name, table in self.tables.items():
            self._sources[name].refresh()
            if table.is_mounted:
                table.reload()

    def item(self, name: str) -> Item | None:
        """What the row under the cursor of a list is about."""
        table = self.tables.get(name)
        return self.items[name].get(table.cursor_id or "") if table is not None else None

    def show_plot(self, found: Overview) -> None:
        """Arrivals: before the event those that were announced, during it today's."""
        plot, pane = self._plot, self._plot_pane
        now = self._office.local(found.now)
        if found.phase != DURING:
            times = found.announced
            pane.border_title = f"Arrivals announced · {len(times):,} people"
            if times:
                first = times[0].replace(hour=0, minute=0, second=0, microsecond=0)
                last = times[-1].replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
                last = max(last, first + timedelta(days=3))
                plot.show(times, first, last, last)
            return
        today = found.arrived_today
        pane.border_title = f"Arrivals today {len(today):,} · {found.arrived:,} in all"
        pane.set_class(not today, "none")
        span = whole_hours([*today, now]) if today else None
        if span is None:
            plot.show_nothing("Nobody has arrived today yet.")
        else:
            plot.show(today, *span, now)

    def left_panes(self) -> Iterator[Widget]:
        """The panes under the headline."""
        return (self._pane(panel) for panel in PANELS if panel.name in self.left)

    def right_panes(self) -> Iterator[Widget]:
        """The panes beside them: the plot, what goes on now, the other lists."""
        yield self._plot_pane
        now = VerticalScroll(Static("", id="now"), classes="pane", id="now-pane")
        now.border_title = "Now and next"
        yield now
        yield from (self._pane(panel) for panel in PANELS if panel.name not in self.left)

    def _pane(self, panel: Panel) -> Widget:
        empty = Static(panel.nothing, classes="empty")
        return Vertical(self.tables[panel.name], empty, classes="pane list", id=f"{panel.name}-pane")
