"""Lines of glyphs: direction, joining, fonts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conclave_desk.printing.fonts import Shelf, shelf
from conclave_desk.printing.shaping import Line, Style, set_line

MONO = Style(mono=True)


def pieces(line: Line) -> list[str]:
    return ["".join(cluster.text for cluster in run.clusters) or "latin" for run in line.runs]


def test_arabic_runs_from_right_to_left_and_joins() -> None:
    (run,) = set_line("علي", Style()).runs
    assert run.leftwards
    assert [cluster.text for cluster in run.clusters] == ["ي", "ل", "ع"]
    alone = {glyph[0] for letter in "علي" for glyph in set_line(letter, Style()).runs[0].glyphs}
    assert not {glyph[0] for glyph in run.glyphs if glyph[1]} <= alone


def test_a_number_in_arabic_keeps_its_direction() -> None:
    line = set_line("لواء 45 مشاة", Style())
    assert [run.leftwards for run in line.runs] == [True, False, True]


def test_latin_words_in_arabic_stand_in_their_own_direction() -> None:
    line = set_line("علي ibn Smith", Style())
    assert [run.leftwards for run in line.runs] == [False, True]


def test_devanagari_forms_conjuncts() -> None:
    apart = sum(len(set_line(letter, Style()).runs[0].glyphs) for letter in "क्ष")
    assert len(set_line("क्ष", Style()).runs[0].glyphs) < apart


def test_a_decomposed_letter_looks_like_the_composed_one() -> None:
    assert set_line("Samake\u0301", Style()).width == set_line("Samaké", Style()).width


def test_all_letters_of_a_serial_are_equally_wide() -> None:
    widths = {set_line(letter, MONO).width for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"}
    assert len(widths) == 1


def test_the_shape_of_a_line_covers_its_ink() -> None:
    line = set_line("Ậg", Style())
    assert line.top > 850
    assert line.bottom < -200


@pytest.mark.parametrize("text", ["\u2067علي\u2069 (x)", "𐠀\U00018d09", "\u202eabc\u202c", "\u200f", "ع\n١٢"])
def test_odd_marks_of_direction_do_no_harm(text: str) -> None:
    assert sum(cluster.glyphs for run in set_line(text, Style()).runs for cluster in run.clusters) > 0


@pytest.mark.parametrize("character", ["\x07", "\U0010fffd"])
def test_a_character_without_a_glyph_is_told(character: str) -> None:
    assert set_line(f"A{character}B", Style()).missing == character


@pytest.mark.parametrize("character", ["\u200d", "\u200e", "\u00ad", "\u00a0", "\n"])
def test_hints_and_spaces_need_no_glyph(character: str) -> None:
    assert set_line(f"A{character}B", Style()).missing == ""


def test_a_script_that_is_not_packaged_is_set_in_a_font_of_the_machine() -> None:
    if shelf().home("ኃ") is None:
        pytest.skip("this machine has no Noto font for Ethiopic")
    line = set_line("ኃይለ ማርያም", Style())
    assert line.missing == ""
    assert {run.face.name for run in line.runs} == {"NotoSansEthiopic-Regular"}


def test_without_fonts_of_the_machine_such_a_script_has_no_glyphs() -> None:
    fonts = shelf()
    alone = Shelf([fonts.sans], fonts.mono, [])
    assert alone.home("é") is fonts.sans
    assert alone.home("ኃ") is None


@given(st.text(max_size=40), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_becomes_a_line(text: str, mono: bool) -> None:
    line = set_line(text, Style(mono=mono))
    assert line.left <= 0 <= line.width <= line.right
    assert line.bottom <= 0 <= line.top or not line.runs
    assert set(line.missing) <= set(text)
