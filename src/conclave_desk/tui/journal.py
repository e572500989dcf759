"""The journal as rows of a table: windows of it while nothing is filtered, else what a worker has found so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from conclave_desk.desk import journal_list
from conclave_desk.desk.journal_list import JournalLine
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Query, Row

COLUMNS = (
    Column("at", "when", 12, sortable=False),
    Column("officer", "who", 8, grow=1, most=18, sortable=False),
    Column("said", "what", 44, grow=9, most=200, sortable=False),
    Column("command", "command", 14, grow=1, most=22, priority=2, sortable=False),
)


@dataclass
class Search:
    """A filter, and the places by arrival that it leaves, the latest first; looked through up to ``upto``."""

    text: str
    rows: list[int] = field(default_factory=list)
    upto: int = 0
    part: float = 0.0


class JournalSource:
    """The latest first. A filter that nobody has looked for yet is asked for; until then the last one's rows stand."""

    def __init__(self, office: Office, ask: Callable[[str], None]) -> None:
        self.office = office
        self.search = Search("")
        self._ask = ask

    def count(self, query: Query) -> int:
        """How many the filter leaves, as far as is known."""
        if not query.text:
            return journal_list.count(self.office.desk)
        self._ask(query.text)
        return len(self.search.rows)

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """Some of them."""
        desk = self.office.desk
        with desk.journal.reading():
            if not query.text:
                found = journal_list.window(desk, start, stop)
            else:
                found = journal_list.lines(desk, self.search.rows[start:stop])
        return [self._row(line) for line in found]

    def position(self, query: Query, row_id: str) -> int | None:
        """Where a record stands now; newer ones come before it."""
        row = int(row_id)
        if not query.text:
            last = journal_list.count(self.office.desk)
            return last - row if 1 <= row <= last else None
        return self.search.rows.index(row) if row in self.search.rows else None

    def _row(self, line: JournalLine) -> Row:
        local, now = self.office.local(line.at), self.office.local(self.office.desk.now())
        cells = {
            "at": f"{local:%H:%M:%S}" if local.date() == now.date() else f"{local:%d %b %H:%M}",
            "officer": line.officer,
            "command": line.command,
            "said": line.brief,
        }
        return Row(str(line.row), cells, {"at": "muted", "command": "muted"})
