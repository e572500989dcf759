"""What the screen shows now, and what came before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from conclave_desk.domain.event import Event
from conclave_desk.gate.companions import TOGETHER
from conclave_desk.gate.keeper import Seen
from conclave_desk.gate.wording import Wording
from conclave_desk.tui.watch.panel import Said, Shown, about, in_half, in_short, kind_of

_REMEMBERED = 100
"""Codes whose answers are kept for when they are scanned again at once."""


@dataclass
class Moment:
    """``seen`` stands there since ``since`` (on the clock of the keys); nothing does where the next may come.

    ``before`` is a refusal that had to make room before it could be read, ``escorted`` somebody who waits for the
    escort that has just come in, ``failed`` why nothing was recorded, ``answers`` what was answered to each code.
    """

    seen: Seen | None = None
    since: float = 0.0
    before: Seen | None = None
    escorted: Seen | None = None
    repeated: bool = False
    failed: str = ""
    answers: dict[str, Seen] = field(default_factory=dict)

    def stands_for(self, holds: float) -> float:
        """Seconds that the verdict stands: longer where something else has to be scanned meanwhile."""
        waits = self.escorted is not None or (self.seen is not None and self.seen.asks_for)
        return TOGETHER.total_seconds() if waits else holds

    def next(self, asked: str, seen: Seen, now: float, holds: float) -> Moment:
        """What is shown when a scan is answered: a refusal that nobody could have read yet is not lost."""
        passed = self.seen if self.seen is not None and now - self.since < self.stands_for(holds) else None
        same = passed is not None and passed.answer.holder is not None and passed.answer.holder == seen.answer.holder
        escorted = None
        if passed is not None and passed.asks_for == "escort" and not same and seen.answer.verdict == "admitted":
            escorted = passed
        fresh = passed is not None and now - self.since < holds and kind_of(passed) in ("wait", "stop")
        before = passed if fresh and not same and escorted is None and not seen.answer.overrode else None
        return Moment(seen, now, before, escorted, answers=self._with(asked, seen))

    def code_of(self, seen: Seen) -> str | None:
        """The code that was answered so."""
        return next((code for code, known in self.answers.items() if known.answer.scan_id == seen.answer.scan_id), None)

    def _with(self, asked: str, seen: Seen) -> dict[str, Seen]:
        kept = [item for item in self.answers.items() if item[0] != asked][-_REMEMBERED:]
        return dict([*kept, (asked, seen)])

    def shown(self, said: Wording | None, event: Event | None, last: Seen | None, now: float) -> Shown:
        """What fills the screen; ``last`` has shrunk to make room for READY."""
        if self.failed:
            return self._failure(said)
        if said is None or event is None:
            return Shown("starting", "")
        if self.seen is None:
            return Shown("ready", said.say("word-ready"), _last(last, said))
        return Shown(
            kind_of(self.seen),
            said.word(self.seen.answer),
            self._lines(self.seen, said, event, now),
            self.seen.thumbnail,
        )

    def _failure(self, said: Wording | None) -> Shown:
        if said is None:
            return Shown("fault", "!", (Said(self.failed, 0, "bold"),))
        next_step = said.say("not-recorded-next", fault=self.failed)
        return Shown("fault", said.say("not-recorded"), (Said(next_step, 0, "bold"),))

    def _lines(self, seen: Seen, said: Wording, event: Event, now: float) -> list[Said]:
        lines = about(seen, event, said)
        if seen.asks_for:
            left = max(0, round(TOGETHER.total_seconds() - (now - self.since)))
            lines.append(Said(said.say(f"asks-{seen.asks_for}", seconds=str(left)), 0, "bold"))
        if self.escorted is not None:
            lines.append(Said(said.say("escorted", guest=_name(self.escorted)), 0, "bold reverse"))
        if self.repeated:
            lines.append(Said(said.say("repeated", time=said.clock(seen.answer.at, seconds=True)), 1))
        if self.before is not None:
            lines.append(Said(f"{said.say('before')} {in_half(self.before, said)}", 0, "bold reverse"))
        return lines


def _name(seen: Seen) -> str:
    return seen.guest.titled if seen.guest else seen.answer.name or ""


def _last(last: Seen | None, said: Wording) -> list[Said]:
    """The verdict that has shrunk to make room."""
    if last is None:
        return []
    return [Said(in_short(last, said), 0, "bold"), Said(said.next_step(last.answer), 1)]
