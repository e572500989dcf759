"""Mode 7: a station's file is looked through, and what can be read of a torn one is saved and merged."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.gate.stations import Away
from tests.tui.conftest import SMALL, Walk, Walks
from tests.tui.gatehouse import printed
from tests.tui.test_gates import config, guard
from tests.tui.test_gates_kept import merge, prepare

from conclave_desk.gate.scan import Scan

__all__ = ["config", "guard", "printed"]
_SCANS = 300


async def checked(office: Walk, path: Path) -> None:
    await office.press("i")
    office.put(file=str(path))
    await office.press("ctrl+s")


def torn(away: Away) -> None:
    with away.opened() as station:
        station.scan_all([Scan(f"no badge {number}", "G1") for number in range(_SCANS)])
    content = away.path.read_bytes()
    away.path.write_bytes(content[: len(content) * 4 // 5])


@pytest.mark.usefixtures("guard")
def test_what_can_be_read_of_a_torn_file_is_saved_and_merged(walk: Walks, tmp_path: Path) -> None:
    async def job() -> None:
        async with walk("gates", SMALL) as office:
            away = await prepare(office, tmp_path / "g1.station")
            await checked(office, away.path)
            await office.until(lambda: "The file is whole" in office.text)
            await office.press("enter")
            torn(away)
            await checked(office, away.path)
            await office.until(lambda: "The file is torn" in office.text)
            assert "can be saved" in office.text
            await office.press("y")
            await office.until((tmp_path / "g1.scans").exists)
            await merge(office, tmp_path / "g1.scans")
            assert "0 scans taken in" not in office.text

    asyncio.run(job())


@pytest.mark.usefixtures("guard")
def test_what_is_no_stations_file_is_said_and_nothing_is_saved(walk: Walks, tmp_path: Path) -> None:
    other = tmp_path / "notes.station"
    other.write_text("to do")

    async def job() -> None:
        async with walk("gates", SMALL) as office:
            await checked(office, other)
            await office.until(lambda: "Something is wrong with the file" in office.text)
            await office.press("enter")

    asyncio.run(job())
    assert not (tmp_path / "notes.scans").exists()
