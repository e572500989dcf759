"""Names of any script and length keep every table and form straight, at both sizes."""

from __future__ import annotations

import asyncio

import pytest
from rich.cells import cell_len
from tests.tui.conftest import LARGE, SMALL, Walk, Walks

from conclave_desk.desk import accreditation, badges, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal
from conclave_desk.registers import accreditations
from conclave_desk.registers import nominations as register

NAMES = {
    "long": ("Ann-Marie", "Wolfeschlegelsteinhausenbergerdorff-" * 5 + "Wolfeschlegelsteinha"),
    "spaced": ("Andry Tahina", " ".join(["Rakotomalala"] * 15)),
    "Devanagari": ("राजेन्द्रप्रसाद", "क्षत्रियकुलावतंस"),
    "Arabic": ("عبد الرحمن", "المحمدي"),
    "Chinese": ("司令官", "歐陽"),
    "marks": ("Ọmọ́tọ́lá", "N̈g̃o̱m̄b̲a̱"),
    "joined": ("👩‍✈️", "ශ්‍රී"),
}


@pytest.fixture
def named(desk: Desk) -> None:
    """Guests of those names in the host's rooms, each accredited and with a badge."""
    for rank, (given, family) in zip(("Général de corps d'armée", *["Colonel"] * 6), NAMES.values(), strict=True):
        cells = {"rank": rank, "given_name": given, "family_name": family, "appointment": f"Adjutant of {family}"}
        nominations.add(desk, Proposal("MLI", "DEL", invitation="PUNE/23/031", over_quota="all come", cells=cells))
    people = [person.id for person in register.all_of(desk.journal.db, party="MLI")]
    accreditation.grant(desk, people, provisional=True)
    badges.issue(desk, people)
    badges.printed(desk, accreditations.badges(desk.journal.db))


def straight(office: Walk) -> None:
    """Every line is as wide as the screen, and what begins with a frame ends with one."""
    lines = [strip.text for strip in office.app.screen._compositor.render_strips()]
    assert not [line for line in lines if cell_len(line) != office.app.size.width]
    assert not [line for line in lines if line.startswith("│") and line.rstrip()[-1] not in "│╮╯▌"]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])
@pytest.mark.usefixtures("named")
def test_tables_pages_and_forms_stay_straight(walk: Walks, size: tuple[int, int]) -> None:
    async def job() -> None:
        async with walk("overview", size) as office:
            for mode in "125678943":
                await office.press(mode)
                straight(office)
            await office.press("slash")
            await office.type("mali")
            await office.press("enter", "enter")
            for _ in NAMES:
                await office.press("down")
                straight(office)
            await office.press("f")
            await office.type("wolfe")
            straight(office)
            await office.press("enter")
            assert "Wolfeschlegelsteinhausenbergerdorff-" in office.text
            for key in ("m", "s", "c", "x", "e", "h", "w"):
                await office.press(key)
                assert office.screen.is_modal
                straight(office)
                await office.press("escape")

    asyncio.run(job())
