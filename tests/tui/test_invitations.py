"""Mode 2: a State is invited, reminded, answers, cancels."""

from __future__ import annotations

import asyncio

import pytest
from tests.tui.conftest import LARGE, SMALL, Walks

from conclave_desk.desk import drafts
from conclave_desk.desk import invitations as use_case
from conclave_desk.desk.desk import Desk

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


@both
def test_a_state_is_invited_and_answers(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("invitations", size) as office:
            before = office.desk.journal.head()[0]
            await office.press("n")
            await office.fill(party="bra", addressee="Commander of the Army", reply_by="+3")
            await office.press("ctrl+s")
            drafted = office.invitation("BRA")
            assert (drafted.status, drafted.reply_by, drafted.reference) == ("drafted", "2023-03-23", "PUNE/23/055")
            assert drafted.slots == {"HOD": 1, "DEL": 2}
            assert office.screen.current_id == drafted.id
            await office.press("s", "ctrl+s")
            assert office.invitation("BRA").status == "sent"
            await office.press("a")
            await office.fill(status="acc", level="rep", paper="NV 112/23")
            await office.press("ctrl+s")
            answered = office.invitation("BRA")
            assert (answered.status, answered.answered_level) == ("accepted", "representative")
            assert answered.answer_reference == "NV 112/23"
            assert office.written(before) == [
                ("invitations add", ["InvitationDrafted"]),
                ("invitations send", ["InvitationSent"]),
                ("invitations answer", ["InvitationAccepted"]),
            ]

    asyncio.run(job())


@both
def test_the_footer_shows_only_what_may_follow(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("invitations", size) as office:
            footer = office.text.splitlines()[-1]
            assert "c cancel" in footer
            assert "r remind" not in footer
            await office.press("down")
            footer = office.text.splitlines()[-1]
            assert "r remind" in footer
            assert "c cancel" not in footer

    asyncio.run(job())


def test_a_cancellation_says_first_who_goes(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("slash")
            await office.type("party:MLI")
            await office.press("enter", "c")
            assert "2 nominations are withdrawn" in office.text
            await office.press("ctrl+s")
            assert office.invitation("MLI").status == "cancelled"
            assert {person.status for person in office.people("MLI")} == {"withdrawn"}

    asyncio.run(job())


def test_esc_loses_nothing_that_was_typed_without_asking(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("n")
            await office.fill(addressee="Chief of the Land Forces")
            await office.press("escape")
            assert "Not sent yet" in office.text
            await office.press("k", "n")
            assert "Chief of the Land Forces" in office.text
            await office.press("escape", "escape", "d", "n")
            assert "Chief of the Land Forces" not in office.text

    asyncio.run(job())


def test_a_draft_survives_a_crash_and_lies_sealed_beside_the_desk_file(walk: Walks, desk: Desk) -> None:
    place = desk.journal.path.with_name("pune.desk.drafts")

    async def crash() -> None:
        async with walk("invitations") as office:
            await office.press("n")
            await office.fill(addressee="Chief of the Land Forces")
            await office.until(lambda: drafts.load(desk, "invitation").get("addressee") == "Chief of the Land Forces")

    async def again() -> None:
        async with walk("invitations") as office:
            await office.press("n")
            await office.until(lambda: "Chief of the Land Forces" in office.text)

    asyncio.run(crash())
    assert place.stat().st_mode & 0o777 == 0o600
    assert b"Land Forces" not in place.read_bytes()
    asyncio.run(again())


def test_the_second_officer_is_told_and_overwrites_nothing(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("down", "a")
            desk.officer = "Ravi"
            use_case.answer(desk, "PUNE/23/002", "regretted")
            await office.fill(status="accepted")
            await office.press("ctrl+s")
            assert "Ravi" in office.refused
            assert "Nothing was written" in office.refused
            assert office.invitation("AGO").status == "regretted"

    asyncio.run(job())


def test_what_another_officer_does_appears_and_the_cursor_stays(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("down", "down", "down")
            stood = office.screen.current_id
            use_case.add(desk, "AAA/1", "AFG", {})
            await office.until(lambda: "Afghanistan" in office.text)
            assert office.screen.current_id == stood
            assert office.table.cursor_row == 4

    asyncio.run(job())


def test_what_is_typed_ahead_goes_where_it_is_meant(walk: Walks) -> None:
    """All keys arrive at once, as over a slow line: the form that the first opens gets the others, field by field."""

    async def job() -> None:
        async with walk("invitations") as office:
            for key in ("n", *"brazil", "enter", "tab", *"Commander", "tab", "tab", *"chief", "ctrl+s", "down", "up"):
                office.strike(key)
            await office.until(lambda: office.written(0)[-1][0] == "invitations add")
            drawn = office.invitation("BRA")
            assert (drawn.addressee, drawn.level, drawn.status) == ("Commander", "chief", "drafted")

    asyncio.run(job())


def test_the_list_of_parties_says_who_is_invited_already(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations", SMALL) as office:
            await office.press("n")
            await office.type("mali")
            assert "Mali   ⁨! has PUNE/23/031 · MLI" in office.text
            office.put(party="")
            await office.type("sri lan")
            assert "has PUNE" not in office.text

    asyncio.run(job())
