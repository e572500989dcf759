"""Where there is little room, nothing reads as if it were whole when it is cut."""

from __future__ import annotations

import asyncio

import pytest
from tests.tui.conftest import Walks

from conclave_desk.tui.forms.caption import ColumnLabel, lines_of


@pytest.mark.parametrize(
    ("width", "lines"),
    [(11, ["family name"]), (10, ["family", "name"]), (6, ["family", "name"]), (5, ["fami…", "name"]), (1, ["…", "…"])],
)
def test_a_label_is_wrapped_between_words_and_a_word_that_is_too_long_is_marked(width: int, lines: list[str]) -> None:
    assert lines_of("family name", width) == lines


def test_at_60_columns_the_walk_up_form_says_each_label_whole_and_marks_hints_that_are_cut(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", (60, 24)) as office:
            await office.press("w")
            for label in office.screen.query(ColumnLabel):
                assert label.size.height >= len(lines_of(label._label, label.size.width))
                assert "…" not in str(label.render())
            assert "the answer by word, if not…" in office.text
            await office.pilot.resize_terminal(100, 30)
            await office.settled()
            assert "the answer by word, if not accepted before" in office.text

    asyncio.run(job())


def test_at_60_columns_the_headline_takes_as_many_lines_as_it_needs(walk: Walks) -> None:
    async def job() -> None:
        async with walk("overview", (60, 20)) as office:
            await office.until(lambda: office.screen.found is not None)
            lines = [line.strip("│ ") for line in office.text.split("\n")]
            assert "States  invited 54  confirmed 23  accredited 0" in lines
            assert "names awaited 22" in lines
            assert "arrived 0  (10 in person)" in lines

    asyncio.run(job())
