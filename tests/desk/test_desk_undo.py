"""Every command that an officer gives is taken back, or it is said why it is not and what to do instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import conclave_desk
from conclave_desk.desk.undo import BACK, WHY_NOT

_ROOMS = ("desk", "gate")
_RECORDED = re.compile(r"""\brecord\(\s*"([a-z]+(?: [a-z]+)*)\"""")
COMMANDS = sorted(
    {
        name
        for room in _ROOMS
        for file in (Path(conclave_desk.__file__).parent / room).rglob("*.py")
        for name in _RECORDED.findall(file.read_text(encoding="utf-8"))
    }
)


def test_the_commands_are_found() -> None:
    assert {"clearance record", "badges issue", "walkup", "gate prepare"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_taken_back_or_it_is_said_why_not(command: str) -> None:
    assert (command in BACK) != (command in WHY_NOT)


@pytest.mark.parametrize("why", WHY_NOT.values(), ids=WHY_NOT)
def test_a_reason_is_a_sentence_or_two(why: str) -> None:
    assert why.endswith(".")
    assert why[0].isupper()
