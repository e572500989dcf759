"""Letterboxes: free text about a person that is written where no secret of the desk is, as at a gate.

Every person has a public key (X25519) whose private half follows from the person's own key in the dossiers: erasing
the person destroys it, and what was sealed to it can no longer be read. What is about nobody whom the desk knows goes
into the desk's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from conclave_desk.credential.sealed import open_with, public_half
from conclave_desk.journal.seal import Safe
from conclave_desk.journal.store import Journal

_REASONS = "override reasons"
_KEPT = """
CREATE TABLE IF NOT EXISTS letterboxes (person TEXT PRIMARY KEY, public BLOB NOT NULL) STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Letterboxes:
    """All letterboxes of an open desk. ``person`` is blank for the desk's own."""

    journal: Journal
    safe: Safe

    def public(self, person: str = "") -> bytes:
        """The key that anybody may seal to."""
        return public_half(self._private(person) or self._own())

    def publics(self, persons: Iterable[str]) -> dict[str, bytes]:
        """The keys of many people, those who have been erased left out; drawn once and kept, since each takes a while."""
        db = self.journal.db
        with self.journal.transaction():
            db.execute(_KEPT)
            db.execute("DELETE FROM letterboxes WHERE person NOT IN (SELECT person FROM dossiers)")
            known: dict[str, bytes] = dict(db.execute("SELECT person, public FROM letterboxes").fetchall())
            for person in persons:
                if person not in known and (private := self._private(person)) is not None:
                    known[person] = public_half(private)
                    db.execute("INSERT INTO letterboxes VALUES (?, ?)", (person, known[person]))
        return known

    def read(self, person: str, sealed: bytes) -> str | None:
        """What was put into the person's letterbox or the desk's; ``None`` once the person has been erased."""
        private = self._private(person)
        text = open_with(private, sealed) if private else None
        return open_with(self._own(), sealed) if text is None else text

    def _private(self, person: str) -> bytes | None:
        return self.safe.derived(person, _REASONS) if person else None

    def _own(self) -> bytes:
        """Drawn when it is first needed."""
        db = self.journal.db
        if db.execute("SELECT 1 FROM secrets WHERE name = ?", (_REASONS,)).fetchone() is None:
            if db.in_transaction:
                self.safe.keep_secret(_REASONS, os.urandom(32))
            else:
                with self.journal.transaction():
                    self.safe.keep_secret(_REASONS, os.urandom(32))
        return self.safe.secret(_REASONS)
