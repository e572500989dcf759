"""Names of people, folded for comparison and search; what is printed is always the name as sent."""

from __future__ import annotations


class _Letters(dict[int, str]):
    """Latin letters for each sign that was met so far."""

    def __missing__(self, sign: int) -> str:
        from anyascii import anyascii

        self[sign] = anyascii(chr(sign))
        return self[sign]


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The text without case, diacritics and script: ``Samaké`` is ``samake``, ``Łukasz`` is ``lukasz``.

    Runs of blanks become one. A text of signs that no Latin letter stands for folds to itself in lower case.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_LETTERS).casefold().split()) or " ".join(text.casefold().split())
