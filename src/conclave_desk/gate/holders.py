"""What the roster says of the badges that are scanned: one by one, or of those that wait together at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from conclave_desk.domain.event import Event
from conclave_desk.domain.scene import Holding, Reading
from conclave_desk.gate.books import Books
from conclave_desk.registers import roster


class Holders:
    """The roster of a station's books."""

    def __init__(self, books: Books, party_name: Callable[[str], str]) -> None:
        self._books = books
        self._db = books.journal.db
        self._party_name = party_name
        self._known: dict[roster.Badge, Holding | None] = {}

    def of(self, event: Event, badge: roster.Badge) -> Holding | None:
        """What the roster says of a badge; ``None`` if it is not on it. A row that is not as the desk signed it is
        :class:`WrongData`."""
        if badge in self._known:
            return self._known[badge]
        self._books.check(badge[1])
        return roster.holding(self._db, event, badge, self._party_name)

    def of_reading(self, event: Event, reading: Reading) -> Holding | None:
        """The same for what was read, if that is a badge."""
        badge = badge_of(reading)
        return self.of(event, badge) if badge else None

    @contextmanager
    def together(self, event: Event, readings: Sequence[Reading]) -> Iterator[None]:
        """Look up at once what the scans of a transaction will ask for, if they are several."""
        if len(readings) > 1:
            self._known = self._several(event, readings)
        try:
            yield
        finally:
            self._known = {}

    def _several(self, event: Event, readings: Sequence[Reading]) -> dict[roster.Badge, Holding | None]:
        badges = {badge for reading in readings if (badge := badge_of(reading))}
        for _issuer, holder, _issue in badges:
            self._books.check(holder)
        return roster.holdings(self._db, event, badges, self._party_name) if badges else {}


def badge_of(reading: Reading) -> roster.Badge | None:
    """Issuer, holder and issue, if it is a badge that was read."""
    if reading.issuer is None or reading.holder is None or reading.issue is None:
        return None
    return reading.issuer, reading.holder, reading.issue
