"""What a guard reads, in the language of the gate: one catalogue (Fluent) a language, for every screen of a gate.

The station decides and says so in English (``Answer.message``); here the same is said from the answer's facts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from babel.dates import format_skeleton
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import StringLiteral, TextElement

from conclave_desk.domain.event import EVERY_ZONE, Event
from conclave_desk.exchange.countries import iso_countries
from conclave_desk.gate.answer import Answer

LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية", "pt": "Português", "hi": "हिन्दी"}
"""The languages of a gate's screens, each by its own name."""
RIGHT_TO_LEFT = ("ar",)
_LOCALES = {"en": "en_GB"}


class Wording:
    """Says what happened at a gate of the event in one of :data:`LANGUAGES`."""

    def __init__(self, language: str, event: Event) -> None:
        self.language = language
        self._event = event
        self._bundle = _bundle(language)
        self._same: dict[str, str | None] = {}
        self._parties: dict[str, str] = {}

    def say(self, key: str, /, **facts: Any) -> str:
        """The text of that name in the catalogue."""
        same = self._always(key)
        return _text(self._bundle, self._bundle.get_message(key).value, facts) if same is None else same

    def _always(self, key: str) -> str | None:
        """The text that is the same whatever the facts, made once; ``None`` if it tells some."""
        if key not in self._same:
            pattern = self._bundle.get_message(key).value
            plain = isinstance(pattern, TextElement | StringLiteral)
            self._same[key] = _text(self._bundle, pattern, {}) if plain else None
        return self._same[key]

    def word(self, answer: Answer) -> str:
        """The one word: ADMIT, CHECK, WAIT, STOP, or OUT for somebody who left."""
        return self.say(f"word-{'left' if answer.verdict == 'left' else answer.action}")

    def sentence(self, answer: Answer) -> str:
        """Why, in one sentence; the station's own where the catalogue does not know the reason."""
        key = self._key(answer)
        if not self._bundle.has_message(key):
            return answer.message
        same = self._always(key)
        return self.say(key, **self._facts(answer)) if same is None else same

    def brief(self, answer: Answer) -> str:
        """Why somebody was refused, in a word or two; blank for anybody else."""
        return self.say("brief", reason=answer.reason) if answer.verdict == "refused" and answer.reason else ""

    def next_step(self, answer: Answer) -> str:
        """What to do now, where the sentence does not say it."""
        key = self._key(answer)
        step = self._bundle.get_message(key).attributes.get("next") if self._bundle.has_message(key) else None
        return _text(self._bundle, step, {}) if step else ""

    def party(self, code: str) -> str:
        """What the event calls the party, else its country's name in this language."""
        if code not in self._parties:
            self._parties[code] = iso_countries().party_name(self._event, code, self.language)
        return self._parties[code]

    def clock(self, at: datetime, *, seconds: bool = False) -> str:
        """The local time of an instant."""
        return at.astimezone(self._event.zone_info).strftime("%H:%M:%S" if seconds else "%H:%M")

    def moment(self, at: datetime, now: datetime) -> str:
        """The local time of an instant, with its day where that is not today."""
        time = self.clock(at)
        return time if self._day(at) == self._day(now) else self.say("time-on-day", time=time, day=self._day(at))

    def zones(self, codes: list[str]) -> str:
        """Names of zones."""
        if EVERY_ZONE in codes:
            return self.say("every-zone")
        return ", ".join(zone.name for zone in self._event.zones if zone.code in codes)

    def _key(self, answer: Answer) -> str:
        if answer.reason is None:
            return "checked" if answer.action == "check" else "admitted"
        if answer.reason == "not_collected" and "roster" in (answer.detail or {}):
            return "not_collected_by_roster"
        return "no_badge" if answer.reason == "unknown_badge" and answer.name else answer.reason

    def _facts(self, answer: Answer) -> dict[str, Any]:
        detail = answer.detail or {}
        zone, codes = self._event.zone(answer.zone), detail.get("zones", [])
        return {
            "event": detail.get("event", ""),
            "cause": detail.get("cause", ""),
            "issue": str(answer.replaced_by or ""),
            "when": self._when(answer, detail),
            "zone": zone.name if zone else answer.zone,
            "zones": self.zones(codes),
            "opens": len(codes),
            "gate": self._gate(answer.previous_gate),
            "party": self.party(answer.party) if answer.party else "",
            "inside": str(detail.get("inside", answer.inside)),
            "limit": str(detail.get("limit", "")),
        }

    def _when(self, answer: Answer, detail: dict[str, Any]) -> str:
        if answer.previous_at is not None:
            time = self.clock(answer.previous_at)
            if answer.reason == "already_inside" or self._day(answer.previous_at) == self._day(answer.at):
                return time
            return self.say("time-on-day", time=time, day=self._day(answer.previous_at))
        if "roster" in detail:
            return self.moment(datetime.fromisoformat(detail["roster"]), answer.at)
        if "from" in detail:
            begins = datetime.fromisoformat(detail["from"])
            today = self._day(begins) == self._day(answer.at)
            return self.clock(begins) if today else self._day(begins)
        if "until" in detail:
            until = datetime.fromisoformat(detail["until"])
            expired = answer.reason == "expired"
            return self._day(until - timedelta(microseconds=1)) if expired else self.clock(until)
        return ""

    def _day(self, at: datetime) -> str:
        locale = _LOCALES.get(self.language, self.language)
        return format_skeleton("MMMMd", at.astimezone(self._event.zone_info), locale=locale)

    def _gate(self, code: str | None) -> str:
        gate = self._event.gate(code) if code else None
        return gate.name if gate else code or ""


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
    catalogue = files(__package__).joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(catalogue))
    return bundle


def _text(bundle: FluentBundle, pattern: Any, facts: dict[str, Any]) -> str:
    text, faults = bundle.format_pattern(pattern, facts)
    if faults:
        raise faults[0]
    return str(text)
