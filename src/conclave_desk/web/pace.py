"""How often somebody may ask: so many at once, and so many a second after that (a token bucket).

Pure: the time (seconds of any clock that only goes forward) comes in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

_REMEMBERED = 4_096
"""Askers that are remembered; beyond them the one not heard of for longest is forgotten."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``most`` at once, and ``each`` more a second."""

    most: float
    each: float


PACES: Mapping[str, Pace] = {
    "stranger": Pace(60, 3),
    "pair": Pace(20, 0.5),
    "waiting": Pace(30, 3),
    "page": Pace(40, 5),
    "scan": Pace(60, 30),
    "frame": Pace(30, 15),
    "name": Pace(10, 2),
    "rare": Pace(6, 0.5),
}
"""What a phone does with a guard's hand at its quickest, with some room; strangers are told by their address."""


@dataclass
class Paces:
    """Holds everybody to their pace."""

    paces: Mapping[str, Pace] = field(default_factory=lambda: PACES)
    _asked: OrderedDict[tuple[str, str], tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, kind: str, who: str, now: float) -> float:
        """Zero if this one may ask now, and that counts; else seconds until then."""
        pace = self.paces[kind]
        left, since = self._asked.pop((kind, who), (pace.most, now))
        left = min(pace.most, left + (now - since) * pace.each)
        allowed = left >= 1
        self._asked[kind, who] = (left - 1 if allowed else left, now)
        if len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)
        return 0.0 if allowed else (1 - left) / pace.each
