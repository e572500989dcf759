"""The event's days, whose last hour may lie after midnight, and zones inside zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.domain.event import Event, Zone, day_cut_off, day_of, end_of_day, start_of_day

SPRING = date(2023, 3, 26)
"""In Paris 02:00 became 03:00."""
AUTUMN = date(2023, 10, 29)
"""In Paris 03:00 became 02:00 again."""
ONE_DAY = timedelta(days=1)


def event(day_ends: str = "24:00", timezone: str = "Europe/Paris", zones: tuple[Zone, ...] = ()) -> Event:
    return Event(
        code="PARIS23",
        kind="conclave",
        title="Conclave",
        host="FRA",
        timezone=timezone,
        starts=date(2023, 3, 25),
        ends=date(2023, 3, 27),
        day_ends=day_ends,
        zones=zones,
    )


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day_ends", "cut_off"),
    [
        ("24:00", utc(6, 15, 22)),
        ("00:00", utc(6, 15, 22)),
        ("03:00", utc(6, 16, 1)),
        ("22:30", utc(6, 15, 20, 30)),
    ],
)
def test_presence_is_cut_off_at_the_local_time_that_ends_the_day(day_ends: str, cut_off: datetime) -> None:
    assert day_cut_off(event(day_ends), date(2023, 6, 15)) == cut_off


@pytest.mark.parametrize(
    ("day_ends", "day", "cut_off"),
    [
        ("24:00", SPRING - ONE_DAY, utc(3, 25, 23)),
        ("24:00", SPRING, utc(3, 26, 22)),
        ("03:00", SPRING - ONE_DAY, utc(3, 26, 1)),
        ("03:00", SPRING, utc(3, 27, 1)),
        ("24:00", AUTUMN - ONE_DAY, utc(10, 28, 22)),
        ("24:00", AUTUMN, utc(10, 29, 23)),
        ("03:00", AUTUMN - ONE_DAY, utc(10, 29, 2)),
        ("03:00", AUTUMN, utc(10, 30, 2)),
    ],
)
def test_presence_is_cut_off_by_the_clock_on_the_wall_when_clocks_change(
    day_ends: str, day: date, cut_off: datetime
) -> None:
    assert day_cut_off(event(day_ends), day) == cut_off


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (date(2023, 6, 15), 24), (AUTUMN, 25)])
def test_a_day_has_the_hours_that_the_clock_gives_it(day: date, hours: int) -> None:
    paris = event().zone_info
    assert end_of_day(day, paris) - start_of_day(day, paris) == timedelta(hours=hours)
    assert day_cut_off(event(), day) == end_of_day(day, paris)


@pytest.mark.parametrize(
    ("day", "day_ends", "hours"),
    [
        (SPRING, "24:00", 23),
        (SPRING - ONE_DAY, "03:00", 23),
        (SPRING, "03:00", 24),
        (AUTUMN, "24:00", 25),
        (AUTUMN - ONE_DAY, "03:00", 25),
        (AUTUMN, "03:00", 24),
    ],
)
def test_the_day_whose_night_the_clocks_change_in_is_the_longer_or_shorter_one(
    day: date, day_ends: str, hours: int
) -> None:
    held = event(day_ends)
    assert day_cut_off(held, day) - day_cut_off(held, day - ONE_DAY) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(3, 26, 0, 59), SPRING - ONE_DAY),  # 01:59, the minute before the clocks change
        (utc(3, 26, 1), SPRING),  # 03:00
        (utc(10, 29, 0, 30), AUTUMN - ONE_DAY),  # 02:30
        (utc(10, 29, 1, 30), AUTUMN - ONE_DAY),  # 02:30 again
        (utc(10, 29, 1, 59), AUTUMN - ONE_DAY),
        (utc(10, 29, 2), AUTUMN),  # 03:00
    ],
)
def test_the_small_hours_belong_to_the_evening_before_until_the_day_ends(at: datetime, day: date) -> None:
    assert day_of(event("03:00"), at) == day


@pytest.mark.parametrize(
    ("day_ends", "at", "day"),
    [
        ("24:00", utc(6, 15, 21, 59), date(2023, 6, 15)),
        ("24:00", utc(6, 15, 22), date(2023, 6, 16)),
        ("22:30", utc(6, 15, 20, 29), date(2023, 6, 15)),
        ("22:30", utc(6, 15, 20, 30), date(2023, 6, 16)),
    ],
)
def test_a_new_day_begins_the_moment_the_last_one_ends(day_ends: str, at: datetime, day: date) -> None:
    assert day_of(event(day_ends), at) == day


def test_the_day_does_not_depend_on_the_zone_in_which_the_time_is_written() -> None:
    held = event("03:00", timezone="Asia/Kolkata")
    at = utc(3, 27, 21, 29)
    assert day_of(held, at) == day_of(held, at.astimezone(held.zone_info)) == date(2023, 3, 27)


@given(
    st.datetimes(datetime(2023, 1, 1), datetime(2024, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["24:00", "00:00", "02:30", "03:00", "12:00", "12:01", "18:00"]),
    st.sampled_from(["Europe/Paris", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Auckland", "Australia/Lord_Howe"]),
)
def test_every_instant_belongs_to_the_one_day_between_two_cut_offs(at: datetime, day_ends: str, timezone: str) -> None:
    held = event(day_ends, timezone)
    day = day_of(held, at)
    assert day_cut_off(held, day - ONE_DAY) <= at < day_cut_off(held, day)


SITE = (
    Zone(code="SITE", name="Site"),
    Zone(code="HALL", name="Hall", within="SITE"),
    Zone(code="PLN", name="Plenary", within="HALL"),
    Zone(code="LNG", name="Lounge", within="HALL"),
    Zone(code="CAR", name="Car park"),
)


@pytest.mark.parametrize(
    ("outer", "inside"),
    [
        ("SITE", {"SITE", "HALL", "PLN", "LNG"}),
        ("HALL", {"HALL", "PLN", "LNG"}),
        ("PLN", {"PLN"}),
        ("CAR", {"CAR"}),
        ("GONE", {"GONE"}),
    ],
)
def test_a_zone_holds_itself_and_all_zones_inside_it_however_deep(outer: str, inside: set[str]) -> None:
    assert event(zones=SITE).zones_within(outer) == inside
    assert event(zones=SITE[::-1]).zones_within(outer) == inside


def test_zones_that_lie_in_a_circle_hold_each_other() -> None:
    circle = (Zone(code="A", name="A", within="B"), Zone(code="B", name="B", within="A"))
    assert event(zones=circle).zones_within("A") == {"A", "B"}
