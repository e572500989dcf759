"""Mode 6: badges are issued, printed, handed out, taken back, revoked, replaced, and looked at."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from pypdf import PdfReader
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.desk import accreditation, badge_list, nominations
from conclave_desk.desk import badges as use_case
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.precedence import party_names
from conclave_desk.registers import accreditations
from conclave_desk.registers import nominations as register
from conclave_desk.registers.views import Badge
from conclave_desk.tui.modals.progress import Cancelled
from conclave_desk.tui.pressing import press
from conclave_desk.tui.screens.badges import BadgesScreen
from conclave_desk.tui.widgets.badge_picture import BadgePicture

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


@pytest.fixture
def accredited(desk: Desk) -> list[str]:
    """The two colonels from Mali and a head of delegation, accredited; nobody has a badge."""
    chief = Proposal(
        party="MLI",
        category="HOD",
        role="principal",
        invitation="PUNE/23/031",
        cells={"rank": "General", "given_name": "Oumar", "family_name": "Diarra"},
    )
    nominations.add(desk, chief)
    people = [person.id for person in register.all_of(desk.journal.db, party="MLI")]
    accreditation.grant(desk, people, provisional=True)
    return people


def badges(desk: Desk) -> list[Badge]:
    """All badges, by holder and issue."""
    return accreditations.badges(desk.journal.db)


def printed(desk: Desk, people: list[str]) -> list[Badge]:
    """A badge each, out of the press."""
    use_case.issue(desk, people)
    use_case.printed(desk, badges(desk))
    return badges(desk)


def statuses(desk: Desk) -> list[str]:
    """How the badges stand, sorted."""
    return sorted(badge.status_at(desk.now()) for badge in badges(desk))


async def printed_to(office: Walk, file: Path, **fields: str) -> None:
    """Fill the form of a print and wait for the press."""
    office.put(file=str(file), **fields)
    await office.press("ctrl+s")
    await office.until(lambda: "Printed" in office.text)
    await office.press("enter")


@both
@pytest.mark.usefixtures("accredited")
def test_badges_are_issued_printed_and_handed_over_as_a_pack(
    walk: Walks, desk: Desk, size: tuple[int, int], tmp_path: Path
) -> None:
    async def job() -> None:
        async with walk("badges", size) as office:
            before = office.desk.journal.head()[0]
            assert office.screen.view == badge_list.TO_ISSUE
            await office.press("ctrl+a", "i")
            assert statuses(desk) == ["issued"] * 3
            office.screen.show_view(badge_list.TO_PRINT)
            await office.settled()
            await office.press("p")
            assert "All 3 that are to be printed" in office.text
            await printed_to(office, tmp_path / "mali.pdf", sheet="a4-4up")
            assert len(PdfReader(tmp_path / "mali.pdf").pages) == 1
            assert statuses(desk) == ["printed"] * 3
            office.screen.show_view(badge_list.TO_HAND_OUT)
            await office.settled()
            await office.press("d", "ctrl+s")
            assert "to: is needed" in office.text
            office.put(by="Embassy of Mali")
            await office.press("ctrl+s")
            assert {badge.collected_by for badge in badges(desk)} == {"Embassy of Mali"}
            office.screen.show_view(badge_list.COLLECTED)
            await office.settled()
            await office.press("ctrl+a", "s", "ctrl+s")
            assert office.written(before) == [
                ("badges issue", ["BadgeIssued"] * 3),
                ("badges print", ["BadgesPrinted"]),
                ("badges collect", ["BadgeCollected"] * 3),
                ("badges surrender", ["BadgeSurrendered"] * 3),
            ]

    asyncio.run(job())


def test_only_the_chosen_are_printed(walk: Walks, desk: Desk, accredited: list[str], tmp_path: Path) -> None:
    use_case.issue(desk, accredited)

    async def job() -> None:
        async with walk("badges") as office:
            await office.press("space", "space", "p")
            await printed_to(office, tmp_path / "two.pdf")
            assert statuses(desk) == ["issued", "printed", "printed"]

    asyncio.run(job())


def test_a_print_that_is_broken_off_leaves_no_file_and_no_entry(
    desk: Desk, accredited: list[str], tmp_path: Path
) -> None:
    use_case.issue(desk, accredited)
    before = desk.journal.head()[0]

    def enough(done: int, _: int | None) -> None:
        if done == 2:
            raise Cancelled

    wanted = [(badge.holder, badge.issue) for badge in badges(desk)]
    with pytest.raises(Cancelled):
        press(desk, wanted, tmp_path / "badges.pdf", enough)
    assert not list(tmp_path.glob("*badges*"))
    assert (statuses(desk), desk.journal.head()[0]) == (["issued"] * 3, before)


def test_a_reprint_asks_for_the_reason(walk: Walks, desk: Desk, accredited: list[str], tmp_path: Path) -> None:
    printed(desk, accredited)

    async def job() -> None:
        async with walk("badges") as office:
            await office.press("r", "ctrl+s")
            assert "reason: is needed" in office.text
            await printed_to(office, tmp_path / "again.pdf", reason="wet")
            assert sorted(badge.printed for badge in badges(desk)) == [1, 1, 2]

    asyncio.run(job())


@both
def test_a_lost_badge_is_replaced_and_printed_at_once(
    walk: Walks, desk: Desk, accredited: list[str], size: tuple[int, int]
) -> None:
    printed(desk, accredited)

    async def job() -> None:
        async with walk("badges", size) as office:
            lost = office.screen.under_cursor
            await office.press("l")
            assert "Issue 2 is made" in office.said
            await office.press("ctrl+s")
            assert "Print now?" in office.text
            await office.press("ctrl+s")
            await office.until(lambda: "Printed 1 badge" in office.text)
            await office.press("enter")
            old, new = accreditations.badges_of(desk.journal.db, lost.person.id)
            assert (old.status_at(desk.now()), old.cause, old.replaced_by) == ("revoked", "replaced", 2)
            assert (new.issue, new.printed) == (2, 1)
            assert office.screen.under_cursor.serial == serial_of(new)

    asyncio.run(job())


def test_a_badge_is_handed_out_and_another_revoked(walk: Walks, desk: Desk, accredited: list[str]) -> None:
    printed(desk, accredited)

    async def job() -> None:
        async with walk("badges") as office:
            holder = office.screen.under_cursor.person
            await office.press("c", "ctrl+s")
            assert [badge.collected_by for badge in badges(desk) if badge.collected_by] == [holder.name]
            await office.press("x")
            assert "Gates refuse it from now on" in office.text
            office.put(cause="withdrawn")
            await office.press("ctrl+s")
            assert statuses(desk) == ["collected", "printed", "revoked"]
            await office.press("u")
            assert "A revoked badge stays revoked" in office.said

    asyncio.run(job())


def codes_in(image: Any) -> list[str]:
    """What a phone would read off the picture."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


