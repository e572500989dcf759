"""Mode 7: what each gate sees now, refusals as they come, who is inside, what should be looked into; the stations,
supervisors and floaters."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from conclave_desk.desk import found, gate_lists
from conclave_desk.desk.found import FoundLine
from conclave_desk.desk.gate_board import GateBoard
from conclave_desk.domain.event import Gate
from conclave_desk.registers import findings, floaters, stations
from conclave_desk.tui import gates as rows
from conclave_desk.tui.gates import FLOATERS, FOUND, INSIDE, REFUSED, STATIONS, SUPERVISORS
from conclave_desk.tui.modals.frame import titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import gates_page
from conclave_desk.tui.screens.gates_commands import COMMANDS, Watch
from conclave_desk.tui.screens.gates_file import CheckFile
from conclave_desk.tui.screens.gates_paper import BackEntry, PaperRegister
from conclave_desk.tui.screens.gates_phones import Phones
from conclave_desk.tui.screens.views import NextView, PreviousView, ViewsScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import Source
from conclave_desk.tui.widgets.view_bar import Tab

_REST = 20.0
"""After looking for findings for so long, so many times as long is waited before the next look."""


class GatesScreen(ViewsScreen):
    """The gates above; below them one of several lists, and the page of what is under the cursor."""

    CSS_PATH = "gates.tcss"
    mode = "gates"
    heading = ""
    legend = "✓ ADMIT  ◉ CHECK  ⧖ WAIT  ▬ STOP  ⇄ in and out  → in only  ← out only"
    commands = (*COMMANDS, BackEntry, PaperRegister, CheckFile, Phones, NextView, PreviousView)

    @dataclass
    class Looked(Message):
        """A worker has looked for findings; ``upto`` is what had come from each station by then."""

        lines: list[FoundLine]
        upto: dict[str, int]
        took: float

    def __init__(self, office: Office) -> None:
        self.board = GateBoard(office.desk)
        self.board.catch_up()
        self.odd_rows = rows.OddRows(office, self.board)
        self._found: list[FoundLine] = []
        self._looked_upto: dict[str, int] | None = None
        self._next_look = 0.0
        self._counting = False
        desk = office.desk
        self._sources: dict[str, Source] = {
            REFUSED: self.odd_rows,
            INSIDE: rows.inside_rows(self.board),
            FOUND: rows.found_rows(office, lambda: self._found),
            STATIONS: rows.station_rows(office, lambda: gate_lists.stations(desk), self._gate_name),
            SUPERVISORS: rows.supervisor_rows(lambda: gate_lists.supervisors(desk)),
            FLOATERS: rows.floater_rows(lambda: gate_lists.pool(desk)),
        }
        super().__init__(office, REFUSED)
        self.gates_table = RegisterTable(rows.gate_rows(office, self.board), rows.GATES, id="gates")

    def source(self) -> Any:
        """The rows of whichever list is shown."""
        return rows.ByView(lambda: self.view, self._sources)

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """Those of the list that is shown."""
        return rows.COLUMNS[self.view]

    def columns_of(self, view: str) -> tuple[Column, ...]:
        """Each list has its own."""
        return rows.COLUMNS[view]

    def tabs(self) -> list[Tab]:
        """What is refused comes first."""
        db = self.office.desk.journal.db
        numbers = {
            REFUSED: len(self.board.odd_rows()),
            INSIDE: self.board.people_inside(),
            FOUND: len(self._found),
            STATIONS: len(stations.heads(db)),
            SUPERVISORS: stations.count_supervisors(db),
            FLOATERS: floaters.count(db),
        }
        return [Tab(view, rows.LABELS[view], numbers[view]) for view in rows.VIEWS]

    def empty_list(self, view: str) -> str:
        """What to do next."""
        return rows.EMPTY[view]

    def compose_mode(self) -> Iterable[Widget]:
        """Gates over the lists."""
        with Vertical(classes="pane", id="gates-pane") as pane:
            pane.border_title = "Gates today"
            yield self.gates_table
        yield from super().compose_mode()

    def on_mount(self) -> None:
        """The gates first."""
        self.call_later(self.gates_table.focus)
        self._show_day()
        self._look()

    def reload(self) -> None:
        """Count what has come."""
        self.board.catch_up()
        self.gates_table.source.refresh()  # type: ignore[attr-defined]
        self.gates_table.reload()
        super().reload()
        self._show_day()
        self._look()

    def _show_day(self) -> None:
        self.query_one("#gates-pane").border_subtitle = f"{self.board.day:%a %d %b} · the desk's own roster, live"

    def _gate_name(self, code: str) -> str:
        gate = self.office.desk.event.gate(code)
        return gate.name if gate else code

    # Findings

    def _look(self) -> None:
        """Look for findings in a thread: when something has come from a station, and at times for the rest."""
        upto, now = stations.heads(self.office.desk.journal.db), time.monotonic()
        if upto != self._looked_upto or now >= self._next_look:
            self._looked_upto, self._next_look = upto, now + 3600.0
            self.run_worker(
                lambda: self._look_now(upto), thread=True, exclusive=True, group="found", exit_on_error=False
            )

    def _look_now(self, upto: dict[str, int]) -> None:
        began = time.monotonic()
        with self.office.another() as desk, desk.journal.reading():
            lines = found.lines(desk, findings.of(desk.journal.db, desk.event))
        self.post_message(self.Looked(lines, upto, time.monotonic() - began))

    def on_gates_screen_looked(self, event: Looked) -> None:
        """Show what was found."""
        event.stop()
        self._next_look = time.monotonic() + max(5.0, _REST * event.took)
        if event.lines != self._found:
            self._found = event.lines
            super().reload()

    def merged(self) -> None:
        """Stations' scans have come."""
        self.changed()
        self.show_view(FOUND if self._found else STATIONS)

    # What is meant

    @property
    def gate(self) -> Gate | None:
        """The gate under the cursor."""
        code = self.gates_table.cursor_id
        return self.office.desk.event.gate(code) if code else None

    def listed(self, view: str) -> Any:
        """What is under the cursor of a list, while that one is shown and has the focus."""
        if self.view != view or self.gates_table.has_focus or self.current_id is None:
            return None
        return self._value(view, self.current_id)

    def _value(self, view: str, row_id: str) -> Any:
        if view == REFUSED:
            return self.odd_rows.found(row_id)
        source: Any = self._sources[view]
        return source.value(row_id)

    def subject(self) -> tuple[str, list[str]] | None:
        """Whose history: of whoever was refused or found, of a station, a supervisor, a card."""
        row_id = self.current_id
        value = self._value(self.view, row_id) if row_id and not self.gates_table.has_focus else None
        if value is None:
            return None
        match self.view:
            case "refused":
                ids = [value.passer.nomination, value.row.holder]
                return (value.passer.name or value.passer.serial, ids) if value.row.holder else None
            case "found":
                return value.name or value.serial or value.chain, [value.holder or value.chain]
            case "stations":
                return value.chain, [value.chain]
            case "supervisors":
                return value.titled, [value.id, value.holder]
            case "floaters":
                return value.serial, [value.id]
            case _:
                return None

    # Page

    def page_title(self, row_id: str) -> str:
        """The list, or the gate."""
        return self.gate.name if self._counting and self.gate else rows.LABELS[self.view]

    def page(self, row_id: str) -> RenderableType | None:
        """What is under the cursor of the list."""
        value, colours = self._value(self.view, row_id), self.app.theme_variables
        if value is None:
            return None
        match self.view:
            case "refused":
                return gates_page.of_odd(self.office, self.board, value, colours)
            case "inside":
                return gates_page.of_inside(value, colours)
            case "found":
                return gates_page.of_found(self.office, value, colours)
            case "stations":
                return gates_page.of_station(self.office, value, colours)
            case "supervisors":
                return gates_page.of_supervisor(value, colours)
            case _:
                return gates_page.of_floater(self.office, value, colours)

    def show_page(self) -> None:
        """The gate's counts while they were asked for, else what is under the cursor of the list."""
        if not self._counting:
            super().show_page()
            return
        line = next((line for line in self.board.gates() if self.gate and line.gate.code == self.gate.code), None)
        frame = self.query_one("#page")
        frame.border_title = titled(line.gate.name if line else "")
        page = gates_page.of_gate(self.office, line, self.app.theme_variables) if line else ""
        self.query_one("#page-text").update(page)  # type: ignore[attr-defined]

    def show_counts(self) -> None:
        """The gate's day on the page."""
        self._counting = True
        self.show_page()
        self.add_class("reading")
        self.query_one("#page").focus()
        self.show_keys()

    def handle_escape(self) -> None:
        """From the page back; from the list to the gates."""
        to_gates = self._counting or not self.has_class("reading")
        self._counting = False
        super().handle_escape()
        if to_gates:
            self.gates_table.focus()
        self.show_page()

    def moved(self, table: RegisterTable) -> None:
        """The cursor came to rest elsewhere."""
        if table is not self.gates_table or self._counting:
            self.show_page()
        self.show_keys()

    def opened(self, table: RegisterTable) -> None:
        """Enter on a gate: its scan screen."""
        if table is self.gates_table:
            self.give(Watch(self))
        else:
            super().opened(table)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Commands follow the focus."""
        self.show_keys()

    def show_view(self, name: str) -> None:
        """The list's own page again."""
        self._counting = False
        super().show_view(name)

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a gate."""
        self.gates_table.go_to(row_id)
