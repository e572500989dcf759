"""The timetable: what cannot be in one place, and who cannot be in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

KINDS = ("session", "ceremony", "panel", "bilateral", "exhibition", "exercise", "meal", "movement")
ACCESSES = ("open", "categories", "invited")


def without_guests(access: str, categories: Sequence[str], parties: Sequence[str], people: Sequence[str]) -> str | None:
    """Why nobody could come to a closed session, in a sentence; ``None`` where somebody could."""
    if access == "categories" and not categories:
        return "A session for categories names at least one category."
    if access == "invited" and not (parties or people):
        return "An invited session names a party, a chair or a speaker."
    return None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the programme, as far as clashes go. ``people`` are its chair and speakers."""

    code: str
    title: str
    venue: str
    starts: datetime
    ends: datetime
    people: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two items that overlap. ``fatal`` when a venue or a person would be needed twice at once."""

    kind: str
    what: str
    first: str
    second: str
    fatal: bool
    sentence: str


def clashes(items: Sequence[Item], who: Callable[[str], str] = str) -> list[Clash]:
    """All overlaps: of venues and of people (fatal), of parties bidden to two closed items (to be looked at).

    ``who`` says by which word a person is known, however an item writes them; a clash names them as the first does.
    """
    found: list[Clash] = []
    found += _overlaps("venue", items, lambda item: (item.venue,) if item.venue else (), fatal=True)
    found += _overlaps("person", items, lambda item: item.people, who, fatal=True)
    found += _overlaps("party", items, lambda item: item.parties, fatal=False)
    return found


def _overlaps(
    kind: str,
    items: Sequence[Item],
    words: Callable[[Item], tuple[str, ...]],
    same: Callable[[str], str] = str,
    *,
    fatal: bool,
) -> Iterator[Clash]:
    by_key: dict[str, list[tuple[Item, str]]] = {}
    for item in items:
        named = {same(word): word for word in words(item)}
        for key, word in named.items():
            by_key.setdefault(key, []).append((item, word))
    for _key, group in sorted(by_key.items()):
        group.sort(key=lambda found: (found[0].starts, found[0].code))
        for index, (first, word) in enumerate(group):
            for second, _word in group[index + 1 :]:
                if second.starts >= first.ends:
                    break
                sentence = f"{kind} {word}: {first.code} and {second.code} overlap"
                yield Clash(kind, word, first.code, second.code, fatal, sentence)
