"""An export from the screen: asked where to and as what, then written whole, with a way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO

from conclave_desk.desk.desk import Desk
from conclave_desk.tui.commands import Command
from conclave_desk.tui.forms.export import export
from conclave_desk.tui.modals.message import Message
from conclave_desk.tui.modals.progress import Progress
from conclave_desk.whole import whole_file

Writing = Callable[[Desk, str, BinaryIO, Progress], int]
"""Writes the export, as the format named, to the file; how many rows."""


async def exported(
    command: Command, subject: str, what: str, formats: Mapping[str, str], kind: str, write: Writing
) -> str:
    """Export ``subject``; ``kind`` is proposed as the format. The format chosen, or ``kind`` where the form was left."""
    values = await command.said(partial(export, command.office, subject, what, formats, kind))
    if values is None:
        return kind

    def task(desk: Desk, progress: Progress) -> int:
        with whole_file(values["file"]) as out:
            return write(desk, values["format"], out, progress)

    rows = await command.work(f"Writing {subject}", task)
    if rows is None:
        command.screen.notify("Broken off: no file was written.")
    else:
        lines = "1 line" if rows == 1 else f"{rows:,} lines"
        await command.ask(Message(f"{subject.capitalize()} written: {lines}", values["file"], stop=False))
    return values["format"]
