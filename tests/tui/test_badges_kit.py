"""Mode 6 on a bad day and beside a printer: temporary cards, print jobs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from pypdf import PdfReader
from tests.cli.cups import Cups, needs_cups
from tests.cli.test_cli_printer import cups
from tests.tui.conftest import SMALL, Walks
from tests.tui.test_badges import accredited

from conclave_desk.desk import accreditation, badges, cards
from conclave_desk.desk.desk import Desk
from conclave_desk.registers import nominations, print_jobs

__all__ = ["accredited", "cups"]
CONCLAVE = datetime(2023, 3, 28, 6, 0, tzinfo=UTC)


def test_cards_are_prepared_one_is_given_to_somebody_and_ends(walk: Walks, desk: Desk, tmp_path: Path) -> None:
    desk.clock = lambda: CONCLAVE
    people = [person.id for person in nominations.all_of(desk.journal.db, party="MLI") if person.named]
    accreditation.grant(desk, people, provisional=True)

    async def job() -> None:
        async with walk("badges", SMALL, now=CONCLAVE) as office:
            await office.press("C")
            assert "N prepares some" in office.text
            await office.press("escape", "N")
            office.put(count="6", file=str(tmp_path / "cards.pdf"))
            await office.press("ctrl+s")
            await office.until(lambda: "6 temporary cards on 2 pages" in office.text)
            assert "Cards 1 to 6." in office.text
            assert len(PdfReader(tmp_path / "cards.pdf").pages) == 2
            await office.press("enter")
            holder = office.screen.under_cursor.person
            await office.press("T")
            office.put(card="3", reason="the printer is down")
            await office.press("ctrl+s")
            assert [row["name"] for row in cards.rows(desk) if row["status"] == "handed out"] == [holder.titled]
            await office.press("C")
            assert holder.family_name in next(line for line in office.text.splitlines() if "handed out" in line)
            await office.press("escape", "E")
            office.put(card="3", cause="lost")
            await office.press("ctrl+s")
            assert [row["status"] for row in cards.rows(desk)].count("lost") == 1

    asyncio.run(job())


@needs_cups
def test_badges_go_straight_to_a_printer_those_of_a_walk_up_to_the_same_one_and_jobs_are_listed(
    walk: Walks, desk: Desk, accredited: list[str], cups: Cups
) -> None:
    badges.issue(desk, accredited)

    async def job() -> None:
        async with walk("badges", SMALL) as office:
            await office.press("J")
            await office.until(lambda: "p prints, and asks where to" in " ".join(office.text.split()))
            await office.press("escape", "p")
            office.put(printer="Office")
            await office.press("ctrl+s")
            await office.until(lambda: "job Office-1 on Office" in office.text)
            await office.press("enter")
            assert [(one.job, one.badges) for one in print_jobs.all_of(desk.journal.db)] == [("Office-1", 3)]
            assert len(PdfReader(cups.paper(1)).pages) == 3
            await office.press("w")
            office.put(party="Niger", level="principal", category_1="HOD", rank_1="General", family_name_1="Sani")
            await office.press("ctrl+s")
            await office.until(lambda: "Print now?" in office.text)
            assert "1 badge just issued" in office.said
            await office.press("ctrl+s")
            await office.until(lambda: "job Office-2 on Office" in office.text)
            await office.press("enter", "J")
            await office.until(lambda: "Office-1" in office.text)
            assert any(state in office.text for state in ("waiting", "printing", "printed"))

    asyncio.run(job())
