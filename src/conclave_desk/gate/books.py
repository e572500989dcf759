"""What a station reads and writes: the desk's file itself, or a file of its own with a roster that the desk signed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from conclave_desk.journal.store import Journal

LOCAL = "station:local"
"""The chain of scans recorded in the desk file itself."""


class Books(Protocol):
    """A file that a station keeps."""

    journal: Journal
    chain: str
    offline: bool
    gate: str | None

    def version(self) -> object:
        """Changes when event, keys, sessions or roster may have."""

    def as_of(self) -> datetime | None:
        """The roster's time; ``None`` where the desk's own registers are read."""

    def damage(self, fault: Exception) -> str:
        """A sentence about a file that turns out to be damaged: what is lost, and what to do."""

    def seal_key(self) -> bytes | None:
        """The desk's public key (X25519) that reasons of overrides are sealed to; ``None`` at the desk itself."""

    def check(self, holder: str) -> None:
        """Make sure that what the roster says of a holder is what the desk signed; else :class:`WrongData`."""


class DeskBooks:
    """The desk's file: its registers are the roster, always as of now."""

    chain = LOCAL
    offline = False
    gate: str | None = None

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def version(self) -> object:
        """The head of the desk's chain."""
        return self.journal.head()

    def as_of(self) -> datetime | None:
        """The desk's registers need no excuse."""
        return None

    def damage(self, fault: Exception) -> str:
        """The journal and its copies tell what is lost."""
        return f"{self.journal.path}: is damaged ({fault}); run `conclave-desk journal verify`, or restore a copy"

    def seal_key(self) -> bytes | None:
        """What an officer gives at the desk is kept like the other words of its journal."""
        return None

    def check(self, holder: str) -> None:
        """They are drawn from the journal, which has its own proof."""
