"""The words in braces that a design's texts may contain, and what stands there on a badge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from conclave_desk.printing.face import BadgeFace, EventFace

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def _name(face: BadgeFace) -> str:
    return face.badge_name or face.family_name or face.given_name


def _given(face: BadgeFace) -> str:
    return face.given_name if face.family_name and not face.badge_name else ""


OF_BADGE: dict[str, Callable[[BadgeFace], str]] = {
    "name": _name,
    "given": _given,
    "native_name": lambda face: face.native_name,
    "rank": lambda face: face.rank,
    "post_nominals": lambda face: face.post_nominals,
    "appointment": lambda face: face.appointment,
    "service": lambda face: face.service,
    "party": lambda face: face.party_name,
    "party_code": lambda face: face.party_code,
    "category": lambda face: face.category_name,
    "category_code": lambda face: face.category_code,
    "zones": lambda face: " ".join(code for code, _ in face.zones),
    "validity": lambda face: face.validity,
    "serial": lambda face: face.serial,
    "issue": lambda face: str(face.issue),
}
"""Placeholders that differ from badge to badge."""

OF_EVENT: dict[str, Callable[[EventFace], str]] = {
    "event": lambda event: event.title,
    "event_code": lambda event: event.code,
    "dates": lambda event: event.dates,
    "city": lambda event: event.city,
    "host": lambda event: event.host,
    "if_found": lambda event: event.if_found,
}
"""Placeholders that are the same on all badges of an event."""


def placeholders_in(text: str) -> list[str]:
    """The words in braces, in order, whether or not they are known."""
    return _PLACEHOLDER.findall(text)


def fill(parts: Sequence[str], between: str, face: BadgeFace | None, event: EventFace) -> str:
    """Put the values in; a part whose placeholders are all empty is left out, and so is the sign between."""
    filled: list[str] = []
    for part in parts:
        pieces = _PLACEHOLDER.split(part)
        pieces[1::2] = [_value(name, face, event) for name in pieces[1::2]]
        if len(pieces) == 1 or any(pieces[1::2]):
            filled.append("".join(pieces))
    return between.join(filled)


def _value(name: str, face: BadgeFace | None, event: EventFace) -> str:
    if name in OF_EVENT:
        return OF_EVENT[name](event)
    return "" if face is None else OF_BADGE[name](face)
