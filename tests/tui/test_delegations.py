"""Mode 3: people are put forward, substituted, withdrawn; one heads the delegation."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, NOW, SMALL, Walk, Walks

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config
from conclave_desk.tui.app import DeskApp

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


async def go_to_mali(office: Walk) -> None:
    """The cursor on Mali, the filter let go."""
    await office.press("slash")
    await office.type("mali")
    await office.press("enter")
    assert office.screen.party == "MLI"


@both
def test_somebody_is_nominated_substituted_and_withdrawn(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("delegations", size) as office:
            await go_to_mali(office)
            await office.press("n")
            await office.fill(
                category="HOD", role="principal", rank="General", given_name="Oumar", family_name="Diarra"
            )
            await office.press("ctrl+s")
            head = next(person for person in office.people("MLI") if person.family_name == "Diarra")
            assert (head.role, head.category, head.rank) == ("principal", "HOD", "General")
            assert office.screen.member.nomination.id == head.id
            await office.press("s")
            await office.fill(family_name="Keïta", given_name="Seydou")
            await office.press("ctrl+s")
            assert any(person.predecessor == head.id for person in office.people("MLI"))
            successor = next(person for person in office.people("MLI") if person.predecessor == head.id)
            assert successor.role == "principal"
            assert office.screen.member.nomination.id == successor.id
            await office.press("x")
            assert "the slot is free again" in office.text
            await office.press("ctrl+s")
            assert [p.status for p in office.people("MLI") if p.id == successor.id] == ["withdrawn"]

    asyncio.run(job())


def test_a_head_is_named_without_substituting_anybody(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("enter", "e", "ctrl+s")
            assert [person.role for person in office.people("MLI")].count("principal") == 1
            assert "principal" in office.text

    asyncio.run(job())


def test_the_same_name_twice_is_asked_about_in_the_form(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("n")
            await office.fill(category="HOD", given_name="Moussa", family_name="Goita")
            await office.press("ctrl+s")
            assert "one person or two" in office.refused
            await office.fill(same="distinct", distinct_reason="another date of birth")
            await office.press("ctrl+s")
            assert sum(person.family_name in ("Goita", "Goïta") for person in office.people("MLI")) == 2

    asyncio.run(job())


def test_slots_that_are_taken_ask_why(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("n")
            await office.fill(category="DEL", family_name="Traoré")
            await office.press("ctrl+s")
            assert "offers 2 DEL" in office.text
            assert "over quota" in office.text
            await office.fill(over_quota="asked by the Minister")
            await office.press("ctrl+s")
            assert any(person.over_quota == "asked by the Minister" for person in office.people("MLI"))

    asyncio.run(job())


def test_history_shows_who_did_what(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("enter", "h")
            await office.until(lambda: "Reading the journal" not in office.text)
            assert "load" in office.text
            assert "is nominated." in office.text

    asyncio.run(job())


def test_a_nomination_is_taken_back_by_an_entry(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("n")
            await office.fill(category="HOD", family_name="Diarra")
            await office.press("ctrl+s", "u")
            assert "NominationWithdrawn" in office.text
            await office.press("y")
            assert [p.status for p in office.people("MLI") if p.family_name == "Diarra"] == ["withdrawn"]

    asyncio.run(job())


def test_what_went_out_is_not_taken_back_and_the_reason_is_said(walk: Walks) -> None:
    async def job() -> None:
        async with walk("invitations") as office:
            await office.press("down", "r", "ctrl+s", "u")
            assert "It went out" in office.text
            await office.press("enter")
            assert office.written(0)[-1][0] == "invitations send"

    asyncio.run(job())


@both
def test_a_walk_up_with_three_aides_is_found_again_by_a_folded_name(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("overview", size) as office:
            await office.press("w")
            await office.fill(
                party="niger",
                category_1="HOD",
                role_1="principal",
                rank_1="General",
                given_name_1="Abdou",
                family_name_1="Issaké",
                over_quota="came with aides",
                category_2="DEL",
                family_name_2="Łukasz",
                category_3="DEL",
                family_name_3="Þorvaldsson",
                category_4="DEL",
                family_name_4="Sani",
            )
            office.screen.query_one("#send").focus()
            await office.press("ctrl+s")
            assert "Print now?" in office.text
            await office.press("escape")
            taken = {person.family_name: person for person in office.people("NER")}
            assert set(taken) == {"Issaké", "Łukasz", "Þorvaldsson", "Sani"}
            assert {person.status for person in taken.values()} == {"accredited"}
            assert [name for name, person in taken.items() if person.over_quota] == ["Sani"]
            await office.press("f")
            await office.type("thorvald")
            assert office.screen.table.count == 1
            await office.press("enter")
            await office.settled()
            assert office.screen.mode == "delegations"
            assert office.screen.member.nomination.family_name == "Þorvaldsson"

    asyncio.run(job())


def test_the_hosts_people_are_nominated_without_an_invitation_on_an_empty_desk(tmp_path: Path) -> None:
    event = tmp_path / "event.toml"
    event.write_text(_COURSE, "utf-8")
    config = Config(desk=tmp_path / "course.desk", officer="Asha", now=NOW)
    found_from(config, event)

    async def job() -> None:
        with open_desk(config) as desk:
            app = DeskApp(config, open_desk, found_from)
            async with app.run_test(size=SMALL) as pilot:
                office = Walk(app, pilot, desk)
                await office.until(lambda: "Nobody is invited yet" in office.text)
                await office.press("3")
                assert "N nominates the host's people" in office.text
                await office.press("N", "enter")
                await office.fill(category="PAR", family_name="Rao")
                await office.press("ctrl+s")
                assert [person.family_name for person in office.people("IND")] == ["Rao"]
                assert "Rao" in office.text

    asyncio.run(job())


_COURSE = """
[event]
code = "COURSE1"
kind = "course"
title = "A course"
host = "IND"
city = "Pune"
timezone = "Asia/Kolkata"
starts = 2023-04-03
ends = 2023-04-07
[[party]]
code = "AU"
name = "African Union Commission"
[[category]]
code = "PAR"
name = "Participant"
zones = ["*"]
[[zone]]
code = "CLS"
name = "Class room"
"""


def test_a_liaison_officer_is_assigned_and_an_arrival_recorded(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("l")
            await office.fill(person="pande")
            await office.press("enter", "ctrl+s")
            host = next(person for person in office.people("IND") if person.family_name == "Pande")
            assert host.accompanies == "MLI"
            assert "General Manoj Pande" in office.text
            await office.press("enter", "space", "space", "r", "y")
            assert all(person.arrived_at for person in office.people("MLI"))
            assert "2 of 2" in office.text
            assert office.written(0)[-1] == ("arrivals record", ["ArrivalRecorded"] * 2)

    asyncio.run(job())


def test_somebody_is_amended_and_private_fields_are_not_shown_again(walk: Walks) -> None:
    async def job() -> None:
        async with walk("delegations") as office:
            await go_to_mali(office)
            await office.press("enter", "m")
            await office.fill(rank="Lieutenant Colonel", passport_number="X 123", arrives_at="26 mar 14:30")
            await office.press("ctrl+s")
            goita = next(person for person in office.people("MLI") if person.family_name == "Goïta")
            assert (goita.rank, goita.travel) == ("Lieutenant Colonel", {"arrives_at": "2023-03-26 14:30"})
            assert office.desk.safe.dossier(goita.person) == {"passport_number": "X 123"}
            await office.press("m")
            assert "X 123" not in office.text
            assert "on file" in office.text
            await office.press("escape", "u")
            assert "type the old ones in again" in office.text

    asyncio.run(job())


def test_a_refusal_and_the_button_stay_in_sight_on_a_low_screen_and_a_code_means_itself(walk: Walks) -> None:
    """``del`` is a category's code, and begins a word of another one's name."""

    async def job() -> None:
        async with walk("delegations", SMALL) as office:
            await go_to_mali(office)
            await office.press("n", *"del", "enter", "ctrl+s")
            assert office.screen.values()["category"] == "DEL"
            seen = office.text
            assert office.refused.split()[1] in seen
            assert "✗" in seen
            assert " Nominate " in seen.splitlines()[-4] + seen.splitlines()[-5]

    asyncio.run(job())
