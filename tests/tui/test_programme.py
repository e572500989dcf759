"""Mode 5: sessions are put on the programme, moved, changed, cancelled; clashes are seen; amendments are released."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

import pytest
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.desk import programme
from conclave_desk.registers import sessions
from conclave_desk.registers.views import Session
from conclave_desk.tui.forms.field_box import FieldBox

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


def session(office: Walk, code: str) -> Session:
    found = sessions.by_code(office.desk.journal.db, code)
    assert found is not None
    return found


def local(office: Walk, at: datetime) -> str:
    return f"{at.astimezone(office.desk.event.zone_info):%d %b %H:%M}"


async def paste(office: Walk, **fields: str) -> None:
    """Fill the form at once, where typing is not what is tried."""
    boxes = {box.field.name: box for box in office.screen.query(FieldBox)}
    for name, text in fields.items():
        boxes[name].put(text)
    await office.settled()


@both
def test_a_session_is_put_on_the_programme_moved_and_cancelled(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("programme", size) as office:
            assert "Tuesday 28 March 2023" in office.text
            assert "10:00–11:15  S1" in office.text
            await office.press("n")
            await office.fill(title="Press", starts="11:00", ends="30", venue="HALL1")
            await office.press("ctrl+s")
            added = session(office, "S3")
            assert (local(office, added.starts), local(office, added.ends)) == ("28 Mar 11:00", "28 Mar 11:30")
            assert added.venue == "HALL1"
            assert office.screen.session.code == "S3"
            assert "✗ room clash" in office.text
            assert "1 clash" in office.text
            await office.press("m")
            await office.fill(starts="14:00")
            await office.press("ctrl+s")
            moved = session(office, "S3")
            assert (local(office, moved.starts), local(office, moved.ends)) == ("28 Mar 14:00", "28 Mar 14:30")
            assert "clash" not in office.screen.query_one("#list").border_subtitle
            await office.press("c")
            assert "does not take place" in office.text
            await office.press("ctrl+s")
            assert session(office, "S3").status == "cancelled"
            assert "⊘ cancelled" in office.text
            await office.press("u", "y")
            assert session(office, "S3") == moved
            names = [name for name, _ in office.written(0)][-4:]
            assert names == ["programme add", "programme move", "programme cancel", "undo"]

    asyncio.run(job())


@both
def test_the_arrow_keys_and_days_lead_through_the_timetable(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("programme", size) as office:
            assert office.screen.session.code == "S1"
            await office.press("down")
            assert office.screen.session.code == "S2"
            await office.press("plus")
            assert office.screen.day == date(2023, 3, 29)
            assert office.screen.session.code == "EXPO"
            await office.press("plus")
            assert "Nothing is on that day" in office.text
            await office.press("plus")
            assert office.screen.day == date(2023, 3, 30)
            await office.press("t")
            assert office.screen.day == date(2023, 3, 28)
            await office.press("enter")
            assert "Key pillars of the India-Africa defence partnership" in office.text
            assert "open to all who have the zone" in office.text
            await office.press("escape", "h")
            await office.until(lambda: "Reading the journal" not in office.text)
            assert "Session S1 (Key pillars of the" in office.text

    asyncio.run(job())


def test_particulars_are_changed_with_names_and_codes_as_typed(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme") as office:
            await office.press("e")
            await paste(office, access="invited", parties="mali; KEN", speakers="X Y; IND-RM", doors="45")
            await office.press("ctrl+s")
            found = session(office, "S1")
            assert (found.access, found.parties, found.doors) == ("invited", ["MLI", "KEN"], 45)
            assert found.speakers == ["X Y", "IND-RM"]
            assert "Mali, Kenya" in office.text
            assert "Rajnath Singh" in office.text
            assert office.written(0)[-1] == ("programme amend", ["SessionAmended"])

    asyncio.run(job())


def test_the_list_of_venues_says_which_are_free_then(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme") as office:
            await office.press("n")
            await paste(office, starts="11:00", ends="1h")
            boxes = {box.field.name: box for box in office.screen.query(FieldBox)}
            boxes["venue"].input.focus()
            await office.settled()
            assert "Hall 1 · taken: S1, S2" in office.text
            assert "Display ground · free" in office.text

    asyncio.run(job())


def test_a_closed_session_without_anybody_is_not_taken(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme") as office:
            await office.press("e")
            await paste(office, access="categories")
            await office.press("ctrl+s")
            assert "at least one category" in office.text
            await paste(office, categories="hod, DEL")
            await office.press("ctrl+s")
            assert session(office, "S1").categories == ["HOD", "DEL"]

    asyncio.run(job())


@both
def test_amendments_are_released_by_number(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("programme", size) as office:
            await office.press("r")
            assert "for the first time, with 3 sessions" in office.text
            await office.press("ctrl+s")
            assert "nothing changed since" in office.screen.query_one("#list").border_subtitle
            await office.press("m")
            await paste(office, starts="10:15")
            await office.press("ctrl+s")
            assert "△ moved" in office.text
            await office.press("r")
            assert "Amendment 1 says" in office.text
            assert "S1 moved from 28 Mar 10:00–11:15 to 10:15–11:30" in office.text
            await office.press("ctrl+s")
            last = sessions.latest_release(office.desk.journal.db)
            assert last is not None
            assert last.number == 1
            assert "△ moved" not in office.text

    asyncio.run(job())


def test_the_next_clash_is_gone_to_on_whatever_day(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme") as office:
            await office.press("k")
            assert office.screen.day == date(2023, 3, 28)
            starts = datetime.fromisoformat("2023-03-29T16:00+05:30")
            programme.add(office.desk, "PRESS", "Press", starts, starts.replace(hour=18), venue="GROUND")
            await office.until(lambda: office.screen.found.session("PRESS") is not None)
            assert office.screen.session.code == "S1"
            await office.press("k")
            assert office.screen.day == date(2023, 3, 29)
            assert office.screen.session.code == "EXPO"
            assert "✗ room clash PRESS" in office.text
            assert "Display ground is needed for PRESS" in " ".join(office.text.split())

    asyncio.run(job())


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme") as office:
            await office.press("m")
            programme.cancel(office.desk, "S1", "by somebody else")
            await paste(office, starts="12:00")
            await office.press("ctrl+s")
            assert "changed this session" in office.refused
            assert session(office, "S1").status == "cancelled"

    asyncio.run(job())


def test_no_word_of_the_grid_is_cut_and_all_hours_are_seen_at_80x24(walk: Walks) -> None:
    async def job() -> None:
        async with walk("programme", SMALL) as office:
            lines = office.text.splitlines()
            assert all(len(line) == 80 for line in lines)
            assert "partnership" in office.text
            for hour in ("10:00", "11:00", "12:00", "13:00"):
                assert any(line[1:].startswith(hour) for line in lines)

    asyncio.run(job())
