"""Mode 9: who did what when; filtered, verified, and drawn into the registers again."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from rich.console import RenderableType
from textual.message import Message
from textual.worker import get_current_worker

from conclave_desk.desk import journal_export, journal_list
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.journal_care import Whole, redraw, verify
from conclave_desk.desk.journal_list import JournalLine
from conclave_desk.tui.commands import Command
from conclave_desk.tui.journal import COLUMNS, JournalSource, Search
from conclave_desk.tui.modals.progress import Progress
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.exporting import exported
from conclave_desk.tui.screens.register import RegisterScreen
from conclave_desk.tui.widgets.filter_bar import FilterBar

_PAUSE = 0.15
"""Seconds after the last key of a filter until it is looked for."""
_MOST_SAID = 400
_FORMATS = {
    "xlsx": "a workbook: a sheet for the officers, one a station",
    "csv": "one table, a line an entry",
    "json": "for programs",
}


class _Only(Command):
    """Narrow the filter to what the record under the cursor has; again lets go of that."""

    term: str = ""

    @abstractmethod
    def value(self, line: JournalLine) -> str:
        """What the record has."""

    def enabled(self) -> bool:
        """Where a record has it."""
        return self.screen.line is not None and bool(self.value(self.screen.line))

    async def run(self) -> None:
        """Put the term into the filter, or take it out."""
        self.screen.narrow(self.term, self.value(self.screen.line))


class OnlyOfficer(_Only):
    """Only what this officer or guard did; again lets go of it."""

    name = "journal.officer"
    title = "officer"
    key = "o"
    term = "officer"

    def value(self, line: JournalLine) -> str:
        """Who did it."""
        return line.officer


class OnlyParty(_Only):
    """Only what concerns this State or organisation, its invitations, its people and their badges; again lets go."""

    name = "journal.party"
    title = "State"
    key = "s"
    term = "party"

    def value(self, line: JournalLine) -> str:
        """The party that the record is about, if it is about one."""
        return journal_list.party_of(self.desk, line)


class OnlyDay(_Only):
    """Only what was done on this day; again lets go of it."""

    name = "journal.day"
    title = "day"
    key = "d"
    term = "day"

    def value(self, line: JournalLine) -> str:
        """The day, local to the event."""
        return f"{self.office.local(line.at):%Y-%m-%d}"


class OnlyKind(_Only):
    """Only records with entries of this kind; again lets go of it."""

    name = "journal.kind"
    title = "kind"
    key = "e"
    term = "kind"

    def value(self, line: JournalLine) -> str:
        """The first entry's kind."""
        return line.kinds[0] if line.kinds else ""


class OnlyPerson(Command):
    """Only what concerns a person: find them by any part of a name."""

    name = "journal.person"
    title = "person"
    key = "n"

    async def run(self) -> None:
        """Ask for the name."""
        from conclave_desk.tui.modals.find import Find

        if (found := await self.ask(Find(self.office))) is not None:
            self.screen.narrow("person", found.name)


class Verify(Command):
    """Walk every chain from its first record: is anything changed, missing or put in? The head that it shows can be
    noted down and compared later."""

    name = "journal.verify"
    title = "verify"
    key = "v"
    twin = "journal verify"

    async def run(self) -> None:
        """Walk, and say what was found."""
        from conclave_desk.tui.modals.message import Message as Told

        found = await self.work("Verifying the journal", lambda desk, progress: verify(desk, progress))
        if isinstance(found, Whole):
            await self.ask(Told("The journal is whole", found.sentence, stop=False))
        elif found is not None:
            await self.ask(Told("The journal is not whole", found))


class Redraw(Command):
    """Drop the registers and draw them again from the journal, if it is whole. Nothing in the journal changes."""

    name = "journal.rebuild"
    title = "rebuild"
    key = "b"
    twin = "journal rebuild"

    async def run(self) -> None:
        """Ask once, then draw."""
        from conclave_desk.tui.modals.message import Message as Told

        number = journal_list.count(self.desk)
        what = f"All registers are dropped and drawn again from {number:,} records. Nobody can write meanwhile."
        if not await self.confirm("Draw the registers again", what, "Draw again"):
            return
        found = await self.work("Drawing the registers", lambda desk, progress: redraw(desk, progress))
        if isinstance(found, Whole):
            self.screen.notify(found.sentence)
        elif found is not None:
            await self.ask(Told("The registers stay as they are", found))


