"""The officers' desk: one open file, who acts, and how a decision becomes a record.

A use case is a function that takes the :class:`Desk`, loads what the registers say, asks a rule, and records what
was decided. Only :meth:`Desk.record` writes.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import uuid_utils

from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import Entry, StationMerged
from conclave_desk.domain.event import Event
from conclave_desk.journal.record import DESK, Command
from conclave_desk.journal.seal import Safe
from conclave_desk.journal.store import Journal
from conclave_desk.registers import event as event_register
from conclave_desk.registers.project import Projection


class _Undo(Exception):
    """Ends a transaction whose command was refused."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


@dataclass
class Desk:
    """An open desk. ``clock`` says what time it is; ``clock_set`` that somebody set it by hand."""

    journal: Journal
    open_safe: Callable[[], Safe]
    officer: str
    clock: Callable[[], datetime]
    clock_set: bool = False
    command_id: str | None = None
    _safe: Safe | None = field(default=None, repr=False)

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
        return Projection(self.journal.db, lambda person, sealed: self.safe.unseal(person, sealed))

    def record(self, name: str, rule: Callable[[], Decision]) -> Decision:
        """Ask the rule inside a transaction and write what it decided; a refusal leaves everything as it was."""
        command = Command(
            id=self.command_id or self.new_id(),
            name=name,
            officer=self.officer,
            where=platform.node() or "desk",
            at=self.now(),
            clock="set" if self.clock_set else "",
        )
        try:
            with self.journal.transaction():
                if self.journal.has_command(command.id):
                    return Decided((), ("this command was recorded before; nothing was written again",))
                decision = rule()
                if isinstance(decision, Refusal):
                    raise _Undo(decision)
                if decision.entries:
                    entries: list[Entry] = [*self._anchors(), *decision.entries]
                    self.journal.append(DESK, command, entries, self.projection())
                return decision
        except _Undo as undone:
            return undone.refusal
        finally:
            if self._safe is not None:
                self._safe.forget_held()

    def _anchors(self) -> list[StationMerged]:
        """So that the desk's head commits to the scans that were recorded in this file since the last command."""
        rows = self.journal.db.execute(
            "SELECT h.chain, coalesce(s.last, 0) + 1, h.n, h.hash FROM heads h LEFT JOIN stations s ON s.chain = h.chain"
            " WHERE h.chain <> ? AND h.n > coalesce(s.last, 0) ORDER BY h.chain",
            (DESK,),
        )
        return [StationMerged(chain=row[0], first=row[1], last=row[2], head=row[3]) for row in rows]
