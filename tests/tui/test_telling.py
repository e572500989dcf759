"""What the desk tells in passing covers nothing, and slow work that fails says why."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, SMALL, Walks

from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges
from conclave_desk.desk.desk import Desk
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import nominations


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])
def test_what_was_done_is_told_over_the_footer_and_covers_neither_table_nor_form(
    walk: Walks, size: tuple[int, int]
) -> None:
    async def job() -> None:
        async with walk("invitations", size, notifications=True) as office:
            await office.press("end", "a")
            office.put(status="accepted")
            await office.press("ctrl+s")
            *_, bottom, told, footer = office.text.splitlines()
            assert "recorded." in told
            assert bottom.startswith("╰")
            assert "answer" in footer
            assert f"▌ {office.invitation('ZWE').reference}" in office.text
            await office.press("n")
            assert "Esc: leave ─╯" in office.text

    asyncio.run(job())


def test_a_fault_in_slow_work_is_told_and_the_desk_goes_on(
    walk: Walks, desk: Desk, config: Config, tmp_path: Path
) -> None:
    people = [person.id for person in nominations.all_of(desk.journal.db, party="MLI")]
    accreditation.grant(desk, people, provisional=True)
    badges.issue(desk, people)

    async def job() -> None:
        async with walk("badges", SMALL) as office:
            await office.press("p")
            office.put(file=str(tmp_path / "mali.pdf"))
            key = beside(config.desk)
            taken = key.rename(tmp_path / "taken.key")
            await office.press("ctrl+s")
            await office.until(lambda: "This did not work; nothing was changed" in office.text)
            assert "key" in office.said
            taken.rename(key)  # or the desk tells of it once more, as soon as no form covers it
            await office.press("escape")
            assert office.screen.mode == "badges"

    asyncio.run(job())
