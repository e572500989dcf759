"""The officers' desk: one open file, who acts, and how a decision becomes a record.

A use case is a function that takes the :class:`Desk`, loads what the registers say, asks a rule, and records what
was decided. Only :meth:`Desk.record` writes.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import uuid_utils

from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import Entry, StationMerged
from conclave_desk.domain.event import Event
from conclave_desk.journal.record import DESK, Command, ReplayedEntry, as_read
from conclave_desk.journal.store import Journal
from conclave_desk.registers import event as event_register

if TYPE_CHECKING:
    from conclave_desk.journal.seal import Safe
    from conclave_desk.registers.project import Projection


class _Undo(Exception):
    """Ends a transaction whose command was refused."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class _Stage:
    """The entries of a command that are projected before its record is written; they come first in it."""

    def __init__(self, command: Command, projection: Projection) -> None:
        self.entries: list[Entry] = []
        self._command = command
        self._projection = projection

    def add(self, entries: Sequence[Entry]) -> None:
        self.entries += entries
        self._projection(self._command, as_read(entries))

    def project_rest(self, command: Command, entries: Sequence[ReplayedEntry]) -> None:
        self._projection(command, entries[len(self.entries) :])


@dataclass
class Desk:
    """An open desk. ``clock`` says what time it is; ``clock_set`` that somebody set it by hand."""

    journal: Journal
    open_safe: Callable[[], Safe]
    officer: str
    clock: Callable[[], datetime]
    clock_set: bool = False
    command_id: str | None = None
    guard: Callable[[], Refusal | None] | None = None
    """Asked inside the transaction of every command, before its rule; see :mod:`conclave_desk.desk.seen`."""
    where: str = field(default_factory=lambda: platform.node() or "desk")
    """The machine, as the journal names it."""
    _safe: Safe | None = field(default=None, repr=False)
    _stage: _Stage | None = field(default=None, repr=False)

    @property
    def safe(self) -> Safe:
        """The sealed fields; opened with the key file when first needed."""
        if self._safe is None:
            self._safe = self.open_safe()
        return self._safe

    @property
    def event(self) -> Event:
        """The event as it stands."""
        return event_register.current(self.journal.db)

    def now(self) -> datetime:
        """The time, aware UTC."""
        return self.clock()

    def new_id(self) -> str:
        """A UUIDv7 (RFC 9562), which sorts in the order of making."""
        return str(uuid_utils.uuid7())

    def new_holder_number(self) -> str:
        """A random holder number of 5 bytes, as hex, that nobody in the event has."""
        while True:
            holder = os.urandom(5).hex()
            taken = self.journal.db.execute("SELECT 1 FROM accreditations WHERE holder = ?", (holder,)).fetchone()
            if taken is None:
                return holder

    def projection(self) -> Projection:
        """What draws the registers of this desk."""
        from conclave_desk.registers.project import Projection

        return Projection(self.journal.db, lambda person, sealed: self.safe.unseal(person, sealed))

    def record(self, name: str, rule: Callable[[], Decision]) -> Decision:
        """Ask the rule inside a transaction and write what it decided; a refusal leaves everything as it was."""
        command = self._command(name)
        staged = self._stage = _Stage(command, self.projection())
        try:
            with self.journal.transaction():
                if self.journal.recorded(command.id) is not None:
                    return Decided((), ("this command was recorded before; nothing was written again",))
                decision = (self.guard() if self.guard else None) or rule()
                if isinstance(decision, Refusal):
                    raise _Undo(decision)
                entries = (*staged.entries, *decision.entries)
                if not entries:
                    return decision
                anchors = self._anchors({entry.chain for entry in entries if isinstance(entry, StationMerged)})
                self.journal.append(DESK, command, (*staged.entries, *anchors, *decision.entries), staged.project_rest)
                return Decided(entries, decision.warnings)
        except _Undo as undone:
            return undone.refusal
        finally:
            self._stage = None
            if self._safe is not None:
                self._safe.forget_held()

    def stage(self, entries: Sequence[Entry]) -> None:
        """For use in a rule that decides step by step: these are decided, and the registers show them at once.

        They are written with the rest of the command, or undone with it.
        """
        if self._stage is None:
            raise RuntimeError("only a rule inside a command can stage entries")
        self._stage.add(entries)

    def _command(self, name: str) -> Command:
        return Command(
            id=self.command_id or self.new_id(),
            name=name,
            officer=self.officer,
            where=self.where,
            at=self.now(),
            clock="set" if self.clock_set else "",
        )

    def _anchors(self, merged: set[str]) -> list[StationMerged]:
        """So that the desk's head commits to the scans that were recorded in this file since the last command.

        ``merged`` are chains whose anchor the command has itself.
        """
        rows = self.journal.db.execute(
            "SELECT h.chain, coalesce(s.last, 0) + 1, h.n, h.hash FROM heads h LEFT JOIN stations s ON s.chain = h.chain"
            " WHERE h.chain <> ? AND h.n > coalesce(s.last, 0) ORDER BY h.chain",
            (DESK,),
        )
        return [
            StationMerged(chain=row[0], first=row[1], last=row[2], head=row[3]) for row in rows if row[0] not in merged
        ]
