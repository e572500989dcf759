"""What was chosen for a gate's screen stands there next time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.tui.gatehouse import Keeps, keeps, printed

from conclave_desk.domain.event import GATE_LANGUAGES, Gate
from conclave_desk.gate.wording import LANGUAGES
from conclave_desk.tui.watch.remembered import Choice, Choices, language_for

__all__ = ["keeps", "printed"]


def test_a_gate_looks_next_time_as_it_was_chosen_to(keeps: Keeps, tmp_path: Path) -> None:
    choices = Choices(tmp_path / "gate.desk")

    async def chosen() -> None:
        async with keeps(choices=choices) as gate:
            assert gate.word == "READY"
            await gate.menu("7")
            await gate.pilot.press("2")
            await gate.menu("6")

    async def again() -> None:
        async with keeps(choices=choices) as gate:
            assert gate.word == "PRÊT"
            assert gate.screen.has_class("day")

    asyncio.run(chosen())
    assert choices.of("G2") == Choice()
    asyncio.run(again())


@pytest.mark.parametrize("content", [b"", b"{", b'{"G1": 3}'])
def test_choices_that_cannot_be_read_are_none(tmp_path: Path, content: bytes) -> None:
    choices = Choices(tmp_path / "gate.desk")
    choices.path.write_bytes(content)
    assert choices.of("G1") == Choice()
    choices.keep("G1", "hi", None)
    assert choices.of("G1") == Choice("hi")


@pytest.mark.parametrize(
    ("chosen", "own", "of_the_event", "speaks"),
    [
        (None, "", ("de", "pt"), "pt"),
        (None, "hi", ("fr",), "hi"),
        ("ar", "hi", ("fr",), "ar"),
        (None, "", ("de",), "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_gates_else_the_events(
    chosen: str | None, own: str, of_the_event: tuple[str, ...], speaks: str
) -> None:
    gate = Gate(code="G1", name="Main entrance", zone="PLN", language=own)
    assert language_for(gate, chosen, of_the_event) == speaks
    assert tuple(LANGUAGES) == GATE_LANGUAGES
