"""Mode 7: stations are prepared, merged and withdrawn; supervisors, floaters, the last scan annulled."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.gate.stations import Away
from tests.tui.conftest import LARGE, SMALL, Walk, Walks
from tests.tui.gatehouse import NOW, PEOPLE, printed
from tests.tui.test_gates import config, guard, row, scan

from conclave_desk.bootstrap import open_station, station_of
from conclave_desk.config import Config
from conclave_desk.desk import badges, floaters, lookup
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.gate import phones
from conclave_desk.gate.scan import Supervisor
from conclave_desk.registers import accreditations

__all__ = ["config", "guard", "printed"]
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


def serial(desk: Desk, name: str) -> str:
    return serial_of(accreditations.badges_of(desk.journal.db, lookup.person(desk, name).id)[-1])


async def prepare(office: Walk, path: Path) -> Away:
    await office.press("p")
    office.put(file=str(path))
    await office.press("ctrl+s")
    await office.until(lambda: office.screen.__class__.__name__ == "GatesScreen" and office.screen.view == "stations")
    return Away(path, NOW, "G1")


async def merge(office: Walk, *paths: Path) -> None:
    await office.press("m")
    office.put(files="; ".join(map(str, paths)))
    await office.press("ctrl+s")
    await office.until(lambda: "scans taken in" in office.text)


@both
def test_a_station_is_prepared_and_its_scans_come_back_with_what_should_be_looked_into(
    walk: Walks, guard: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            away = await prepare(office, tmp_path / "g1.station")
            assert "· prepared" in office.text
            assert "none yet" in office.text
            lost = serial(guard, "Samaké")
            away.scan(serial(guard, "Goïta"))
            badges.revoke(guard, [lost])
            away.scan(lost)
            await merge(office, away.path)
            assert "2 scans taken in, 0 were here already." in office.text
            assert "1 revoked badges were let in" in office.text
            await office.press("enter")
            await office.until(lambda: "To look into 1" in office.text)
            assert row(office, "G1")["admitted"] == "2"
            while office.screen.view != "found":
                await office.press("right")
            assert "revoked, let in" in office.text
            await office.press("enter")
            assert "Somebody may be inside with this badge" in " ".join(office.text.split())
            await office.press("escape", "h")
            await office.until(lambda: "(lost)" in office.text)

    asyncio.run(job())


@both
def test_a_station_is_withdrawn_without_its_file_and_what_comes_after_is_kept_apart(
    walk: Walks, guard: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            away = await prepare(office, tmp_path / "g1.station")
            await office.press("x")
            office.put(reason="stolen")
            await office.press("ctrl+s")
            await office.until(lambda: "⊘ withdrawn" in office.text and not office.screen.is_modal)
            away.scan(serial(guard, "Goïta"))
            await merge(office, away.path)
            assert "1 scans kept apart" in office.text
            await office.press("enter")
            assert row(office, "G1")["admitted"] == "–"

    asyncio.run(job())


def test_a_lost_phone_is_revoked_from_the_desk(walk: Walks, guard: Desk) -> None:
    station = station_of(guard)
    until = guard.now() + timedelta(days=2)
    for name in ("phone 1", "phone 2"):
        phones.pair(station, name, "G1", name, phones.digest(name), until)

    def may_scan() -> list[str]:
        return [one.phone for one in phones.paired(station) if one.may_scan(guard.now())]

    async def job() -> None:
        async with walk("gates") as office:
            await office.press("t")
            assert "phone 2  gate G1" in office.text
            await office.press("down", "enter", "y")
            await office.until(lambda: may_scan() == ["phone 1"])
            await office.press("t")
            assert "phone 1  gate G1" in office.text
            assert "phone 2  gate G1" not in office.text

    asyncio.run(job())


@both
def test_a_supervisor_is_named_with_a_pin_that_is_shown_once_and_relieved(
    walk: Walks, guard: Desk, config: Config, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            await office.press("s")
            await office.type("goita")
            await office.press("enter")
            office.put(pin="yes")
            await office.press("ctrl+s")
            await office.until(lambda: "it is shown this once" in " ".join(office.text.split()))
            (pin,) = re.findall(r"\b\d{4} \d{4}\b", office.text)
            await office.press("enter")
            assert "own badge or PIN" in office.text
            assert "Moussa Goïta" in office.text
            with open_station(replace(config, station=None)) as station:
                found = station.supervisor(pin, "G1")
                assert isinstance(found, Supervisor)
                assert found.name == "Moussa Goïta"
            office.table.go_to(lookup.person(guard, "Goïta").id)
            await office.press("r", "y")
            await office.until(lambda: "Moussa Goïta" not in office.text)
            assert "Supervisors 1" in office.text, PEOPLE[2]

    asyncio.run(job())


@both
def test_floaters_are_assigned_and_one_is_recalled(walk: Walks, guard: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("gates", size) as office:
            await office.press("o")
            office.put(party="MLI", count="2", zones="LNG")
            await office.press("ctrl+s")
            await office.until(lambda: "Floaters 2" in office.text)
            assert office.table.count == 2
            assert "○ free" in office.text
            await office.press("c", "ctrl+s")
            await office.until(lambda: "⊘ recalled" in office.text)
            cards = floaters.pool(guard)
            assert [card.party for card in cards] == ["MLI", "MLI"]
            assert sum(card.recalled_from is not None for card in cards) == 1

    asyncio.run(job())


def test_the_last_scan_at_the_desks_own_gate_is_annulled_after_asking_once(walk: Walks, guard: Desk) -> None:
    async def job() -> None:
        async with walk("gates", SMALL) as office:
            await office.press("a")
            assert "Nobody was let in or out here" in " ".join(office.text.split())
            await office.press("enter")
            scan(guard, "Goïta")
            await office.press("a")
            assert "Moussa Goïta came in" in " ".join(office.text.split())
            await office.press("y")
            await office.until(lambda: row(office, "G1")["admitted"] == "–")
            assert guard.journal.db.execute("SELECT verdict FROM scans").fetchone()[0] == "annulled"

    asyncio.run(job())


@both
def test_a_gates_counts_say_who_was_refused_and_why(walk: Walks, guard: Desk, size: tuple[int, int]) -> None:
    async def job() -> None:
        for name, gate in (("Samaké", "G1"), ("Goïta", "G1"), ("Goïta", "G2")):
            scan(guard, name, gate)
        async with walk("gates", size) as office:
            await office.press("v")
            for fact in ("Inside, by State", "2  Mali", "Admitted, by category"):
                assert fact in office.text, office.text
            await office.press("escape")
            office.screen.gates_table.go_to("G2")
            await office.press("v")
            assert "1  wrong zone" in office.text
            await office.press("escape")
            assert office.screen.gates_table.has_focus

    asyncio.run(job())


def test_a_stations_records_are_exported_from_the_screen(walk: Walks, guard: Desk, tmp_path: Path) -> None:
    async def job() -> None:
        async with walk("gates", SMALL) as office:
            away = await prepare(office, tmp_path / "g1.station")
            away.scan(serial(guard, "Goïta"))
            await office.press("e")
            office.put(station=str(away.path), scans=str(tmp_path / "g1.scans"))
            await office.press("ctrl+s")
            await office.until(lambda: (tmp_path / "g1.scans").exists())
            await merge(office, tmp_path / "g1.scans")
            assert "1 scans taken in" in office.text

    asyncio.run(job())


def test_a_delegation_comes_at_once_and_who_is_refused_is_listed(walk: Walks, guard: Desk) -> None:
    async def job() -> None:
        badges.revoke(guard, [serial(guard, "Goïta")])
        async with walk("gates", SMALL) as office:
            await office.press("d")
            office.put(party="MLI")
            await office.press("ctrl+s")
            await office.until(lambda: "1 of 2 let in." in office.text)
            assert "Moussa Goïta: This badge was reported lost." in " ".join(office.text.split())
            await office.press("enter")
            assert row(office, "G1")["admitted"] == "1"

    asyncio.run(job())
