"""What the screen shows now, and what came before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from conclave_desk.domain.event import Event
from conclave_desk.gate.keeper import Seen
from conclave_desk.gate.wording import Wording
from conclave_desk.tui.watch.panel import Said, Shown, about, in_half, in_short, kind_of


@dataclass
class Moment:
    """``seen`` stands there since ``since`` (on the clock of the keys); nothing does where the next may come.

    ``before`` is a refusal that had to make room before it could be read, ``failed`` why nothing was recorded,
    ``answers`` what was answered to each code.
    """

    seen: Seen | None = None
    since: float = 0.0
    before: Seen | None = None
    repeated: bool = False
    failed: str = ""
    answers: dict[str, Seen] = field(default_factory=dict)

    def shown(self, said: Wording | None, event: Event | None, recent: Sequence[Seen]) -> Shown:
        """What fills the screen."""
        if self.failed:
            return self._failure(said)
        if said is None or event is None:
            return Shown("starting", "")
        if self.seen is None:
            return Shown("ready", said.say("word-ready"), _last(recent, said))
        return Shown(kind_of(self.seen), said.word(self.seen.answer), self._lines(self.seen, said, event))

    def _failure(self, said: Wording | None) -> Shown:
        if said is None:
            return Shown("fault", "!", (Said(self.failed, 0, "bold"),))
        next_step = said.say("not-recorded-next", fault=self.failed)
        return Shown("fault", said.say("not-recorded"), (Said(next_step, 0, "bold"),))

    def _lines(self, seen: Seen, said: Wording, event: Event) -> list[Said]:
        lines = about(seen, event, said)
        if self.repeated:
            lines.append(Said(said.say("repeated", time=said.clock(seen.answer.at, seconds=True)), 1))
        if self.before is not None:
            lines.append(Said(f" {said.say('before')} {in_half(self.before, said)} ", 0, "bold reverse"))
        return lines


def _last(recent: Sequence[Seen], said: Wording) -> list[Said]:
    """The verdict that has shrunk to make room."""
    if not recent:
        return []
    return [Said(in_short(recent[0], said), 0, "bold"), Said(said.next_step(recent[0].answer), 1)]
