"""Faults: things that should not happen, each with the exit code that a script may rely on.

An expected "no" (a slot is taken, a badge is revoked) is a value, :class:`conclave_desk.domain.decision.Refusal`,
and never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FAULT = 4
"""The exit code of a fault of disk or network, or of the program itself."""
WRONG_DATA = 3


class ConclaveError(Exception):
    """A fault with one clear sentence for people and an exit code for scripts."""

    code = 4

    def __init__(self, message: str, *, code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class WrongUse(ConclaveError):
    """The command names something that is not there, or asks for it in a way that makes no sense (exit 2)."""

    code = 2


class MachineFault(ConclaveError):
    """Disk, lock or network failed; nothing was changed (exit 4)."""

    code = 4


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong in the data: where it stands and what to do about it.

    ``row`` counts from 1 and includes the header line, as a spreadsheet shows it; ``column`` is the
    column's name or a key such as ``gate[2].zone``. Either may be missing when the whole file is meant.
    """

    file: str
    sentence: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = "" if self.row is None else str(self.row)
        return f"{self.file}:{row}:{self.column or ''}: {self.sentence}"


class WrongData(ConclaveError):
    """The data handed in is wrong (exit 3); all its flaws are listed, not only the first."""

    code = 3

    def __init__(self, flaws: Sequence[Flaw] | str) -> None:
        self.flaws: tuple[Flaw, ...] = () if isinstance(flaws, str) else tuple(flaws)
        super().__init__(flaws if isinstance(flaws, str) else "\n".join(str(f) for f in self.flaws))


def is_foreseen(fault: Exception) -> bool:
    """Whether it is of data, disk, network or use, and no fault of the program itself."""
    import sqlite3

    return isinstance(fault, ConclaveError | sqlite3.Error | OSError | MemoryError)


def explained(fault: Exception) -> tuple[str, int]:
    """A sentence and an exit code for what went wrong, of whatever kind."""
    import sqlite3

    match fault:
        case ConclaveError():
            return fault.message, fault.code
        case sqlite3.OperationalError():
            return f"The desk file could not be used: {fault}.", FAULT
        case sqlite3.DatabaseError():
            return (
                f"The desk file is damaged: {fault}. Restore a copy, or try `conclave-desk journal rebuild`.",
                WRONG_DATA,
            )
        case OSError():
            place = f"{fault.filename}: " if fault.filename else ""
            return f"{place}{fault.strerror or fault}", FAULT
        case MemoryError():
            return "There is not enough memory for this.", FAULT
        case _:
            what = f"{type(fault).__name__}: {fault}"
            return f"The program failed ({what}); nothing half done was kept. Please report it.", FAULT
