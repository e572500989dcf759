"""Everybody who was put forward, as rows of a table: 100,000 of them as easily as ten."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.desk.people_list import PeopleList
from conclave_desk.registers.people import Listed
from conclave_desk.tui import signs
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Query, Row

COLUMNS = (
    Column("party", "State", 12, grow=2, most=30, sortable=False),
    Column("rank", "rank", 10, grow=1, most=22, priority=2, sortable=False, ranked=True),
    Column("name", "name", 18, grow=3, most=40, sortable=False),
    Column("native", "in native script", 14, grow=1, most=24, priority=5, sortable=False),
    Column("category", "cat.", 4, priority=1, sortable=False),
    Column("appointment", "appointment", 16, grow=2, most=40, priority=4, sortable=False),
    Column("status", "status", 14, sortable=False),
)


class PeopleSource:
    """The nominations in order of precedence. They are not sorted otherwise: the order is what the list is for."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.people = PeopleList(office.desk)

    def count(self, query: Query) -> int:
        """How many the filter leaves."""
        return self.people.count(query.text)

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """Some of them."""
        return [self._row(person, self.people.status(person)) for person in self.people.window(query.text, start, stop)]

    def position(self, query: Query, row_id: str) -> int | None:
        """Where one stands."""
        return self.people.position(query.text, row_id)

    def _row(self, person: Listed, status: str) -> Row:
        shown = status if person.named or status not in ("nominated", "accredited") else "name awaited"
        cells = {
            "party": self.office.party_name(person.party),
            "rank": person.rank,
            "name": person.badge_name or person.name if person.named else "name awaited",
            "native": person.native_name,
            "category": person.category,
            "appointment": person.appointment,
            "status": signs.marked(shown),
        }
        tones = {"status": signs.tone(shown)}
        return Row(person.id, cells, {"": "muted"} if status in ("withdrawn", "refused") else tones)
