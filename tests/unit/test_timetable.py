"""A day as a grid: hours, columns, who stands beside whom, where the arrow keys lead; and what an amendment says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.domain.amendments import Standing, amendments
from conclave_desk.domain.timetable import DAY, Lane, Slot, days, lanes, minutes, neighbours, on_day, overlap, ruler

PUNE = ZoneInfo("Asia/Kolkata")
MARCH_28 = date(2023, 3, 28)


def slot(code: str, first: int, last: int, venue: str = "HALL", *, cancelled: bool = False) -> Slot:
    return Slot(code, venue, first, last, cancelled)


def placed(*slots: Slot) -> dict[str, tuple[int, int]]:
    return {lane.slot.code: (lane.number, lane.of) for lane in lanes(slots)}


def test_what_does_not_overlap_has_the_column_to_itself() -> None:
    assert placed(slot("S1", 600, 660), slot("S2", 660, 720)) == {"S1": (0, 1), "S2": (0, 1)}


def test_what_overlaps_stands_side_by_side() -> None:
    found = placed(slot("S1", 600, 700), slot("S2", 660, 720), slot("S3", 700, 760), slot("S4", 800, 810))
    assert found == {"S1": (0, 2), "S2": (1, 2), "S3": (0, 2), "S4": (0, 1)}


def test_another_venue_is_another_column() -> None:
    assert placed(slot("S1", 600, 700), slot("S2", 600, 700, "ROOM")) == {"S1": (0, 1), "S2": (0, 1)}


def test_a_cancelled_session_gives_way_to_what_stands_in_its_place() -> None:
    gone = slot("S1", 600, 700, cancelled=True)
    assert placed(gone) == {"S1": (0, 1)}
    assert placed(gone, slot("S2", 650, 660)) == {"S2": (0, 1)}


_SLOTS = st.lists(
    st.builds(
        lambda first, length, venue: (first, first + length, venue),
        st.integers(0, DAY - 1),
        st.integers(1, 300),
        st.sampled_from("AB"),
    ),
    max_size=12,
)


@given(_SLOTS)
def test_no_two_sessions_ever_cover_each_other(drawn: list[tuple[int, int, str]]) -> None:
    slots = [slot(f"S{n}", first, min(DAY, last), venue) for n, (first, last, venue) in enumerate(drawn)]
    found = lanes(slots)
    assert len(found) == len(slots)
    for one in found:
        assert 0 <= one.number < one.of
        for other in found:
            if one is not other and one.slot.venue == other.slot.venue and overlap(one.slot, other.slot):
                assert one.of == other.of
                assert one.number != other.number


@given(_SLOTS, st.integers(1, 60))
def test_every_session_has_a_line_of_its_ruler(drawn: list[tuple[int, int, str]], height: int) -> None:
    slots = [slot(f"S{n}", first, min(DAY, last), venue) for n, (first, last, venue) in enumerate(drawn)]
    found = ruler(slots, height)
    for one in slots:
        first, last = found.lines_of(one)
        assert 0 <= first < last <= max(found.lines, first + 1)


@pytest.mark.parametrize(
    ("slots", "height", "expected"),
    [
        ((), 20, (540, 1020, 30)),
        ((slot("S1", 600, 675), slot("S2", 690, 765)), 20, (600, 780, 10)),
        ((slot("S1", 600, 675),), 40, (600, 720, 5)),
        ((slot("P1", 0, DAY),), 20, (540, 1020, 30)),
        ((slot("P1", 0, 1020),), 20, (540, 1020, 30)),
        ((slot("P1", 480, DAY),), 20, (480, 1020, 30)),
        ((slot("P1", 0, 120),), 20, (60, 120, 5)),
    ],
)
def test_the_hours_shown_are_whole_and_as_fine_as_fit(
    slots: tuple[Slot, ...], height: int, expected: tuple[int, int, int]
) -> None:
    found = ruler(slots, height)
    assert (found.first, found.last, found.step) == expected


def test_times_are_cut_to_the_day() -> None:
    begins = datetime(2023, 3, 27, 2, 30, tzinfo=UTC)
    assert minutes(begins, MARCH_28, PUNE) == 0
    assert minutes(begins + timedelta(days=1), MARCH_28, PUNE) == 480
    assert minutes(begins + timedelta(days=2), MARCH_28, PUNE) == DAY


def test_what_ends_at_midnight_is_not_on_the_day_that_begins_then() -> None:
    starts, midnight = datetime(2023, 3, 28, 20, tzinfo=PUNE), datetime(2023, 3, 29, 0, tzinfo=PUNE)
    assert on_day(starts, midnight, MARCH_28, PUNE)
    assert not on_day(starts, midnight, date(2023, 3, 29), PUNE)


def test_a_long_event_is_leafed_through_by_the_days_with_anything_on() -> None:
    first = date(2023, 4, 1)
    assert len(days(first, first + timedelta(days=20), [])) == 21
    busy = (date(2023, 6, 5), date(2023, 6, 6))
    assert days(first, date(2024, 3, 31), [busy]) == [first, *busy, date(2024, 3, 31)]
    assert days(first, first, [(date(2023, 3, 30), date(2023, 3, 30))]) == [date(2023, 3, 30), first]


def test_the_arrow_keys_lead_to_the_nearest_session() -> None:
    found = lanes(
        [
            slot("S1", 600, 660),
            slot("S2", 700, 800),
            slot("S3", 720, 760),
            slot("B1", 610, 640, "ROOM"),
            slot("B2", 790, 820, "ROOM"),
            slot("T1", 600, 620, "TENT"),
        ]
    )
    venues = ["HALL", "EMPTY", "ROOM", "TENT"]
    assert neighbours(found, venues, "S1") == {"down": "S2", "right": "B1"}
    assert neighbours(found, venues, "S2") == {"up": "S1", "down": "S3", "right": "S3"}
    assert neighbours(found, venues, "S3") == {"up": "S2", "left": "S2", "right": "B2"}
    assert neighbours(found, venues, "T1") == {"left": "B1"}
    assert neighbours(found, venues, "gone") == {}


def test_a_lane_knows_its_slot() -> None:
    one = slot("S1", 600, 660)
    assert lanes([one]) == [Lane(one, 0, 1)]


def standing(code: str, hour: int, **more: object) -> Standing:
    starts = datetime(2023, 3, 28, hour, tzinfo=UTC)
    values = {"venue": "HALL", "cancelled": False, "title": code, "particulars": {"chair": ""}, **more}
    return Standing(code=code, starts=starts, ends=starts + timedelta(hours=1), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (standing("S1", 4), standing("S1", 4), None),
        (None, standing("S1", 4), ("added", ())),
        (None, standing("S1", 4, cancelled=True), None),
        (standing("S1", 4), standing("S1", 5), ("moved", ("time",))),
        (standing("S1", 4), standing("S1", 5, venue="ROOM", title="x"), ("moved", ("time", "venue", "title"))),
        (standing("S1", 4), standing("S1", 4, particulars={"chair": "x"}), ("changed", ("chair",))),
        (standing("S1", 4), standing("S1", 4, cancelled=True), ("cancelled", ())),
        (standing("S1", 4, cancelled=True), standing("S1", 4), ("added", ())),
        (standing("S1", 4, cancelled=True), standing("S1", 4, cancelled=True), None),
    ],
)
def test_what_an_amendment_says(
    before: Standing | None, now: Standing, expected: tuple[str, tuple[str, ...]] | None
) -> None:
    found = amendments([before] if before else [], [now])
    assert [(one.kind, one.names) for one in found] == ([expected] if expected else [])
