"""Files that a form asks for: one that is there, and a place for one that will be written."""

from __future__ import annotations

from pathlib import Path

from conclave_desk.exchange.cells import CellFault
from conclave_desk.tui.forms.fields import Meaning, Values
from conclave_desk.tui.office import Office


def existing(text: str, _: Values) -> Meaning:
    """Reads the path of a file that is there."""
    path = Path(text).expanduser()
    if not path.is_file():
        raise CellFault("there is no such file")
    return Meaning(str(path))


def in_a_folder(text: str) -> Path:
    """The path of a file whose folder is there."""
    path = Path(text).expanduser()
    if not path.parent.is_dir():
        raise CellFault("there is no such folder")
    return path


def to_be_written(path: Path, said: str = "") -> Meaning:
    """That file; if it is there already, that it is replaced, else what is ``said``."""
    return Meaning(str(path), "is there; it is replaced" if path.exists() else said, doubt=path.exists())


def beside(office: Office, name: str) -> Path:
    """A file of that name in the desk file's folder."""
    return Path(office.desk.journal.path).resolve().parent / name
