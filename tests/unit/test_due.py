"""What is due before an event, by when, and from whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from conclave_desk.domain.due import (
    AFTER,
    ARRIVAL,
    BEFORE,
    DURING,
    NAME,
    PAPER,
    PHOTO,
    Asked,
    Due,
    Expected,
    missing,
    needed_on,
    owed,
    phase,
    replies,
)
from conclave_desk.domain.event import Category, Event
from conclave_desk.domain.words_of_kind import wording

HOD = Category(code="HOD", name="Head of delegation", rank=0, photo="required")
DEL = Category(code="DEL", name="Delegate", rank=1)
LATE = Category(code="LAT", name="Latecomer", rank=2, valid_from=date(2023, 3, 29))
EVENT = Event(
    code="PUNE23",
    kind="conclave",
    title="Conclave",
    host="IND",
    timezone="Asia/Kolkata",
    starts=date(2023, 3, 27),
    ends=date(2023, 3, 30),
    badges_from=date(2023, 3, 24),
    categories=(HOD, DEL, LATE),
)
FIRST = date(2023, 3, 24)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-03-26T23:59+05:30", BEFORE),
        ("2023-03-27T00:00+05:30", DURING),
        ("2023-03-30T23:59+05:30", DURING),
        ("2023-03-31T00:00+05:30", AFTER),
        ("2023-03-26T18:30+00:00", DURING),
    ],
)
def test_the_phase_goes_by_the_events_own_days(now: str, expected: str) -> None:
    assert phase(EVENT, datetime.fromisoformat(now)) == expected


def test_a_reply_is_due_on_its_date_or_else_when_names_are() -> None:
    asked = [
        Asked("a", "MLI", True, date(2023, 3, 15)),
        Asked("b", "KEN", True, None),
        Asked("c", "NER", False, date(2023, 3, 1)),
    ]
    assert replies(EVENT, asked) == [
        Due("reply", "MLI", date(2023, 3, 15), ("a",)),
        Due("reply", "KEN", FIRST, ("b",), set=False),
    ]


@pytest.mark.parametrize(
    ("person", "category", "expected"),
    [
        (Expected(("p",), "MLI", "HOD", named=False, heads=True), HOD, [NAME]),
        (Expected(("p",), "MLI", "HOD", named=True, heads=True, photo=False), HOD, [PAPER, PHOTO, ARRIVAL]),
        (Expected(("p",), "MLI", "HOD", named=True, heads=True, photo=None), HOD, [PAPER, ARRIVAL]),
        (Expected(("p",), "MLI", "HOD", named=True, heads=True, paper=True, photo=True, arrives=True), HOD, []),
        (Expected(("p",), "MLI", "HOD", named=True, heads=True, paper=True, photo=True, arrived=True), HOD, []),
        (Expected(("p",), "MLI", "DEL", named=True, photo=False), DEL, [PAPER]),
        (Expected(("p",), "IND", "HOD", named=True, heads=True, answered=False, photo=True), HOD, []),
        (Expected(("p",), "MLI", "XXX", named=True, paper=True, photo=False), None, []),
    ],
)
def test_what_is_missing_of_a_nomination(person: Expected, category: Category | None, expected: list[str]) -> None:
    assert missing(person, category) == expected


def test_what_a_party_owes_stands_together_by_kind_and_day() -> None:
    people = [
        Expected(("2",), "MLI", "DEL", named=True),
        Expected(("1", "5"), "MLI", "DEL", named=True),
        Expected(("3",), "MLI", "LAT", named=True),
        Expected(("4",), "KEN", "HOD", named=True, heads=True, paper=True, photo=True),
    ]
    assert owed(EVENT, people) == [
        Due(PAPER, "MLI", FIRST, ("1", "2", "5")),
        Due(PAPER, "MLI", date(2023, 3, 29), ("3",)),
        Due(ARRIVAL, "KEN", date(2023, 3, 26), ("4",)),
    ]


def test_days_left_are_negative_once_it_is_overdue() -> None:
    due = Due(NAME, "MLI", FIRST, ("1",))
    assert [due.days_left(date(2023, 3, day)) for day in (23, 24, 26)] == [1, 0, -2]


def test_of_a_course_names_are_due_when_the_categorys_own_course_begins() -> None:
    course = Event(
        code="ITEC",
        kind="course",
        title="Courses",
        host="IND",
        timezone="Asia/Kolkata",
        starts=date(2023, 4, 1),
        ends=date(2024, 3, 31),
    )
    begins = {"DEL": date(2023, 6, 5)}
    assert needed_on(course, DEL, begins) == date(2023, 6, 5)
    assert needed_on(course, HOD, begins) == date(2023, 4, 1)
    assert needed_on(EVENT, DEL, begins) == FIRST


@pytest.mark.parametrize(
    ("kind", "levels", "heads", "head"),
    [
        ("conclave", ["chief", "chief", ""], True, "Chief"),
        ("conclave", ["chief", "minister"], True, "head"),
        ("consultation", [], True, "head of delegation"),
        ("course", ["chief"], False, "head"),
        ("exercise", [], False, "head"),
    ],
)
def test_the_headline_speaks_as_the_kind_of_event_does(kind: str, levels: list[str], heads: bool, head: str) -> None:
    found = wording(kind, levels)
    assert (found.heads, found.head) == (heads, head)


def test_now_may_be_in_any_zone() -> None:
    assert phase(EVENT, datetime(2023, 3, 30, 18, 31, tzinfo=UTC)) == AFTER
