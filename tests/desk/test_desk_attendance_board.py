"""Everybody counted at every session and on every day: the board agrees with the return, and keeps up with the gates."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conclave_desk.desk import accreditation, attendance, nominations, programme
from conclave_desk.desk.attendance_board import Board
from conclave_desk.desk.attendance_list import Confirmed, Everybody, party_lines, person_lines, scope_lines
from conclave_desk.domain.entries import ScanAnnulled

if TYPE_CHECKING:
    from tests.conftest import Office


def moment(clock: str, day: int = 28) -> datetime:
    return datetime.fromisoformat(f"2023-03-{day}T{clock}:00+05:30")


@pytest.fixture
def sitting(office: Office) -> Office:
    """Heads and delegates of Mali and Kenya with badges; three sessions in two places. It is the evening of the 28th."""
    for party in ("MLI", "KEN"):
        office.invite(party, HOD=1, DEL=3)
        office.with_badge(f"Oumar {party}", "HOD", party, role="principal")
        for number in range(3):
            office.with_badge(f"Awa {party}{number}", party=party)
    for code, starts, ends, venue in (("S1", "10:00", "12:00", "HALL"), ("S2", "14:00", "16:00", "HALL")):
        office.allowed(programme.add(office.desk, code, "Opening", moment(starts), moment(ends), venue=venue))
    office.allowed(
        programme.add(
            office.desk, "B1", "Talks", moment("10:00", 29), moment("11:00", 29), venue="ROOM",
            access="invited", parties=["KEN"],
        )
    )  # fmt: skip
    office.at(moment("20:00"))
    return office


def scan(office: Office, person: str, clock: str, way: str = "in", **more: Any) -> None:
    holder = office.badges_of(person)[-1].holder
    verdict = "left" if way == "out" else "admitted"
    office.at_gate(office.scan(holder, direction=way, verdict=verdict, at=moment(clock), **more))


def rows_by(office: Office) -> dict[str, Counter[str]]:
    """How many rows of the return have each status, by session or day."""
    found: dict[str, Counter[str]] = {}
    for row in attendance.rows(office.desk):
        found.setdefault(row.session or row.date.isoformat(), Counter())[row.status] += 1
    return found


def assert_agrees(office: Office, board: Board) -> None:
    """The board's numbers are those of the return."""
    for scope, counted in rows_by(office).items():
        tally = board.tally(scope)
        numbers = (tally.expected, tally.late, tally.left_early, tally.absent, tally.excused)
        assert numbers == (
            counted.total(), counted["late"], counted["left_early"], counted["absent"], counted["excused"]
        ), scope  # fmt: skip


def test_the_board_counts_what_the_return_says(sitting: Office) -> None:
    scan(sitting, "MLI0", "09:50")
    scan(sitting, "MLI0", "12:05", "out")
    scan(sitting, "MLI1", "10:20")
    scan(sitting, "KEN0", "09:40")
    scan(sitting, "KEN0", "11:00", "out")
    sitting.allowed(attendance.mark(sitting.desk, "KEN1", "S1", evidence="", excused=True, reason="unwell"))
    board = Board.counted(sitting.desk)
    assert_agrees(sitting, board)
    tally = board.tally("S1")
    assert (tally.expected, tally.there, tally.late, tally.left_early, tally.absent, tally.excused) == (
        8,
        3,
        1,
        1,
        4,
        1,
    )
    assert board.tally("S1", "MLI").there == 2
    assert board.tally("B1").expected == 4
    assert board.tally("S2").inside == 1  # who came at 10:20 was not seen leaving


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_whatever_the_gates_scan_and_catches_up_as_they_do(sitting: Office, seed: int) -> None:
    draw = random.Random(seed)
    people = ["MLI0", "MLI1", "MLI2", "KEN0", "KEN1", "Oumar KEN"]
    sitting.allowed(attendance.mark(sitting.desk, "MLI2", "S2", evidence="sight", reason="seen"))
    board = Board.counted(sitting.desk)
    for clock in sorted(draw.sample(range(8 * 60, 19 * 60), 24)):
        scan(sitting, draw.choice(people), f"{clock // 60:02}:{clock % 60:02}", draw.choice(["in", "in", "out"]))
        if clock % 5 == 0:
            assert board.catch_up(sitting.desk)
            assert_agrees(sitting, board)
    assert board.catch_up(sitting.desk)
    assert_agrees(sitting, board)
    assert board.codes == Board.counted(sitting.desk).codes


