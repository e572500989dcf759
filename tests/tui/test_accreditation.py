"""Mode 4: steps are given to one or many, people are accredited, refused, suspended and restored."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config, Screen
from conclave_desk.desk import accreditation as use_case
from conclave_desk.desk import badges, review_list
from conclave_desk.desk.desk import Desk
from conclave_desk.registers import accreditations
from conclave_desk.tui.app import DeskApp

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])
STEPS = ("paper", "security", "protocol")


def colonels(office: Walk) -> list[str]:
    """The two from Mali, who need all three steps."""
    return [person.id for person in office.people("MLI")]


def results(office: Walk, person: str) -> dict[str, str]:
    """The result of each step, as the register has it."""
    found = accreditations.clearances(office.desk.journal.db, person)
    return {step: clearance.result for step, clearance in found.items()}


def cleared(desk: Desk, people: list[str]) -> None:
    """Every step passed."""
    for step in STEPS:
        use_case.clear(desk, people, step, "passed")


@both
def test_two_are_cleared_accredited_and_given_badges_in_few_keys(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("accreditation", size) as office:
            people, before = colonels(office), office.desk.journal.head()[0]
            await office.press("ctrl+a", "c")
            assert "all 2 wait for it" in office.text
            await office.type("NV 1/23")
            await office.press("ctrl+s")
            assert "▸ security +1" in office.text
            for _ in ("security", "protocol"):
                await office.press("ctrl+a", "c", "ctrl+s")
            assert [results(office, person) for person in people] == [dict.fromkeys(STEPS, "passed")] * 2
            papers = accreditations.clearances(office.desk.journal.db, people[0])
            assert papers["paper"].paper == "NV 1/23"
            await office.press("right", "slash")
            await office.type("mali")
            await office.press("enter", "ctrl+a", "a")
            office.put(paper_kind="note verbale", paper_number="NV 112/23", paper_date="15 mar")
            await office.press("ctrl+s")
            held = [accreditations.of_nomination(office.desk.journal.db, person) for person in people]
            paper = {"kind": "note_verbale", "number": "NV 112/23", "date": "2023-03-15"}
            assert [found.paper for found in held if found] == [paper, paper]
            office.screen.show_view(review_list.ACCREDITED)
            await office.settled()
            await office.press("ctrl+a", "b")
            assert office.written(before) == [
                *[("clearance record", ["ClearanceRecorded"] * 2)] * 3,
                ("accreditations grant", ["AccreditationGranted"] * 2),
                ("badges issue", ["BadgeIssued"] * 2),
            ]

    asyncio.run(job())


@both
def test_an_empty_list_says_what_to_do_next(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("accreditation", size) as office:
            office.screen.show_view(review_list.ACCREDITED)
            await office.settled()
            assert "Nobody is accredited yet" in office.text
            await office.press("right")
            assert office.screen.view == review_list.WITHOUT_PAPER
            assert office.table.has_focus

    asyncio.run(job())


@pytest.mark.parametrize(("key", "result"), [("v", "waived"), ("d", "deferred"), ("l", "failed")])
def test_a_step_is_waived_deferred_or_failed_with_a_remark(walk: Walks, key: str, result: str) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            person = office.screen.current_id
            await office.press(key)
            office.put(step="security", remark="photo does not match")
            await office.press("ctrl+s")
            assert results(office, person) == {"security": result}
            assert f"{result} · Asha" in office.text
            assert "“photo does not match”" in office.text

    asyncio.run(job())


def test_a_bulk_step_leaves_alone_whoever_has_it(walk: Walks) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            first, second = colonels(office)
            use_case.clear(office.desk, first, "paper", "waived")
            await office.press("ctrl+a", "c")
            office.put(step="paper")
            assert "1 of 2 wait" in office.text
            await office.press("ctrl+s")
            assert (results(office, first), results(office, second)) == ({"paper": "waived"}, {"paper": "passed"})

    asyncio.run(job())


def test_the_queue_begins_with_the_steps_that_the_officer_gives(config: Config) -> None:
    async def job() -> None:
        app = DeskApp(replace(config, screen=Screen(steps=("protocol",))), open_desk, found_from, start="accreditation")
        async with app.run_test(size=LARGE) as pilot:
            await pilot.pause()
            screen = app.screen
            assert {tab.name: tab.count for tab in screen.tabs()}[review_list.WAITING] == 2  # type: ignore[attr-defined]
            await pilot.press("c")
            await pilot.pause()
            assert app.screen.query("FieldBox")[0].text == "protocol"  # type: ignore[attr-defined]

    asyncio.run(job())


@both
def test_refusing_names_what_ends(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("accreditation", size) as office:
            person = colonels(office)[0]
            cleared(office.desk, [person])
            use_case.grant(office.desk, person)
            badges.issue(office.desk, [person])
            office.screen.changed()
            office.screen.go_to(person)
            await office.settled()
            await office.press("x")
            assert "The accreditation ends. Revoked:" in office.said
            await office.press("escape")
            assert office.people("MLI")[0].status == "accredited"
            await office.press("x")
            office.put(reason="asked by the Ministry")
            await office.press("ctrl+s")
            refused = next(found for found in office.people("MLI") if found.id == person)
            assert (refused.status, refused.reason) == ("refused", "asked by the Ministry")
            assert [badge.cause for badge in accreditations.badges_of(office.desk.journal.db, person)] == ["refused"]

    asyncio.run(job())


def test_a_suspension_is_restored_and_either_is_taken_back(walk: Walks) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            people = colonels(office)
            cleared(office.desk, people)
            use_case.grant(office.desk, people)
            office.screen.show_view(review_list.ACCREDITED)
            await office.settled()

            def stand() -> list[str]:
                found = (accreditations.of_nomination(office.desk.journal.db, person) for person in people)
                return [one.status for one in found if one]

            await office.press("ctrl+a", "s")
            office.put(reason="under inquiry")
            await office.press("ctrl+s")
            assert stand() == ["suspended"] * 2
            office.screen.show_view(review_list.SUSPENDED)
            await office.settled()
            await office.press("ctrl+a", "r", "y")
            assert stand() == ["granted"] * 2
            await office.press("u", "y")
            assert stand() == ["suspended"] * 2

    asyncio.run(job())


def test_somebody_is_accredited_until_midnight_without_waiting(walk: Walks) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            person = office.screen.current_id
            await office.press("m", "ctrl+s")
            held = accreditations.of_nomination(office.desk.journal.db, person)
            assert held is not None
            assert held.provisional
            assert f"{held.valid_until:%Y-%m-%dT%H:%M%z}" == "2023-03-20T18:30+0000"
            assert "until midnight of 20 Mar" in office.text

    asyncio.run(job())


def test_a_list_shows_whoever_came_without_paper(walk: Walks) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            people = colonels(office)
            cleared(office.desk, people)
            use_case.grant(office.desk, people[0], paper={"kind": "letter", "number": "7"})
            use_case.grant(office.desk, people[1])
            office.screen.changed()
            lists = office.screen.reviews
            assert people[1] in [one.id for one in lists.of(review_list.WITHOUT_PAPER)]
            assert people[0] not in [one.id for one in lists.of(review_list.WITHOUT_PAPER)]

    asyncio.run(job())


def test_the_second_officer_is_told_and_overwrites_nothing(walk: Walks, desk: Desk) -> None:
    async def job() -> None:
        async with walk("accreditation") as office:
            person = office.screen.current_id
            await office.press("c")
            desk.officer = "Ravi"
            use_case.clear(desk, person, "paper", "failed")
            await office.press("ctrl+s")
            assert "Ravi" in str(office.screen.query_one(".refused").content)
            assert results(office, person) == {"paper": "failed"}

    asyncio.run(job())


def test_what_is_chosen_is_let_go_once_it_is_dealt_with(walk: Walks) -> None:
    """Or the next command would be about rows that stand on another list."""

    async def job() -> None:
        async with walk("accreditation") as office:
            await office.press("ctrl+a", "c", "ctrl+s")
            assert len(office.table.chosen) == 2, "both wait for the next step"
            await office.press("c", "ctrl+s", "c", "ctrl+s")
            assert office.table.chosen == {}
            await office.press("space", "right")
            assert office.table.chosen == {}

    asyncio.run(job())
