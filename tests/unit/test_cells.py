"""What a cell shows of a text that is too long for it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

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
