"""What an officer can do with attendance."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from conclave_desk.desk import attendance as use_case
from conclave_desk.desk.attendance_list import PersonLine
from conclave_desk.desk.desk import Desk
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import attendance as forms
from conclave_desk.tui.forms.form_modal import FormModal
from conclave_desk.tui.modals.progress import Progress
from conclave_desk.tui.screens.exporting import exported

_FORMATS = {
    "xlsx": "a workbook: a sheet a session, the days, a summary",
    "csv": "one table, a line a person and session",
    "json": "for programs",
}
SESSIONS, PARTIES, PEOPLE, RETURN = "sessions", "parties", "people", "return"


class Open(Command):
    """From a session or a party to its people; from a person or a return to the page. Esc goes back."""

    name = "attendance.open"
    title = "open"
    key = "enter"

    def enabled(self) -> bool:
        """On a row."""
        return self.screen.current_id is not None

    async def run(self) -> None:
        """Go there."""
        self.screen.open_row()


class Page(Command):
    """Look at the page of the session or party under the cursor: its numbers, and whose head is not there."""

    name = "attendance.page"
    title = "page"
    key = "p"

    def enabled(self) -> bool:
        """Where Enter leads elsewhere."""
        return self.screen.view in (SESSIONS, PARTIES) and self.screen.current_id is not None

    async def run(self) -> None:
        """Show it."""
        self.screen.open_page()


class NextScope(Command):
    """The next session or day, for parties and people: how they stand there. Before the first and after the last stands
    the whole event, with a column for each session."""

    name = "attendance.next_scope"
    title = "next session"
    key = "full_stop"
    by: ClassVar[int] = 1

    def enabled(self) -> bool:
        """Of parties and people."""
        return self.screen.view in (PARTIES, PEOPLE)

    async def run(self) -> None:
        """Show it."""
        self.screen.step_scope(self.by)


class PreviousScope(NextScope):
    """The session or day before this one, for parties and people."""

    name = "attendance.previous_scope"
    title = "session before"
    key = "comma"
    footer = False
    by = -1


class _OnPeople(Command):
    """A command about the chosen people, else about the one under the cursor."""

    def enabled(self) -> bool:
        """On a person."""
        return self.screen.view == PEOPLE and bool(self.screen.table.meant)


class Mark(_OnPeople):
    """Mark the chosen people at a session by hand: somebody saw them there, or they stand on a signed list. The reason is
    kept sealed; `u` takes the mark back."""

    name = "attendance.mark"
    title = "mark"
    key = "m"
    twin = "attendance mark"
    how: ClassVar[str] = forms.SIGHT

    async def run(self) -> None:
        """Ask for session and reason."""
        people = [line.person for line in self.screen.lines_meant()]
        if not people:
            return
        form = forms.mark(self.office, people, self.screen.scopes, self.screen.session_meant, self.how)
        decided = await self.ask(FormModal(self.office, form))
        if decided is not None:
            self.screen.done()
            number = len(decided.entries)
            self.told(decided, f"Marked {number} {'person' if number == 1 else 'people'}; u takes it back.")


class Excuse(Mark):
    """Mark the chosen people as excused from a session: they had leave to be away, by word or by a paper."""

    name = "attendance.excuse"
    title = "excuse"
    key = "e"
    how = forms.EXCUSED


class Unmark(_OnPeople):
    """Take the marks of the chosen people at this session back: what the gates saw holds again."""

    name = "attendance.unmark"
    title = "take mark back"
    key = "r"
    twin = "attendance unmark"

    @property
    def marked(self) -> list[PersonLine]:
        """Those of them who are marked here."""
        scope = self.screen.scope
        lines: list[PersonLine] = self.screen.lines_meant()
        return [line for line in lines if (at := line.at.get(scope)) is not None and at.mark is not None]

    def enabled(self) -> bool:
        """At a session, where one of them is marked."""
        return super().enabled() and bool(self.screen.scope) and bool(self.marked)

    async def run(self) -> None:
        """Ask once."""
        lines, session = self.marked, self.screen.scope
        names = ", ".join(line.person.titled for line in lines[:6]) + (" …" if len(lines) > 6 else "")
        what = f"{names}: the mark at {session} is taken back, and what the gates saw holds again."
        if await self.confirm("Take marks back", what, "Take back"):
            decision = use_case.unmark(self.desk, [line.person.id for line in lines], session)
            if await self.settle(decision, "Taken back; what the gates saw holds."):
                self.screen.done()


class Sign(Command):
    """The return of that day is signed: record it. It stays in the journal, with who recorded it and when."""

    name = "attendance.sign"
    title = "sign return"
    key = "s"
    twin = "attendance sign"

    def enabled(self) -> bool:
        """On a day that has begun and is not signed."""
        line = self.screen.return_meant
        return line is not None and line.signed_at is None and line.scope.begun(self.desk.now())

    async def run(self) -> None:
        """Ask once, naming what is still open: nothing takes a signature back."""
        line = self.screen.return_meant
        if line is None:
            return
        day = line.scope.day
        found = self.screen.drawn(line.scope)
        still = [f"  ○ {point}" for point in found.open_points] if found is not None else []
        what = f"It is recorded that the return of {day:%A} {day.day} {day:%B %Y} is signed. That is not taken back."
        if still:
            what = "\n".join([what, "", "Open still:", *still])
        if await self.confirm("Return signed", what, "Signed"):
            await self.settle(use_case.sign(self.desk, day), f"Return of {day.day} {day:%B}: signed.")


class Export(Command):
    """Write the whole return to a file: a workbook for the organisers, CSV, or JSON; everybody expected at each session
    and on each day."""

    name = "attendance.export"
    title = "export"
    key = "x"
    twin = "export attendance"

    async def run(self) -> None:
        """Ask where to, then write with a way out."""
        what = f"Everybody expected at each session and on each day, {self.screen.up_to}, as `export attendance` writes it."
        self.screen.kind = await exported(self, "attendance", what, _FORMATS, self.screen.kind, _written)


def _written(desk: Desk, kind: str, out: BinaryIO, progress: Progress) -> int:
    rows = use_case.export(desk, kind, out)
    progress(rows, rows)
    return rows


class Record(Command):
    """Go to the record itself: of a session to the programme, of a person or party to the delegation."""

    name = "attendance.record"
    title = "record"
    key = "d"

    def enabled(self) -> bool:
        """On a session, a party or a person."""
        return self.screen.record_meant is not None

    async def run(self) -> None:
        """Go there."""
        if (found := self.screen.record_meant) is not None:
            self.screen.app.go_to(*found)


COMMANDS = (Open, Page, Mark, Excuse, Unmark, Sign, Export, NextScope, PreviousScope, Record)
