"""Who has come without a badge, or is to be shown: people found by name, by nomination, or by their delegation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import structs

from conclave_desk.domain.scene import Reading
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.books import Books
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.trust import Trust
from conclave_desk.registers import roster


class People:
    """The people on the roster of a station's books. ``trust`` is asked before anything is read: the roster may be new."""

    def __init__(self, books: Books, trust: Callable[[], Trust], clock: Callable[[], datetime]) -> None:
        self._books = books
        self._db = books.journal.db
        self._trust = trust
        self._clock = clock

    def find(self, text: str) -> list[roster.Named]:
        """Who is meant by at least three letters of a name; each can be scanned by :meth:`by_name`.

        Only where the desk's file is at hand those are found too who have no badge.
        """
        self._trust()
        found = roster.named(self._db, text)
        return found if self._books.offline else found + roster.without_badge(self._db, text, self._clock())

    def of_party(self, party: str) -> list[roster.Named]:
        """The people of a delegation who have badges, for :meth:`by_name`; none of those are here who have not."""
        self._trust()
        return roster.of_party(self._db, party)

    def by_name(self, found: roster.Named, gate: str, **more: object) -> Scan:
        """The scan of somebody found by name, for a forgotten badge; its entry says so."""
        if found.nomination:
            code, reading = f"name:{found.nomination}", self.badge_of(found.nomination)
        else:
            code = f"name:{found.issuer}:{found.holder}"
            reading = Reading(issuer=found.issuer, holder=found.holder, issue=found.issue, serial=True)
        return structs.replace(Scan(code=code, gate=gate, by_name=reading), **more)

    def badge_of(self, nomination: str) -> Reading:
        """The latest badge of somebody who has come without it; if none was made, who it is that has none.

        Only where the desk's file is at hand; elsewhere :meth:`find` by name.
        """
        row = self._db.execute(
            "SELECT holder, issue FROM badges WHERE nomination = ? ORDER BY issue DESC LIMIT 1", (nomination,)
        ).fetchone()
        issuer = self._trust().event.code
        if row is None:
            name, party, category = roster.somebody(self._db, nomination)
            return Reading(issuer=issuer, serial=True, name=name, party=party, category=category)
        return Reading(issuer=issuer, holder=row["holder"], issue=row["issue"], serial=True)

    def thumbnail(self, answer: Answer) -> bytes | None:
        """The photo (JPEG) of who was answered about, if the books have one."""
        return self._books.thumbnail(answer.holder) if answer.holder and answer.name else None
