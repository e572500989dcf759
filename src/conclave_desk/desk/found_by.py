"""What people are found by, held so that a word is looked for in 100,000 of them in some milliseconds.

Names differ from person to person and are short; rank, service and appointment are long and the same for many. So the
names of a party stand joined in one text, and each different rest is looked at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

_RARE = 8
"""A word that stands in the names of one person in so many, or of more, is looked for name by name."""


@dataclass
class Rests:
    """The different texts that stand behind names; each has a number."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _having: dict[str, frozenset[int]] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def having(self, word: str) -> frozenset[int]:
        """The numbers of those in which the word is."""
        if word not in self._having:
            if len(self._having) > _RARE:
                self._having.clear()
            self._having[word] = frozenset(number for text, number in self._numbers.items() if word in text)
        return self._having[word]


@dataclass
class Names:
    """The people of one party: their row numbers, the keys of their names, and the rest that each is found by."""

    rows: list[int]
    keys: list[str]
    rests: list[int]
    joined: str
    """All the keys, each after a line end."""
    starts: list[int]
    """Where each begins in it."""

    @classmethod
    def of(cls, people: Iterable[tuple[int, str]], known: Rests) -> Names:
        """Of row numbers and what the register has to find each by: key, tab, rest."""
        rows: list[int] = []
        keys: list[str] = []
        rests: list[int] = []
        for row, text in people:
            key, _tab, rest = text.partition("\t")
            rows.append(row)
            keys.append(key)
            rests.append(known.number(rest))
        starts = [0, *accumulate(len(key) + 1 for key in keys)]
        return cls(rows, keys, rests, "\n".join(keys), starts[:-1])

    def matching(self, words: Sequence[str], known: Rests, within: Sequence[int] | None) -> Sequence[int]:
        """The places of those who have all the words, of those ``within`` if only some come into question."""
        places: Sequence[int] = range(len(self.rows)) if within is None else within
        for word in words:
            having = known.having(word)
            if having:
                keys, rests = self.keys, self.rests
                places = [place for place in places if rests[place] in having or word in keys[place]]
            elif within is None and len(places) == len(self.rows):
                places = self._named(word)
            else:
                places = [place for place in places if word in self.keys[place]]
        return places

    def _named(self, word: str) -> list[int]:
        """Whose name has the word: looked for in all of them joined, unless most have it."""
        if self.joined.count(word) * _RARE > len(self.keys):
            return [place for place, key in enumerate(self.keys) if word in key]
        places: list[int] = []
        at = self.joined.find(word)
        while at >= 0:
            place = bisect_right(self.starts, at) - 1
            places.append(place)
            end = self.joined.find("\n", at)
            at = self.joined.find(word, end) if end >= 0 else -1
        return places
