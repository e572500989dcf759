"""Mode 1: what matters now, by phase; each row leads to its record; it is live."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.desk import accreditation, badges, invitations, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.registers import accreditations, sessions
from conclave_desk.registers import invitations as register
from conclave_desk.registers.views import Badge
from conclave_desk.tui.widgets.plot import numbers, steps

both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])
MORNING = datetime(2023, 3, 28, 4, 11, tzinfo=UTC)
"""09:41 in Pune, before the first session."""
AFTER = datetime(2023, 4, 1, 4, 0, tzinfo=UTC)


async def counted(office: Walk) -> None:
    """The overview has been counted and drawn."""
    await office.until(lambda: office.screen.found is not None)
    await office.settled()


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


def reference(desk: Desk, party: str) -> str:
    return register.all_of(desk.journal.db, party=party)[-1].reference


def at(desk: Desk, when: str) -> None:
    moment = datetime.fromisoformat(when)
    desk.clock = lambda: moment


@both
def test_before_the_event_what_is_due_leads_to_its_record(walk: Walks, desk: Desk, size: tuple[int, int]) -> None:
    allowed(invitations.send(desk, "PUNE/23/002"))

    async def job() -> None:
        async with walk("overview", size) as office:
            await counted(office)
            assert "31 States" in office.text
            assert "reply, no date was set" in office.text
            assert "Chief's name" in office.text
            await office.press("enter")
            await office.settled()
            assert office.screen.mode == "invitations"
            await office.press("1", "down", "enter")
            await office.settled()
            assert office.screen.mode == "delegations"
            assert office.screen.party == "DZA"

    asyncio.run(job())


@both
def test_the_headline_keeps_states_and_people_apart(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("overview", size) as office:
            await counted(office)
            lines = [" ".join(line.split()) for line in office.text.splitlines()]
            if size == SMALL:
                assert any(
                    "States invited 54 confirmed 23 accredited 0 arrived 0 (10 in person)" in one for one in lines
                )
            else:
                assert any("Chief in person – 10 0 0" in one for one in lines)
                assert any("represented – 13 0 0" in one for one in lines)
                assert any("all 54 23 0 0" in one for one in lines)

    asyncio.run(job())


@both
def test_what_waits_for_the_desk_leads_to_its_mode(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("overview", size) as office:
            await counted(office)
            await office.press("tab")
            assert "wait for a clearance step" in office.text
            await office.press("enter")
            await office.settled()
            assert office.screen.mode == "accreditation"

    asyncio.run(job())


@both
def test_during_the_event_missing_heads_are_named_and_an_arrival_is_recorded(
    walk: Walks, desk: Desk, size: tuple[int, int]
) -> None:
    at(desk, "2023-03-24T12:00+05:30")
    cells = {"given_name": "Generated", "family_name": "Head", "arrives_at": "2023-03-28 11:05", "arrives_by": "ET 686"}
    head = allowed(
        nominations.add(
            desk,
            Proposal(party="KEN", category="HOD", cells=cells, invitation=reference(desk, "KEN"), role="principal"),
        )
    )
    person = next(entry.nomination for entry in head.entries if hasattr(entry, "nomination"))
    accredit(desk, person)

    async def job() -> None:
        async with walk("overview", size, MORNING) as office:
            await counted(office)
            assert "Chiefs not in the house" in office.text
            kenya = next(line for line in office.text.splitlines() if line.lstrip("│▌ ").startswith("Kenya"))
            assert "lands 11:05" in kenya
            await office.press("tab", "tab")
            assert office.screen.front == "landing"
            assert "nobody named" in office.text
            await office.press("a")
            assert office.written(0)[-1] == ("arrivals record", ["ArrivalRecorded"])
            await office.until(lambda: office.screen.found.landing == [])

    asyncio.run(job())


def accredit(desk: Desk, person: str) -> None:
    for step in ("paper", "protocol"):
        allowed(accreditation.clear(desk, person, step, "passed"))
    allowed(accreditation.grant(desk, person))


@both
def test_after_the_event_badges_are_outstanding_and_a_return_is_signed(
    walk: Walks, desk: Desk, size: tuple[int, int]
) -> None:
    at(desk, "2023-03-24T12:00+05:30")
    chief = "IND-COAS"
    allowed(accreditation.grant(desk, chief))
    allowed(badges.issue(desk, [chief]))
    allowed(badges.printed(desk, badges_of(desk)))
    allowed(badges.collect(desk, [badges.serial_of(badges_of(desk)[0])]))

    async def job() -> None:
        async with walk("overview", size, AFTER) as office:
            await counted(office)
            assert "The event is over: 5 things left open" in office.text
            for left in ("4  days' returns not signed", "1  badge not handed back", "31  invitations never answered"):
                assert left in office.text
            await office.press("tab")
            assert "Badges outstanding 1" in office.text
            assert "General Manoj Pande" in office.text
            await office.press("tab")
            assert "4 unsigned" in office.text
            await office.press("down", "s")
            assert "Tuesday 28 March 2023 is signed" in office.text
            await office.press("y")
            assert list(sessions.signed_returns(desk.journal.db)) == ["2023-03-28"]
            await office.until(lambda: "3 unsigned" in office.text)
            assert office.written(0)[-1] == ("attendance sign", ["ReturnSigned"])

    asyncio.run(job())


def test_what_is_left_over_leads_to_the_badges_and_to_the_return(walk: Walks, desk: Desk) -> None:
    at(desk, "2023-03-24T12:00+05:30")
    allowed(accreditation.grant(desk, "IND-COAS"))
    allowed(badges.issue(desk, ["IND-COAS"]))
    allowed(badges.printed(desk, badges_of(desk)))
    allowed(badges.collect(desk, [badges.serial_of(badges_of(desk)[0])]))

    async def job() -> None:
        async with walk("overview", LARGE, AFTER) as office:
            await counted(office)
            await office.press("down", "enter")
            await office.until(lambda: office.screen.mode == "badges")
            assert office.screen.view == "collected"
            await office.press("1", "down", "enter")
            await office.until(lambda: office.screen.mode == "invitations")
            assert office.table.cursor_id == office.invitation("AGO").id
            await office.press("1", "tab", "enter")
            await office.until(lambda: office.screen.mode == "badges")
            await office.until(lambda: office.screen.table.query_now.text == "party:IND")
            assert office.screen.table.count == 1
            await office.press("1", "tab", "down", "enter")
            await office.until(lambda: office.screen.mode == "attendance")
            await office.until(lambda: office.screen.current_id == "2023-03-28")
            assert office.screen.view == "return"

    asyncio.run(job())


def badges_of(desk: Desk) -> list[Badge]:
    return accreditations.badges(desk.journal.db)


def test_what_another_officer_does_is_seen_and_the_cursor_stays(walk: Walks) -> None:
    async def job() -> None:
        async with walk("overview") as office:
            await counted(office)
            await office.press("down", "down")
            before = office.screen.tables["due"].cursor_id
            allowed(invitations.answer(office.desk, "PUNE/23/002", "accepted", level="principal"))
            await office.until(lambda: "30 States" in office.text)
            assert office.screen.tables["due"].cursor_id == before

    asyncio.run(job())


def test_on_a_narrow_screen_tab_goes_through_all_lists_and_back(walk: Walks) -> None:
    async def job() -> None:
        async with walk("overview", SMALL, MORNING) as office:
            await counted(office)
            seen = [office.screen.front]
            for _ in range(6):
                await office.press("tab")
                seen.append(office.screen.front)
            assert seen == ["missing", "due", "landing", "changed", "returns", "now", "plot"]
            await office.press("tab")
            assert office.screen.front == "missing"
            await office.press("shift+tab")
            assert "Nobody has arrived today yet" in office.text

    asyncio.run(job())


def test_in_a_low_wide_terminal_the_lists_come_before_the_plot(walk: Walks) -> None:
    async def job() -> None:
        async with walk("overview", (111, 27), MORNING) as office:
            await counted(office)
            shown = {pane.id for pane in office.screen.query(".pane") if pane.display}
            assert {"landing-pane", "changed-pane", "due-pane"} <= shown
            assert "plot-pane" not in shown
            assert all(pane.size.height >= 1 for pane in office.screen.query(".list") if pane.display)
            await office.pilot.resize_terminal(111, 45)
            await office.settled()
            assert office.screen.query_one("#plot-pane").display

    asyncio.run(job())


def test_a_line_climbs_in_steps_and_stops_at_now() -> None:
    assert steps([0, 0, 2, 4, 4, None], 4, 5) == [
        "   ╭─ ",
        "   │  ",
        "  ╭╯  ",
        "  │   ",
        "──╯   ",
    ]


def test_numbers_beside_a_plot_part_its_top_evenly() -> None:
    assert numbers(20, 9) == ["20", "", "15", "", "10", "", "5", "", "0"]
    assert numbers(4, 3) == ["4", "", "0"]
