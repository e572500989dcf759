"""Whether the key file opens what is sealed: told once the desk stands, not when something sealed is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conclave_desk.desk.desk import Desk
from conclave_desk.errors import ConclaveError, explained
from conclave_desk.journal import keyfile
from conclave_desk.tui.wording import spoken

if TYPE_CHECKING:
    from conclave_desk.journal.seal import Safe

_TOLD = (
    "{why}. Until then invitations, people, programme, badges and gates can be looked at as they stand; but photos, private "
    "data and remarks stay sealed, nobody can be put forward, and no badge can be printed."
)


class KeyFile:
    """The file beside the desk's. ``fault`` is why it does not open what is sealed, or ``None``.

    It is looked at anew whenever another file lies there: an officer who puts the right one back goes on at once.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.fault: ConclaveError | None = None
        self._path = keyfile.beside(desk.journal.path)
        self._looked_at: object = None

    def safe(self) -> Safe | None:
        """What is sealed, opened; ``None`` where that cannot be."""
        lies = _lies(self._path)
        if lies != self._looked_at:
            self._looked_at = lies
            try:
                _ = self._desk.safe
                self.fault = None
            except ConclaveError as fault:
                self.fault = fault
        return None if self.fault else self._desk.safe

    @property
    def told(self) -> str:
        """What is the matter with it, what does not work, and what to do; blank if nothing is."""
        if self.fault is None:
            return ""
        why = spoken(explained(self.fault)[0]).rstrip(".")
        return _TOLD.format(why=why if str(self._path) in why else f"{self._path}: {why}")


def _lies(path: Path) -> object:
    """Another value for another file in that place, or for none."""
    try:
        found = path.stat()
    except OSError as fault:
        return fault.errno
    return found.st_ino, found.st_mtime_ns, found.st_size
