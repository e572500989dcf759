"""What is otherwise on the programme now than when it was last released: the list that goes out as an amendment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

ADDED, MOVED, CANCELLED, CHANGED = "added", "moved", "cancelled", "changed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a session stands; ``particulars`` are what is neither time nor place, by name."""

    code: str
    title: str
    starts: datetime
    ends: datetime
    venue: str
    cancelled: bool
    particulars: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A session that is not as it was released; ``before`` is ``None`` for one that was added.

    ``names`` are the particulars that changed, ``time`` and ``venue`` among them.
    """

    code: str
    kind: str
    now: Standing
    before: Standing | None = None
    names: tuple[str, ...] = ()


def amendments(released: Sequence[Standing], now: Sequence[Standing]) -> list[Amendment]:
    """In the order of ``now``. A session that came and went between two releases is none; a cancelled one that takes
    place again was added."""
    known = {one.code: one for one in released}
    found = (_amendment(known.get(one.code), one) for one in now)
    return [one for one in found if one is not None]


def _amendment(before: Standing | None, now: Standing) -> Amendment | None:
    if before is None or before.cancelled:
        return None if now.cancelled else Amendment(now.code, ADDED, now)
    if now.cancelled:
        return Amendment(now.code, CANCELLED, now, before)
    names = list(_differing(before, now))
    if not names:
        return None
    kind = MOVED if "time" in names or "venue" in names else CHANGED
    return Amendment(now.code, kind, now, before, tuple(names))


def _differing(before: Standing, now: Standing) -> list[str]:
    names = []
    if (before.starts, before.ends) != (now.starts, now.ends):
        names.append("time")
    if before.venue != now.venue:
        names.append("venue")
    if before.title != now.title:
        names.append("title")
    return names + [name for name, value in now.particulars.items() if before.particulars.get(name) != value]
