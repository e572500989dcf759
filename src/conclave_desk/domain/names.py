"""Names of people, folded for comparison and search; what is printed is always the name as sent."""

from __future__ import annotations


def fold(text: str) -> str:
    """The text without case, diacritics and script: ``Samaké`` is ``samake``, ``Łukasz`` is ``lukasz``.

    Runs of blanks become one. A text that has no Latin letters at all, such as a row of signs, folds to itself.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    from anyascii import anyascii

    return " ".join(anyascii(text).casefold().split()) or " ".join(text.casefold().split())
