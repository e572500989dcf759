"""A station's answer as the page shows it: whole texts in the guard's language; the page composes no sentence."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from conclave_desk.domain.admission import UNCHALLENGED
from conclave_desk.domain.event import Event
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.wording import Wording
from conclave_desk.registers.roster import Guest


class Told(Struct, frozen=True, kw_only=True):
    """What a phone shows of an answer. ``kind`` is the colour and the shape: ``admit check wait stop left``."""

    scan_id: str
    kind: str
    word: str
    who: str
    office: str
    passport: str
    badge: str
    marks: str
    sentence: str
    next: str
    at: datetime
    direction: str
    inside: int | None
    refused: bool
    overridable: bool
    repeated: bool


class Teller:
    """Tells answers in one language; ``event`` is the event as it stands."""

    def __init__(self, said: Wording, event: Event) -> None:
        self.said = said
        self.event = event
        self._issues: dict[int, str] = {}

    def told(self, answer: Answer, guest: Guest | None = None) -> Told:
        """The answer; ``guest`` is whoever it is, as far as the roster says."""
        said, refused = self.said, answer.verdict == "refused"
        category = self.event.category(answer.category) if answer.category else None
        rank, name = (guest.rank, answer.name or guest.name) if guest else ("", answer.name or "")
        return Told(
            scan_id=answer.scan_id,
            kind="left" if answer.verdict == "left" else answer.action,
            word=said.word(answer),
            who=_joined(said.party(answer.party) if answer.party else "", f"{rank} {name}".strip()),
            office=_joined(
                category.name if category else answer.category or "",
                *((guest.appointment, guest.service) if guest else ()),
            ),
            passport=self._passport(guest),
            badge=_joined(self._issue(answer), answer.serial or "", self._how(answer)),
            marks=_joined(*(answer.detail or {}).get("marks", ())),
            sentence=said.sentence(answer),
            next=said.next_step(answer),
            at=answer.at,
            direction=answer.direction,
            inside=answer.inside,
            refused=refused,
            overridable=refused and answer.reason not in UNCHALLENGED,
            repeated=answer.repeated,
        )

    def _passport(self, guest: Guest | None) -> str:
        if guest is None or not guest.passport_name:
            return ""
        return self.said.say("passport-name", name=guest.passport_name)

    def _issue(self, answer: Answer) -> str:
        if answer.serial is None or answer.issue is None:
            return ""
        if answer.issue not in self._issues:
            self._issues[answer.issue] = self.said.say("issue", issue=answer.issue)
        return self._issues[answer.issue]

    def _how(self, answer: Answer) -> str:
        key = {"typed": "typed-serial", "name": "no-badge-shown"}.get(answer.method)
        return self.said.say(key) if key else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
