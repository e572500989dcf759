"""Who is who: names put together as sent, and the keys by which somebody is known again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from conclave_desk.domain.names import fold


def same_name(*parts: str) -> str:
    """One key for the names of one person, whatever their order: the folded words, sorted."""
    return " ".join(sorted(fold(" ".join(parts)).replace("-", " ").split()))


def searched_as(names: Sequence[str], others: Sequence[str]) -> str:
    """What somebody is found by: the key of the ``names`` (given, family), then, after a tab, each folded word of
    the names and of the ``others`` (rank, badge name, appointment …) that does not stand there yet."""
    folded = fold(" ".join(names))
    key = sorted(folded.replace("-", " ").split())
    more = dict.fromkeys(folded.split()) if "-" in folded else {}
    for text in others:
        more |= _words(text)
    for word in key:
        more.pop(word, None)
    return f"{' '.join(key)}\t{' '.join(more)}"


@lru_cache(maxsize=2_048)
def _words(text: str) -> dict[str, None]:
    """The folded words of a rank, an appointment, …: of many people there are few different ones."""
    return dict.fromkeys(fold(text).split())


def full_name(given_name: str, family_name: str) -> str:
    """Given name, then family name, as sent; a mononym stands alone."""
    return f"{given_name} {family_name}".strip()


def keys_of(external_id: str, *names: str) -> frozenset[str]:
    """By what a programme may name a person: the external id, or a name in whatever order, case and accents."""
    return frozenset(filter(None, (external_id, *(same_name(name) for name in names))))


def is_named(keys: Collection[str], text: str) -> bool:
    """Whether a programme's text, an external id or a name, stands for whoever has these keys."""
    return text in keys or same_name(text) in keys
