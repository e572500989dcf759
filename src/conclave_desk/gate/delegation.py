"""A whole delegation at once, as when its coach has come: each of its people is judged as if alone."""

from __future__ import annotations

from dataclasses import dataclass

from conclave_desk.errors import ConclaveError
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.station import Station


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What was answered to each, in order of names."""

    answers: tuple[Answer, ...]

    @property
    def admitted(self) -> list[Answer]:
        """Who may come in."""
        return [answer for answer in self.answers if answer.verdict != "refused"]

    @property
    def refused(self) -> list[Answer]:
        """Who may not, and why."""
        return [answer for answer in self.answers if answer.verdict == "refused"]

    @property
    def summary(self) -> list[str]:
        """How many, then who was refused and why, a line each."""
        number, of = len(self.admitted), len(self.answers)
        return [f"{number} of {of} let in.", *(f"{one.name or one.serial}: {one.message}" for one in self.refused)]


def check_in(station: Station, party: str, gate: str, direction: str | None = None) -> CheckedIn:
    """Judge and record everybody of the party who has a badge, by name: no badge is shown, and the entries say so.

    All are written with one sync, in order of names, so that a limit lets in those who come first in it.
    """
    people = station.people.of_party(party)
    answers = station.scan_all([station.people.by_name(one, gate, direction=direction) for one in people])
    for answer in answers:
        if isinstance(answer, ConclaveError):
            raise answer
    return CheckedIn(tuple(answer for answer in answers if isinstance(answer, Answer)))
