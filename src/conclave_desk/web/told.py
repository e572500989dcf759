"""A station's answer as the page shows it: whole texts in the guard's language; the page composes no sentence."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from msgspec import Struct

from conclave_desk.domain.event import Event
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.keeper import Seen
from conclave_desk.gate.wording import RIGHT_TO_LEFT, Wording

_UNBROKEN = "\u2011"
"""A hyphen at which no browser breaks a serial."""


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a phone shows of an answer. ``kind`` is the colour and the shape: ``admit check wait stop left``.

    ``asks`` is ``floater`` or ``escort``, where one has to be scanned now. ``photo`` is a JPEG in base64. ``due`` is what
    is to be handed out.
    """

    scan_id: str
    kind: str
    word: str
    at: datetime
    who: str = ""
    office: str = ""
    passport: str = ""
    badge: str = ""
    serial: str = ""
    marks: str = ""
    sentence: str = ""
    next: str = ""
    asks: str = ""
    photo: str = ""
    due: str = ""
    inside: int | None = None
    admitted: bool = False
    overrode: bool = False
    overridable: bool = False
    repeated: bool = False


class Teller:
    """Tells answers in one language; ``event`` is the event as it stands."""

    def __init__(self, said: Wording, event: Event) -> None:
        self.said = said
        self.event = event
        self._issues: dict[int, str] = {}

    def told(self, seen: Seen) -> Told:
        """What was scanned and answered, and who it is as far as the station knows."""
        said, answer, guest = self.said, seen.answer, seen.guest
        category = self.event.category(answer.category) if answer.category else None
        name = f"{guest.rank} {answer.name or guest.name}".strip() if guest else answer.name or ""
        office = (guest.appointment, guest.service) if guest else ()
        return Told(
            scan_id=answer.scan_id,
            kind="left" if answer.verdict == "left" else answer.action,
            word=said.word(answer),
            at=answer.at,
            who=self._joined(said.party(answer.party) if answer.party else "", name),
            office=self._joined(category.name if category else answer.category or "", *office),
            passport=said.say("passport-name", name=guest.passport_name) if guest and guest.passport_name else "",
            badge=self._joined(self._issue(answer), (answer.serial or "").replace("-", _UNBROKEN), self._how(answer)),
            serial=answer.serial or "",
            marks=self._joined(*(answer.detail or {}).get("marks", ())),
            sentence=said.sentence(answer),
            next=said.next_step(answer),
            asks=seen.asks_for,
            photo=b64encode(seen.thumbnail).decode() if seen.thumbnail else "",
            due=said.say("hand-out", items=", ".join(seen.due)) if seen.due else "",
            inside=answer.inside,
            admitted=answer.verdict == "admitted",
            overrode=answer.overrode is not None,
            overridable=seen.overridable,
            repeated=answer.repeated,
        )

    def _issue(self, answer: Answer) -> str:
        if answer.serial is None or answer.issue is None:
            return ""
        if answer.issue not in self._issues:
            self._issues[answer.issue] = self.said.say("issue", issue=answer.issue)
        return self._issues[answer.issue]

    def _how(self, answer: Answer) -> str:
        key = {"typed": "typed-serial", "name": "no-badge-shown"}.get(answer.method)
        return self.said.say(key) if key else ""

    def _joined(self, *parts: str) -> str:
        """Parts in a line; where most is written from right to left each keeps its own direction."""
        if self.said.language in RIGHT_TO_LEFT:
            parts = tuple(f"\u2068{part}\u2069" for part in parts if part)
        return " · ".join(filter(None, parts))
