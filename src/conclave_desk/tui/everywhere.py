"""The commands that every mode has."""

from __future__ import annotations

from typing import Any, ClassVar

from conclave_desk.tui.commands import Command
from conclave_desk.tui.modes import MODES


class Filter(Command):
    """Filter as one types: words of a name or State (diacritics and case aside), and terms such as party:MLI,
    category:HOD, status:accepted, serial:…; all must hold. Esc lets go of it."""

    name = "filter"
    title = "filter"
    key = "slash"

    def enabled(self) -> bool:
        """Only where there is a table."""
        return hasattr(self.screen, "open_filter")

    async def run(self) -> None:
        """Open the filter line."""
        self.screen.open_filter()


class Sort(Command):
    """Sort by a column, the same one again from its end, or by precedence as before."""

    name = "sort"
    title = "sort"
    key = "S"
    footer = False

    def enabled(self) -> bool:
        """Only where there is a table with columns to sort by."""
        return hasattr(self.screen, "sorted_table") and any(c.sortable for c in self.screen.sorted_table.columns)

    async def run(self) -> None:
        """Ask by what."""
        from conclave_desk.tui.modals.pick import Pick

        table = self.screen.sorted_table
        columns = [column for column in table.columns if column.sortable]
        keys, now = ["", *(column.key for column in columns)], table.query_now
        labels = ["precedence", *(column.label for column in columns)]
        here = keys.index(now.sort) if now.sort in keys else 0
        labels[here] += (
            ", from the end: again for precedence" if now.descending else ": again from the end" if here else ""
        )
        lines = [
            f"{('▼' if now.descending else '▲') if place == here else ' '} {label}"
            for place, label in enumerate(labels)
        ]
        if (picked := await self.ask(Pick("Sort by", lines, here))) is not None:
            self.screen.sort_by(keys[picked])


class Find(Command):
    """Find a person of whatever State, by any part of a name, and go to the delegation or read the history."""

    name = "find"
    title = "find"
    key = "f"

    async def run(self) -> None:
        """Ask for a name, then go there."""
        from conclave_desk.tui.modals.find import Find as FindModal

        if (found := await self.ask(FindModal(self.office))) is not None:
            self.screen.app.go_to("delegations", found.party, found.id)


class WalkUp(Command):
    """Somebody unannounced stands at the desk: answer by word, names, provisional grant until midnight and a badge, in
    one form and one record."""

    name = "walkup"
    title = "walk-up"
    key = "w"
    twin = "walkup"

    async def run(self) -> None:
        """Open the walk-up form."""
        from conclave_desk.tui.walkup import take_in

        await take_in(self)


class History(Command):
    """Who did what when with the record under the cursor, from the journal, the latest first."""

    name = "history"
    title = "history"
    key = "h"
    twin = "journal show"

    def enabled(self) -> bool:
        """Where a record stands under the cursor."""
        return self._subject() is not None

    def _subject(self) -> tuple[str, list[str]] | None:
        subject: tuple[str, list[str]] | None = self.screen.subject() if hasattr(self.screen, "subject") else None
        return subject

    async def run(self) -> None:
        """Show it."""
        from conclave_desk.tui.modals.history import History as HistoryModal

        if (subject := self._subject()) is not None:
            await self.ask(HistoryModal(self.office, *subject))


class Undo(Command):
    """Take your last command back, where a compensating entry can do that; nothing is ever deleted. Where it cannot,
    you are told why and what to do instead."""

    name = "undo"
    title = "undo"
    key = "u"

    async def run(self) -> None:
        """Say what would be written, and write it."""
        from conclave_desk.desk import undo
        from conclave_desk.tui.modals.message import Message

        found = undo.last(self.desk)
        if isinstance(found, undo.Impossible):
            await self.ask(Message("Nothing was taken back", found.sentence))
        elif await self.confirm("Take back", found.sentence, "Take back"):
            await self.settle(undo.take_back(self.desk, found), "Taken back; the journal shows both.")


class Help(Command):
    """The keys of this screen, and what each does."""

    name = "help"
    title = "help"
    key = "question_mark"

    async def run(self) -> None:
        """Show the help."""
        from conclave_desk.tui.modals.help import Help as HelpModal

        await self.ask(HelpModal(self.screen))


class Words(Command):
    """What the desk's words mean: party, slot, paper, clearance, accreditation, return and the others."""

    name = "words"
    title = "words"
    key = "f1"
    footer = False

    async def run(self) -> None:
        """Show the glossary."""
        from conclave_desk.tui.modals.words import Words as WordsModal

        await self.ask(WordsModal())


class Theme(Command):
    """The next theme: light, dark, high-contrast. The config file's `theme` says which one the desk starts with."""

    name = "theme"
    title = "theme"
    key = "f2"
    footer = False

    async def run(self) -> None:
        """Change it."""
        from conclave_desk.config import THEMES

        app = self.screen.app
        app.theme = THEMES[(THEMES.index(app.theme) + 1) % len(THEMES)]
        self.screen.notify(f"Theme: {app.theme}")


class Palette(Command):
    """Type what you want to do, instead of its key."""

    name = "palette"
    title = "palette"
    key = "ctrl+p"

    async def run(self) -> None:
        """Open it."""
        self.screen.app.action_command_palette()


class Quit(Command):
    """Leave the desk. What was typed into a form and not sent is kept as a draft."""

    name = "quit"
    title = "quit"
    key = "ctrl+q,q"
    footer = False

    async def run(self) -> None:
        """Leave."""
        self.screen.app.exit()


class Escape(Command):
    """Let go: of the filter, of the chosen rows."""

    name = "escape"
    title = "let go"
    key = "escape"
    footer = False

    async def run(self) -> None:
        """Let go."""
        self.screen.handle_escape()


class _Go(Command):
    """Go to a mode."""

    mode: ClassVar[str]
    footer = False

    async def run(self) -> None:
        """Go there."""
        await self.screen.app.switch_mode(self.mode)


_ABOUT = {
    "overview": "The headline, what is due and overdue, and what goes on now.",
    "invitations": "Who is invited, how they answered, how the slots are held.",
    "delegations": "Each party with its people, papers and badges.",
    "accreditation": "Who waits for a clearance step; grant, refuse, suspend, restore.",
    "programme": "The timetable by day and venue, and its clashes.",
    "badges": "To print, printed, collected, revoked.",
    "gates": "What each gate sees, and who is inside.",
    "attendance": "Who attended, by session, party and person.",
    "journal": "Who did what when, by person, party and officer.",
}


def _go(name: str, title: str, key: str) -> type[Command]:
    attributes: dict[str, Any] = {
        "__doc__": _ABOUT[name],
        "name": f"go.{name}",
        "title": title,
        "key": key,
        "mode": name,
    }
    return type(f"Go{title}", (_Go,), attributes)


EVERYWHERE: tuple[type[Command], ...] = (
    Filter,
    Sort,
    Find,
    WalkUp,
    History,
    Undo,
    Palette,
    Words,
    Theme,
    Escape,
    Quit,
    *(_go(mode.name, mode.title, mode.key) for mode in MODES),
    Help,
)
