"""Looking for words in a folded column: what stands in ``WHERE`` and what is put into it."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.domain.person import same_name


def words_in(column: str, text: str) -> tuple[str, list[str]]:
    """A condition that holds where the column has all words of ``text`` in it, and its parameters; blank for no word."""
    words = same_name(text).split()
    return " AND ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in words), [f"%{_escaped(word)}%" for word in words]


def begun_in(column: str, likes: Sequence[str]) -> str:
    """An expression that is true where a word of the column begins with one of them; parameters: :func:`beginnings`."""
    return " OR ".join(f"(' ' || {column}) LIKE ? ESCAPE '\\'" for _ in likes)


def beginnings(likes: Sequence[str]) -> list[str]:
    """The parameters of :func:`begun_in` for those of :func:`words_in`."""
    return [f"% {like[1:]}" for like in likes]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
