"""Text shrinks, then wraps, and never leaves its box."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conclave_desk.printing.fitting import Block, Rule, fit_width
from conclave_desk.printing.fonts import BOLD
from conclave_desk.printing.layout import Frame, Piece, centre, pile
from conclave_desk.printing.shaping import Style

NAME = Rule(style=Style(BOLD), size=30, min_size=16, lines=2, wrap_below=21, leading=1.1)
WIDTH = 258.0


def lines_of(block: Block) -> list[str]:
    return [line.text for line in block.lines]


def test_a_short_name_has_its_full_size() -> None:
    block = fit_width("Samaké", NAME, WIDTH)
    assert (lines_of(block), block.size) == (["Samaké"], 30)


def test_a_longer_name_shrinks_on_one_line() -> None:
    block = fit_width("Ngouabi-Tchicayas", NAME, WIDTH)
    assert len(block.lines) == 1
    assert 21 <= block.size < 30


def test_a_name_that_would_get_too_small_wraps_instead_into_even_lines() -> None:
    block = fit_width("Ngouabi-Tchicaya de Mbandaka", NAME, WIDTH)
    assert lines_of(block) == ["Ngouabi-Tchicaya", "de Mbandaka"]
    assert block.size > 25


def test_a_name_breaks_at_a_hyphen_only_where_that_helps_much() -> None:
    assert lines_of(fit_width("Ngouabi-Tchicaya", NAME, 120)) == ["Ngouabi-", "Tchicaya"]
    assert lines_of(fit_width("Ngouabi-Tchicaya", NAME, 220)) == ["Ngouabi-Tchicaya"]


def test_a_no_break_space_is_not_broken() -> None:
    block = fit_width("Ngouabi de\u00a0Mbandaka-Tchicaya", NAME, WIDTH)
    assert lines_of(block) == ["Ngouabi", "de\u00a0Mbandaka-Tchicaya"]


def test_a_word_that_cannot_break_gets_smaller_than_allowed_but_stays_whole() -> None:
    block = fit_width("W" * 40, NAME, WIDTH)
    assert lines_of(block) == ["W" * 40]
    assert block.size < NAME.min_size


@given(st.text(max_size=60), st.floats(20, 400), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_whole_and_within_its_width(text: str, width: float, lines: int) -> None:
    rule = Rule(style=Style(), size=20, min_size=9, lines=lines, wrap_below=14, leading=1.1)
    block = fit_width(text, rule, width)
    assert block.width <= width + 0.01
    assert len(block.lines) <= lines
    assert "".join("".join(lines_of(block)).split()) == "".join(text.split())


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.sampled_from(["top", "middle", "bottom"]))
@settings(max_examples=80, deadline=None)
def test_any_texts_in_a_pile_stay_within_the_frame(texts: list[str], valign: str) -> None:
    frame = Frame(20, 100, 180, 70)
    placed = pile([Piece(text, NAME, 2.0) for text in texts], frame, valign)
    edge = frame.y
    for each in placed:
        assert each.top >= edge - 0.01
        edge = each.top + each.block.height
        assert each.block.width <= frame.width + 0.01
    assert edge <= frame.y + frame.height + 0.01


@given(st.text(min_size=1, max_size=12))
@settings(max_examples=80, deadline=None)
def test_a_centred_text_stays_within_the_frame(text: str) -> None:
    frame = Frame(0, 0, 60, 20)
    placed = centre(text, NAME, frame)
    scale = placed.block.size / 1000
    tops = [base - line.top * scale for base, line in zip(placed.block.baselines, placed.block.lines, strict=True)]
    bottoms = [
        base - line.bottom * scale for base, line in zip(placed.block.baselines, placed.block.lines, strict=True)
    ]
    assert placed.top + min(tops) >= -0.01
    assert placed.top + max(bottoms) <= frame.height + 0.01


@pytest.mark.parametrize(("text", "count"), [("山田太郎", 2), ("", 1)])
def test_ideographs_may_break_anywhere_and_nothing_need_not(text: str, count: int) -> None:
    assert len(fit_width(text, NAME, 40).lines) == count


_SCRIPTS = (
    *((0x41, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF), (0x370, 0x3FF), (0x400, 0x4FF), (0x531, 0x587), (0x5D0, 0x5EA)),
    *((0x621, 0x64A), (0x904, 0x939), (0x93E, 0x94D), (0x1200, 0x135A), (0x10D0, 0x10FA), (0xE01, 0xE3A)),
    *((0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x3041, 0x3096), (0x300, 0x36F), (0x64B, 0x652), (0x2000, 0x206F)),
    *((0x1F300, 0x1F64F), (0x1E900, 0x1E943), (0xE000, 0xE0FF), (0x0, 0x1F)),
)
"""First and last letter of scripts that names come in, of marks upon them, and of what has no business in a name."""


def _names(count: int) -> list[str]:
    """Names of one to three words, each of one script with an odd sign from anywhere now and then."""
    draw = random.Random(2023)
    pools = [[chr(draw.randint(low, high)) for _ in range(40)] for low, high in _SCRIPTS]
    names = []
    for _ in range(count):
        words = []
        for _ in range(draw.randint(1, 3)):
            letters = draw.choices(draw.choice(pools), k=draw.randint(1, 10))
            if draw.random() < 0.1:
                letters.insert(0, chr(draw.choice([0x200F, 0x301, 0x25CC, 0x94D, 0x1F468, 0x10FFFF])))
            words.append("".join(letters))
        names.append(draw.choice([" ", "-", "\u00a0", "  "]).join(words))
    return names


def test_ten_thousand_names_of_all_scripts_are_set_whole_and_within_their_width() -> None:
    for name in _names(10_000):
        block = fit_width(name, NAME, WIDTH)
        assert block.width <= WIDTH + 0.01, name
        assert len(block.lines) <= NAME.lines, name
        assert "".join("".join(lines_of(block)).split()) == "".join(name.split()), name
