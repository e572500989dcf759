"""Forms that ask for what comes in from files: an event's folder, a linked event's key and roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conclave_desk.desk.linking import link as use_case
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.exchange.cells import CellFault
from conclave_desk.tui.forms.fields import Choice, Field, Form, Meaning, Values
from conclave_desk.tui.forms.places import existing
from conclave_desk.tui.office import Office


def folder(take: Callable[[Path], None]) -> Form:
    """An event's folder; it is handed to ``take`` and nothing is written."""

    def send(values: dict[str, str]) -> Decision:
        take(Path(values["folder"]))
        return Decided(())

    return Form(
        name="load",
        title="Load an event's folder",
        do="Rehearse",
        what="Rehearsed first: you are told what would be new, and asked. What was decided here is not reverted.",
        lines=((Field("folder", "folder", required=True, read=_folder, hint="with an event.toml in it"),),),
        send=send,
    )


def link(office: Office) -> Form:
    """The code of the linked event, and the file from there."""
    linked = [Choice(code, code) for code in office.desk.event.linked]
    only = linked[0].value if len(linked) == 1 else ""
    return Form(
        name="link",
        title="Link an event",
        do="Link",
        what="The file is made at the other event's desk: its public key with the roster. A later one replaces it.",
        lines=(
            (Field("code", "event", required=True, choices=lambda _: linked, default=only),),
            (
                Field(
                    "file", "file", required=True, read=existing, hint="made there in mode 6, or by badges key --roster"
                ),
            ),
        ),
        send=lambda values: use_case(office.desk, values["code"], Path(values["file"])),
    )


def _folder(text: str, _: Values) -> Meaning:
    path = Path(text).expanduser()
    path = path.parent if path.name == "event.toml" else path
    if not path.is_dir():
        raise CellFault("there is no such folder")
    if not (path / "event.toml").is_file():
        raise CellFault("there is no event.toml in it")
    return Meaning(str(path))
