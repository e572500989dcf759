"""Drawing the registers again from the journal: a change of their tables needs no other migration."""

from __future__ import annotations

from collections.abc import Callable

from conclave_desk.journal import record
from conclave_desk.journal.store import Journal
from conclave_desk.registers import schema
from conclave_desk.registers.project import Projection, ahead


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

    schema.drop(journal.db)
    schema.begin(journal.db)
    with project.many():
        for chain in journal.chains():
            done = _with_a_helper(journal, chain, project, counted)
            for command, entries in journal.commands(chain, done):
                project(command, entries)
                counted(len(entries))
    schema.finish(journal.db)
    return count


def _with_a_helper(journal: Journal, chain: str, project: Projection, counted: Callable[[int], None]) -> int:
    """Project what a helper process has read of a station's long chain; returns the number of the last such record."""
    last = 0
    if chain == record.DESK or journal.head(chain)[0] < ahead.WORTH_A_HELPER:
        return last
    for batch in ahead.batches(journal.path, chain):
        project.take(batch.held)
        counted(batch.scans)
        for command, entries in record.commands(batch.bodies):
            project(command, entries)
            counted(len(entries))
        last = batch.last
    return last
