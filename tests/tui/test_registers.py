"""What every register can do: rows chosen one by one and in ranges, commands on several, other orders, the filter."""

from __future__ import annotations

import asyncio

import pytest
from tests.tui.conftest import SMALL, Walks

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal
from conclave_desk.desk.nominations import add as nominate


def test_a_range_is_chosen_and_all_of_it_is_reminded_in_one_record(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("slash")
            await office.type("status:sent")
            await office.press("enter", "V", "down", "down", "V")
            chosen = list(office.table.chosen)
            assert len(chosen) == 3
            await office.press("down")
            assert list(office.table.chosen) == chosen
            await office.press("r")
            assert "3 invitations go out" in office.said
            await office.press("ctrl+s")
            assert office.written(0)[-1] == ("invitations send", ["InvitationSent"] * 3)
            assert not office.table.chosen

    asyncio.run(job())


def test_rows_are_chosen_with_space_and_let_go_with_esc(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("space", "down", "space", "shift+down")
            assert len(office.table.chosen) == 2
            await office.press("escape", "space", "down", "space")
            assert len(office.table.chosen) == 2
            assert "2 chosen" in office.text
            await office.press("ctrl+a")
            assert len(office.table.chosen) == 54
            await office.press("escape")
            assert not office.table.chosen

    asyncio.run(job())


def test_two_people_are_withdrawn_together(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            office.screen.go_to("MLI")
            await office.settled()
            await office.press("enter", "space", "space", "x")
            assert "2 people" in office.text
            await office.press("ctrl+s")
            assert {person.status for person in office.people("MLI")} == {"withdrawn"}
            assert office.written(0)[-1] == ("nominations withdraw", ["NominationWithdrawn"] * 2)

    asyncio.run(job())


def test_a_register_is_sorted_by_a_column_from_either_end_and_by_precedence_again(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("slash")
            await office.type("m")
            await office.press("enter")
            by_precedence = [row.cells["reference"] for row in office.table.rows(0, office.table.count)]
            await office.press("S")
            assert "precedence" in office.text
            await office.press("down", "enter")
            references = [row.cells["reference"] for row in office.table.rows(0, office.table.count)]
            assert references == sorted(by_precedence)
            await office.press("S", "enter")
            assert [row.cells["reference"] for row in office.table.rows(0, office.table.count)] == references[::-1]
            assert "by reference, from the end" in office.text
            await office.press("S", "home", "enter")
            assert [row.cells["reference"] for row in office.table.rows(0, office.table.count)] == by_precedence

    asyncio.run(job())


@pytest.mark.parametrize(
    ("typed", "parties"),
    [
        ("goita", {"MLI"}),
        ("colonel", {"MLI"}),
        ("category:MIN", {"IND"}),
        ("party:mli", {"MLI"}),
        ("malian air", {"MLI"}),
        ("chief army pande", {"IND"}),
        ("nobody", set()),
    ],
)
def test_a_delegation_is_found_by_its_people(walk: Walks, typed: str, parties: set[str]) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await office.press("slash")
            await office.type(typed)
            assert {row.id for row in office.table.rows(0, office.table.count)} == parties

    asyncio.run(job())


def test_wide_combining_and_right_to_left_names_keep_the_columns(walk: Walks, desk: Desk) -> None:
    for given, family in (
        ("美咲", "高橋"),
        ("Zoë", "N\u0303guye\u0302\u0303n"),
        ("محمد", "الأمين"),
        ("👨‍👩‍👧", "Emoji"),
    ):
        nominate(desk, Proposal("IND", "STF", {"given_name": given, "family_name": family, "rank": "Major"}))

    async def job() -> None:
        async with walk("delegations", SMALL) as office:
            office.screen.go_to("IND")
            await office.settled()
            await office.press("enter")
            lines = [line for line in office.text.splitlines() if "Major" in line]
            assert len(lines) == 4
            from rich.cells import cell_len

            starts = {cell_len(line.partition("◔")[0].translate({0x2068: None, 0x2069: None})) for line in lines}
            assert len(starts) == 1

    asyncio.run(job())
