"""Words for the sentences that tell what is wrong with a file."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

SHOWN = 60
LISTED = 24


def one_line(text: str) -> str:
    """The text on one line, cut to what a sentence can bear, with nothing in it that moves a cursor."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def quoted(text: str) -> str:
    """:func:`one_line` in quotation marks."""
    return f'"{one_line(text)}"'


def listed(words: Iterable[str], link: str = "and") -> str:
    """``a, b and c``."""
    *front, last = list(words) or ["none"]
    return f"{', '.join(front)} {link} {last}" if front else last


def hint(text: str, known: Iterable[str]) -> str:
    """``; did you mean X?`` if one of the known words is near, else which words there are, if they are few."""
    return _hint(text[:SHOWN], tuple(known))


@lru_cache(maxsize=1024)
def _hint(text: str, words: tuple[str, ...]) -> str:
    by_fold = {word.casefold(): word for word in words}
    near = get_close_matches(text.casefold(), by_fold, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {one_line(by_fold[near[0]])}?"
    if not words:
        return "; there is none"
    return f"; it may be {listed(words, 'or')}" if len(words) <= LISTED else ""
