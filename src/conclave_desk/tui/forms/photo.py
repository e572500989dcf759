"""The field that names the file of somebody's photo: it is looked into as soon as there is such a file."""

from __future__ import annotations

from pathlib import Path

from conclave_desk.exchange.cells import CellFault
from conclave_desk.exchange.portraits import PhotoFault, Portrait, read_portrait
from conclave_desk.tui.forms.fields import Field, Meaning, Values

PHOTO = "photo"
_CUT = "its sides are cut off; see whether the head is whole"


class PhotoField:
    """A form's photo. A file is read once, and again only if it has changed since."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, int, int], Portrait | str] = {}

    def field(self) -> Field:
        """Where the file's path is typed or pasted."""
        return Field(PHOTO, "photo", read=self._read, hint="path of a JPEG, PNG or HEIC")

    def said(self, values: Values) -> tuple[dict[str, str], Portrait | None]:
        """The column as an event's folder names it, and the portrait; nothing where no file was named."""
        path = values.get(PHOTO)
        return ({PHOTO: Path(path).name}, self._portrait(path)) if path else ({}, None)

    def _read(self, text: str, _: Values) -> Meaning:
        portrait = self._portrait(text)
        return Meaning(str(_path(text)), _CUT if portrait.sides_cut else "a portrait", doubt=portrait.sides_cut)

    def _portrait(self, text: str) -> Portrait:
        path = _path(text)
        if not path.is_file():
            raise CellFault(f"there is no file {path}")
        about = path.stat()
        key = (path, about.st_mtime_ns, about.st_size)
        if key not in self._known:
            self._known[key] = _looked_into(path)
        found = self._known[key]
        if isinstance(found, str):
            raise CellFault(found)
        return found


def _path(text: str) -> Path:
    """What was typed, or dropped onto the terminal, which puts quotes or backslashes round blanks."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    plain = Path(bare).expanduser()
    return plain if plain.is_file() else Path(bare.replace("\\ ", " ")).expanduser()


def _looked_into(path: Path) -> Portrait | str:
    try:
        return read_portrait(path)
    except PhotoFault as fault:
        return str(fault)
