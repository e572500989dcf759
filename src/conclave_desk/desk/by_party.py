"""A list in order of precedence, kept party by party: only the parties that are looked at are sorted, and only those
that changed are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Generic, Protocol, TypeVar, overload


class Listed(Protocol):
    """What every value of such a list has."""

    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=Listed)


class ByParty(Sequence[L], Generic[L]):
    """Values by party; ``parties`` stand in order of precedence, ``key`` is the place within one."""

    def __init__(self, parties: Mapping[str, list[L]], key: Callable[[L], Any]) -> None:
        self._parties = parties
        self._key = key
        self._sorted: set[str] = set()
        self._length = sum(map(len, parties.values()))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[L]:
        return chain.from_iterable(map(self._of, self._parties))

    @overload
    def __getitem__(self, place: int) -> L: ...
    @overload
    def __getitem__(self, place: slice) -> list[L]: ...
    def __getitem__(self, place: int | slice) -> L | list[L]:
        if isinstance(place, slice):
            start, stop, step = place.indices(self._length)
            return self._between(start, stop)[::step]
        within = place if place >= 0 else place + self._length
        if not 0 <= within < self._length:
            raise IndexError(place)
        return self._between(within, within + 1)[0]

    def left(self, passes: Callable[[L], bool]) -> ByParty[L]:
        """Those that pass; nothing is sorted for it."""
        parties = {party: [one for one in people if passes(one)] for party, people in self._parties.items()}
        return ByParty({party: people for party, people in parties.items() if people}, self._key)

    def position(self, value_id: str) -> int | None:
        """The place of a value."""
        before = 0
        for party, people in self._parties.items():
            if any(one.id == value_id for one in people):
                return before + next(place for place, one in enumerate(self._of(party)) if one.id == value_id)
            before += len(people)
        return None

    def _of(self, party: str) -> list[L]:
        people = self._parties[party]
        if party not in self._sorted:
            people.sort(key=self._key)
            self._sorted.add(party)
        return people

    def _between(self, start: int, stop: int) -> list[L]:
        found: list[L] = []
        first = 0
        for party, people in self._parties.items():
            last = first + len(people)
            if last > start:
                found += self._of(party)[max(0, start - first) : stop - first]
            if last >= stop:
                break
            first = last
        return found
