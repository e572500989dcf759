"""Attendance counted: by a thread at first, then scan by scan; and which list, session and columns are shown."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from conclave_desk.desk import attendance_return
from conclave_desk.desk.attendance_board import Board, Scope, scopes
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import attendance_page, attendance_rows
from conclave_desk.tui.screens.attendance_commands import PARTIES, PEOPLE, RETURN, SESSIONS
from conclave_desk.tui.screens.attendance_source import AttendanceSource
from conclave_desk.tui.screens.views import ViewsScreen
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.view_bar import Tab

_REST = 3.0
"""After counting everybody for so long, so many times as long is waited before the next time."""
_OFTEN = 20.0
"""Seconds after which the screen is drawn again because time has passed."""
_EMPTY = {
    SESSIONS: "The event has no day.",
    PARTIES: "Nobody is accredited yet.\n\n4 clears and accredits people; gates and marks then show here who came.",
    PEOPLE: "Nobody is accredited yet.\n\n4 clears and accredits people; gates and marks then show here who came.",
    RETURN: "The event has no day.",
}
_NOBODY = "Nobody is expected here.\n\nEsc goes back to the sessions, d from there to the programme, which says for whom it is."
_COUNTING = "Counting …"
_NAMES = {SESSIONS: "By session", PARTIES: "By party", PEOPLE: "By person", RETURN: "The evening's return"}


class CountedScreen(ViewsScreen):
    """Four lists; parties and people are looked at for the whole event, or at one session or day (``scope``)."""

    @dataclass
    class Counted(Message):
        """Everybody is counted; ``board`` is ``None`` if that failed."""

        board: Board | None
        took: float

    @dataclass
    class Told(Message):
        """How many parties are counted, of how many."""

        done: int
        of: int

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, CountedScreen.Told)

    def __init__(self, office: Office) -> None:
        self.told = ""
        """How far the first count is."""
        self.board: Board | None = None
        self.scope = ""
        self.scopes: Sequence[Scope] = scopes(office.desk)
        self._counting = self._again = False
        self.lists = AttendanceSource(office, self)
        super().__init__(office, SESSIONS)

    def source(self) -> AttendanceSource:
        """The rows of whichever list is shown."""
        return self.lists

    # Counting

    def on_mount(self) -> None:
        """Count once the screen is painted."""
        self.table.show_columns(self.columns_of(self.view))
        self.call_after_refresh(self.count)
        self.set_interval(_OFTEN, self.time_passed)

    def count(self) -> None:
        """Count everybody in a thread, at once or when the count under way is over."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        self.run_worker(self._count, thread=True, group="count", exit_on_error=False)

    def _count(self) -> None:
        began = time.monotonic()
        board = None
        try:
            with self.office.another() as desk:
                board = Board.counted(desk, self._tell)
        except Exception:
            logging.getLogger(__name__).exception("attendance could not be counted")
        self.post_message(self.Counted(board, time.monotonic() - began))

    def _tell(self, done: int, of: int) -> None:
        self.post_message(self.Told(done, of))

    def on_counted_screen_told(self, event: Told) -> None:
        """Say how far it is, as long as nothing is counted yet."""
        self.told = f"counting, {event.done} of {event.of} parties"
        if self.board is None and self.table.is_mounted:
            self.query_one("#list").border_title = self._heading()

    def on_counted_screen_counted(self, event: Counted) -> None:
        """Show it, and count what was scanned meanwhile."""
        self.set_timer(max(0.05, event.took * _REST), self._rested)
        if event.board is None:
            self.notify("Attendance could not be counted; the log says why.", severity="error")
            return
        self.board = event.board
        self.reload()
        self.show_keys()

    def _rested(self) -> None:
        self._counting = False
        if self._again:
            self._again = False
            self.count()

    def reload(self) -> None:
        """The file changed, or time passed."""
        if self.board is not None and not self.board.catch_up(self.office.desk):
            self.count()
        self.scopes = scopes(self.office.desk) if self.board is None else list(self.board.scopes.values())
        if self.scope and self.scope not in {scope.id for scope in self.scopes}:
            self.scope = ""
        if self.table.is_mounted:
            self.table.show_columns(self.columns_of(self.view))
        super().reload()

    # What is shown

    @property
    def scope_now(self) -> Scope | None:
        """The session or day at which parties and people are looked at."""
        return self.scope_of(self.scope)

    def scope_of(self, name: str | None) -> Scope | None:
        """A session or day by its code or date."""
        return next((scope for scope in self.scopes if scope.id == name), None)

    @property
    def up_to(self) -> str:
        """As of when the numbers are."""
        now = self.office.local(self.office.desk.now())
        return f"up to {now.day} {now:%b %H:%M}"

    def tabs(self) -> list[Tab]:
        """The lists."""
        board = self.board
        held = sum(scope.session is not None for scope in self.scopes)
        unsigned = [line for line in attendance_return.days(self.office.desk, self.scopes) if line.signed_at is None]
        now = self.office.desk.now()
        return [
            Tab(SESSIONS, "By session", held),
            Tab(PARTIES, "By party", len(board.parties) if board else 0),
            Tab(PEOPLE, "By person", len(self.lists.everybody())),
            Tab(RETURN, "Returns unsigned", sum(line.scope.over(now) for line in unsigned)),
        ]

    def columns_of(self, view: str) -> tuple[Column, ...]:
        """By what is looked at."""
        if view == PARTIES:
            return attendance_rows.party_columns(self.office, self.columns_now, self.scope_now)
        if view == PEOPLE:
            return attendance_rows.person_columns(self.office, self.columns_now, self.scope_now)
        return attendance_rows.SESSIONS if view == SESSIONS else attendance_rows.RETURNS

    @property
    def columns_now(self) -> list[Scope]:
        """The sessions that have a column of their own."""
        return attendance_rows.nearest(self.office, self.scopes)

    def empty_list(self, view: str) -> str:
        """What to do next."""
        if view in (PARTIES, PEOPLE):
            if self.board is None:
                return _COUNTING
            return _NOBODY if self.scope and self.board.people else _EMPTY[view]
        return _EMPTY[view]

    def _show_counts(self) -> None:
        super()._show_counts()
        self.query_one("#list").border_title = self._heading()

    def _heading(self) -> str:
        scope = self.scope_now if self.view in (PARTIES, PEOPLE) else None
        at = ""
        if scope is not None:
            at = f"{scope.id if scope.session else 'day'} {attendance_page.when(self.office, scope)}"
        elif self.view in (PARTIES, PEOPLE):
            at = "whole event"
        counted = self.up_to if self.board is not None else self.told or "counting …"
        return " · ".join(filter(None, (_NAMES[self.view], at, counted)))
