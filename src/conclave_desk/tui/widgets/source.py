"""What a register table shows: rows by windows, so that a table of 100,000 reads one page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from conclave_desk.desk.filters import Filter, parse
from conclave_desk.domain.names import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query:
    """What stands in the filter, and the column that it is sorted by; without one the order of precedence holds."""

    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. ``cells`` by column; ``tones`` (``good stop warn muted``) by column, ``""`` for all of it."""

    id: str
    cells: Mapping[str, str]
    tones: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Rows by windows. Every answer is of this moment: a table asks again when the file has changed."""

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row, ``None`` when the query does not leave it."""


@dataclass
class ListSource(Generic[T]):
    """A source over a register of some thousands at most, read whole when the file has changed.

    ``read`` gives the values in order of precedence, ``show`` makes a row of one; ``fields`` are what selection terms
    ask for, ``search`` more text to look in, ``keys`` what to sort a column by where its text will not do. ``beyond``
    gives ids that a filter finds by something that does not stand in the row.
    """

    read: Callable[[], Sequence[T]]
    show: Callable[[T], Row]
    fields: Callable[[T], Mapping[str, str]] = lambda _: {}
    search: Callable[[T], str] = lambda _: ""
    keys: Mapping[str, Callable[[T], Any]] = field(default_factory=dict)
    beyond: Callable[[Filter], Collection[str]] = lambda _: ()
    _values: list[tuple[T, Row, str]] | None = field(default=None, repr=False)
    _shown: dict[Query, list[Row]] = field(default_factory=dict, repr=False)

    def refresh(self) -> None:
        """Read again at the next question."""
        self._values = None
        self._shown.clear()

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""
        return len(self._rows(query))

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""
        return self._rows(query)[start:stop]

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row."""
        return next((place for place, row in enumerate(self._rows(query)) if row.id == row_id), None)

    def value(self, row_id: str) -> T | None:
        """What the row of that id shows, whatever the query leaves."""
        return next((value for value, row, _text in self._read() if row.id == row_id), None)

    def _rows(self, query: Query) -> list[Row]:
        if query not in self._shown:
            if len(self._shown) > 8:
                self._shown.clear()
            self._shown[query] = self._queried(query)
        return self._shown[query]

    def _queried(self, query: Query) -> list[Row]:
        wanted = parse(query.text)
        more = () if wanted.empty else self.beyond(wanted)
        left = [
            (value, row)
            for value, row, text in self._read()
            if wanted.passes(self.fields(value), text) or row.id in more
        ]
        if query.sort:
            key = self.keys.get(query.sort)
            left.sort(
                key=(lambda one: key(one[0])) if key else (lambda one: fold(one[1].cells.get(query.sort, ""))),
                reverse=query.descending,
            )
        return [row for _value, row in left]

    def _read(self) -> list[tuple[T, Row, str]]:
        if self._values is None:
            made = ((value, self.show(value)) for value in self.read())
            self._values = [(value, row, self._folded(value, row)) for value, row in made]
        return self._values

    def _folded(self, value: T, row: Row) -> str:
        return fold(" ".join((*row.cells.values(), self.search(value))))
