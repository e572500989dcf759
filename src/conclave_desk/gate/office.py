"""The desk, as far as gates need it: :class:`conclave_desk.desk.desk.Desk` is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from conclave_desk.domain.decision import Decision
from conclave_desk.domain.event import Event
from conclave_desk.journal.seal import Safe
from conclave_desk.journal.store import Journal
from conclave_desk.registers.project import Projection


class Office(Protocol):
    """An open desk whose officers prepare stations and take their scans in."""

    journal: Journal

    @property
    def safe(self) -> Safe:
        """The desk's secrets."""

    @property
    def event(self) -> Event:
        """The event as it stands."""

    def now(self) -> datetime:
        """The time, aware UTC."""

    def projection(self) -> Projection:
        """What draws the registers."""

    def record(self, name: str, rule: Callable[[], Decision]) -> Decision:
        """Write what the rule decides, or nothing."""
