"""Everything that can be wrong with a desk's file: each check says in a sentence what is, or nothing."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from conclave_desk.desk.desk import Desk
from conclave_desk.errors import ConclaveError
from conclave_desk.journal import keyfile
from conclave_desk.journal.chain import Break, verify
from conclave_desk.registers import schema
from conclave_desk.registers.project import Projection

Check = Callable[[Desk], Iterator[str]]


def findings(desk: Desk, checks: Sequence[Check] | None = None) -> list[str]:
    """What is wrong, in the order of the checks."""
    return [found for check in checks or CHECKS for found in check(desk)]


def _pages(desk: Desk) -> Iterator[str]:
    try:
        for (found,) in desk.journal.db.execute("PRAGMA quick_check(5)"):
            if found != "ok":
                yield f"the file is damaged: {found}; restore a copy"
    except sqlite3.DatabaseError as fault:
        yield f"the file is damaged ({fault}); restore a copy"


def _key_file(desk: Desk) -> Iterator[str]:
    path = keyfile.beside(Path(desk.journal.path))
    try:
        _ = desk.safe
    except ConclaveError as fault:
        yield fault.message
        return
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        yield f"{path}: others than its owner can read the key file; `chmod 600` it"


def _chain(desk: Desk) -> Iterator[str]:
    try:
        found = verify(desk.journal)
    except (ConclaveError, sqlite3.DatabaseError) as fault:
        yield f"the journal cannot be read ({fault})"
        return
    if isinstance(found, Break):
        yield f"{found.chain}:{found.n}: record {found.sentence}"


def _registers(desk: Desk) -> Iterator[str]:
    """They are what the journal draws."""
    drawn = sqlite3.connect(":memory:", isolation_level=None)
    drawn.row_factory = sqlite3.Row
    try:
        schema.begin(drawn)
        projection = Projection(drawn, lambda person, sealed: desk.safe.unseal(person, sealed))
        with desk.journal.reading():
            with projection.many():
                desk.journal.replay(projection)
            schema.finish(drawn)
            if schema.digest(drawn) != schema.digest(desk.journal.db):
                yield "the registers are not what the journal draws; run `conclave-desk journal rebuild`"
    except (ConclaveError, sqlite3.DatabaseError) as fault:
        yield f"the registers cannot be drawn again ({fault})"
    finally:
        drawn.close()


CHECKS: tuple[Check, ...] = (_pages, _key_file, _chain, _registers)
