"""What the people of a party are found by, held so that a word is looked for in 100,000 within milliseconds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from sys import intern

_RARE = 8
_SHARED = 3
"""People from which on the same rank, appointment and so on are looked through once for all of them."""


class Names:
    """The people of one party by their place in ``rows``, which are row numbers.

    ``searched`` has of each the folded names and, after a tab, whatever else they are found by.
    """

    def __init__(self, rows: list[int], searched: Sequence[str]) -> None:
        self.rows = rows
        parts = [text.partition("\t") for text in searched]
        often = {more for more, number in Counter(more for _key, _tab, more in parts).items() if number >= _SHARED}
        self._shared: dict[str, list[int]] = {}
        self._more: list[str] = []
        self._own: list[str] = []
        for place, (key, _tab, more) in enumerate(parts):
            if more in often:
                shared = intern(more)
                self._shared.setdefault(shared, []).append(place)
                self._more.append(shared)
                self._own.append(key)
            else:
                self._more.append("")
                self._own.append(searched[place])
        self._joined = "\n".join(self._own)
        self._starts = [0, *accumulate(len(text) + 1 for text in self._own)][:-1]

    def having(self, words: Sequence[str], within: Sequence[int] | None) -> Sequence[int]:
        """Who has all the words, of those ``within`` if only some come into question."""
        places: Sequence[int] = range(len(self.rows)) if within is None else within
        for word in words:
            shared = {more for more in self._shared if word in more}
            if len(places) < len(self.rows):
                own, more = self._own, self._more
                places = [place for place in places if word in own[place] or more[place] in shared]
            elif len(shared) < len(self._shared) or "" in self._more:
                found = self._having(word)
                also = [place for more in shared for place in self._shared[more]]
                places = sorted({*found, *also}) if also else found
        return places

    def _having(self, word: str) -> list[int]:
        """Who has the word of their own: looked for in all texts joined, unless most have it."""
        if self._joined.count(word) * _RARE > len(self._own):
            return [place for place, text in enumerate(self._own) if word in text]
        places: list[int] = []
        at = self._joined.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            places.append(place)
            end = self._joined.find("\n", at)
            at = self._joined.find(word, end) if end >= 0 else -1
        return places
