"""Colours of designs and categories, and which of black and white can be read on them."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)


def parse(text: str) -> Colour:
    """Read ``#RRGGBB``. Raises :class:`ValueError`."""
    if not _HEX.fullmatch(text):
        raise ValueError(f"{text!r} is no colour; write it as #RRGGBB, such as #7A1F2B.")
    red, green, blue = bytes.fromhex(text[1:])
    return (red / 255, green / 255, blue / 255)


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2 defines it, from 0 (black) to 1 (white)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21; 4.5 is enough for text of any size (AA)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: Colour) -> Colour:
    """Black or white, whichever stands out more; either way at least 4.58 to 1."""
    return WHITE if contrast(WHITE, ground) >= contrast(BLACK, ground) else BLACK
