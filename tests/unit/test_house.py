"""Who is not in the house, who lands and is met by whom, and at which session heads should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conclave_desk.domain.counted import cumulative, round_up, whole_hours
from conclave_desk.domain.house import (
    Coming,
    Escort,
    Guest,
    Missing,
    landings,
    met_by,
    next_session,
    not_in_house,
    whereabouts,
)
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.since_print import TO_ISSUE, TO_PRINT, TO_TAKE_BACK, Change, Paper, changes

NOW = datetime(2023, 3, 28, 4, 11, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def guest(party: str, name: str = "head", **more: object) -> Guest:
    return Guest(f"{party}-{name}", party, name, **{"heads": name == "head", **more})  # type: ignore[arg-type]


def test_a_party_is_missing_by_its_head_whoever_else_is_in() -> None:
    kenya = guest("KEN")
    people = [kenya, guest("KEN", "aide", inside=True), guest("MLI", inside=True), guest("MLI", "aide")]
    assert not_in_house(people, ["KEN", "MLI"]) == [Missing("KEN", kenya)]


def test_without_a_head_the_first_in_precedence_counts() -> None:
    first, second = guest("MLI", "Samaké"), guest("MLI", "Goïta", inside=True)
    assert not_in_house([first, second], ["MLI"]) == [Missing("MLI", first)]
    assert not_in_house([second, first], ["MLI"]) == []


def test_a_party_that_confirmed_and_has_nobody_accredited_is_missing_too() -> None:
    assert not_in_house([], ["NER"]) == [Missing("NER", None)]


def test_who_is_not_expected_and_the_host_are_never_missing() -> None:
    people = [guest("KEN", expected=False), guest("IND")]
    assert not_in_house(people, [], host="IND") == []


def test_of_a_course_everybody_expected_counts() -> None:
    one, two = guest("MLI", "one"), guest("MLI", "two")
    present = guest("MLI", "three", inside=True)
    assert not_in_house([one, two, present], ["MLI"], heads_only=False) == [Missing("MLI", one), Missing("MLI", two)]


@pytest.mark.parametrize(
    ("person", "known", "since"),
    [
        (guest("KEN", seen_out=at(-60), arrived=True, collected=True), "left", at(-60)),
        (guest("KEN", lands=at(30)), "lands", at(30)),
        (guest("KEN", lands=at(-30)), "was due", at(-30)),
        (guest("KEN", lands=at(-30), arrived=True), "badge not collected", None),
        (guest("KEN", arrived=True, collected=True), "not in yet", None),
        (guest("KEN"), "not seen yet", None),
    ],
)
def test_what_is_known_of_somebody_who_is_missing(person: Guest, known: str, since: datetime | None) -> None:
    assert whereabouts(person, NOW) == (known, since)


def test_who_lands_within_three_hours_by_time_and_together() -> None:
    soon = {"lands": at(90), "lands_by": "ET 686"}
    people = [
        guest("NER", lands=at(-20)),
        guest("MLI", "a", **soon),
        guest("MLI", "b", **soon),
        guest("KEN", lands=at(181)),
        guest("ZMB", lands=at(10), arrived=True),
        guest("TZA", lands=at(-13 * 60)),
    ]
    found = landings(people, NOW)
    assert [(one.party, len(one.guests), one.late(NOW)) for one in found] == [("NER", 1, True), ("MLI", 2, False)]


@pytest.mark.parametrize("whom", ["MLI", "MLI-1", "Samaké Mamadou", "mamadou samake"])
def test_whoever_accompanies_the_party_or_one_of_them_meets_them(whom: str) -> None:
    keys = keys_of("MLI-1", "Mamadou Samaké")
    escorts = [Escort("Major Rao", whom), Escort("Major Rao", whom), Escort("Major Iyer", "KEN")]
    assert met_by("MLI", keys, escorts) == ["Major Rao"]


PROGRAMME = [
    Coming("S1", at(-40), at(-10), at(60)),
    Coming("S2", at(50), at(80), at(140)),
    Coming("S3", at(600), at(630), at(700)),
]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-60, "S1"), (-20, "S1"), (0, "S1"), (55, "S2"), (61, "S2"), (100, "S2"), (300, "S3"), (900, None)],
)
def test_heads_should_be_where_doors_are_open_else_where_it_runs_else_at_the_next(
    minutes: int, expected: str | None
) -> None:
    assert next_session(PROGRAMME, at(minutes)) == expected


def test_what_the_print_does_not_say() -> None:
    printed = at(-600)
    badges = [
        Paper("printed", printed),
        Paper("lost", printed, at(-10), "lost"),
        Paper("lost", None),
        Paper("left", printed, at(-10), "withdrawn"),
        Paper("back", printed, at(-10), "withdrawn", back=True),
        Paper("long ago", at(-900), at(-700), "withdrawn"),
        Paper("later", printed, at(10), "substituted"),
    ]
    assert changes(["printed", "lost", "later", "new"], badges, NOW, printed) == [
        Change(TO_PRINT, "lost"),
        Change(TO_ISSUE, "new"),
        Change(TO_TAKE_BACK, "lost", "lost"),
        Change(TO_TAKE_BACK, "left", "withdrawn"),
    ]


def test_counts_climb_and_end_with_all_of_them() -> None:
    times = [at(5), at(5), at(50)]
    assert cumulative(times, NOW, at(60), 6) == [2, 2, 2, 2, 3, 3]
    assert cumulative([], NOW, at(60), 3) == [0, 0, 0]


def test_a_plot_shows_whole_hours() -> None:
    assert whole_hours([]) is None
    first, last = whole_hours([at(0), at(30)]) or (NOW, NOW)
    assert (first, last) == (NOW.replace(minute=0), NOW.replace(minute=0) + timedelta(hours=4))


@pytest.mark.parametrize(("number", "top"), [(0, 4), (4, 4), (7, 8), (11, 20), (25, 30), (90, 100), (101, 200)])
def test_the_top_of_an_axis_is_round(number: int, top: int) -> None:
    assert round_up(number) == top
