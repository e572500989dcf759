"""The form of an export: as what, and to which file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.tui.forms.fields import Choice, Field, Form, Meaning, Values
from conclave_desk.tui.forms.places import beside, in_a_folder, to_be_written
from conclave_desk.tui.office import Office


def export(
    office: Office,
    subject: str,
    what: str,
    formats: Mapping[str, str],
    kind: str,
    send: Callable[[dict[str, str]], None],
) -> Form:
    """``subject`` is exported in one of the ``formats`` (each with the words beside it); nothing is written yet."""

    def hand_on(values: dict[str, str]) -> Decision:
        send(values | {"file": str(final(values["file"], values["format"]))})
        return Decided(())

    def final(text: str, kind: str) -> Path:
        """The file, with the ending of its format."""
        path = Path(text).expanduser()
        if path.suffix.casefold().lstrip(".") in formats:
            return path.with_suffix(f".{kind}")
        return path.with_name(f"{path.name}.{kind}")

    def read(text: str, values: Values) -> Meaning:
        chosen = values.get("format", "")
        file = final(text, chosen if chosen in formats else kind)
        return to_be_written(in_a_folder(str(file)), file.name)

    known = [Choice(name, name, said) for name, said in formats.items()]
    now = office.local(office.desk.now())
    default = beside(office, f"{office.desk.event.code}-{subject}-{now:%d%b-%H%M}.{kind}".lower())
    return Form(
        name=f"{subject}-export",
        title=f"Export {subject}",
        do="Write",
        what=what,
        lines=(
            (Field("format", "format", required=True, default=kind, choices=lambda _: known),),
            (Field("file", "file", required=True, default=str(default), read=read),),
        ),
        send=hand_on,
    )
