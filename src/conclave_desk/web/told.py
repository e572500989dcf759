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
    refused: bool
    overridable: bool
    repeated: bool


def told(answer: Answer, guest: Guest | None, event: Event, said: Wording) -> Told:
    """The answer in the language of ``said``; ``guest`` is whoever it is, as far as the roster says."""
    category = event.category(answer.category) if answer.category else None
    kind = "left" if answer.verdict == "left" else answer.action
    refused = answer.verdict == "refused"
    how = {"typed": said.say("typed-serial"), "name": said.say("no-badge-shown")}.get(answer.method, "")
    issue = said.say("issue", issue=answer.issue) if answer.serial else ""
    rank, name = (guest.rank, answer.name or guest.name) if guest else ("", answer.name or "")
    passport = guest.passport_name if guest else ""
    return Told(
        scan_id=answer.scan_id,
        kind=kind,
        word=said.word(answer),
        who=_joined(said.party(answer.party) if answer.party else "", f"{rank} {name}".strip()),
        office=_joined(
            category.name if category else answer.category or "",
            *((guest.appointment, guest.service) if guest else ()),
        ),
        passport=said.say("passport-name", name=passport) if passport else "",
        badge=_joined(issue, answer.serial or "", how),
        marks=_joined(*(answer.detail or {}).get("marks", ())),
        sentence=said.sentence(answer),
        next=said.next_step(answer),
        at=answer.at,
        direction=answer.direction,
        refused=refused,
        overridable=refused and answer.reason not in UNCHALLENGED,
        repeated=answer.repeated,
    )


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
