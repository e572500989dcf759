"""Mode 9: the journal is looked through, narrowed down, verified, and the registers are drawn again."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, NOW, SMALL, Walk, Walks

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import invitations as use_case
from conclave_desk.desk import journal_list
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.journal_export import export
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.journal.record import Command
from conclave_desk.registers import schema
from conclave_desk.tui.widgets.filter_bar import FilterBar

_MANY = 4_500
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


def busy(desk: Desk) -> None:
    """Ravi regrets for Angola and reminds Benin; Meera adds Brazil a day later."""
    desk.officer = "Ravi"
    use_case.answer(desk, "PUNE/23/002", "regretted")
    use_case.send(desk, "PUNE/23/003")
    desk.officer, desk.clock = "Meera Rao", lambda: NOW + timedelta(days=1)
    use_case.add(desk, "AAA/1", "BRA", {})


async def filtered(office: Walk, text: str, left: int) -> None:
    await office.press("slash")
    await office.type(text)
    await office.press("enter")
    await office.until(lambda: office.table.count == left)


@both
def test_the_latest_stands_first_and_its_page_says_all_of_it(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        busy(desk)
        async with walk("journal", size) as office:
            assert office.table.count == journal_list.count(desk)
            row = office.table.current
            assert row is not None
            assert row.cells["said"] == "Invitation AAA/1 (BRA) is drawn up."
            await office.press("enter")
            for fact in ("Meera Rao", "invitations add", "Tue 21 Mar 2023 11:30:00 IST", "1 entry"):
                assert fact in office.text, office.text
            assert desk.journal.head()[1].hex()[:16] in office.text

    asyncio.run(job())


@both
def test_it_is_narrowed_down_to_what_the_record_under_the_cursor_has(
    walk: Walks, desk: Desk, size: tuple[int, int]
) -> None:
    async def job() -> None:
        busy(desk)
        async with walk("journal", size) as office:
            total = office.table.count
            await office.press("down", "o")
            await office.until(lambda: office.table.count == 2)
            await office.press("e")
            await office.until(lambda: office.table.count == 1)
            assert "officer:Ravi kind:InvitationSent" in office.text
            await office.press("e", "o")
            await office.until(lambda: office.table.count == total)

    asyncio.run(job())


def test_a_filter_takes_terms_and_words(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        busy(desk)
        async with walk("journal") as office:
            for text, left in (
                ("officer:meera_rao", 1),
                ("party:BRA", 1),
                ("day:2023-03-21", 1),
                ("day:today officer:ravi", 2),
                ("kind:invitation_regretted", 1),
                ("command:invitations", 3),
                ("brazil", 1),
                ("ravi angola", 1),
                ("officer:nobody", 0),
            ):
                office.screen.query_one(FilterBar).put(text)
                await office.until(lambda left=left: office.table.count == left)  # type: ignore[misc]

    asyncio.run(job())


def test_a_person_is_found_and_only_what_concerns_them_is_left(walk: Walks) -> None:
    async def job() -> None:
        async with walk("journal") as office:
            await office.press("n")
            await office.type("goita")
            await office.press("enter")
            await office.until(lambda: office.table.count == 1)
            assert "person:" in office.text
            row = office.table.current
            assert row is not None
            assert row.cells["command"] == "load"

    asyncio.run(job())


def test_what_comes_in_meanwhile_goes_through_the_filter_and_the_cursor_stays(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        busy(desk)
        async with walk("journal") as office:
            await filtered(office, "officer:ravi", 2)
            await office.press("down")
            stood = office.table.cursor_id
            desk.officer = "Ravi"
            use_case.add(desk, "AAA/2", "CHL", {})
            use_case.add(desk, "AAA/3", "PER", {})
            await office.until(lambda: office.table.count == 4)
            assert office.table.cursor_id == stood
            desk.officer = "Asha"
            use_case.add(desk, "AAA/4", "ARG", {})
            await office.settled()
            assert office.table.count == 4

    asyncio.run(job())


@both
def test_the_journal_is_verified_and_a_changed_record_is_named(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("journal", size) as office:
            await office.press("v")
            await office.until(lambda: "The journal is whole" in office.text)
            assert desk.journal.head()[1].hex() in office.text
            await office.press("enter")
            _tamper(desk.journal.path)
            await office.press("v")
            await office.until(lambda: "The journal is not whole" in office.text)
            assert "desk:2: record was changed after it was written" in office.text
            await office.press("enter", "b", "y")
            await office.until(lambda: "The registers stay as they are" in office.text)

    asyncio.run(job())


def _tamper(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE journal SET body = CAST(replace(body, 'Asha', 'Ashe') AS BLOB) WHERE chain = 'desk' AND n = 2")
    db.commit()
    db.close()


def _invitations(desk: Desk) -> int:
    return int(desk.journal.db.execute("SELECT count(*) FROM invitations").fetchone()[0])


def test_the_registers_are_drawn_again_after_asking_once(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        digest = schema.digest(desk.journal.db)
        desk.journal.db.execute("DELETE FROM invitations")
        async with walk("journal") as office:
            await office.press("b", "n")
            assert _invitations(desk) == 0
            await office.press("b", "y")
            await office.until(lambda: _invitations(desk) > 0)
            assert schema.digest(desk.journal.db) == digest

    asyncio.run(job())


def test_many_thousand_records_scroll_by_windows(walk: Walks, config: Config) -> None:
    """What is read does not grow with the journal: from the first page to the last, a window at a time."""
    with open_desk(config) as desk, desk.journal.transaction():
        for number in range(_MANY):
            scan = ScanRecorded(
                scan_id=str(number),
                gate="G1",
                zone="PLN",
                direction="in",
                at=NOW,
                day="2023-03-20",
                method="qr",
                digest=bytes(32),
                verdict="refused",
                action="stop",
                reason="unreadable",
            )
            command = Command(id=f"scan:{number}", name="gate scan", officer=f"Guard {number % 9}", where="G1", at=NOW)
            desk.journal.append("station:far", command, (scan,), lambda *_: None)

    async def job() -> None:
        async with walk("journal") as office:
            assert office.table.count > _MANY
            await office.press("end")
            row = office.table.current
            assert row is not None
            assert row.cells["command"] == "init"
            await office.press("home", "pagedown")
            row = office.table.current
            assert row is not None
            assert row.cells["said"] == "G1 refused (unreadable)"
            await filtered(office, "officer:guard_3", _MANY // 9)

    asyncio.run(job())


def test_history_of_the_people_of_a_record(walk: Walks) -> None:
    async def job() -> None:
        async with walk("journal") as office:
            assert office.screen.subject() is None, "a loaded folder names too many"

    asyncio.run(job())


def test_the_journal_is_handed_out_as_the_command_line_writes_it(walk: Walks, desk: Desk, tmp_path: Path) -> None:
    async def job() -> None:
        busy(desk)
        async with walk("journal", SMALL) as office:
            await office.press("x")
            office.put(format="csv", file=str(tmp_path / "journal.csv"))
            await office.press("ctrl+s")
            await office.until(lambda: "Journal written" in office.text)

    asyncio.run(job())
    whole = io.BytesIO()
    export(desk, "csv", whole)
    assert (tmp_path / "journal.csv").read_bytes() == whole.getvalue()
