"""Mode 5: the timetable by day and venue, what clashes in it, and what changed since it was released."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk.changes import officers_version
from conclave_desk.desk.programme_list import Programme, clash_words, first_day, programme
from conclave_desk.registers.views import Session
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms import programme as forms
from conclave_desk.tui.office import Office
from conclave_desk.tui.screens import programme_page
from conclave_desk.tui.screens.base import ModeScreen
from conclave_desk.tui.widgets.timetable import Timetable

_BESIDE = 110


class _OnSession(Command):
    """A command about the session under the cursor."""

    @property
    def session(self) -> Session | None:
        """The session under the cursor."""
        found: Session | None = self.screen.session
        return found

    def enabled(self) -> bool:
        """Where a session stands that takes place."""
        found = self.session
        return found is not None and found.status != "cancelled"


class New(Command):
    """Put a session on the programme, on the day that is shown unless you say another. The list of venues says which
    are free then."""

    name = "programme.new"
    title = "new"
    key = "n"
    twin = "programme add"

    async def run(self) -> None:
        """Fill the form, and go to the session."""
        form = forms.new_session(self.office, self.screen.found, self.screen.day)
        if (decided := await self.fill(form, "On the programme.")) is not None:
            self.screen.go_to(decided.entries[0].session)  # type: ignore[union-attr]


class Move(_OnSession):
    """Another time or venue. With only a new start the length stays; you are told of clashes."""

    name = "programme.move"
    title = "move"
    key = "m"
    twin = "programme move"

    async def run(self) -> None:
        """Fill the form, and go where it went."""
        if (found := self.session) is not None:
            form = forms.move_session(self.office, self.screen.found, found)
            if await self.fill(form, f"{found.code} is moved.") is not None:
                self.screen.go_to(found.code)


class Change(_OnSession):
    """Another title, kind, access, chair, speakers, doors or note; time and place are changed by moving it."""

    name = "programme.change"
    title = "edit"
    key = "e"

    async def run(self) -> None:
        """Fill the form."""
        if (found := self.session) is not None:
            await self.fill(forms.change_session(self.office, found), f"{found.code} is changed.")


class Cancel(_OnSession):
    """The session does not take place; it stays in sight as cancelled."""

    name = "programme.cancel"
    title = "cancel"
    key = "c"
    twin = "programme cancel"

    async def run(self) -> None:
        """Say what that means, and ask once."""
        if (found := self.session) is not None:
            released = self.screen.found.release is not None
            await self.fill(forms.cancel_session(self.office, found, released), f"{found.code} is cancelled.")


class Clashes(Command):
    """Go to the next session that clashes, on whatever day: a room or a person that would be needed twice at once, or a
    party bidden to two closed sessions."""

    name = "programme.clashes"
    title = "clashes"
    key = "k"
    twin = "programme check"

    async def run(self) -> None:
        """Go there, and say what it is."""
        found: Programme = self.screen.found
        clashing = [one.code for one in found.sessions if found.clashes_of(one.code)]
        if not clashing:
            self.screen.notify("No clash: every room and every person is needed once at a time.")
            return
        here = self.screen.timetable.code
        after = clashing.index(here) + 1 if here in clashing else 0
        code = clashing[after % len(clashing)]
        self.screen.go_to(code)
        said = [clash_words(self.desk, clash, code) for clash in found.clashes_of(code)]
        self.screen.notify(f"{code}: {'; '.join(said)}.", severity="warning")


class Release(Command):
    """Give the programme out as it stands: the first time as its release, then as the next numbered amendment, which
    says what is otherwise than in the one before."""

    name = "programme.release"
    title = "release"
    key = "r"
    twin = "programme release"

    def enabled(self) -> bool:
        """Where there is anything that was not released yet."""
        found: Programme = self.screen.found
        return bool(found.amendments if found.release else found.sessions)

    async def run(self) -> None:
        """Show what it says, and ask once."""
        await self.fill(forms.release(self.office), "Released.")


class NextDay(Command):
    """The next day, of a long event the next one with anything on."""

    name = "programme.next_day"
    title = "next day"
    key = "plus,right_square_bracket,shift+right"

    async def run(self) -> None:
        """Go there."""
        self.screen.leaf(1)


class PreviousDay(Command):
    """The day before, of a long event the last one with anything on."""

    name = "programme.previous_day"
    title = "day before"
    key = "minus,left_square_bracket,shift+left"

    async def run(self) -> None:
        """Go there."""
        self.screen.leaf(-1)


class Today(Command):
    """Back to today, or to the day nearest to it with anything on."""

    name = "programme.today"
    title = "today"
    key = "t"

    async def run(self) -> None:
        """Go there."""
        self.screen.show_day(first_day(self.screen.found, self.desk.now()))


class ProgrammeScreen(ModeScreen):
    """The grid of a day, and the page of the session under the cursor; on a narrow screen the page takes its place."""

    CSS_PATH = "programme.tcss"
    mode = "programme"
    commands = (New, Move, Change, Cancel, NextDay, PreviousDay, Clashes, Release, Today)

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.found = programme(office.desk)
        self._version = officers_version(office.desk)
        self._minute = ""
        self.day = first_day(self.found, office.desk.now())
        self.timetable = Timetable(id="timetable")

    def compose_mode(self) -> Iterable[Widget]:
        """Days, grid, page."""
        with Horizontal(id="body"):
            with Vertical(classes="pane", id="list"):
                yield Static("", id="days")
                yield self.timetable
                yield Static("", classes="empty", id="empty")
            with VerticalScroll(classes="pane", id="page"):
                yield Static("", id="page-text")

    def on_mount(self) -> None:
        """The grid first."""
        self.timetable.focus()
        self.set_interval(1, self._tick)
        self._show()

    def on_resize(self) -> None:
        """Beside the grid where there is room, else in its place."""
        self.set_class(self.app.size.width < _BESIDE, "narrow")
        self.call_after_refresh(self._show)

    def reload(self) -> None:
        """Scans at gates change nothing here."""
        version = officers_version(self.office.desk)
        if version != self._version:
            self._version = version
            self.found = programme(self.office.desk)
            if self.is_mounted:
                self._show()

    def _tick(self) -> None:
        minute = f"{self.office.desk.now():%H:%M}"
        if minute != self._minute:
            self._minute = minute
            self.timetable.show(programme_page.grid(self.office, self.found, self.day))

    # Showing

    @property
    def session(self) -> Session | None:
        """The session under the cursor."""
        return self.found.session(self.timetable.code)

    def subject(self) -> tuple[str, list[str]] | None:
        """The session under the cursor."""
        found = self.session
        return (f"{found.code} {found.title}", [f'"session":"{found.code}"']) if found else None

    def _show(self) -> None:
        self.timetable.show(programme_page.grid(self.office, self.found, self.day))
        frame = self.query_one("#list")
        frame.border_title = f"Programme · {self.day:%A} {self.day.day} {self.day:%B %Y}"
        frame.border_subtitle = programme_page.standing(self.office, self.found)
        colours = self.app.theme_variables
        wide = max(20, self.query_one("#days").size.width)
        days = self._days()
        strip = programme_page.strip(self.found, days, self.day, wide, colours["accent"], colours["on-accent"])
        self.query_one("#days", Static).update(strip)
        empty = not self.timetable.grid.codes
        self.timetable.display = not empty
        self.query_one("#empty").display = empty
        self.query_one("#empty", Static).update(self._nothing() if empty else "")
        if empty:
            self.remove_class("reading")
        elif self.is_current and self.focused is None:
            self.timetable.focus()
        self._show_page()

    def _nothing(self) -> str:
        if not self.found.sessions:
            return "Nothing is on the programme yet.\n\nn puts a session on it; 1 then L loads an event folder."
        busy = [day for day in self.found.days if self.found.on(day)]
        where = f"\n+ and - leaf through the days; sessions begin on {busy[0]:%A} {busy[0].day} {busy[0]:%B}."
        return f"Nothing is on that day.\n\nn puts a session on it.{where if busy else ''}"

    def _show_page(self) -> None:
        found = self.session if self.timetable.grid.codes else None
        frame = self.query_one("#page")
        frame.border_title = found.code if found else ""
        text = programme_page.page(self.office, self.found, found, self.app.theme_variables) if found else ""
        self.query_one("#page-text", Static).update(text)
        self.show_keys()

    def on_timetable_moved(self, event: Timetable.Moved) -> None:
        """Another session under the cursor."""
        event.stop()
        self._show_page()

    def on_timetable_opened(self, event: Timetable.Opened) -> None:
        """Enter: to the page."""
        event.stop()
        self.add_class("reading")
        self.query_one("#page").focus()

    def handle_escape(self) -> None:
        """From the page to the grid."""
        self.remove_class("reading")
        self.timetable.focus()

    # Going about

    def _days(self) -> list[date]:
        return sorted({*self.found.days, self.day})

    def leaf(self, by: int) -> None:
        """So many days on or back."""
        days = self._days()
        place = days.index(self.day) + by
        if 0 <= place < len(days):
            self.show_day(days[place])

    def show_day(self, day: date) -> None:
        """Another day."""
        self.day = day
        self._show()

    def go_to(self, row_id: str) -> None:
        """To a session, on the day on which it begins unless it runs on the one that is shown."""
        found = self.found.session(row_id)
        if found is None:
            return
        if found not in self.found.on(self.day):
            self.day = self.office.local(found.starts).date()
        self._show()
        if row_id in self.timetable.grid.blocks:
            self.timetable.go_to(row_id)
