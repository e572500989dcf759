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
    "number": lambda face: face.number,
}
"""Placeholders that differ from badge to badge."""

OF_EVENT: dict[str, Callable[[EventFace], str]] = {
    "event": lambda event: event.title,
    "event_code": lambda event: event.code,
    "dates": lambda event: event.dates,
    "city": lambda event: event.city,
    "host": lambda event: event.host,
    "if_found": lambda event: event.if_found,
    "emergency": lambda event: event.emergency,
}
"""Placeholders that are the same on all badges of an event."""


def placeholders_in(text: str) -> list[str]:
    """The words in braces, in order, whether or not they are known."""
    return _PLACEHOLDER.findall(text)


class Template:
    """A text with placeholders, read once and filled for each badge.

    A part whose placeholders are all empty is left out, and so is the sign ``between`` it and its neighbour.
    """

    def __init__(self, parts: Sequence[str], between: str, event: EventFace) -> None:
        self._between = between
        self._parts = [_read(part, event) for part in parts]

    def fill(self, face: BadgeFace | None) -> str:
        """The text for a badge; without one, what it says on all of them."""
        filled: list[str] = []
        for pieces, holders, always in self._parts:
            if holders:
                pieces = list(pieces)
                for place, value in holders:
                    pieces[place] = "" if face is None else value(face)
                    always = always or bool(pieces[place])
            if always:
                filled.append("".join(pieces))
        return self._between.join(filled)


_Holders = list[tuple[int, Callable[[BadgeFace], str]]]


def _read(part: str, event: EventFace) -> tuple[list[str], _Holders, bool]:
    """Pieces of text, at which places a badge's values stand, and whether the part stays even if they are empty."""
    pieces = _PLACEHOLDER.split(part)
    always = len(pieces) == 1
    holders: _Holders = []
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        if name in OF_BADGE:
            holders.append((place, OF_BADGE[name]))
        else:
            pieces[place] = OF_EVENT[name](event)
            always = always or bool(pieces[place])
    return pieces, holders, always
