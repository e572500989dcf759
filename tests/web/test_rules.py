"""Pairing and pace as rules: time and chance come in from outside."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conclave_desk.cli.console import symbol
from conclave_desk.web.frames import codes_in
from conclave_desk.web.pace import Pace, Paces
from conclave_desk.web.pairing import PATIENCE, VALID, Pairing


def pairing(numbers: str = "1234567890") -> Pairing:
    drawn, shown = count(), iter(numbers)
    return Pairing(lambda: f"secret {next(drawn)}", lambda: next(shown))


def test_an_offer_can_be_taken_up_for_five_minutes() -> None:
    desk = pairing()
    in_time, late = desk.offer("G1", "phone 1", 0), 0
    assert desk.taken_up(in_time, VALID - 1) is not None
    late_offer = desk.offer("G1", "phone 2", late)
    assert desk.taken_up(late_offer, VALID) is None


def test_an_offer_that_came_too_late_is_used_up_all_the_same() -> None:
    desk = pairing()
    secret = desk.offer("G1", "phone 1", 0)
    assert desk.taken_up(secret, VALID + 1) is None
    assert desk.taken_up(secret, 1) is None


def test_a_phone_on_which_nobody_decides_is_forgotten() -> None:
    desk = pairing()
    taken = desk.taken_up(desk.offer("G1", "phone 1", 0), 1)
    assert taken is not None
    assert desk.waiting(PATIENCE) != []
    assert desk.waiting(PATIENCE + 1) == []
    assert desk.of(taken[0], PATIENCE + 1) is None


def test_no_two_phones_wait_with_the_same_number() -> None:
    desk = pairing("1122")
    numbers = []
    for _ in range(2):
        taken = desk.taken_up(desk.offer("G1", "phone", 0), 1)
        assert taken is not None
        numbers.append(taken[1].number)
    assert numbers == ["1", "2"]


def test_a_phone_asks_by_a_secret_of_its_own_and_not_by_the_offers() -> None:
    desk = pairing()
    offered = desk.offer("G1", "phone 1", 0)
    taken = desk.taken_up(offered, 1)
    assert taken is not None
    assert desk.of(offered, 2) is None
    assert desk.of(taken[0], 2) is taken[1]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.floats(1, 10), st.floats(0.1, 5))
def test_nobody_is_let_through_more_often_than_the_pace_allows(waits: list[float], most: float, each: float) -> None:
    paces, now, allowed = Paces({"scan": Pace(most, each)}), 0.0, 0
    for wait in waits:
        now += wait
        allowed += paces.wait("scan", "phone", now) == 0
        assert allowed <= most + each * now + 1e-6


@given(st.floats(1, 10), st.floats(0.1, 5))
def test_whoever_waits_as_long_as_told_is_let_through(most: float, each: float) -> None:
    paces, now = Paces({"scan": Pace(most, each)}), 0.0
    while not (wait := paces.wait("scan", "phone", now)):
        pass
    assert paces.wait("scan", "phone", now + wait + 1e-9) == 0
    assert paces.wait("scan", "another phone", now) == 0


def test_of_very_many_strangers_those_of_long_ago_are_forgotten() -> None:
    paces = Paces({"stranger": Pace(1, 1)})
    for number in range(10_000):
        paces.wait("stranger", str(number), 0)
    assert len(paces._asked) < 5_000


def test_the_code_in_the_terminal_can_be_read_and_fits_a_small_one() -> None:
    url = f"https://192.168.100.100:8443/pair#{'x' * 22}"
    lines = symbol(url)
    assert len(lines) <= 21
    white = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = [[white[sign][half] for sign in line] for line in lines for half in (0, 1)]
    size = 4
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([value for row in rows for value in row])
    large = picture.resize((picture.width * size, picture.height * size), Image.Resampling.NEAREST)
    assert codes_in(large.tobytes(), large.width, large.height) == [url]
