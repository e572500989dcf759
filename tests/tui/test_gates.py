"""Mode 7: the gates' day, who is inside, refusals as they come; a gate is kept from here."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import LARGE, SMALL, Walk, Walks
from tests.tui.gatehouse import NOW, printed
from textual import events
from textual.message import Message

from conclave_desk.bootstrap import open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.desk import lookup
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.gate_board import GateBoard
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import accreditations
from conclave_desk.registers.rebuild import rebuild
from conclave_desk.tui.watch.screen import WatchScreen

__all__ = ["printed"]
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


@pytest.fixture
def config(tmp_path: Path, printed: Path) -> Config:
    """The Pune desk on the morning of its second day, with badges printed."""
    path = tmp_path / "pune.desk"
    shutil.copy(printed, path)
    shutil.copy(beside(printed), beside(path))
    return Config(desk=path, officer="Asha", now=NOW)


@pytest.fixture
def guard(config: Config) -> Iterator[Desk]:
    """A guard at another machine of the same file."""
    with open_desk(Config(desk=config.desk, officer="Guard 1", now=NOW)) as opened:
        yield opened


def scan(desk: Desk, name: str, gate: str = "G1", **more: Any) -> Answer:
    found = accreditations.badges_of(desk.journal.db, lookup.person(desk, name).id)
    return station_of(desk).scan(Scan(serial_of(found[-1]), gate, **more))


def row(office: Walk, gate: str) -> dict[str, str]:
    table = office.screen.gates_table
    place = table.source.position(table.query_now, gate)
    assert place is not None
    return dict(table.rows(place, place + 1)[0].cells)


@both
def test_each_gate_shows_its_day_and_scans_appear_as_they_come(walk: Walks, guard: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            assert row(office, "G1")["who"] == "nobody was scanned yet"
            scan(guard, "Samaké")
            scan(guard, "Goïta")
            scan(guard, "Goïta", direction="out")
            scan(guard, "Goïta", "G2")
            scan(guard, "Goïta", "G2", override="minister's word")
            await office.until(lambda: row(office, "G2")["overridden"] == "1")
            main, lounge = row(office, "G1"), row(office, "G2")
            assert (main["admitted"], main["left"], main["refused"]) == ("2", "1", "–")
            assert main["inside"].split()[0] == "1"
            assert (lounge["admitted"], lounge["refused"], lounge["overridden"]) == ("1", "1", "1")
            assert "✓" in lounge["last"]

    asyncio.run(job())


@both
def test_a_refusal_says_why_and_an_override_who_gave_which_reason(
    walk: Walks, guard: Desk, size: tuple[int, int]
) -> None:
    async def job() -> None:
        scan(guard, "Goïta", "G2")
        scan(guard, "Goïta", "G2", override="minister's word")
        async with walk("gates", size) as office:
            assert "✓ let in" in office.text
            assert "▬ STOP" in office.text
            await office.press("tab", "enter")
            for fact in ("minister's word", "against  wrong zone", "kept by Guard 1"):
                assert fact in office.text, office.text
            await office.press("escape", "down", "enter")
            assert "This badge does not open" in " ".join(office.text.split())

    asyncio.run(job())


@both
def test_who_is_inside_by_zone_and_state(walk: Walks, guard: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        scan(guard, "Samaké")
        scan(guard, "Goïta")
        async with walk("gates", size) as office:
            assert "Inside 2" in office.text
            await office.press("right")
            mali = next(line for line in office.text.splitlines() if "Mali " in line)
            assert " 2 " in mali

    asyncio.run(job())


def typed(screen: WatchScreen, serial: str) -> None:
    """As fingers do, by the times that the keys carry."""
    at = Message().time
    for number, key in enumerate((*serial, "enter")):
        struck = events.Key(key, key if len(key) == 1 else None)
        struck.time = at + number * 0.2
        screen.on_key(struck)


@both
def test_enter_opens_the_scan_screen_of_the_gate_and_esc_9_comes_back(
    walk: Walks, guard: Desk, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            await office.press("enter")
            await office.until(lambda: isinstance(office.screen, WatchScreen) and office.screen.said is not None)
            found = accreditations.badges_of(guard.journal.db, lookup.person(guard, "Samaké").id)
            typed(office.screen, serial_of(found[-1]).replace("-", ""))
            await office.until(lambda: len(office.screen.last.recent) == 1)
            await office.press("escape", "9")
            await office.until(lambda: not isinstance(office.screen, WatchScreen))
            await office.until(lambda: row(office, "G1")["admitted"] == "1")
            assert office.screen.gates_table.has_focus

    asyncio.run(job())


@both
def test_somebody_without_a_badge_is_scanned_by_name(walk: Walks, guard: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            await office.press("n")
            await office.type("samake")
            await office.press("enter")
            assert "has come without a badge" in " ".join(office.text.split())
            await office.press("ctrl+s")
            await office.until(lambda: row(office, "G1")["admitted"] == "1")
            last = guard.journal.db.execute("SELECT method, verdict FROM scans").fetchone()
            assert tuple(last) == ("name", "admitted")

    asyncio.run(job())


def test_what_the_gate_refuses_by_name_a_reason_overrides(walk: Walks, guard: Desk) -> None:
    async def job() -> None:
        async with walk("gates") as office:
            office.screen.gates_table.go_to("G2")
            await office.press("n")
            await office.type("goita")
            await office.press("enter", "ctrl+s")
            assert "This badge does not open" in office.refused
            await office.fill(override="minister's word")
            await office.press("ctrl+s")
            await office.until(lambda: row(office, "G2")["overridden"] == "1")
            reasons = [found[0] for found in guard.journal.db.execute("SELECT reason FROM scans ORDER BY rowid")]
            assert reasons == ["wrong_zone", "override"]

    asyncio.run(job())


def test_the_filter_looks_through_the_refusals(walk: Walks, guard: Desk) -> None:
    async def job() -> None:
        station_of(guard).scan(Scan("https://example.org/menu", "G1"))
        scan(guard, "Goïta", "G2")
        async with walk("gates") as office:
            await office.press("slash")
            await office.type("goita")
            assert office.table.count == 1
            await office.press("escape")
            assert office.table.count == 2

    asyncio.run(job())


@both
def test_before_anything_was_scanned_it_says_so(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            assert "Nobody has been refused." in office.text

    asyncio.run(job())


def test_yesterdays_scans_do_not_read_as_this_mornings(walk: Walks, guard: Desk) -> None:
    scan(guard, "Goïta", "G2")

    async def job() -> None:
        async with walk("gates", SMALL, NOW + timedelta(days=1)) as office:
            await office.until(lambda: "▬ STOP" in office.text)
            assert row(office, "G2")["last"] == "28 Mar ▬"
            assert "09:41:07" not in office.text

    asyncio.run(job())


def test_counting_as_scans_come_gives_what_counting_all_at_once_gives(config: Config, guard: Desk) -> None:
    with open_desk(config) as desk:
        board = GateBoard(desk)
        board.catch_up()
        for number in range(3):
            scan(guard, "Samaké", direction="out" if number == 1 else "in")
            scan(guard, "Goïta", "G2")
            board.catch_up()
        assert board.gates() == _afresh(desk).gates()
        assert list(board.odd_rows()) == list(_afresh(desk).odd_rows())
        rebuild(guard.journal, guard.projection())
        board.catch_up()
        assert board.gates() == _afresh(desk).gates()


def _afresh(desk: Desk) -> GateBoard:
    board = GateBoard(desk)
    board.catch_up()
    return board
