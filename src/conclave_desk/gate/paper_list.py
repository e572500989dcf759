"""What guards ticked on paper while the machines were dark, a line for each: who, when, and `out` for those who left."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]?([0-5]\d)", re.ASCII)
_WAYS = ("in", "out")
BY_NAME = "name:"
"""Before the id of somebody who was ticked by name."""

Named = Callable[[str], str]
"""The code that stands for whom a line names: a serial, or ``name:`` and the id; :class:`WrongUse` if for nobody."""


@dataclass(frozen=True, slots=True)
class PaperList:
    """Of one gate and day. ``override`` is the reason for which all of it was let in even where a rule says no."""

    gate: str
    day: date
    override: str | None = None

    def read(self, station: Station, text: str, named: Named) -> Scan:
        """The scan that a line stands for; :class:`WrongUse` says what the line lacks. The same line is the same scan."""
        words = text.replace(";", " ").replace(",", " ").split()
        way = words.pop().lower() if words and words[-1].lower() in _WAYS else None
        if len(words) < 2:
            raise WrongUse(f"{text.strip()!r} needs who and when, like “Goïta 12:30 out”.")
        _, way = station.way(self.gate, way)
        at = self._moment(words.pop(), station)
        code = named(" ".join(words))
        reading = station.people.badge_of(code.removeprefix(BY_NAME)) if code.startswith(BY_NAME) else None
        said = f"{self.gate} {way} {at.isoformat()} {code.upper()} {self.override or ''}"
        mark = hashlib.sha256(said.encode()).hexdigest()[:32]
        return Scan(code, self.gate, way, at, f"paper-{mark}", self.override, reading, paper=True)

    def _moment(self, text: str, station: Station) -> datetime:
        """``09:41``, ``9.41``, ``0941`` of the day, or an instant in ISO 8601."""
        zone = station.event.zone_info
        if found := _CLOCK.fullmatch(text):
            return datetime.combine(self.day, time(int(found[1]), int(found[2])), zone)
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            raise WrongUse(f"{text!r} is no time; write it like 09:41.") from None
        return instant if instant.tzinfo else instant.replace(tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a line: the answer of the gate, or why the line says nothing."""

    number: int
    text: str
    answer: Answer | None = None
    fault: str = ""

    @property
    def refused(self) -> bool:
        """Whether a rule said no; that is recorded, too."""
        return self.answer is not None and self.answer.verdict == "refused"

    @property
    def told(self) -> str:
        """Why nobody was let in or out by this line; blank where somebody was."""
        if self.answer is None:
            return f"line {self.number}: {self.fault}"
        if not self.refused:
            return ""
        who = self.answer.name or self.text.strip()
        return f"line {self.number}: {who}: {self.answer.message} (refused: {self.answer.reason})"


def take_in(station: Station, paper: PaperList, lines: Iterable[tuple[int, str]], named: Named) -> Iterator[Taken]:
    """Each line as a scan of the method ``paper`` as of its time, told once it is on the disk; a line that says nothing
    keeps no other back."""
    for number, text in lines:
        try:
            yield Taken(number, text, station.scan(paper.read(station, text, named)))
        except WrongUse as fault:
            yield Taken(number, text, fault=fault.message)
