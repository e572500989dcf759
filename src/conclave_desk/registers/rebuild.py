"""Drawing the registers again from the journal: a change of their tables needs no other migration."""

from __future__ import annotations

from collections.abc import Callable

from conclave_desk.journal.store import Journal
from conclave_desk.registers import schema
from conclave_desk.registers.project import Projection


def rebuild(journal: Journal, project: Projection, progress: Callable[[int], None] | None = None) -> int:
    """Drop all registers, make them again and project every command, in one transaction.

    Readers see the old registers until the new ones stand; a rebuild that is broken off leaves the old ones.
    ``progress`` is told the number of entries so far, command by command; the total is returned.
    """
    with journal.transaction():
        schema.drop(journal.db)
        schema.begin(journal.db)
        with project.many():
            count = journal.replay(project, progress)
        schema.finish(journal.db)
        return count
