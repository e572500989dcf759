"""What is otherwise than on the badges that were printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

TO_ISSUE, TO_PRINT, TO_TAKE_BACK = "to issue", "to print", "void"


@dataclass(frozen=True, slots=True)
class Paper:
    """Somebody's badge as a thing: ``printed_at`` if it was, ``void_from`` if gates refuse it, ``back`` once it was
    handed back."""

    nomination: str
    printed_at: datetime | None
    void_from: datetime | None = None
    cause: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the print does not say yet: what is to be done about whom, and why."""

    kind: str
    nomination: str
    why: str = ""


def changes(
    accredited: Iterable[str], badges: Iterable[Paper], now: datetime, printed: datetime | None
) -> list[Change]:
    """Who is accredited and has no badge that holds, whose badge was not printed, and which printed badges have become
    void since the last print (``printed``) and were not handed back. ``accredited`` and ``badges`` stand in order of
    precedence; of who has a printed badge that holds nothing is found."""
    held: dict[str, list[Paper]] = {}
    for badge in badges:
        held.setdefault(badge.nomination, []).append(badge)
    found: list[Change] = []
    for nomination in accredited:
        good = [one for one in held.get(nomination, []) if one.void_from is None or one.void_from > now]
        if not good:
            found.append(Change(TO_ISSUE, nomination))
        elif not any(one.printed_at for one in good):
            found.append(Change(TO_PRINT, nomination))
    for nomination, group in held.items():
        for one in group:
            since = printed is not None and one.void_from is not None and printed <= one.void_from <= now
            if since and one.printed_at and not one.back:
                found.append(Change(TO_TAKE_BACK, nomination, one.cause))
    return found
