"""Rows of a list that may be long: filtered and sorted by few columns, and read whole for the page in sight alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, Generic, Protocol, TypeVar

from conclave_desk.desk.by_party import ByParty
from conclave_desk.desk.filters import Filter, parse
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
    _filtered: dict[str, Sequence[L]] = attribute(default_factory=dict, repr=False)
    _sorted: dict[Query, list[L]] = attribute(default_factory=dict, repr=False)

    def refresh(self) -> None:
        """Read again at the next question."""
        self._filtered.clear()
        self._sorted.clear()

    def count(self, query: Query) -> int:
        """How many rows the query leaves."""
        return len(self._left(query.text))

    def window(self, query: Query, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``."""
        return self.show(self.values(query)[start:stop])

    def position(self, query: Query, row_id: str) -> int | None:
        """The place of a row, ``None`` when the query does not leave it."""
        values = self.values(query)
        if isinstance(values, ByParty):
            return values.position(row_id)
        return next((place for place, value in enumerate(values) if value.id == row_id), None)

    def values(self, query: Query) -> Sequence[L]:
        """The values that the query leaves, in its order."""
        left = self._left(query.text)
        if query.sort not in self.keys:
            return left
        if query not in self._sorted:
            if len(self._sorted) > _KEPT:
                self._sorted.clear()
            self._sorted[query] = sorted(left, key=self.keys[query.sort], reverse=query.descending)
        return self._sorted[query]

    def _left(self, text: str) -> Sequence[L]:
        """In order of precedence; while one types, looked for among what the text before the last key left."""
        if text not in self._filtered:
            if len(self._filtered) > _KEPT:
                self._filtered.clear()
            self._filtered[text] = self._look_for(text)
        return self._filtered[text]

    def _look_for(self, text: str) -> Sequence[L]:
        wanted = parse(text)
        if wanted.empty:
            return self.read()
        before = None if text.endswith(":") else self._filtered.get(text[:-1])
        return self.narrowed(before if before is not None else self.read(), wanted)

    def narrowed(self, left: Sequence[L], wanted: Filter) -> Sequence[L]:
        """Those that the filter lets through."""
        for name, value in wanted.terms.items():
            left = _passing(left, self._has(name, value))
        for word in wanted.words:
            left = _passing(left, self.finds(word))
        return left

    def _has(self, name: str, value: str) -> Callable[[L], bool]:
        return lambda one: _fits(self.field(name, one).casefold(), value)


def _passing(left: Sequence[L], passes: Callable[[L], bool]) -> Sequence[L]:
    return left.left(passes) if isinstance(left, ByParty) else [one for one in left if passes(one)]


def _fits(values: str, wanted: str) -> bool:
    """Of a field with several values, separated by blanks, one has to fit."""
    return values.startswith(wanted) or f" {wanted}" in values


_KEPT = 24
"""Queries whose answers are kept: a word of that length is deleted again without asking."""
