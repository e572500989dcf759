"""Whether the desk file has changed: what a screen asks twice a second."""

from __future__ import annotations

from dataclasses import dataclass, field

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.entries import BadgesPrinted, EventDeclared
from conclave_desk.journal import record
from conclave_desk.journal.record import DESK
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


def parties_touched(desk: Desk, since: int) -> set[str] | None:
    """The parties about whose people something was written after that record of the desk; ``None`` for all.

    All are meant where the event itself changed, and after so much that it is quicker to read everything again.
    """
    found: dict[str, set[str]] = {name: set() for name in ("party", *_NAMED)}
    for number, (_n, _hash, body) in enumerate(desk.journal.bodies(DESK, since)):
        if number == _RECORDS or len(body) > _BYTES:
            return None
        for entry in record.read_again(body).entries:
            if isinstance(entry, EventDeclared):
                return None
            for name in found.keys() & set(entry.__struct_fields__):
                found[name].add(getattr(entry, name) or "")
            if isinstance(entry, BadgesPrinted):
                found["holder"].update(holder for holder, _issue in entry.badges)
    return found["party"] | marks.parties_of(desk.journal.db, {name: found[name] for name in _NAMED})


_NAMED = ("nomination", "successor", "person", "holder")
"""What an entry may name somebody by."""
_RECORDS, _BYTES = 200, 200_000
