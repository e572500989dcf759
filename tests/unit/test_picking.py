"""Which of a list's choices somebody means by what is typed so far."""

from __future__ import annotations

import pytest

from conclave_desk.tui.forms.fields import Choice, matching

RANKS = [
    "General",
    "Général d'armée",
    "Lieutenant General",
    "Colonel-major",
    "Colonel",
    "Lieutenant Colonel",
    "Lieutenant",
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("col", "Colonel"),
        ("colonel-", "Colonel-major"),
        ("gen", "General"),
        ("lieu", "Lieutenant"),
        ("lieu col", "Lieutenant Colonel"),
        ("", "General"),
    ],
)
def test_a_word_comes_before_the_longer_ones_that_begin_with_it(typed: str, first: str) -> None:
    choices = [Choice(rank, rank) for rank in RANKS]
    assert matching(choices, typed)[0].label == first
