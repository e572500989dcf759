"""Mode 8: who attended, by session, party and person; marks, the evening's return, the export; it is live."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.bootstrap import open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, attendance, badges, lookup, nominations, programme
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.gate.scan import Scan
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import accreditations, sessions
from conclave_desk.registers import attendance as register
from conclave_desk.tui.modals.confirm import Confirm
from conclave_desk.tui.screens.attendance_commands import PARTIES, PEOPLE, RETURN, SESSIONS

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])
RUNNING = datetime(2023, 3, 28, 5, 11, tzinfo=UTC)
"""10:41 in Pune: S1 runs since 10:00."""
EVENING = datetime(2023, 3, 28, 12, 35, tzinfo=UTC)
"""18:05 in Pune."""
CHIEF = "Wanjiru Otieno"


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


def moment(clock: str, day: int = 28) -> datetime:
    return datetime.fromisoformat(f"2023-03-{day}T{clock}:00+05:30").astimezone(UTC)


def scan(desk: Desk, person: str, clock: str, way: str = "in") -> None:
    """Somebody shows the badge at the main entrance."""
    at = moment(clock)
    desk.clock = lambda: at
    holder = accreditations.badges_of(desk.journal.db, lookup.person(desk, person).id)[-1]
    answer = station_of(desk).scan(Scan(badges.serial_of(holder), "G1", direction=way, at=at))
    assert answer.verdict in ("admitted", "left"), answer


@pytest.fixture(scope="session")
def sat(tmp_path_factory: pytest.TempPathFactory, pune: Path) -> Path:
    """Badges for Kenya's Chief, the colonels of Mali and the hosts; S1 has been scanned until 10:41."""
    path = tmp_path_factory.mktemp("sat") / "sat.desk"
    shutil.copy(pune, path)
    shutil.copy(beside(pune), beside(path))
    with open_desk(Config(desk=path, officer="Asha", now=datetime(2023, 3, 24, 6, 0, tzinfo=UTC))) as desk:
        given, family = CHIEF.split()
        cells = {"rank": "General", "given_name": given, "family_name": family, "note": "generated"}
        allowed(nominations.add(desk, Proposal("KEN", "HOD", cells, invitation="PUNE/23/025", role="principal")))
        for person in (CHIEF, "Samaké", "Goïta", "IND-RM", "IND-COAS"):
            accredit(desk, person)
        allowed(badges.issue(desk, (), all_accredited=True))
        allowed(badges.printed(desk, accreditations.badges(desk.journal.db)))
        allowed(
            programme.add(
                desk, "TALK", "Talks without a gate", moment("15:00"), moment("16:00"), venue="", access="open"
            )
        )
        scan(desk, "Samaké", "09:50")
        scan(desk, "IND-COAS", "09:55")
        scan(desk, "Goïta", "10:20")
    return path


def accredit(desk: Desk, person: str) -> None:
    """Pass every step of review, then grant."""
    found = desk.event.category(lookup.person(desk, person).category)
    for step in found.clearance if found else ():
        allowed(accreditation.clear(desk, person, step, "passed"))
    allowed(accreditation.grant(desk, person))


@pytest.fixture
def config(tmp_path: Path, sat: Path) -> Config:
    path = tmp_path / "pune.desk"
    shutil.copy(sat, path)
    shutil.copy(beside(sat), beside(path))
    return Config(desk=path, officer="Asha", now=RUNNING)


async def counted(office: Walk) -> None:
    """Everybody has been counted and is shown."""
    await office.until(lambda: office.screen.board is not None)
    await office.settled()


def line(office: Walk, *words: str) -> str:
    """The one line of the screen in which all the words stand, blanks aside."""
    found = [one for one in office.text.splitlines() if all(word in one for word in words)]
    assert found, (words, office.text)
    return " ".join(found[0].split())


def last_written(office: Walk) -> tuple[str, list[str]]:
    """The last command and the kinds of its entries, without the anchor of what the gates recorded."""
    name, kinds = office.written(0)[-1]
    return name, [kind for kind in kinds if kind != "StationMerged"]


def row_of(office: Walk, person: str) -> str:
    """The line of the table in which the person stands."""
    row = office.table.source.position(office.table.query_now, lookup.person(office.desk, person).id)
    assert row is not None
    return " ".join(" ".join(office.table.rows(row, row + 1)[0].cells.values()).split())


def marks(desk: Desk) -> list[tuple[str, str, str, str]]:
    found = register.marks(desk.journal.db)
    return sorted((mark.session, mark.status, mark.evidence, mark.reason) for mark in found)


