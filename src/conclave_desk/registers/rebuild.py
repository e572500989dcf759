"""Drawing the registers again from the journal: a change of their tables needs no other migration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from conclave_desk.journal import record
from conclave_desk.journal.store import Journal
from conclave_desk.registers import schema
from conclave_desk.registers.project import Projection, ahead

Commands = Iterable[tuple[msgspec.Raw, Sequence[record.ReplayedEntry]]]


def rebuild(journal: Journal, project: Projection, progress: Callable[[int], None] | None = None) -> int:
    """Drop all registers, make them again and project every command, in one transaction.

    Readers see the old registers until the new ones stand; a rebuild that is broken off leaves the old ones.
    ``progress`` is told the number of entries so far, now and then; the total is returned.
    """
    with journal.transaction():
        return _drawn(journal, project, progress)


def bring_up_to_date(journal: Journal, project: Projection) -> None:
    """Draw the registers that another version of the program has drawn, unless somebody else just did."""
    with journal.transaction():
        if not schema.is_current(journal.db):
            _drawn(journal, project, None)


def _drawn(journal: Journal, project: Projection, progress: Callable[[int], None] | None) -> int:
    count = 0

    def counted(number: int) -> None:
        nonlocal count
        count += number
        if progress is not None:
            progress(count)

    chains = journal.chains()
    long = [chain for chain in chains if chain != record.DESK and journal.head(chain)[0] >= ahead.WORTH_A_HELPER]
    with ahead.helper(journal.path, long) as batches, project.many():
        schema.drop(journal.db)
        schema.begin(journal.db)
        _project(journal.commands(record.DESK), project, counted)
        delivered = _take(batches, project, counted)
        for chain in chains:
            if chain != record.DESK:
                _project(journal.commands(chain, delivered.get(chain, 0)), project, counted)
    schema.finish(journal.db)
    return count


def _project(commands: Commands, project: Projection, counted: Callable[[int], None]) -> None:
    for command, entries in commands:
        project(command, entries)
        counted(len(entries))


def _take(batches: Iterable[ahead.Batch], project: Projection, counted: Callable[[int], None]) -> dict[str, int]:
    """Project what a helper process has read; returns the number of each chain's last such record."""
    delivered: dict[str, int] = {}
    for batch in batches:
        project.take(batch.held)
        counted(batch.scans)
        _project(record.commands(batch.bodies), project, counted)
        delivered[batch.chain] = batch.last
    return delivered