def test_somebody_with_two_capacities_counts_once(sitting: Office) -> None:
    person = sitting.person("MLI0")
    sitting.desk.journal.db.execute("UPDATE nominations SET person = ? WHERE id = ?", (
        person.person, sitting.person("KEN2").id,
    ))  # fmt: skip
    scan(sitting, "MLI0", "09:50")
    board = Board.counted(sitting.desk)
    assert board.tally("S1").expected == 7
    assert_agrees(sitting, board)
    scan(sitting, "KEN2", "14:30")
    assert board.catch_up(sitting.desk)
    assert_agrees(sitting, board)


def test_what_an_officer_writes_about_people_is_counted_at_once(sitting: Office) -> None:
    board = Board.counted(sitting.desk)
    sitting.allowed(attendance.mark(sitting.desk, ["KEN1", "MLI2"], "S1", evidence="sight", reason="seen"))
    assert board.catch_up(sitting.desk)
    assert board.tally("S1").there == 2
    sitting.allowed(attendance.unmark(sitting.desk, "KEN1", "S1"))
    scan(sitting, "MLI0", "09:50")
    assert board.catch_up(sitting.desk)
    assert_agrees(sitting, board)


@pytest.mark.parametrize("what", ["another person", "another session", "another hour", "cancelled", "annulled scan"])
def test_where_more_has_changed_everybody_is_counted_again(sitting: Office, what: str) -> None:
    scan(sitting, "MLI0", "09:50", scan_id="one")
    board, desk = Board.counted(sitting.desk), sitting.desk
    match what:
        case "another person":
            sitting.with_badge("Late Comer", over_quota="came along")
        case "another session":
            sitting.allowed(programme.add(desk, "S9", "Late", moment("17:00"), moment("18:00"), venue="HALL"))
        case "another hour":
            sitting.allowed(programme.move(desk, "S2", starts=moment("14:30"), ends=moment("16:00")))
        case "cancelled":
            sitting.allowed(programme.cancel(desk, "S1"))
        case _:
            annul(sitting, "MLI0", "one", moment("09:50"))
    assert not board.catch_up(desk)
    assert_agrees(sitting, Board.counted(desk))


def annul(office: Office, person: str, scan_id: str, at: datetime) -> None:
    """The guard takes a scan back."""
    holder = office.badges_of(person)[-1].holder
    gone = ScanAnnulled(scan_id=scan_id, chain="", gate="G1", issuer="PUNE23", holder=holder, at=at)
    with office.desk.journal.transaction():
        command = office.scan_command(office.scan(holder))
        office.desk.journal.append("station:test", command, (gone,), office.desk.projection())


def test_when_a_session_begins_whoever_is_inside_is_there(sitting: Office) -> None:
    sitting.at(moment("09:50"))
    scan(sitting, "MLI0", "09:45")
    board = Board.counted(sitting.desk)
    assert (board.tally("S1").inside, board.tally("S1").there) == (1, 0)
    sitting.at(moment("09:59"))
    assert board.catch_up(sitting.desk)
    sitting.at(moment("10:01"))
    assert not board.catch_up(sitting.desk)
    assert Board.counted(sitting.desk).tally("S1").there == 1


