"""What comes into a desk from files: an event's folder, a linked event's key and roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conclave_desk.tui.commands import Command

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.desk.load import Loaded
    from conclave_desk.tui.modals.progress import Progress

_WARNED = 8
"""Warnings of a rehearsal that are told one by one."""


class Load(Command):
    """Bring an event's folder in: invitations, nominations, programme. It is rehearsed first and you are told what would
    be new; a second time it brings in only what changed in the files, and reverts nothing that was decided here."""

    name = "overview.load"
    title = "load folder"
    key = "L"
    twin = "load"
    footer = False

    async def run(self) -> None:
        """Ask for the folder, rehearse, ask once, load."""
        from conclave_desk.tui.forms import incoming as forms
        from conclave_desk.tui.forms.form_modal import FormModal
        from conclave_desk.tui.modals.message import Message

        asked: list[Path] = []
        if await self.ask(FormModal(self.office, forms.folder(asked.append))) is None:
            return
        rehearsed = await self._load(asked[0], rehearse=True)
        if rehearsed is None:
            return
        if not rehearsed.entries:
            told = f"All {rehearsed.unchanged:,} rows stand here as in the files."
            await self.ask(Message("Nothing is new", told, stop=False))
        elif await self.confirm("Load the folder", _summary(rehearsed), "Load"):
            loaded = await self._load(asked[0], rehearse=False)
            if loaded is not None:
                self.screen.notify(f"Loaded: {_counted(loaded)}.")

    async def _load(self, folder: Path, *, rehearse: bool) -> Loaded | None:
        from conclave_desk.desk.load import known_photos, load
        from conclave_desk.exchange.folder import read_folder

        def task(desk: Desk, progress: Progress) -> Loaded:
            read = read_folder(folder, known_photos=known_photos(desk))
            total = len(read.invitations) + len(read.nominations) + len(read.programme)
            return load(desk, read, dry_run=rehearse, progress=lambda done: progress(done, total))

        return await self.work("Rehearsing" if rehearse else "Loading", task)


def _summary(loaded: Loaded) -> str:
    """What would come in, and what stands out."""
    parts = [f"{_counted(loaded)}; {loaded.unchanged:,} are as before."]
    parts += [f"! {warning}" for warning in loaded.warnings[:_WARNED]]
    if (more := len(loaded.warnings) - _WARNED) > 0:
        parts.append(f"… and {more:,} more warnings.")
    return "\n".join(parts)


def _counted(loaded: Loaded) -> str:
    return f"{loaded.new:,} new row{'' if loaded.new == 1 else 's'} and {loaded.changed:,} changed"


class Link(Command):
    """Bring in the key and roster of a linked event, made at its desk: its badges are then known at this event's gates.
    event.toml says which events are linked."""

    name = "overview.link"
    title = "link event"
    key = "K"
    twin = "link"
    footer = False

    async def run(self) -> None:
        """Ask for the event and its file."""
        from conclave_desk.tui.forms import incoming as forms

        if not self.desk.event.linked:
            self.screen.notify("event.toml lists no event under `linked`.", severity="warning")
            return
        await self.fill(forms.link(self.office), "Linked: its badges are known here.")
