"""Mode 7: what each gate sees now, who is inside, and the refusals as they come."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk.gate_board import GateBoard, OddScan
from conclave_desk.domain.event import Gate
from conclave_desk.tui import gates as rows
from conclave_desk.tui.commands import Command
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.base import ModeScreen
from conclave_desk.tui.widgets.filter_bar import FilterBar
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import ListSource, Query

_WIDE, _HIGH = 130, 30
"""From these on the refusals stand beside the gates, and the counts below them; else one of the two takes turns."""


class _AtGate(Command):
    """A command about the gate under the cursor."""

    @property
    def gate(self) -> Gate | None:
        """The gate under the cursor."""
        found: Gate | None = self.screen.gate
        return found

    def enabled(self) -> bool:
        """Where there is a gate."""
        return self.gate is not None


class Watch(_AtGate):
    """Open the scan screen of the gate: for a USB scanner, a typed serial, or a name. Esc 9 comes back."""

    name = "gates.watch"
    title = "scan screen"
    key = "enter"
    twin = "gate watch"

    async def run(self) -> None:
        """Fill the terminal with it."""
        from conclave_desk.tui.watch.clerk import keeping
        from conclave_desk.tui.watch.screen import Gatehouse, WatchScreen

        if (gate := self.gate) is not None:
            house = Gatehouse(gate.code, day=self.screen.app.theme == "light")
            self.screen.app.push_screen(WatchScreen(keeping(self.office.another), house))


class ByName(_AtGate):
    """Scan somebody who has come without a badge, by name; the entry says that none was shown. What the gate refuses,
    a supervisor's reason overrides."""

    name = "gates.by_name"
    title = "by name"
    key = "n"
    twin = "gate admit"

    async def run(self) -> None:
        """Find the person, then judge."""
        from conclave_desk.tui.forms.gate import by_name
        from conclave_desk.tui.modals.find import Find

        gate = self.gate
        person = await self.ask(Find(self.office)) if gate else None
        if gate is not None and person is not None:
            await self.fill(by_name(self.office, gate, person), f"{person.titled}: recorded at {gate.name}.")


class Other(Command):
    """Show who is inside in the place of the refusals, or the refusals again."""

    name = "gates.other"
    title = "inside/refusals"
    key = "v"

    def enabled(self) -> bool:
        """Where both do not fit."""
        return bool(self.screen.has_class("narrow"))

    async def run(self) -> None:
        """Take turns."""
        self.screen.take_turns()


class GatesScreen(ModeScreen):
    """Three tables: the gates, who is inside, refusals and overrides."""

    CSS_PATH = "gates.tcss"
    mode = "gates"
    commands = (Watch, ByName, Other)

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.board = GateBoard(office.desk)
        self.board.catch_up()
        self.odd_rows = rows.OddRows(office, self.board)
        self.table = RegisterTable(rows.gate_rows(office, self.board), rows.GATES, id="gates")
        self.inside = RegisterTable(rows.inside_rows(self.board), rows.INSIDE, id="inside")
        self.odd = RegisterTable(self.odd_rows, rows.ODD, id="odd")

    def compose_mode(self) -> Iterable[Widget]:
        """Gates over the rest; beside them where there is room."""
        with Vertical(id="body"):
            with Vertical(classes="pane", id="gates-pane") as pane:
                pane.border_title = "Gates today"
                yield self.table
            with Horizontal(id="lower"):
                with Vertical(classes="pane", id="inside-pane") as pane:
                    pane.border_title = "Inside now"
                    yield self.inside
                with Vertical(classes="pane", id="odd-pane") as pane:
                    pane.border_title = "Refused and overridden"
                    yield FilterBar()
                    yield self.odd
                    yield Static("Nobody has been refused.", classes="empty", id="none")
                    yield Static("", id="odd-text")

    def on_mount(self) -> None:
        """The gates first."""
        self.table.focus()
        self._show()

    def on_resize(self) -> None:
        """All three where they fit."""
        self.set_class(self.app.size.width < _WIDE or self.app.size.height < _HIGH, "narrow")

    def reload(self) -> None:
        """Count what has come."""
        self.board.catch_up()
        for table in (self.table, self.inside, self.odd):
            if isinstance(table.source, ListSource):
                table.source.refresh()
            table.reload()
        self._show()

    @property
    def gate(self) -> Gate | None:
        """The gate under the cursor."""
        code = self.table.cursor_id
        return self.office.desk.event.gate(code) if code else None

    @property
    def odd_scan(self) -> OddScan | None:
        """The refusal or override under the cursor."""
        return self.odd_rows.found(self.odd.cursor_id)

    def subject(self) -> tuple[str, list[str]] | None:
        """Whoever was refused, while the cursor is among the refusals."""
        found = self.odd_scan if self.odd.has_focus else None
        if found is None or not found.row.holder:
            return None
        return found.passer.name or found.passer.serial, [found.passer.nomination, found.row.holder]

    # Showing

    def _show(self) -> None:
        odd = self.odd.count
        self.query_one("#none").display = odd == 0
        self.odd.display = odd > 0
        self.query_one("#gates-pane").border_subtitle = self._as_of()
        self.query_one("#odd-pane").border_subtitle = f"{odd:,}" if odd else ""
        self._show_odd()

    def _as_of(self) -> str:
        return f"{self.board.day:%a %d %b} · the desk's own list, live"

    def _show_odd(self) -> None:
        found = self.odd_scan
        text = self.query_one("#odd-text", Static)
        text.display = found is not None
        if found is None:
            return
        page = Page(self.app.theme_variables, label_width=8)
        page.line("who", " · ".join(filter(None, (found.party, found.passer.titled, found.passer.serial))))
        if found.overridden:
            page.line("reason", self.board.reason(found), "warn").line("against", found.overrode.replace("_", " "))
            page.line("by", found.supervisor)
        else:
            page.line("read", found.message, "warn" if found.action == "wait" else "stop")
        page.line("at", f"{found.gate}, {self.office.local(found.at):%d %b %H:%M:%S}, kept by {found.officer}")
        text.update(page.content)

    def take_turns(self) -> None:
        """One in the place of the other."""
        shown = self.has_class("turned")
        self.set_class(not shown, "turned")
        (self.odd if shown else self.inside).focus()
        self.show_keys()

    def on_register_table_moved(self, event: RegisterTable.Moved) -> None:
        """The cursor came to rest elsewhere."""
        event.stop()
        if event.table is self.odd:
            self._show_odd()
        self.show_keys()

    def on_register_table_opened(self, event: RegisterTable.Opened) -> None:
        """Enter on a gate: its scan screen."""
        event.stop()
        if event.table is self.table:
            self.give(Watch(self))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Commands follow the focus."""
        self.show_keys()

    # Filter

    def open_filter(self) -> None:
        """Type a filter over the refusals."""
        self.remove_class("turned")
        self.query_one(FilterBar).open()

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Another key in the filter."""
        event.stop()
        self.odd.show_query(Query(event.text.strip()))
        self.query_one(FilterBar).show_count(self.odd.count, len(self.board.odd_rows()))

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the rows."""
        event.stop()
        self.odd.focus()

    def handle_escape(self) -> None:
        """Out of the filter, back to the gates."""
        self.query_one(FilterBar).close()
        self.table.focus()

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a gate."""
        self.table.go_to(row_id)