@both
def test_sessions_say_who_is_there_up_to_now_and_lead_to_their_people(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("attendance", size) as office:
            await counted(office)
            assert office.screen.view == SESSIONS
            office.screen.go_to("S1")
            await office.press("p")
            assert "expected 5" in line(office, "expected")
            assert "there 3 60 %" in line(office, "there", "%")
            assert "Heads not in yet" in office.text
            await office.press("escape", "enter")
            assert (office.screen.view, office.screen.scope) == (PEOPLE, "S1")
            assert "inside" in line(office, "Samaké")
            assert "late" in line(office, "Goïta")
            assert "not in yet" in line(office, "Otieno")
            await office.press("escape")
            assert (office.screen.view, office.screen.scope, office.screen.current_id) == (SESSIONS, "", "S1")

    asyncio.run(job())


@both
def test_a_scan_at_a_gate_shows_and_the_cursor_stays(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("attendance", size) as office:
            await counted(office)
            office.screen.go_to("S1")
            await office.press("enter", "down", "down")
            before, board = office.screen.current_id, office.screen.board
            assert "not in yet" in row_of(office, CHIEF)
            scan(desk, CHIEF, "10:40")
            await office.until(lambda: "late" in row_of(office, CHIEF))
            assert office.screen.current_id == before
            assert office.screen.board is board
            assert board.tally("S1").there == 4

    asyncio.run(job())


@both
def test_people_are_marked_excused_and_the_marks_taken_back(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("attendance", size) as office:
            await counted(office)
            office.screen.go_to("S1")
            await office.press("enter")
            office.screen.put_filter("status:absent")
            assert office.table.count == 2
            await office.press("ctrl+a", "e")
            office.put(reason="")
            await office.press("ctrl+s")
            assert "reason: is needed" in office.refused
            office.put(reason="audience with the minister")
            await office.press("ctrl+s")
            assert last_written(office) == ("attendance mark", ["AttendanceMarked"] * 2)
            assert marks(desk) == [("S1", "excused", "", "audience with the minister")] * 2
            await office.until(lambda: office.screen.board.tally("S1").excused == 2)
            office.screen.put_filter("otieno")
            await office.settled()
            assert "excused" in row_of(office, CHIEF)
            await office.press("r")
            assert isinstance(office.screen, Confirm)
            await office.press("y")
            assert last_written(office) == ("attendance unmark", ["AttendanceMarkWithdrawn"])
            assert len(marks(desk)) == 1
            await office.press("u", "y")
            assert last_written(office) == ("undo", ["AttendanceMarked"])
            assert len(marks(desk)) == 2

    asyncio.run(job())


@both
def test_where_no_gate_leads_people_are_marked_from_the_signed_list(
    walk: Walks, desk: Desk, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("attendance", size, EVENING) as office:
            await counted(office)
            office.screen.go_to("TALK")
            await office.press("p")
            assert "No gate leads there" in office.text
            await office.press("escape", "enter", "space", "space", "m")
            office.put(how="from paper", reason="signed list")
            await office.press("ctrl+s")
            assert marks(desk) == [("TALK", "attended", "paper", "signed list")] * 2
            await office.until(lambda: office.screen.board.tally("TALK").there == 2)

    asyncio.run(job())


@both
def test_parties_stand_beside_their_sessions_and_lead_to_their_people(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("attendance", size) as office:
            await counted(office)
            await office.press("right")
            assert office.screen.view == PARTIES
            assert "Kenya 1 0/1" in line(office, "Kenya")
            assert "Mali 2 2/2" in line(office, "Mali")
            await office.press("full_stop")
            assert office.screen.scope == "S1"
            assert "not in yet" in line(office, "Kenya", "Otieno")
            office.table.go_to("MLI")
            await office.press("enter")
            assert (office.screen.view, office.table.count) == (PEOPLE, 2)
            await office.press("escape")
            assert office.table.count == 5
            await office.press("comma")
            assert office.screen.scope == "2023-03-28"
            assert "not seen yet" in line(office, "Otieno")

    asyncio.run(job())


@both
def test_a_person_is_told_session_by_session(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    allowed(attendance.mark(desk, CHIEF, "S1", evidence="sight", reason="came by the side door"))

    async def job() -> None:
        async with walk("attendance", size) as office:
            await counted(office)
            await office.press("left", "left")
            assert office.screen.view == PEOPLE
            office.table.go_to(lookup.person(desk, CHIEF).id)
            await office.press("enter")
            assert "✓ attended" in line(office, "S1", "attended")
            assert "marked by sight" in office.text
            assert office.screen.subject()[0] == f"General {CHIEF}"
            await office.press("h")
            await office.until(lambda: "attendance mark at" in office.text)

    asyncio.run(job())


@both
def test_the_evenings_return_is_drawn_and_signed(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("attendance", size, EVENING) as office:
            await counted(office)
            office.screen.go_to("2023-03-28")
            assert office.screen.view == RETURN
            await office.press("enter")
            await office.until(lambda: "attended" in office.text)
            assert "principal – 10 0 0 0" in line(office, "principal")
            assert "S1 without a head: Algeria" in " ".join(office.text.split())
            await office.press("s")
            assert "Tuesday 28 March 2023 is signed" in office.said
            assert "Plenary hall: 3 people are inside still." in office.said
            await office.press("y")
            assert list(sessions.signed_returns(desk.journal.db)) == ["2023-03-28"]
            assert last_written(office) == ("attendance sign", ["ReturnSigned"])
            await office.press("h")
            await office.until(lambda: "The return of" in office.text)
            assert "gate scan" not in office.text

    asyncio.run(job())


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_export_is_what_the_command_line_writes(walk: Walks, desk: Desk, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "return.xlsx"

    async def job() -> None:
        async with walk("attendance", SMALL) as office:
            await counted(office)
            await office.press("x")
            office.put(format=kind, file=str(file))
            await office.press("ctrl+s")
            await office.until(lambda: "Attendance written" in office.text)

    asyncio.run(job())
    written = file.with_suffix(f".{kind}")
    rows = attendance.rows(desk)
    if kind == "csv":
        found = list(csv.DictReader(written.read_text("utf-8-sig").splitlines()))
        assert [(one["session"], one["family_name"], one["status"]) for one in found] == [
            (row.session, row.family_name, row.status) for row in rows
        ]
    elif kind == "json":
        assert len(json.loads(written.read_text())) == len(rows)
    else:
        assert "S1" in openpyxl.load_workbook(written).sheetnames


def test_a_folder_that_is_not_there_is_told_in_the_form(walk: Walks) -> None:
    async def job() -> None:
        async with walk("attendance", SMALL) as office:
            await counted(office)
            await office.press("x")
            office.put(file="/nowhere/return.xlsx")
            await office.press("ctrl+s")
            assert "there is no such folder" in office.refused

    asyncio.run(job())


def test_before_anybody_is_accredited_it_says_what_to_do(pune: Path, tmp_path: Path) -> None:
    from conclave_desk.bootstrap import found_from
    from conclave_desk.tui.app import DeskApp

    path = tmp_path / "empty.desk"
    shutil.copy(pune, path)
    shutil.copy(beside(pune), beside(path))
    config = replace(Config(desk=path, officer="Asha"), now=datetime(2023, 3, 20, 6, 0, tzinfo=UTC))

    async def job() -> None:
        app = DeskApp(config, open_desk, found_from, start="attendance")
        with open_desk(config) as desk:
            async with app.run_test(size=SMALL) as pilot:
                office = Walk(app, pilot, desk)
                await counted(office)
                assert "to come" not in office.text
                await office.press("right")
                assert "4 clears and accredits people" in office.text

    asyncio.run(job())


def test_d_leads_to_the_programme_and_to_the_delegation(walk: Walks) -> None:
    async def job() -> None:
        async with walk("attendance", LARGE) as office:
            await counted(office)
            office.screen.go_to("S1")
            await office.press("d")
            await office.until(lambda: office.screen.mode == "programme")
            await office.press("8", "right")
            office.table.go_to("KEN")
            await office.press("d")
            await office.until(lambda: office.screen.mode == "delegations")
            assert office.screen.party == "KEN"

    asyncio.run(job())


def test_columns_sort_and_words_and_terms_filter(walk: Walks) -> None:
    async def job() -> None:
        async with walk("attendance", LARGE) as office:
            await counted(office)
            await office.press("right", "right")
            office.table.sort_by("name")
            assert office.table.rows(0, 1)[0].cells["name"] == "Moussa Goïta"
            office.table.sort_by("S1")
            for text, number in (("goita", 1), ("party:MLI", 2), ("status:absent", 2), ("category:host", 1), ("zz", 0)):
                office.screen.put_filter(text)
                assert office.table.count == number, text
            badge = accreditations.badges_of(office.desk.journal.db, lookup.person(office.desk, CHIEF).id)[-1]
            office.screen.put_filter(f"serial:{badges.serial_of(badge)[:9]}")
            assert office.table.count == 1

    asyncio.run(job())
