"""Mode 8: who attended, by session, by party, by person, up to now; and the evening's return."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from rich.console import RenderableType
from textual.message import Message

from conclave_desk.desk import attendance_list, attendance_return, delegation_list
from conclave_desk.desk.attendance_board import Board, Scope
from conclave_desk.desk.attendance_list import Confirmed, PersonLine
from conclave_desk.desk.attendance_return import DayReturn, SignedReturn
from conclave_desk.registers.attendance import Named
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import attendance_page, attendance_rows
from conclave_desk.tui.screens import attendance_return as return_page
from conclave_desk.tui.screens.attendance_commands import COMMANDS, PARTIES, PEOPLE, RETURN, SESSIONS
from conclave_desk.tui.screens.attendance_counted import CountedScreen
from conclave_desk.tui.screens.views import NextView, PreviousView
from conclave_desk.tui.widgets.filter_bar import FilterBar
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import Query

VIEWS = (SESSIONS, PARTIES, PEOPLE, RETURN)
_LISTED = 30
"""People of a party that its page lists."""


class AttendanceScreen(CountedScreen):
    """Moving about, and the pages."""

    CSS_PATH = "attendance.tcss"
    mode = "attendance"
    heading = "Attendance"
    legend = attendance_rows.LEGEND
    commands = (*COMMANDS, NextView, PreviousView)

    @dataclass
    class Drawn(Message):
        """The return of a day is drawn, or ``failed`` to be."""

        day: str
        found: DayReturn | None
        failed: bool = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.kind = "xlsx"
        self._returns: dict[str, DayReturn | None] = {}

    # Going about

    def step_view(self, by: int) -> None:
        """The next list or the one before, whatever is on it."""
        self.show_view(VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)])

    def show_view(self, name: str) -> None:
        """A list without the filter and order of the one before."""
        self.remove_class("reading")
        self.set_class(name == RETURN, "returns")
        self.query_one(FilterBar).close()
        self.table.query_now = Query()
        super().show_view(name)

    def opened(self, _: RegisterTable) -> None:
        """Enter."""
        self.open_row()

    def open_row(self) -> None:
        """To the people of a session, a day or a party; else to the page."""
        row_id = self.current_id
        if row_id is None:
            return
        if self.view == SESSIONS:
            self.scope = row_id
            self.show_view(PEOPLE)
        elif self.view == PARTIES:
            self.show_view(PEOPLE)
            self.put_filter(f"party:{row_id}")
        else:
            self.open_page()

    def step_scope(self, by: int) -> None:
        """To the next session or day, or the one before; from the whole event to what goes on now."""
        order = ["", *(scope.id for scope in self.scopes)]
        now = self.office.desk.now()
        if self.scope == "" and by > 0:
            begun = [scope.id for scope in self.scopes if scope.session is not None and scope.begun(now)]
            self.show_scope(begun[-1] if begun else order[1 % len(order)])
        else:
            self.show_scope(order[(order.index(self.scope) + by) % len(order)])

    def show_scope(self, scope: str) -> None:
        """Look at parties and people there; the cursor stays on its row if that is still there."""
        self.scope = scope
        self.table.let_go()
        self.reload()
        self.show_keys()

    def handle_escape(self) -> None:
        """From the page to the table, out of the choice, out of the filter, out of the session."""
        held = self.has_class("reading") or self.table.chosen or self.query_one(FilterBar).text
        if held or self.view in (SESSIONS, RETURN):
            super().handle_escape()
        elif self.scope:
            left, self.scope = self.scope, ""
            self.show_view(SESSIONS)
            self.table.go_to(left)
        else:
            self.show_view(SESSIONS)

    def go_to(self, row_id: str, person: str | None = None) -> None:
        """To a day's return, a session, or a person."""
        scope = self.scope_of(row_id)
        if scope is None:
            self.scope = ""
            self.show_view(PEOPLE)
        else:
            self.show_view(RETURN if scope.session is None else SESSIONS)
        super().go_to(row_id)

    # What is meant

    @property
    def session_meant(self) -> str:
        """The session at which a mark is proposed: the one that is looked at, else the last that has begun."""
        scope = self.scope_now
        if scope is not None and scope.session is not None:
            return scope.id
        now = self.office.desk.now()
        begun = [one for one in self.scopes if one.session is not None and one.begun(now)]
        return begun[-1].id if begun else ""

    def lines_meant(self) -> list[PersonLine]:
        """The chosen people, else the one under the cursor, with how they stand at the session that is looked at."""
        scope = self.scope_now
        return attendance_list.person_lines(self.office.desk, self.table.meant, [scope] if scope else [])

    @property
    def return_meant(self) -> SignedReturn | None:
        """The day under the cursor of the returns."""
        if self.view != RETURN or self.current_id is None:
            return None
        lines = attendance_return.days(self.office.desk, self.scopes)
        return next((line for line in lines if line.id == self.current_id), None)

    @property
    def record_meant(self) -> tuple[str, ...] | None:
        """Mode, record and person to go to."""
        row_id = self.current_id
        if row_id is None:
            return None
        if self.view == SESSIONS:
            scope = self.scope_of(row_id)
            return ("programme", row_id) if scope is not None and scope.session is not None else None
        if self.view == PARTIES:
            return "delegations", row_id
        if self.view == PEOPLE and (person := self._person(row_id)) is not None:
            return "delegations", person.party, person.id
        return None

    def _person(self, nomination: str) -> Named | None:
        return attendance_list.named(self.office.desk, [nomination]).get(nomination)

    def subject(self) -> tuple[str, list[str]] | None:
        """The session, the person, or the day's signature."""
        row_id = self.current_id
        if row_id is None:
            return None
        if self.view == PEOPLE:
            person = self._person(row_id)
            return (person.titled, attendance_list.ids_of(self.office.desk, row_id)) if person is not None else None
        if self.view == PARTIES:
            return None
        scope = self.scope_of(row_id)
        if scope is None:
            return None
        key = f'"session":"{scope.id}"' if scope.session is not None else f'"kind":"ReturnSigned","day":"{scope.id}"'
        return attendance_page.scope_title(scope), [key]

    # Pages

    def reload(self) -> None:
        """What was drawn is drawn again when it is looked at."""
        self._returns.clear()
        super().reload()

    def page_title(self, row_id: str) -> str:
        """What stands over the page."""
        if self.view == PARTIES:
            return self.office.party_name(row_id)
        if self.view == PEOPLE:
            person = self._person(row_id)
            return person.titled if person is not None else ""
        scope = self.scope_of(row_id)
        return attendance_page.scope_title(scope) if scope is not None else ""

    def page(self, row_id: str) -> RenderableType | None:
        """The session's, party's or person's page, or the return."""
        colours = self.app.theme_variables
        if self.view == PEOPLE:
            found = delegation_list.member(self.office.desk, row_id)
            lines = attendance_list.person_lines(self.office.desk, [row_id], self.scopes)
            if found is None or not lines:
                return None
            return attendance_page.person_page(self.office, found.nomination, self.scopes, lines[0], colours)
        if self.view == PARTIES:
            return self._party_page(row_id)
        scope = self.scope_of(row_id)
        if scope is None:
            return None
        return self._scope_page(scope) if self.view == SESSIONS else self._return_page(scope)

    def _scope_page(self, scope: Scope) -> RenderableType:
        board, colours = self.board, self.app.theme_variables
        if board is None:
            return attendance_page.scope_page(self.office, scope, None, None, colours)
        confirmed = Confirmed.of(self.office.desk)
        missing = confirmed.missing(board, scope) if confirmed.heads and scope.session is not None else []
        people = attendance_list.named(self.office.desk, [nomination for _, nomination in missing if nomination])
        named = [(party, people.get(nomination or "")) for party, nomination in missing]
        return attendance_page.scope_page(self.office, scope, board.tally(scope.id), named, colours)

    def _party_page(self, party: str) -> RenderableType | None:
        if self.board is None or party not in self.board.parties:
            return None
        wanted = [self.scope_now] if self.scope_now else self.columns_now
        people = [self.board.people[place].id for place in self.board.parties[party]]
        lines = attendance_list.person_lines(self.office.desk, people[:_LISTED], wanted)
        more = max(0, len(people) - _LISTED)
        return attendance_page.party_page(self.office, wanted, lines, more, self.app.theme_variables)

    # The return

    def drawn(self, scope: Scope) -> DayReturn | None:
        """The return of a day as far as it is drawn."""
        return self._returns.get(scope.id)

    def _return_page(self, scope: Scope) -> RenderableType | None:
        line = self.return_meant
        if line is None:
            return None
        if self.board is not None and scope.begun(self.office.desk.now()) and scope.id not in self._returns:
            self._returns[scope.id] = None
            board = self.board
            self.run_worker(lambda: self._draw(board, scope), thread=True, group="return", exit_on_error=False)
        width = self.query_one("#page").content_size.width
        return return_page.page(self.office, line, self._returns.get(scope.id), width, self.app.theme_variables)

    def _draw(self, board: Board, scope: Scope) -> None:
        try:
            with self.office.another() as desk:
                found = attendance_return.day_return(desk, board, scope)
        except Exception:
            logging.getLogger(__name__).exception("the return of %s could not be drawn", scope.id)
            self.post_message(self.Drawn(scope.id, None, failed=True))
            return
        self.post_message(self.Drawn(scope.id, found))

    def on_attendance_screen_drawn(self, event: Drawn) -> None:
        """Show it if the cursor is still on that day."""
        if event.failed:
            self._returns.pop(event.day, None)
            self.notify("The return could not be drawn; the log says why.", severity="error")
            return
        self._returns[event.day] = event.found
        if self.view == RETURN and self.current_id == event.day:
            self.show_page()
