"""What a print has to tell: a text that does not fit or lacks a glyph, and how much was printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a badge cannot be set right."""

    TOO_LONG = "too_long"
    NO_GLYPH = "no_glyph"
    NO_QR = "no_qr"
    NO_PHOTO = "no_photo"
    SMALL_PHOTO = "small_photo"
    NO_PORTRAIT = "no_portrait"
    NO_COLOUR = "no_colour"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing on one badge that an officer should see before it is printed.

    ``serial`` and ``holder`` name the badge (empty when the event's own text is meant, which is on all of them),
    ``element`` the part of the design, ``text`` what was to stand there.
    """

    reason: Reason
    serial: str
    holder: str
    element: str
    text: str
    sentence: str

    def __str__(self) -> str:
        whom = " ".join(part for part in (self.serial, self.holder) if part) or "all badges"
        return f"{whom}: {self.element}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What was written: badges, pages and their size in millimetres, and what on them could not be set right."""

    count: int
    pages: int
    findings: tuple[Finding, ...]
    size: tuple[float, float] = (0.0, 0.0)
