"""What a cell shows of a text that is too long for it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from conclave_desk.tui.widgets import cells
from conclave_desk.tui.widgets.cells import fitted


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Lieutenant General Moussa Goïta", 40, "Lieutenant General Moussa Goïta"),
        ("Lieutenant General Moussa Goïta", 24, "Lt Gen Moussa Goïta"),
        ("Lieutenant General Moussa Goïta", 16, "Moussa Goïta"),
        ("Lieutenant Colonel Moussa Goïta", 20, "Lt Col Moussa Goïta"),
        ("Lieutenant Colonel", 11, "Lt Col"),
        ("Général de division Moussa Goïta", 20, "Moussa Goïta"),
        ("name awaited", 14, "name awaited"),
    ],
)
def test_a_rank_is_written_short_before_a_name_is_cut(text: str, width: int, shown: str) -> None:
    assert fitted(text, width, ranked=True).rstrip() == shown
    assert cell_len(fitted(text, width, ranked=True)) == width


def test_a_word_that_looks_like_a_rank_stays_whole_elsewhere() -> None:
    assert fitted("General Assembly of the Union", 14).startswith("General…")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Nuwan Wickramasinghe-Bandaranaike", 24, "Nuwan Wickramasinghe-…"),
        ("Nuwan Wickramasinghe-Bandaranaike", 21, "Nuwan Wickramasinghe…"),
        ("Nuwan Wickramasinghe-Bandaranaike", 10, "Nuwan…"),
        ("Colonel-major", 9, "Colonel-…"),
        ("Guinea-Bissau", 7, "Guinea…"),
        ("Al-Muhammadabdulrahman", 12, "Al-Muhammad…"),
        ("Democratic Republic of the Congo", 22, "Democratic Republic…"),
        ("क्षत्रिय राजेन्द्रप्रसाद", 4, "क्षत्…"),
        ("राजेन्द्रप्रसाद कुमार", 14, "राजेन्द्रप्रसाद…"),
        ("e" + "\u0331\u0304" * 3 + "lan", 2, "e" + "\u0331\u0304" * 3 + "…"),
        ("司令官欧阳", 6, "司令…"),
    ],
)
def test_what_is_cut_ends_after_a_whole_word_or_at_least_a_whole_sign_and_says_so(
    text: str, width: int, shown: str
) -> None:
    assert fitted(text, width).rstrip() == shown
    assert cell_len(fitted(text, width)) == width


def test_in_a_browser_arabic_is_laid_from_right_to_left_by_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its terminal lays sign after sign to the right, and gives the signs that isolate a text cells of their own."""
    assert fitted("عمر", 4) == "\u2068عمر\u2069 "
    fitted.cache_clear()
    monkeypatch.setattr(cells, "DRIVER", "textual.drivers.web_driver:WebDriver")
    assert fitted("عمر", 4) == "رمع "
    fitted.cache_clear()
