"""Rows of a list that may be long: filtered and sorted by few columns, and read whole for the page in sight alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, Generic, Protocol, TypeVar

from conclave_desk.desk.filters import parse
from conclave_desk.tui.widgets.source import Query, Row


class Light(Protocol):
    """What every value of such a list has."""

    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=Light)


@dataclass
class ViewSource(Generic[L]):
    """``read`` gives the values in order of precedence; ``show`` makes the rows of a page of them.

    ``field`` is what a selection term asks of a value, ``finds`` makes of a folded word the test whether a value has it;
    ``keys`` say what a column is sorted by.
    """

    read: Callable[[], Sequence[L]]
    show: Callable[[Sequence[L]], Sequence[Row]]
    field: Callable[[str, L], str]
    finds: Callable[[str], Callable[[L], bool]]
    keys: Mapping[str, Callable[[L], Any]]
    _shown: dict[Query, tuple[Sequence[L], dict[str, int]]] = attribute(default_factory=dict, repr=False)

    def refresh(self) -> None:
        """Read again at the next question."""
        self._shown.clear()

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""
        return len(self.values(query))

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""
        return self.show(self.values(query)[start:stop])

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row, ``None`` when the query does not leave it."""
        values, places = self._queried(query)
        if not places:
            places.update((value.id, place) for place, value in enumerate(values))
        return places.get(row_id)

    def values(self, query: Query) -> Sequence[L]:
        """The values that the query leaves, in its order."""
        return self._queried(query)[0]

    def _queried(self, query: Query) -> tuple[Sequence[L], dict[str, int]]:
        if query not in self._shown:
            if len(self._shown) > _KEPT:
                self._shown.clear()
            left = self._filtered(query.text)
            if query.sort in self.keys:
                left = sorted(left, key=self.keys[query.sort], reverse=query.descending)
            self._shown[query] = (left, {})
        return self._shown[query]

    def _filtered(self, text: str) -> Sequence[L]:
        """In order of precedence; while one types, looked for among what the text before the last key left."""
        wanted = parse(text)
        if wanted.empty:
            return self.read()
        before = None if text.endswith(":") else self._shown.get(Query(text[:-1]))
        left = before[0] if before is not None else self.read()
        for name, value in wanted.terms.items():
            left = [one for one in left if self.field(name, one).casefold().startswith(value)]
        for word in wanted.words:
            found = self.finds(word)
            left = [one for one in left if found(one)]
        return left


_KEPT = 24
"""Queries whose answers are kept: a word of that length is deleted again without asking."""
