"""What stands in a filter: selection terms (CONTRACTS section 2), and free words with case and diacritics folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conclave_desk.desk.selection import TERMS
from conclave_desk.domain.names import fold


@dataclass(frozen=True, slots=True)
class Filter:
    """All must hold: each term its field (a term half typed matches what begins so), each word the folded text."""

    terms: Mapping[str, str]
    words: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether everything passes."""
        return not self.terms and not self.words

    def passes(self, fields: Mapping[str, str], folded: str) -> bool:
        """Whether a record with those fields, and that folded text to search, is let through. Of a field that has
        several values, separated by blanks, one has to fit."""
        return all(_fits(fields.get(name, ""), value) for name, value in self.terms.items()) and all(
            word in folded for word in self.words
        )


def _fits(values: str, wanted: str) -> bool:
    return any(value.startswith(wanted) for value in values.casefold().split())


def parse(text: str) -> Filter:
    """The filter that was typed; ``name:`` without a value says nothing yet, an unknown name is a word."""
    terms: dict[str, str] = {}
    words: list[str] = []
    for part in text.split():
        name, colon, value = part.partition(":")
        if colon and name.casefold() in TERMS:
            if value:
                terms[name.casefold()] = value.casefold()
        else:
            words.append(fold(part))
    return Filter(terms, tuple(words))
