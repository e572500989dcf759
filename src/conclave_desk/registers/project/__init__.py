"""Entries become rows: one function a kind of entry, reading the record and the registers and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from conclave_desk.journal.record import Command, ReplayedEntry
from conclave_desk.registers.project import accreditation, badge, card, event, gate, invitation, nomination, programme
from conclave_desk.registers.project.gate_rows import GateRows, Held
from conclave_desk.registers.project.pen import Pen, Unseal

_SCANS_TOGETHER, _PLACES_TOGETHER = 1_000, 10_000
_GROUP = 100
"""Scans of one transaction whose rows are written together."""
_Handler = Callable[[Pen, Any], None]

HANDLERS: dict[type, _Handler] = {
    **event.HANDLERS,
    **invitation.HANDLERS,
    **nomination.HANDLERS,
    **accreditation.HANDLERS,
    **badge.HANDLERS,
    **card.HANDLERS,
    **programme.HANDLERS,
    **gate.HANDLERS,
}


class Projection:
    """Writes the registers of one connection; ``unseal`` opens sealed fields (``None`` when erased)."""

    def __init__(self, db: sqlite3.Connection, unseal: Unseal) -> None:
        self._db = db
        self._unseal = unseal
        self._pen = Pen(db, unseal, GateRows(db))
        self._many = False

    def __call__(self, command: Command | msgspec.Raw, entries: Sequence[ReplayedEntry]) -> None:
        """Project one command, just recorded or read again."""
        pen = self._pen
        pen.tell(command)
        try:
            for entry in entries:
                HANDLERS[type(entry)](pen, entry)
            if not self._many:
                pen.settle()
            pen.gate.settle()
        except BaseException:
            pen.forget()
            raise

    def take(self, held: Held) -> None:
        """What somebody else has made of scans."""
        self._pen.gate.take(held)
        self._pen.gate.settle()

    @property
    def gate(self) -> GateRows:
        """What happened at gates."""
        return self._pen.gate

    @contextmanager
    def together(self, turn: int) -> Iterator[bool]:
        """For several scans in the journal's transaction of that number: their rows are written when it ends, or when
        one is asked for. Whether what was read in the last one holds."""
        gate = self._pen.gate
        try:
            yield gate.begin(turn, _GROUP)
            gate.flush()
        except BaseException:
            gate.forget()
            raise
        finally:
            gate.end()

    @contextmanager
    def many(self) -> Iterator[None]:
        """For projecting many commands in one transaction: rows are written when enough have come, or are asked for."""
        self._many = True
        self._pen = Pen(self._db, self._unseal, GateRows(self._db, _SCANS_TOGETHER, _PLACES_TOGETHER))
        try:
            yield
            self._pen.settle()
            self._pen.gate.flush()
        finally:
            self._many = False
            self._pen = Pen(self._db, self._unseal, GateRows(self._db))
