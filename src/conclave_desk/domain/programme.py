"""The timetable: what cannot be in one place, and who cannot be in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

KINDS = ("session", "ceremony", "panel", "bilateral", "exhibition", "exercise", "meal", "movement")
ACCESSES = ("open", "categories", "invited")


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


def clashes(items: Sequence[Item]) -> list[Clash]:
    """All overlaps: of venues and of people (fatal), of parties bidden to two closed items (to be looked at)."""
    found: list[Clash] = []
    found += _overlaps("venue", items, lambda item: (item.venue,) if item.venue else (), fatal=True)
    found += _overlaps("person", items, lambda item: item.people, fatal=True)
    found += _overlaps("party", items, lambda item: item.parties, fatal=False)
    return found


def _overlaps(
    kind: str, items: Sequence[Item], keys: Callable[[Item], tuple[str, ...]], *, fatal: bool
) -> Iterator[Clash]:
    by_key: dict[str, list[Item]] = {}
    for item in items:
        for key in keys(item):
            by_key.setdefault(key, []).append(item)
    for key, group in sorted(by_key.items()):
        group.sort(key=lambda item: (item.starts, item.code))
        for index, first in enumerate(group):
            for second in group[index + 1 :]:
                if second.starts >= first.ends:
                    break
                sentence = f"{kind} {key}: {first.code} and {second.code} overlap"
                yield Clash(kind, key, first.code, second.code, fatal, sentence)
