"""Every command of every mode: has help, can be reached, and takes no key that another one has."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from conclave_desk.cli.main import COMMANDS, program
from conclave_desk.tui.commands import Command, keys_of
from conclave_desk.tui.everywhere import EVERYWHERE
from conclave_desk.tui.modes import MODES, Mode
from conclave_desk.tui.screens.base import ModeScreen

SCREENS = [mode.load() for mode in MODES]
EVERY = sorted({*chain.from_iterable(screen.all_commands() for screen in SCREENS)}, key=lambda command: command.name)


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name)
def test_every_command_says_what_it_does(command: type[Command]) -> None:
    assert len(command.help()) > 20
    assert command.help().endswith(".")
    assert command.title


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name)
def test_every_command_has_a_key(command: type[Command]) -> None:
    """All are in the palette; those of the nine modes have a key besides."""
    assert keys_of(command, {})


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.mode)
def test_no_two_commands_of_a_mode_take_the_same_key(screen: type[ModeScreen]) -> None:
    """Commands that make sense at different times may share one if they stand for the same step."""
    keys = Counter(chain.from_iterable(keys_of(command, {}) for command in screen.all_commands()))
    assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_a_screen_knows_its_mode(mode: Mode) -> None:
    assert mode.load().mode == mode.name


def test_names_of_commands_are_their_own() -> None:
    assert len({command.name for command in EVERY}) == len(EVERY)


@pytest.mark.parametrize("command", [c for c in EVERY if c.twin], ids=lambda command: command.name)
def test_a_twin_is_a_command_of_the_command_line(command: type[Command]) -> None:
    group, *rest = command.twin.split()
    assert group in COMMANDS
    context = program.make_context("conclave-desk", ["status"], resilient_parsing=True)
    found = program.get_command(context, group)
    assert found is not None
    if rest:
        assert rest[0] in found.list_commands(context)  # type: ignore[attr-defined]


def test_commands_everywhere_are_in_every_mode() -> None:
    for screen in SCREENS:
        assert set(EVERYWHERE) <= set(screen.all_commands())
