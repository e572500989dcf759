"""Every tone can be read on everything that it is written on, in each theme: by WCAG's ratio of luminances."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import product

import pytest
from textual.color import Color

from conclave_desk.tui.themes import themes

THEMES = {theme.name: {**theme.variables, "accent": theme.accent or ""} for theme in themes()}
TONES = ("ink", "muted", "accent", "good", "stop", "warn")
GROUNDS = ("paper", "raised", "cursor")
PAIRS = [*product(TONES, GROUNDS), ("on-accent", "accent")]
WATCH = re.compile(r"background: (#[0-9a-f]{6}); color: (#[0-9a-f]{6})")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_tone_can_be_read_on_every_ground(theme: str) -> None:
    least, colours = 7.0 if theme == "high-contrast" else 4.5, THEMES[theme]
    found = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_in_high_contrast_fields_and_lines_stand_out_from_paper() -> None:
    colours = THEMES["high-contrast"]
    assert contrast(colours["line"], colours["paper"]) >= 7
    assert colours["raised"] != colours["paper"]


def test_verdicts_can_be_read_by_day_and_by_night() -> None:
    sheet = files("conclave_desk.tui.watch").joinpath("screen.tcss").read_text("utf-8")
    pairs = WATCH.findall(sheet)
    assert len(pairs) > 20
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
