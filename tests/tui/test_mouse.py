"""What can be done at the keyboard can be done with a mouse, too."""

from __future__ import annotations

import asyncio

from tests.tui.conftest import SMALL, Walk, Walks

from conclave_desk.tui.forms.picks import Picks
from conclave_desk.tui.widgets.register_table import RegisterTable


async def click(office: Walk, text: str, times: int = 1) -> None:
    """Click where that stands on the screen, in the lowest line that has it."""
    lines = office.text.split("\n")
    row = max(number for number, line in enumerate(lines) if text in line)
    await office.pilot.click(offset=(lines[row].index(text) + 1, row), times=times)
    await office.settled()


def test_the_list_of_a_field_lies_under_it_and_moves_nothing(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("n")
            field, picks = office.screen.query_one("FieldInput"), office.screen.query_one(Picks)
            stood = field.region
            assert picks.owner == "", "a form that opens is seen whole"
            await office.type("bra")
            assert field.region == stood
            assert picks.region.y == stood.bottom
            await office.pilot.resize_terminal(110, 40)
            await office.settled()
            assert picks.region.y == field.region.bottom != stood.bottom
            await office.pilot._post_mouse_events([_wheel()], picks)
            assert picks.here == 1
            await click(office, "Brazil")
            assert field.value == "Brazil"

    asyncio.run(job())


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


def test_what_stands_in_a_frame_can_be_clicked(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("n")
            await click(office, "Esc: leave")
            assert office.screen.mode == "invitations"
            await office.press("question_mark")
            await click(office, "F1: what the words mean")
            assert "nodal point" in office.text
            await click(office, "Esc: close")
            await click(office, "Esc: close")
            assert office.screen.mode == "invitations"

    asyncio.run(job())


def test_a_click_on_a_heading_sorts_and_says_so_a_second_one_on_a_row_opens(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            table: RegisterTable = office.table
            await click(office, "party", times=2)
            assert "by party, from the end" in office.text
            await office.press("home")
            await click(office, "Zambia", times=2)
            assert table.cursor_id == office.invitation("ZMB").id
            assert office.screen.has_class("reading")

    asyncio.run(job())


def test_a_terminal_that_is_too_small_says_so_and_nothing_is_lost(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", (60, 15)) as office:
            assert "9" in office.text.split("\n")[1], "all modes are named, if by their keys alone"
            await office.press("slash")
            await office.type("mali")
            await office.press("enter")
            await office.pilot.resize_terminal(40, 9)
            await office.settled()
            assert "40 × 9 is too small" in office.text
            await office.press("n")
            await office.type("bra")
            await office.pilot.resize_terminal(80, 24)
            await office.settled()
            assert office.screen.query_one("FieldInput").value == "bra"
            await office.press("escape", "escape", "d")
            assert "too small" not in office.text
            assert office.table.has_focus
            assert office.table.count == 2

    asyncio.run(job())
