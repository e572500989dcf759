"""Whether the desk file has changed: what a screen asks twice a second."""

from __future__ import annotations

from dataclasses import dataclass, field

from conclave_desk.desk.desk import Desk
from conclave_desk.registers import marks


@dataclass
class Watch:
    """Remembers how the file stood when it was last asked."""

    desk: Desk
    _version: tuple[int, int] = field(default=(-1, -1))

    def changed(self) -> bool:
        """Whether anybody, here or elsewhere, has written since the last time this was asked."""
        version = marks.version(self.desk.journal.db)
        before, self._version = self._version, version
        return version != before


def officers_version(desk: Desk) -> int:
    """Moves with every command of an officer and with no scan."""
    return marks.officers_version(desk.journal.db)
