"""Keys become codes: scanners that end with Enter, Tab or nothing, fingers, slow lines, garbage, repeats."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.test_keyboards import ANOTHER, CODE, written

from conclave_desk.gate.wedge import Read, Repeats, Wedge

SCANNER, FINGERS = 0.002, 0.25


class Keyboard:
    """Presses keys at a pace, on a clock of its own."""

    def __init__(self) -> None:
        self.wedge, self.at = Wedge(), 100.0
        self.read: list[Read] = []

    def type(self, text: str, pace: float = SCANNER) -> Keyboard:
        for sign in text:
            self.at += pace
            self.read += self.wedge.end(self.at) if sign in "\n\t" else self.wedge.sign(sign, self.at)
        return self

    def wait(self, seconds: float) -> Keyboard:
        self.at += seconds
        self.read += self.wedge.silence(self.at)
        return self


@pytest.mark.parametrize("end", ["\n", "\t"])
def test_a_scanner_ends_with_enter_or_tab(end: str) -> None:
    assert Keyboard().type(CODE + end).read == [Read(CODE)]


def test_a_scanner_ends_with_nothing_and_is_answered_after_a_moment() -> None:
    keyboard = Keyboard().type(CODE)
    assert keyboard.read == []
    assert keyboard.wait(0.1).read == [Read(CODE)]


def test_a_scanner_that_ends_with_enter_and_newline_is_read_once() -> None:
    assert Keyboard().type(CODE + "\n\n").wait(1).read == [Read(CODE)]


def test_a_queue_of_scans_without_ends_loses_none() -> None:
    assert Keyboard().type(CODE + ANOTHER + CODE).wait(0.1).read == [Read(CODE), Read(ANOTHER), Read(CODE)]


def test_the_next_scan_ends_the_one_before_if_there_was_a_pause() -> None:
    keyboard = Keyboard().type(CODE)
    keyboard.at += 0.3
    assert keyboard.type(ANOTHER + "\n").read == [Read(CODE), Read(ANOTHER)]


def test_over_a_slow_line_a_scan_comes_in_clumps() -> None:
    keyboard = Keyboard()
    for start in range(0, len(CODE), 40):
        keyboard.type(CODE[start : start + 40], 0.0).wait(0.3)
    assert keyboard.type("\n").read == [Read(CODE)]


def test_a_scan_that_broke_off_is_handed_on_as_it_is() -> None:
    keyboard = Keyboard().type(CODE[:60]).wait(0.3)
    assert keyboard.read == []
    assert keyboard.wait(0.6).read == [Read(CODE[:60])]


@pytest.mark.parametrize(("layout", "caps"), [("fr", ""), ("fr", "all"), ("us", "letters"), ("ar", ""), ("hi", "")])
def test_the_layout_is_undone(layout: str, caps: str) -> None:
    assert Keyboard().type(written(CODE, layout, caps) + "\n").read == [Read(CODE)]


def test_fingers_are_told_from_a_scanner() -> None:
    assert Keyboard().type("k7q4 9xtm 1r\n", FINGERS).read == [Read("k7q4 9xtm 1r", typed=True)]
    assert Keyboard().type("https://example.org/menu\n").read == [Read("https://example.org/menu")]


def test_what_is_typed_waits_for_enter_and_is_forgotten_in_the_end() -> None:
    keyboard = Keyboard().type("sama", FINGERS).wait(5)
    assert (keyboard.read, keyboard.wedge.text) == ([], "sama")
    assert keyboard.wait(11).wedge.text == ""


def test_a_wrong_sign_is_taken_back() -> None:
    keyboard = Keyboard().type("samx", FINGERS)
    keyboard.wedge.back()
    assert keyboard.type("\n", FINGERS).read == [Read("sam", typed=True)]


def test_garbage_without_end_is_one_unreadable_code_and_then_silence_is_waited_for() -> None:
    garbage = "".join(random.Random(5).choices("abcdefghij#;", k=20_000))
    keyboard = Keyboard().type(garbage, 0.001)
    assert [len(read.text) for read in keyboard.read] == [2001]
    assert keyboard.wedge.text == ""
    assert keyboard.wait(1).type(CODE + "\n").read[1:] == [Read(CODE)]


def test_a_badge_with_an_end_is_heard_right_after_garbage_that_had_none() -> None:
    garbage = "".join(random.Random(5).choices("abcdefghij#;", k=20_000))
    keyboard = Keyboard().type(garbage + CODE + "\n", 0.0002)
    assert keyboard.read == [Read(garbage[:2001]), Read(CODE)]
    assert Keyboard().type(garbage[:300] + CODE + "\n").read == [Read(garbage[:300]), Read(CODE)]


def test_garbage_in_lines_does_not_swallow_the_badge_after_it() -> None:
    lines = ["".join(random.Random(n).choices("xyz!?", k=50)) for n in range(200)]
    keyboard = Keyboard().type("\n".join(lines) + "\n" + CODE + "\n", 0.001)
    assert [read.text for read in keyboard.read] == [*lines, CODE]


@given(pauses=st.lists(st.sampled_from([0.0, 0.001, 0.03, 0.2, 2.0]), min_size=1, max_size=12))
def test_scans_that_are_ended_all_arrive_whatever_the_pauses_between_them(pauses: list[float]) -> None:
    keyboard = Keyboard()
    for number, pause in enumerate(pauses):
        keyboard.type((CODE, ANOTHER)[number % 2] + "\n")
        keyboard.at += pause
    assert [read.text for read in keyboard.read] == [(CODE, ANOTHER)[number % 2] for number in range(len(pauses))]


def test_the_same_code_within_five_seconds_is_a_repeat_and_later_it_is_not() -> None:
    repeats = Repeats()
    assert [repeats.is_one(CODE, at) for at in (0.0, 1.0, 4.9, 5.0)] == [False, True, True, False]


def test_another_code_between_does_not_make_it_new() -> None:
    repeats = Repeats()
    assert [repeats.is_one(code, at) for at, code in enumerate((CODE, ANOTHER, CODE))] == [False, False, True]


def test_after_the_direction_has_changed_the_same_badge_is_meant() -> None:
    repeats = Repeats()
    repeats.is_one(CODE, 0.0)
    repeats.forget()
    assert not repeats.is_one(CODE, 1.0)
