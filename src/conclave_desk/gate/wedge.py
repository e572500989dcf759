"""From keys to codes: which of them a scanner wrote, where a code ends, and which is a repeat.

Pure: signs come with the time at which they came (seconds of any clock that only goes forward); no clock is asked.
A scanner writes faster than fingers and ends with Enter, with Tab or with nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from conclave_desk.credential.payload import PREFIX
from conclave_desk.gate.keyboards import badges_in

FAST = 0.05
"""Seconds a sign, on the average, up to which it was a scanner: somebody who types 200 words a minute takes 0.06."""
_LEAST = 6
"""Signs from which on the speed says anything."""
_QUIET = 0.08
"""Seconds of silence after which a whole badge is taken although nothing ended it."""
_BROKEN = 0.8
"""Seconds of silence after which a scanner will not go on: over a slow line its signs come in clumps."""
_FORGOTTEN = 15.0
"""Seconds after which what somebody began to type is dropped."""
_LONGEST = 2_000
"""Signs that are kept; more without an end are no badges, and are not listened to until there is silence, or a badge
with an end."""
_A_CODE = 400
"""Signs among which the last badge is looked for then."""
REPEAT = 5.0
"""Seconds in which the same code again is one that still lies before the scanner."""


@dataclass(frozen=True, slots=True)
class Read:
    """Something that was scanned, or typed by hand."""

    text: str
    typed: bool = False


@dataclass
class Wedge:
    """Gathers signs; ``text`` is what stands there unfinished, ``patient`` that it is not forgotten."""

    text: str = ""
    patient: bool = False
    _first: float = 0.0
    _last: float = 0.0
    _deaf: bool = False
    _tail: str = ""

    def sign(self, sign: str, at: float) -> list[Read]:
        """A sign came: what it shows to have been finished before it."""
        done = self.silence(at)
        if not self.text:
            self._first = at
        self._last = at
        if self._deaf:
            self._tail = (self._tail + sign)[-_A_CODE:]
        else:
            self.text += sign
            if len(self.text) > _LONGEST:
                self._deaf = True
                return [*done, *self._taken()]
        return done

    def end(self, at: float) -> list[Read]:
        """Enter or Tab came."""
        done = self.silence(at)
        heard = _at_the_end(self._tail) if self._deaf else []
        self._deaf, self._tail = False, ""
        return [*done, *self._taken(), *heard]

    def back(self) -> None:
        """The last sign was wrong."""
        self.text = self.text[:-1]

    def put(self, text: str, at: float) -> None:
        """That is typed already."""
        self.text, self._first, self._last = text, at - len(text), at

    def forget(self) -> None:
        """Nothing of it is meant."""
        self.text = ""

    def silence(self, at: float) -> list[Read]:
        """No sign came until then: whatever that shows to be finished."""
        quiet = at - self._last
        if self._deaf and quiet > _BROKEN:
            self._deaf = False
        if not self.text or quiet < _QUIET:
            return []
        if self.fast:
            return self._taken() if quiet > _BROKEN or badges_in(self.text) else []
        if quiet > _FORGOTTEN and not self.patient:
            self.forget()
        return []

    @property
    def fast(self) -> bool:
        """Whether no hand types like this."""
        number = len(self.text)
        return number >= _LEAST and (self._last - self._first) / (number - 1) <= FAST

    def _taken(self) -> list[Read]:
        text, typed = self.text, not self.fast
        self.text = ""
        if found := badges_in(text):
            return [Read(code) for code in found]
        if heard := _at_the_end(text):
            return [Read(text[: text.rfind(PREFIX)].strip()), *heard]
        return [Read(text.strip(), typed)] if text.strip() else []


def _at_the_end(text: str) -> list[Read]:
    """A badge at the end of what is none, on a machine whose keys write what they say."""
    place = text.rfind(PREFIX)
    return [Read(code) for code in badges_in(text[place:])] if place > 0 else []


@dataclass
class Repeats:
    """Drops a code that was handed on within the last :data:`REPEAT` seconds."""

    _seen: dict[str, float] = field(default_factory=dict)

    def is_one(self, code: str, at: float) -> bool:
        """Whether the code is a repeat; if not, it is remembered."""
        self._seen = {known: when for known, when in self._seen.items() if at - when < REPEAT}
        if code in self._seen:
            return True
        self._seen[code] = at
        return False

    def forget(self, code: str | None = None) -> None:
        """The same badge again is meant: that one, or, as the direction or the gate is another, any."""
        if code is None:
            self._seen = {}
        else:
            self._seen.pop(code, None)
