"""The evening's return from a desk file, and marks of attendance made, replaced and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import attendance, badges, programme, undo
from conclave_desk.desk.attendance_board import Board
from conclave_desk.desk.attendance_return import DayReturn, day_return, days
from conclave_desk.domain.entries import AttendanceMarked, AttendanceMarkWithdrawn
from conclave_desk.registers import attendance as register
from conclave_desk.registers.rebuild import rebuild
from conclave_desk.registers.schema import digest

if TYPE_CHECKING:
    from tests.conftest import Office


def moment(clock: str, day: int = 28) -> datetime:
    return datetime.fromisoformat(f"2023-03-{day}T{clock}:00+05:30")


def scan(office: Office, person: str, at: datetime, way: str = "in") -> None:
    verdict = "left" if way == "out" else "admitted"
    office.at_gate(office.scan(office.badges_of(person)[-1].holder, direction=way, verdict=verdict, at=at))


@pytest.fixture
def sitting(office: Office) -> Office:
    """Mali with its head and a delegate, Kenya with its head; S1 in the hall, R1 in a room without gates."""
    office.invite("MLI", HOD=1, DEL=1)
    office.invite("KEN", HOD=1)
    office.invite("NER", HOD=1)
    office.with_badge("Oumar Diarra", "HOD", "MLI", role="principal")
    office.with_badge("Awa Keïta", party="MLI", cells={"departs_at": "2023-03-29 11:00"})
    office.with_badge("Wanjiru Otieno", "HOD", "KEN", role="representative")
    for code, venue in (("S1", "HALL"), ("R1", "ROOM")):
        decision = programme.add(office.desk, code, "Opening", moment("10:00"), moment("12:00"), venue=venue)
        office.allowed(decision)
    office.at(moment("20:00"))
    return office


def drawn(office: Office, day: str = "2023-03-28") -> DayReturn:
    board = Board.counted(office.desk)
    return day_return(office.desk, board, board.scopes[day])


def marks(office: Office) -> list[tuple[str, str, str]]:
    return [(mark.session, mark.status, mark.reason) for mark in register.marks(office.desk.journal.db)]


def test_the_return_says_who_came_was_there_and_what_is_open(sitting: Office) -> None:
    scan(sitting, "Diarra", moment("09:50"))
    scan(sitting, "Keïta", moment("09:50"))
    scan(sitting, "Keïta", moment("12:10"), "out")
    found = drawn(sitting)
    assert not found.over
    assert found.steps["all"] == {"invited": 3, "confirmed": 3, "arrived": 1, "attended": 1, "departed": 0}
    assert found.steps["principal"]["attended"] == 1
    assert found.people == {"accredited": 3, "arrived": 2, "attended": 2, "departed": 0}
    assert [(one.scope.id, one.tally.there, one.missing) for one in found.sessions] == [
        ("R1", 0, ("Kenya", "Mali", "Niger")),
        ("S1", 2, ("Kenya", "Niger")),
    ]
    assert found.open_points == [
        "Plenary hall: 1 person is inside still.",
        "R1: no gate leads there; mark who was there, by sight or from the signed list.",
    ]


def test_the_next_day_it_says_who_was_not_seen_leaving_and_who_has_left(sitting: Office) -> None:
    scan(sitting, "Diarra", moment("09:50"))
    scan(sitting, "Keïta", moment("09:50"))
    scan(sitting, "Keïta", moment("12:10"), "out")
    sitting.allowed(attendance.mark(sitting.desk, "Diarra", "R1", evidence="paper", reason="signed list"))
    sitting.at(moment("22:00", 29))
    found = drawn(sitting)
    assert found.over
    assert found.open_points == ["1 person came in and no gate saw them leave."]
    assert found.people["departed"] == 0
    assert drawn(sitting, "2023-03-29").people["departed"] == 1
    sitting.allowed(badges.collect(sitting.desk, [badges.serial_of(sitting.badges_of("Diarra")[-1])]))
    sitting.allowed(badges.surrender(sitting.desk, [badges.serial_of(sitting.badges_of("Diarra")[-1])]))
    found = drawn(sitting, "2023-03-29")
    assert (found.people["departed"], found.steps["all"]["departed"]) == (2, 1)


def test_a_correction_after_the_signature_is_told(sitting: Office) -> None:
    sitting.allowed(attendance.sign(sitting.desk, moment("20:00").date()))
    sitting.at(moment("21:00"))
    warned = sitting.allowed(attendance.mark(sitting.desk, "Otieno", "S1", evidence="sight", reason="seen")).warnings
    assert warned == ["The return of 2023-03-28 is signed already; this correction is not on the paper."]
    assert "1 correction was made after it was signed." in drawn(sitting).open_points
    lines = days(sitting.desk, list(Board.counted(sitting.desk).scopes.values()))
    assert [(line.id[-2:], line.sessions, line.signed_by) for line in lines] == [
        ("27", 0, ""), ("28", 2, "Protocol"), ("29", 0, ""), ("30", 0, ""),
    ]  # fmt: skip


def test_several_people_are_marked_in_one_record_or_none(sitting: Office) -> None:
    people = ["Diarra", "Keïta", "Diarra"]
    decided = sitting.allowed(attendance.mark(sitting.desk, people, "R1", evidence="paper", reason="signed list"))
    assert len(decided.entries) == 2
    sitting.nominate("", "HOD", "NER", role="principal")
    unnamed = sitting.desk.journal.db.execute("SELECT id FROM nominations WHERE NOT named").fetchone()[0]
    sitting.refused(
        attendance.mark(sitting.desk, ["Otieno", unnamed], "R1", evidence="sight", reason="r"), "name_awaited"
    )
    assert marks(sitting) == [("R1", "attended", "signed list")] * 2


def test_a_mark_is_taken_back_and_the_gates_decide_again(sitting: Office) -> None:
    sitting.allowed(attendance.mark(sitting.desk, "Diarra", "S1", evidence="sight", reason="seen"))
    sitting.refused(attendance.unmark(sitting.desk, ["Diarra", "Keïta"], "S1"), "not_marked")
    sitting.allowed(attendance.unmark(sitting.desk, "Diarra", "S1"))
    assert marks(sitting) == []
    row = next(row for row in attendance.rows(sitting.desk) if row.session == "S1" and row.family_name == "Diarra")
    assert (row.status, row.evidence) == ("absent", "")
    before = digest(sitting.desk.journal.db)
    rebuild(sitting.desk.journal, sitting.desk.projection())
    assert digest(sitting.desk.journal.db) == before


def test_undo_lets_the_mark_before_stand_again_or_none(sitting: Office) -> None:
    sitting.allowed(attendance.mark(sitting.desk, "Diarra", "S1", evidence="sight", reason="seen"))
    sitting.allowed(
        attendance.mark(sitting.desk, ["Diarra", "Keïta"], "S1", evidence="", excused=True, reason="called home")
    )
    last = undo.last(sitting.desk)
    assert isinstance(last, undo.Last)
    assert "1 mark is taken back; what the gates saw holds. 1 mark is as before." in last.sentence
    kinds = [type(entry) for entry in sitting.allowed(undo.take_back(sitting.desk, last)).entries]
    assert sorted(kinds, key=str) == sorted([AttendanceMarked, AttendanceMarkWithdrawn], key=str)
    assert marks(sitting) == [("S1", "attended", "seen")]


def test_undo_of_a_mark_taken_back_marks_again(sitting: Office) -> None:
    sitting.allowed(attendance.mark(sitting.desk, "Diarra", "S1", evidence="sight", reason="seen"))
    sitting.allowed(attendance.unmark(sitting.desk, "Diarra", "S1"))
    last = undo.last(sitting.desk)
    assert isinstance(last, undo.Last)
    sitting.allowed(undo.take_back(sitting.desk, last))
    assert marks(sitting) == [("S1", "attended", "seen")]


def test_a_signature_is_not_taken_back(sitting: Office) -> None:
    sitting.allowed(attendance.sign(sitting.desk, moment("20:00").date()))
    last = undo.last(sitting.desk)
    assert isinstance(last, undo.Impossible)
    assert "The paper is signed." in last.sentence
