"""What stands on a badge: plain values, handed to the printing press by whoever knows the registers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventFace:
    """What all badges of an event share. ``dates`` is ready to print ("27-30 March 2023"), ``emergency``
    too, ``emblem`` is a PNG."""

    code: str
    title: str
    dates: str
    city: str = ""
    host: str = ""
    if_found: str = ""
    emergency: str = ""
    emblem: bytes | None = None


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """One badge. Names are printed exactly as given here; empty text means that the line is left out.

    ``payload`` is the text of the QR symbol, ``serial`` the code printed under it, ``zones`` pairs of code and
    name in the event's order, ``category_colour`` is ``#RRGGBB``, ``party_code`` an ISO alpha-3 code or one that
    the event declares, ``flag`` the code of the country whose flag is shown (none if empty),
    ``own_flag`` a PNG that the host gave instead.
    ``number`` stands on
    a card that is nobody's, ``collect_at`` is where the badge is handed out (not printed on it). ``photo_required`` says that a photo is missing, ``sides_cut`` that the photo was wider than high.
    """

    payload: str
    serial: str
    issue: int
    category_code: str
    category_name: str
    category_colour: str
    party_code: str
    party_name: str
    zones: tuple[tuple[str, str], ...]
    family_name: str = ""
    given_name: str = ""
    badge_name: str = ""
    native_name: str = ""
    rank: str = ""
    post_nominals: str = ""
    appointment: str = ""
    service: str = ""
    validity: str = ""
    flag: str = ""
    own_flag: bytes | None = None
    number: str = ""
    collect_at: str = ""
    photo: bytes | None = None
    photo_required: bool = False
    sides_cut: bool = False
