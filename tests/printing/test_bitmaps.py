"""Words as squares: they fill what they are given, and read as what they say."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conclave_desk.printing.bitmap import Grid, bitmap, drawn

WORDS = ("ADMIT", "VÉRIFIER", "ESPERAR", "دخول", "تحقّق", "प्रवेश", "प्रतीक्षा")


def ink(grid: Grid) -> float:
    return sum(map(sum, grid)) / (len(grid) * len(grid[0]))


@pytest.mark.parametrize(("width", "height"), [(40, 10), (76, 16), (150, 40), (9, 3)])
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_as_large_as_fits(word: str, width: int, height: int) -> None:
    grid = bitmap(word, width, height)
    assert len({len(row) for row in grid}) == 1
    assert len(grid[0]) <= width
    assert len(grid) <= height
    assert len(grid[0]) == width or len(grid) == height


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_letters_and_not_a_blot(word: str) -> None:
    grid = bitmap(word, 120, 32)
    assert 0.1 < ink(grid) < 0.75
    assert all(any(column) for column in (grid[0], grid[-1]))


def test_counters_stay_light() -> None:
    grid = bitmap("O", 40, 40)
    assert not grid[len(grid) // 2][len(grid[0]) // 2]
    assert grid[len(grid) // 2][1]


def test_arabic_letters_are_joined_and_run_leftwards() -> None:
    """Joined letters leave fewer gaps between them than the same letters set apart."""

    def gaps(text: str) -> int:
        columns = [any(row[place] for row in grid) for grid in [bitmap(text, 400, 60)] for place in range(len(grid[0]))]
        return sum(1 for before, after in pairwise(columns) if before and not after)

    assert gaps("تحقق") == 0
    assert gaps("ت ح ق ق") == 3
    grid = bitmap("دخول", 100, 60)
    assert any(row[0] for row in grid[len(grid) * 2 // 3 :]), "the last letter, lam, ends below the line on the left"


def test_what_is_drawn_the_other_way_round_inside_stays_light() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    hole = [(4.0, 4.0), (4.0, 6.0), (6.0, 6.0), (6.0, 4.0)]
    assert sum(map(sum, drawn([square, hole], 10, 10))) == 96
    assert sum(map(sum, drawn([square, hole[::-1]], 10, 10))) == 100


def test_nothing_is_drawn_of_nothing() -> None:
    assert bitmap("", 10, 10) == ()
    assert bitmap("A", 0, 10) == ()
