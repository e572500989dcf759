"""Attendance while the day runs: as of now."""

from __future__ import annotations

import pytest
from tests.unit.returns import EVENT, local, passes, person, session

from conclave_desk.domain.attendance import attendance


@pytest.mark.parametrize(
    ("now", "status", "minutes", "note"),
    [
        ("08:50", "absent", 0, "still to come"),
        ("09:00", "attended", 0, "not over yet: counted up to 09:00"),
        ("10:30", "attended", 90, "not over yet: counted up to 10:30"),
        ("11:59", "attended", 179, "not over yet: counted up to 11:59"),
        ("12:00", "attended", 180, "no exit was scanned"),
        ("15:00", "attended", 180, "no exit was scanned"),
    ],
)
def test_whoever_is_still_inside_has_been_so_up_to_now(now: str, status: str, minutes: int, note: str) -> None:
    rows = attendance(EVENT, [session()], [person()], passes("in PLN 08:40"), (), local(now))
    assert (rows[0].status, rows[0].minutes_present, rows[0].note) == (status, minutes, note)


@pytest.mark.parametrize(
    ("now", "day", "minutes", "note"),
    [
        ("08:40", 28, 0, "not over yet: counted up to 08:40"),
        ("11:05", 28, 145, "not over yet: counted up to 11:05"),
        ("00:00", 29, 15 * 60 + 20, "no exit was scanned"),
        ("18:00", 29, 15 * 60 + 20, "no exit was scanned"),
    ],
)
def test_a_day_that_is_over_counts_to_its_cut_off_and_one_that_is_not_up_to_now(
    now: str, day: int, minutes: int, note: str
) -> None:
    rows = attendance(EVENT, [], [person()], passes("in PLN 08:40"), (), local(now, day))
    (row,) = (row for row in rows if row.date.day == 28)
    assert (row.status, row.minutes_present, row.note) == ("attended", minutes, note)


def test_whoever_has_left_while_the_session_runs_is_counted_as_scanned() -> None:
    scans = passes("in PLN 09:00", "out PLN 09:30")
    rows = attendance(EVENT, [session()], [person()], scans, (), local("11:00"))
    assert [(row.status, row.minutes_present, row.note) for row in rows if row.date.day == 28] == [
        ("left_early", 30, "not over yet"),
        ("attended", 30, "not over yet"),
    ]


def test_a_dinner_that_runs_is_counted_up_to_now() -> None:
    held = session("19:00", "21:00", zone="DIN")
    rows = attendance(EVENT, [held], [person()], passes("in DIN 18:50"), (), local("20:10"))
    assert [row.minutes_present for row in rows if row.date.day == 28] == [70, 70]
    assert {row.note for row in rows if row.date.day == 28} == {"not over yet: counted up to 20:10"}
