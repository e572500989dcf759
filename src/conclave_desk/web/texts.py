"""What the page says besides the station's answers, by language: a catalogue (Fluent) of its own, and the words of
every gate's screens."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message

from conclave_desk.gate.wording import Wording

_SHARED = (
    *("before", "in", "inside", "inside-of", "offline", "out", "repeated", "roster-as-of", "roster-live"),
    *("not-recorded", "not-recorded-next", "asks-escort", "asks-floater", "escorted"),
    *("search", "search-hint", "search-none"),
    *("annul-title", "annul-do", "annul-what", "annul-nothing", "annul-annulled", "annul-another"),
    *("supervisor-none", "supervisor-badge", "supervisor-pin", "supervisor-closed"),
    *("override-hint", "reason-known", "reason-protocol", "reason-roster", "reason-other"),
)
"""What the terminal's screen says in the same words."""
_LEFT_OPEN = {name: f"{{{name}}}" for name in ("capacity", "count", "fault", "guest", "name", "seconds", "time")}
"""What the page itself puts in, where it stands in braces."""


def catalogue(said: Wording) -> dict[str, str]:
    """All texts in the language of ``said``."""
    own = _own(said.language)
    shared = {key: said.say(key, **_LEFT_OPEN) for key in _SHARED}
    return {**shared, **own}


@cache
def _own(language: str) -> dict[str, str]:
    source = files(__package__).joinpath("wording", f"{language}.ftl").read_text(encoding="utf-8")
    resource = FluentResource(source)
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(resource)
    found = {}
    for entry in resource.body:
        if isinstance(entry, Message) and (pattern := bundle.get_message(entry.id.name).value):
            text, faults = bundle.format_pattern(pattern, _LEFT_OPEN)
            if faults:
                raise faults[0]
            found[entry.id.name] = str(text)
    return found