def test_heads_are_missing_until_they_come_and_are_not_once_excused(sitting: Office) -> None:
    sitting.invite("NER", HOD=1)
    scan(sitting, "Oumar KEN", "09:50")
    board = Board.counted(sitting.desk)
    s1 = board.scopes["S1"]
    mali = sitting.person("Oumar MLI").id
    assert Confirmed.of(sitting.desk).missing(board, s1) == [("MLI", mali), ("NER", None)]
    assert [party for party, _ in Confirmed.of(sitting.desk).missing(board, board.scopes["B1"])] == ["KEN"]
    sitting.allowed(attendance.mark(sitting.desk, mali, "S1", evidence="", excused=True, reason="called home"))
    assert [party for party, _ in Confirmed.of(sitting.desk).missing(Board.counted(sitting.desk), s1)] == ["NER"]
    lines = {line.id: line.missing for line in scope_lines(sitting.desk, (), Board.counted(sitting.desk))}
    assert (lines["S1"], lines["2023-03-28"], lines["B1"]) == (1, None, None)


def test_lines_are_drawn_for_the_people_in_sight_alone(sitting: Office) -> None:
    scan(sitting, "MLI1", "10:20")
    board = Board.counted(sitting.desk)
    ids = [sitting.person(name).id for name in ("MLI1", "KEN0")]
    late, absent = person_lines(sitting.desk, ids, board.scopes.values())
    assert (late.person.family_name, late.at["S1"].status, late.at["S1"].inside) == ("MLI1", "late", True)
    assert (absent.at["S1"].status, absent.at["B1"].status) == ("absent", "absent")
    assert set(late.at) == {"2023-03-27", "2023-03-28", "S1", "S2", "2023-03-29", "2023-03-30"}
    (brief,) = person_lines(sitting.desk, ids[:1], board.scopes.values(), rows=False)
    assert {id: at._replace(row=None) for id, at in late.at.items() if board.scopes[id].session} == {
        id: at for id, at in brief.at.items() if board.scopes[id].session
    }
    whole = {row.session: row for row in attendance.rows(sitting.desk) if row.family_name == "MLI1"}
    drawn = late.at["S1"].row
    assert drawn is not None
    assert drawn._replace(precedence=0) == whole["S1"]._replace(precedence=0)


def test_parties_stand_in_order_with_their_heads(sitting: Office) -> None:
    scan(sitting, "Oumar KEN", "09:50")
    board = Board.counted(sitting.desk)
    kenya, mali = party_lines(sitting.desk, board, "S1", ())
    assert (kenya.name, kenya.standing, kenya.at["S1"].there) == ("Kenya", ("attended", True), 1)
    assert (mali.name, mali.standing) == ("Mali", ("absent", False))
    assert mali.leader is not None
    assert mali.leader.family_name == "MLI"
    assert [line.party for line in party_lines(sitting.desk, board, "B1", ())] == ["KEN"]


def test_until_they_are_counted_people_are_listed_as_they_were_put_forward(sitting: Office) -> None:
    listed = Everybody(sitting.desk)
    assert len(listed) == 8
    assert [one.id for one in listed] == [one.id for one in Board.counted(sitting.desk).people]
    assert [one.id for one in listed[3:6]] == [one.id for one in list(listed)[3:6]]


def test_a_suspended_successor_is_counted_as_in_the_return(sitting: Office) -> None:
    cells = {"given_name": "Kéba", "family_name": "Sangaré"}
    sitting.allowed(nominations.substitute(sitting.desk, "MLI1", cells, moment("13:00")))
    sitting.accredit("Sangaré")
    sitting.allowed(accreditation.suspend(sitting.desk, "KEN1"))
    board = Board.counted(sitting.desk)
    assert_agrees(sitting, board)
    assert {len(board.at("S1")), len(board.at("S2"))} == {8}
    assert board.at("S1") != board.at("S2")


def test_a_day_that_ends_after_midnight_and_a_night_of_a_clock_change_are_counted_whole(sitting: Office) -> None:
    from msgspec.structs import replace

    from conclave_desk.domain.attendance import days_of

    event = replace(
        sitting.desk.event, timezone="Europe/Paris", day_ends="03:00", starts=datetime(2023, 3, 25).date(),
        ends=datetime(2023, 3, 26).date(),
    )  # fmt: skip
    lengths = [day.ends - day.starts for day in days_of(event, [])]
    assert lengths == [timedelta(hours=23), timedelta(hours=24)]
