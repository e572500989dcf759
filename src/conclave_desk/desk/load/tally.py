"""What a load has met so far, and the rows as last loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.domain.entries import RowLoaded
from conclave_desk.errors import Flaw


@dataclass
class Tally:
    """Counts rows, and collects flaws (nothing is loaded then) and warnings."""

    progress: Callable[[int], None] | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    flaws: list[Flaw] = field(default_factory=list)
    warnings: list[Flaw] = field(default_factory=list)

    def count(self, *, new: bool = False, changed: bool = False) -> None:
        """One more row gone through."""
        if new:
            self.new += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1
        if self.progress is not None and (total := self.new + self.changed + self.unchanged) % 100 == 0:
            self.progress(total)


@dataclass(frozen=True, slots=True)
class Before:
    """A row as last loaded: what it became, whose seal it is under, its cells."""

    subject: str
    person: str | None
    cells: dict[str, str]


def before(desk: Desk, source: str) -> dict[str, Before]:
    """All rows of a table as last loaded, by key. Rows of erased people have no cells any more."""
    rows = desk.journal.db.execute("SELECT key, subject, person, cells FROM loaded WHERE source = ?", (source,))
    known: dict[str, Before] = {}
    for key, subject, person, cells in rows.fetchall():
        opened = msgspec.json.decode(cells) if person is None else desk.safe.unseal(person, cells)
        known[key] = Before(subject, person, opened or {})
    return known


def changed_cells(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The cells that changed in the file; a blank changes nothing."""
    return {column: value for column, value in new.items() if old.get(column) != value}


def noted(source: str, key: str, subject: str, cells: Mapping[str, str]) -> RowLoaded:
    """The entry by which a later load knows the row; for rows that name nobody."""
    return RowLoaded(table=source, key=key, subject=subject, cells=msgspec.json.encode(dict(cells)))


def noted_sealed(desk: Desk, source: str, key: str, subject: str, person: str, cells: Mapping[str, str]) -> RowLoaded:
    """As :func:`noted`, under the person's seal."""
    sealed = desk.safe.seal(person, cells, shown=False)
    return RowLoaded(table=source, key=key, subject=subject, cells=sealed, person=person)
