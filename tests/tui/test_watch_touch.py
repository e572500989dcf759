"""The scan screen beside another one that keeps the same gate, and under a finger instead of keys."""

from __future__ import annotations

import asyncio

import pytest
from tests.tui.conftest import LARGE, SMALL
from tests.tui.gatehouse import Keeps, keeps, printed

from conclave_desk.bootstrap import station_of
from conclave_desk.gate.scan import Scan

__all__ = ["keeps", "printed"]
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


def test_others_at_the_same_zone_are_counted_within_a_moment(keeps: Keeps) -> None:
    async def job() -> None:
        async with keeps() as gate:
            station_of(gate.desk).scan(Scan(gate.badge("Samaké"), "G1"))
            await gate.until(lambda: "1 inside" in gate.text)

    asyncio.run(job())


def test_what_another_terminal_scans_at_the_gate_is_among_the_last_ten_and_takes_nobody_from_before_the_guard(
    keeps: Keeps,
) -> None:
    async def job() -> None:
        async with keeps(SMALL, "G2", holds=0.01) as gate:
            await gate.scan(gate.badge("Goïta"))
            refused = gate.screen.last.recent[0]
            other = station_of(gate.desk)
            let_in = other.scan(Scan(gate.badge("Samaké"), "G2", override="by word"))
            await gate.until(lambda: len(gate.screen.last.recent) == 2)
            assert gate.screen.last.recent[0].answer.scan_id == let_in.scan_id
            assert gate.screen.last.recent[1] == refused, "with what was read, so that it can be overridden"
            await gate.until(lambda: gate.kind == "ready")
            middle, last = gate.text.split("READY")[-1], gate.text.splitlines()[-6:]
            assert "Samaké" in "".join(last), middle
            await gate.menu("3")
            await gate.until(lambda: gate.screen.ask is not None)
            assert gate.screen.ask is not None
            assert "Goïta" in gate.screen.ask.note
            other.annul("G2")
            await gate.until(lambda: gate.screen.last.recent[0].answer.reason == "annulled")

    asyncio.run(job())


@both
def test_what_keys_choose_a_finger_on_the_screen_chooses_too(keeps: Keeps, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with keeps(size) as gate:
            await gate.click("Esc: more")
            await gate.click("6 day")
            assert gate.screen.has_class("day")
            assert not gate.screen.menu
            await gate.click("Esc: more")
            await gate.click("2 name")
            await gate.wedge("goi", 0.2)
            await gate.until(lambda: "Moussa Goïta" in gate.text)
            await gate.click("Moussa Goïta")
            await gate.until(lambda: gate.kind == "check")
            assert gate.screen.listener.text == ""
            await gate.click("Esc: more")
            await gate.click("5 gate")
            assert gate.screen.ask is not None
            await gate.click("Esc: back")
            assert gate.screen.ask is None
            assert gate.scans()[0].method == "name"

    asyncio.run(job())