@both
def test_the_badge_is_shown_as_it_will_be_printed_but_its_code_opens_nothing(
    walk: Walks, desk: Desk, accredited: list[str], size: tuple[int, int]
) -> None:
    use_case.issue(desk, accredited)

    async def job() -> None:
        async with walk("badges", size) as office:
            badge = office.screen.under_cursor.badge
            await office.press("o")
            await office.until(lambda: "Everything fits" in office.text)
            assert "▀▀▀▀▀▀▀▀▀▀" in office.text
            assert "opens nothing" in office.text
            await office.press("right")
            await office.until(lambda: "cr80" in office.text)
            await office.press("escape")
            image = office.screen.previews.of((badge.holder, badge.issue), "a6-portrait").image
            real = next(faces(desk, [badge], party_names(desk.event))).payload
            assert [code.startswith("CD1:SPECIMEN") for code in codes_in(image.resize((1800, 2540)))] == [True]
            assert len(real) > 100

    asyncio.run(job())


def test_a_picture_is_drawn_again_only_when_something_on_it_changed(
    walk: Walks, desk: Desk, accredited: list[str]
) -> None:
    use_case.issue(desk, accredited)

    async def job() -> None:
        async with walk("badges") as office:
            number = office.screen.under_cursor.number
            first = office.screen.previews.of(number, "a6-portrait")
            assert office.screen.previews.of(number, "a6-portrait") is first
            assert office.screen.previews.of(number, "cr80") is not first
            await office.until(lambda: bool(office.screen.query_one(BadgePicture).query(".picture > *")))

    asyncio.run(job())


def test_a_filter_finds_a_serial_and_a_party(walk: Walks, desk: Desk, accredited: list[str]) -> None:
    serial = serial_of(printed(desk, accredited)[0])

    async def job() -> None:
        async with walk("badges") as office:
            for text, left in (
                (f"serial:{serial[:9]}", 1),
                (serial.lower(), 1),
                ("party:MLI status:printed", 3),
                ("goita", 1),
            ):
                await office.press("slash")
                office.screen.query_one("#filter").value = text
                await office.press("enter")
                assert office.table.count == left, text

    asyncio.run(job())


def test_key_specimens_and_check_go_to_files_and_messages(
    walk: Walks, desk: Desk, accredited: list[str], tmp_path: Path
) -> None:
    use_case.issue(desk, accredited)
    payload = next(faces(desk, badges(desk)[:1], party_names(desk.event))).payload

    async def job() -> None:
        async with walk("badges") as office:
            await office.press("e")
            office.put(file=str(tmp_path / "pune.pem"))
            await office.press("ctrl+s")
            assert (tmp_path / "pune.pem").read_text().startswith("-----BEGIN PUBLIC KEY")
            await office.press("y")
            await office.until(lambda: "3 badges in a6-portrait" in office.text)
            await office.press("enter", "v")
            office.put(code=payload)
            await office.press("ctrl+s")
            assert "Genuine" in office.text
            await office.press("enter", "t")
            office.put(file=str(tmp_path / "specimens.pdf"))
            await office.press("ctrl+s")
            await office.until(lambda: (tmp_path / "specimens.pdf").exists())

    asyncio.run(job())


@both
def test_lists_without_badges_say_what_to_do_next(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("badges", size) as office:
            assert "No badge yet" in office.text
            assert office.screen.available()

    asyncio.run(job())


def test_a_change_that_comes_before_the_screen_stands_waits_for_it(
    walk: Walks, desk: Desk, accredited: list[str]
) -> None:
    async def job() -> None:
        async with walk("overview", SMALL) as office:
            early = BadgesScreen(office.screen.office)
            early.changed()
            use_case.issue(desk, accredited)
            await office.app.push_screen(early)
            await office.until(lambda: early.table.count > 0)

    asyncio.run(job())
