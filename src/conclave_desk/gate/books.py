"""What a station reads and writes: the desk's file itself, or a file of its own with a roster that the desk signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from conclave_desk.journal.record import LOCAL
from conclave_desk.journal.store import Journal

Letterbox = Callable[[str | None, str | None], bytes]
"""Of an issuer's holder number, the public key that free text about its holder is sealed to."""


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

    def letterbox(self, issuer: str | None, holder: str | None) -> bytes:
        """The public key (X25519) that reasons of overrides and annulments are sealed to."""

    def thumbnail(self, holder: str) -> bytes | None:
        """The holder's photo (JPEG), if it is here."""

    def check(self, holder: str) -> None:
        """Make sure that what the roster says of a holder is what the desk signed; else :class:`WrongData`."""


class DeskBooks:
    """The desk's file: its registers are the roster, always as of now."""

    chain = LOCAL
    offline = False
    gate: str | None = None

    def __init__(self, journal: Journal, letterbox: Letterbox) -> None:
        self.journal = journal
        self._letterbox = letterbox

    def version(self) -> object:
        """The head of the desk's chain."""
        return self.journal.head()

    def as_of(self) -> datetime | None:
        """The desk's registers need no excuse."""
        return None

    def damage(self, fault: Exception) -> str:
        """The journal and its copies tell what is lost."""
        return f"{self.journal.path}: is damaged ({fault}); run `conclave-desk journal verify`, or restore a copy"

    def letterbox(self, issuer: str | None, holder: str | None) -> bytes:
        """The person's own; the key file is read for it."""
        return self._letterbox(issuer, holder)

    def thumbnail(self, holder: str) -> bytes | None:
        """Photos are in dossiers, which no gate opens."""
        return None

    def check(self, holder: str) -> None:
        """They are drawn from the journal, which has its own proof."""
