"""Attendance: who was where, out of scans; told apart from who should have been, and corrected by officers."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.unit.returns import EVENT, LATER, local, passes, person, session

from conclave_desk.domain.attendance import AttendanceRow, attendance, tallies
from conclave_desk.domain.event import Event
from conclave_desk.domain.expected import Mark, Session, in_precedence, is_expected
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.presence import Pass


def at_session(scans: list[Pass], held: Session | None = None, *marks: Mark, event: Event = EVENT) -> AttendanceRow:
    """The one row of the session."""
    rows = attendance(event, [held or session()], [person()], scans, marks, LATER)
    (row,) = (row for row in rows if row.session)
    return row


def on_day(scans: list[Pass], day: int = 28, *sessions: Session) -> AttendanceRow:
    """The one row of that day of March."""
    rows = attendance(EVENT, sessions, [person()], scans, (), LATER)
    (row,) = (row for row in rows if not row.session and row.date.day == day)
    return row


@pytest.mark.parametrize(
    ("lines", "status", "minutes", "entries"),
    [
        ((), "absent", 0, 0),
        (("in PLN 08:50", "out PLN 12:10"), "attended", 180, 1),
        (("in PLN 09:00", "out PLN 12:00"), "attended", 180, 1),
        (("in PLN 09:15", "out PLN 12:00"), "attended", 165, 1),
        (("in PLN 09:15:01", "out PLN 12:00"), "late", 164, 1),
        (("in PLN 09:00", "out PLN 11:45"), "attended", 165, 1),
        (("in PLN 09:00", "out PLN 11:44:59"), "left_early", 164, 1),
        (("in PLN 09:30", "out PLN 10:00"), "late", 30, 1),
        (("in PLN 09:00", "out PLN 10:00", "in PLN 10:30", "out PLN 12:00"), "attended", 150, 2),
        (("in PLN 09:00:00", "out PLN 09:00:50", "in PLN 11:59:00", "out PLN 11:59:15"), "attended", 1, 2),
        (("in PLN 08:00", "out PLN 08:30"), "absent", 0, 0),
        (("in PLN 08:00", "out PLN 09:00"), "absent", 0, 0),
        (("in PLN 12:00", "out PLN 13:00"), "absent", 0, 0),
        (("in PLN 09:00",), "attended", 180, 1),
        (("in PLN 09:00", "in PLN 09:40", "out PLN 12:00"), "attended", 180, 1),
        (("in PLN 08:00", "in PLN 09:40"), "attended", 180, 1),
        (("out PLN 12:00",), "absent", 0, 0),
        (("in SITE 08:00", "out SITE 18:00"), "absent", 0, 0),
        (("in BOX 09:00", "out BOX 12:00"), "absent", 0, 0),
    ],
)
def test_presence_is_what_of_the_stays_overlaps_the_session(
    lines: tuple[str, ...], status: str, minutes: int, entries: int
) -> None:
    row = at_session(passes(*lines))
    assert (row.status, row.minutes_present, row.entries) == (status, minutes, entries)
    assert row.evidence == ("scan" if entries else "")


def test_a_row_names_the_scans_and_the_gate_of_the_first_entry() -> None:
    row = at_session(passes("in PLN 08:50", "out PLN 10:00", "in PLN 10:20", "out PLN 12:30"))
    assert (row.first_in, row.last_out, row.gate) == (local("08:50"), local("12:30"), "G-PLN")
    assert (row.event, row.session, row.date, row.note) == ("PUNE23", "S1", date(2023, 3, 28), "")


def test_an_exit_that_nobody_scanned_is_left_blank_and_said() -> None:
    row = at_session(passes("in PLN 08:50", "out PLN 10:00", "in PLN 10:20"))
    assert (row.last_out, row.note) == (None, "no exit was scanned")


def test_somebody_seen_leaving_but_not_entering_is_absent_with_a_hint() -> None:
    row = at_session(passes("out PLN 11:58"))
    assert (row.status, row.note) == ("absent", "an exit was scanned, no entry")


def test_leaving_the_zone_around_ends_presence_inside() -> None:
    row = at_session(passes("in SITE 08:00", "in PLN 08:50", "out SITE 10:00"))
    assert (row.status, row.minutes_present, row.last_out) == ("left_early", 60, local("10:00"))
    boxed = at_session(passes("in BOX 08:50", "out SITE 10:00"), session(zone="BOX"))
    assert boxed.minutes_present == 60


def test_leaving_a_zone_inside_or_beside_ends_nothing() -> None:
    row = at_session(passes("in PLN 08:50", "in BOX 09:00", "out BOX 09:30", "out DIN 09:40", "out PLN 12:00"))
    assert (row.status, row.minutes_present) == ("attended", 180)


def test_an_unpaired_entry_ends_with_its_day() -> None:
    scans = passes("in PLN 09:00", "out PLN 18:00 +1")
    next_morning = Session("S2", local("08:30", 29), local("09:00", 29), local("12:00", 29), zone="PLN")
    assert at_session(scans).status == "attended"
    assert at_session(scans, next_morning).status == "absent"


def test_the_small_hours_belong_to_the_day_before_where_the_event_says_so() -> None:
    night = Session("S1", local("21:30"), local("22:00"), local("02:00", 29), zone="PLN")
    ends_at_three = structs.replace(EVENT, day_ends="03:00")
    assert at_session(passes("in PLN 21:50"), night, event=ends_at_three).minutes_present == 240
    assert at_session(passes("in PLN 21:50"), night).minutes_present == 120


def test_an_exit_after_the_cut_off_counts_for_a_session_that_runs_across_it() -> None:
    gala = Session("S1", local("19:30"), local("20:00"), local("00:30", 29), zone="PLN")
    row = at_session(passes("in PLN 19:50", "out PLN 00:40 +1"), gala)
    assert (row.status, row.minutes_present, row.last_out) == ("attended", 270, local("00:40", 29))


@pytest.mark.parametrize(
    ("day_ends", "minutes"),
    [("24:00", 3 * 60), ("02:00", 5 * 60), ("04:00", 8 * 60)],
)
def test_a_day_of_a_clock_change_is_as_long_as_it_is(day_ends: str, minutes: int) -> None:
    """In Berlin on 29 October 2023 the hour from 02:00 is lived twice: from 21:00 to 04:00 it is eight hours."""
    berlin = ZoneInfo("Europe/Berlin")
    days = {"starts": date(2023, 10, 28), "ends": date(2023, 10, 29)}
    event = structs.replace(EVENT, timezone="Europe/Berlin", day_ends=day_ends, **days)

    def clock(day: int, hour: int) -> datetime:
        return datetime(2023, 10, day, hour, tzinfo=berlin).astimezone(UTC)

    watch = Session("S1", clock(28, 20), clock(28, 21), clock(29, 12), zone="PLN")
    who = person(valid_from=clock(27, 0), valid_until=clock(30, 0))
    entry = Pass("0a", "PLN", True, clock(28, 21), "s1", "G1")
    row = attendance(event, [watch], [who], [entry], (), LATER)[0]
    assert row.minutes_present == minutes


@pytest.mark.parametrize(
    ("lines", "status", "minutes"),
    [
        (("in DIN 18:29:59",), "absent", 0),
        (("in DIN 18:30",), "attended", 120),
        (("in DIN 18:50", "in DIN 19:30"), "attended", 120),
        (("in DIN 12:00", "in DIN 18:50"), "attended", 120),
        (("in DIN 19:20",), "late", 100),
        (("in DIN 21:00",), "absent", 0),
        (("in DIN 18:50", "out SITE 20:00"), "left_early", 60),
        (("in DIN 18:40", "out SITE 18:50"), "absent", 0),
    ],
)
def test_where_only_entries_are_scanned_one_counts_for_the_session_of_its_time(
    lines: tuple[str, ...], status: str, minutes: int
) -> None:
    row = at_session(passes(*lines), session("19:00", "21:00", zone="DIN"))
    assert (row.status, row.minutes_present, row.note) == (status, minutes, "")


def test_late_wins_over_left_early() -> None:
    assert at_session(passes("in PLN 10:00", "out PLN 10:30")).status == "late"


def mark(**particulars: Any) -> Mark:
    values = {"nomination": "n1", "session": "S1", "status": "attended", "evidence": "sight", "reason": "seen"}
    return Mark(**(values | {"at": local("13:00")} | particulars))


def test_a_correction_overrides_what_was_scanned_and_keeps_the_times() -> None:
    row = at_session(passes("in PLN 10:00", "out PLN 10:30"), None, mark())
    assert (row.status, row.evidence, row.note) == ("attended", "sight", "seen")
    assert (row.first_in, row.minutes_present, row.entries) == (local("10:00"), 30, 1)


def test_who_was_seen_but_never_scanned_has_no_minutes_that_anybody_knows() -> None:
    row = at_session([], None, mark(evidence="paper"))
    assert (row.status, row.evidence, row.minutes_present, row.first_in) == ("attended", "paper", None, None)


def test_an_excused_person_was_there_no_minute() -> None:
    row = at_session([], None, mark(status="excused", evidence="paper", reason="note 14"))
    assert (row.status, row.evidence, row.minutes_present, row.note) == ("excused", "paper", 0, "note 14")


def test_a_corrected_person_has_a_row_even_if_not_expected() -> None:
    guest = person(valid_from=None, valid_until=None)
    rows = attendance(EVENT, [session()], [guest], [], [mark()], LATER)
    assert [(row.session, row.status) for row in rows] == [("S1", "attended")]


def test_seen_at_a_session_is_seen_on_that_day() -> None:
    rows = attendance(EVENT, [session()], [person()], [], [mark()], LATER)
    days = {row.date.day: (row.status, row.evidence) for row in rows if not row.session}
    assert days == {27: ("absent", ""), 28: ("attended", "sight"), 29: ("absent", "")}


def test_of_two_capacities_the_latest_correction_counts_once() -> None:
    """One person, put forward twice, is one row, in the capacity that comes first and with all badges."""
    twice = [person(), person(nomination="n2", category="HOD", holders=frozenset({"0b"}))]
    scans = [*passes("in PLN 08:50", holder="0a"), *passes("out PLN 12:00", holder="0b")]
    rows = [row for row in attendance(EVENT, [session()], twice, scans, (), LATER) if row.session]
    assert [(row.category, row.status, row.minutes_present) for row in rows] == [("HOD", "attended", 180)]
    marks = [mark(at=local("14:00"), status="excused", nomination="n1"), mark(nomination="n2")]
    corrected = attendance(EVENT, [session()], twice, scans, marks, LATER)
    assert corrected[0].status == "excused"


def test_a_replaced_badge_is_the_same_person() -> None:
    scans = [*passes("in PLN 08:50", holder="0a"), *passes("out PLN 12:00", holder="0c")]
    who = person(holders=frozenset({"0a", "0c"}))
    assert attendance(EVENT, [session()], [who], scans, (), LATER)[0].status == "attended"


@pytest.mark.parametrize(
    ("held", "who", "expected"),
    [
        ({}, {}, True),
        ({}, {"zones": ("SITE",)}, False),
        ({}, {"zones": ("SITE", "PLN")}, True),
        ({"zone": None}, {"zones": ()}, True),
        ({}, {"valid_from": local("12:00")}, False),
        ({}, {"valid_from": local("11:59")}, True),
        ({}, {"valid_until": local("09:00")}, False),
        ({}, {"valid_until": local("09:01")}, True),
        ({}, {"valid_from": None, "valid_until": None}, False),
        ({"access": "categories", "categories": ("DEL",)}, {"zones": ()}, True),
        ({"access": "categories", "categories": ("HOD",)}, {}, False),
        ({"access": "invited", "parties": ("MLI", "GHA")}, {}, True),
        ({"access": "invited", "parties": ("GHA",)}, {}, False),
        ({"access": "invited", "people": ("MLI-1",)}, {"keys": keys_of("MLI-1", "Oumar Samaké")}, True),
        ({"access": "invited", "people": ("SAMAKE Oumar",)}, {"keys": keys_of("MLI-1", "Oumar Samaké")}, True),
        ({"access": "invited", "people": ("Oumar",)}, {"keys": keys_of("MLI-1", "Oumar Samaké")}, False),
        ({"access": "invited", "people": ("",)}, {"keys": keys_of("", "")}, False),
    ],
)
def test_who_is_expected(held: dict[str, Any], who: dict[str, Any], expected: bool) -> None:
    assert is_expected(session(**held), person(**who)) is expected


@pytest.mark.parametrize(
    ("effective", "expected"), [("08:00", "n2"), ("09:00", "n2"), ("09:01", "n1"), ("12:00", "n1")]
)
def test_of_a_person_and_their_successor_one_is_expected(effective: str, expected: str) -> None:
    at = local(effective)
    first = person(gives_way=at, valid_until=at)
    second = person(nomination="n2", person="p2", takes_over=at, valid_from=at)
    assert [one.nomination for one in (first, second) if is_expected(session(), one)] == [expected]
    days = [row.date.day for row in attendance(EVENT, [], [first], (), (), LATER)]
    assert days == [27, 28]
    assert [row.date.day for row in attendance(EVENT, [], [second], (), (), LATER)] == [28, 29]


def test_a_day_counts_every_zone_and_no_minute_twice() -> None:
    row = on_day(passes("in SITE 08:00", "in PLN 09:00", "out PLN 12:00", "out SITE 16:30", "in YARD 17:00"))
    assert (row.status, row.first_in, row.gate, row.entries) == ("attended", local("08:00"), "G-SITE", 3)
    assert (row.minutes_present, row.last_out) == (8 * 60 + 30 + 7 * 60, None)
    assert row.note == "no exit was scanned"


def test_a_day_counts_a_dinner_as_long_as_it_lasted() -> None:
    scans = passes("in PLN 09:00", "out PLN 12:00", "in DIN 19:00")
    row = on_day(scans, 28, session("19:00", "21:00", zone="DIN"))
    assert (row.minutes_present, row.entries, row.note) == (300, 2, "")
    assert on_day(scans, 27).status == on_day(scans, 29).status == "absent"


def test_scans_outside_the_event_days_are_kept_off_its_days() -> None:
    rows = attendance(EVENT, [], [person()], passes("in PLN 10:00", day=20) + passes("in PLN 9:00", day=30), (), LATER)
    assert {row.status for row in rows} == {"absent"}


def test_what_is_not_over_says_so() -> None:
    def notes(now: datetime) -> list[str]:
        rows = attendance(EVENT, [session()], [person()], [], (), now)
        return [row.note for row in rows]

    assert notes(local("08:00")) == ["still to come", "", "not over yet", "still to come"]
    assert notes(local("10:00")) == ["not over yet", "", "not over yet", "still to come"]
    assert notes(LATER) == ["", "", "", ""]


def test_a_place_without_a_gate_asks_for_a_correction() -> None:
    assert "no gate" in at_session([], session(zone=None)).note
    assert "no gate" in at_session([], session(zone="YARD")).note


def test_the_order_is_party_then_head_then_category_then_number_then_name() -> None:
    people = [
        person(nomination="8", person="8", party="AU", party_sort="~1", role="principal"),
        person(nomination="7", person="7", family_name="Édo"),
        person(nomination="6", person="6", family_name="Zed", order=10),
        person(nomination="5", person="5", family_name="Zed", order=2),
        person(nomination="4", person="4", category="HOD", role="deputy", order=9),
        person(nomination="3", person="3", role="representative", order=9),
        person(nomination="2", person="2", role="principal", order=9),
        person(nomination="1", person="1", party="CIV", party_sort="Côte d'Ivoire"),
    ]
    random.Random(1).shuffle(people)
    assert [one.nomination for one in in_precedence(EVENT, people)] == list("12345678")
    rows = attendance(EVENT, [session()], people, (), (), LATER)
    assert [row.precedence for row in rows if row.session] == list(range(1, 9))
    assert tallies(rows) == {"S1": {"absent": 8}}


MOMENTS = st.integers(0, 3 * 24 * 60 - 1).map(lambda minute: local("00:00", 27) + timedelta(minutes=minute, seconds=7))
SCANS = st.lists(
    st.tuples(st.sampled_from(["SITE", "PLN", "BOX", "DIN"]), st.booleans(), MOMENTS), max_size=14, unique=True
).map(lambda found: [Pass("0a", *scan, f"s{number}", "G1") for number, scan in enumerate(found)])
SESSIONS = st.builds(
    lambda zone, starts, length: Session("S1", starts - timedelta(minutes=30), starts, starts + length, zone=zone),
    st.sampled_from(["PLN", "DIN"]),
    MOMENTS,
    st.integers(1, 400).map(lambda minutes: timedelta(minutes=minutes)),
)


@given(SCANS, SESSIONS, st.randoms(use_true_random=False))
def test_minutes_fit_the_session_and_the_order_of_arrival_shows_nowhere(
    scans: list[Pass], held: Session, dice: random.Random
) -> None:
    rows = attendance(EVENT, [held], [person(valid_until=LATER)], scans, (), LATER)
    lengths = {"S1": held.ends - held.starts, "": timedelta(days=1)}
    for row in rows:
        minutes = row.minutes_present
        assert minutes is not None
        assert timedelta() <= timedelta(minutes=minutes) <= lengths[row.session]
        assert (row.status == "absent") == (row.entries == 0) == (row.first_in is None)
        assert row.last_out is None or (row.first_in is not None and row.first_in <= row.last_out)
    dice.shuffle(scans)
    assert attendance(EVENT, [held], [person(valid_until=LATER)], scans, (), LATER) == rows