class Export(Command):
    """Write the whole journal to a file, a row an entry, all scans among them; what is sealed stays sealed."""

    name = "journal.export"
    title = "export"
    key = "x"
    twin = "export journal"

    async def run(self) -> None:
        """Ask where to, then write with a way out."""
        number = journal_list.count(self.desk)

        def write(desk: Desk, kind: str, out: BinaryIO, progress: Progress) -> int:
            return journal_export.export(desk, kind, out, lambda done: progress(done, number))

        what = f"Every entry of {number:,} records, who decided it and when, as `export journal` writes it."
        await exported(self, "journal", what, _FORMATS, "xlsx", write)


class JournalScreen(RegisterScreen):
    """The records, the latest first; the page shows all that one says."""

    CSS_PATH = "journal.tcss"
    mode = "journal"
    heading = "Journal, the latest first"
    columns = COLUMNS
    empty = "Nothing is written yet."
    commands = (OnlyOfficer, OnlyPerson, OnlyParty, OnlyKind, OnlyDay, Verify, Redraw, Export)

    @dataclass
    class Looked(Message):
        """A worker has looked for a filter, so far."""

        search: Search

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, JournalScreen.Looked)

    def __init__(self, office: Office) -> None:
        self._asked = ""
        super().__init__(office)

    def source(self) -> JournalSource:
        """The records."""
        return JournalSource(self.office, self._look_for)

    @property
    def journal_rows(self) -> JournalSource:
        """The source, as what it is."""
        rows: JournalSource = self.rows  # type: ignore[assignment]
        return rows

    @property
    def line(self) -> JournalLine | None:
        """The record under the cursor."""
        row = self.current_id
        return next(iter(journal_list.lines(self.office.desk, [int(row)])), None) if row else None

    def subject(self) -> tuple[str, list[str]] | None:
        """The people whom the record names, while they are few."""
        line = self.line
        people = line.ids("nomination") if line else []
        if line is None or not 0 < len(people) <= 3:
            return None
        return line.said[0], people

    # Filter

    def _look_for(self, text: str) -> None:
        """A filter that nobody has looked for, or that newer records have to be looked through for."""
        search, last = self.journal_rows.search, journal_list.count(self.office.desk)
        if text == self._asked and (text != search.text or search.part < 1 or search.upto == last):
            return
        self._asked = text
        known = search if text == search.text and search.part >= 1 else Search(text)
        self.run_worker(partial(self._look, known), thread=True, exclusive=True, group="filter", exit_on_error=False)

    def _look(self, known: Search) -> None:
        from time import sleep

        worker = get_current_worker()
        if not known.rows:
            sleep(_PAUSE)
        if worker.is_cancelled:
            return
        with self.office.another() as desk, desk.journal.reading():
            newer: list[int] = []
            upto = journal_list.count(desk)
            for rows, part in journal_list.matching(desk, journal_list.seek(desk, known.text), known.upto):
                if worker.is_cancelled:
                    return
                newer += rows
                self.post_message(self.Looked(Search(known.text, [*newer, *known.rows], upto, part)))

    def on_journal_screen_looked(self, event: Looked) -> None:
        """Show what was found."""
        if event.search.text == self._asked:
            self.journal_rows.search = event.search
            self.table.reload()
            self._show_counts()
            part = event.search.part
            self.query_one("#list").border_title = self.heading if part >= 1 else f"Looking … {part:.0%}"

    def narrow(self, term: str, value: str) -> None:
        """Put a term into the filter, in the place of the same one; the same again goes out."""
        bar = self.query_one(FilterBar)
        wanted = f"{term}:{value.replace(' ', '_')}"
        others = [part for part in bar.text.split() if not part.startswith(f"{term}:")]
        again = wanted in bar.text.split()
        bar.put(" ".join(others if again else [*others, wanted]))
        self.table.focus()

    # Page

    def page_title(self, row_id: str) -> str:
        """Chain and number."""
        line = self.line
        return f"{line.chain}:{line.n}" if line else ""

    def page(self, row_id: str) -> RenderableType | None:
        """All that the record says."""
        line = self.line
        if line is None:
            return None
        page = Page(self.app.theme_variables)
        local = self.office.local(line.at)
        page.line("when", f"{local:%a %d %b %Y %H:%M:%S %Z}{' · clock set by hand' if line.clock_set else ''}")
        page.line("who", line.officer).line("where", line.where).line("command", line.command)
        if line.part[1] > 1:
            page.line("part", f"{line.part[0]} of {line.part[1]}")
        page.title(f"{len(line.entries):,} entr{'y' if len(line.entries) == 1 else 'ies'}")
        for sentence in journal_list.each_said(self.office.desk, line, _MOST_SAID):
            page.plain(sentence)
        if len(line.entries) > _MOST_SAID:
            page.plain(f"and {len(line.entries) - _MOST_SAID:,} more", "muted")
        digest = line.digest.hex()
        hashed = " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))
        page.title("Chain").line("hash", hashed).line("id", line.command_id)
        return page.content
