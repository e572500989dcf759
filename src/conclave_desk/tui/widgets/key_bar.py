"""The footer: the screen's commands that make sense now, as many as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from conclave_desk.tui.commands import Command, keys_of, shown_key

_GAP = 2


class KeyBar(Widget):
    """Key and title of each command; ``? help`` always has its place at the right."""

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._places: list[tuple[int, int, Command]] = []

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Another selection of commands makes sense now."""
        self._commands = [command for command in commands if command.footer]
        self.refresh()

    def render(self) -> Text:
        """The line."""
        keymap = self.app._keymap
        accent = self.app.theme_variables.get("accent", "")
        always = [command for command in self._commands if command.name == "help"]
        kept = sum((_width(command, keymap) + _GAP for command in always), 0)
        room, place = self.size.width - kept, 0
        line, self._places = Text(no_wrap=True, overflow="crop"), []
        for command in [*(c for c in self._commands if c not in always), *always]:
            wide = _width(command, keymap)
            if command not in always and place + wide > room:
                continue
            line.append(_key(command, keymap), f"bold {accent}")
            line.append(f" {command.title}" + " " * _GAP)
            self._places.append((place, place + wide, command))
            place += wide + _GAP
        return line

    def on_click(self, event: events.Click) -> None:
        """Give the command that was clicked."""
        for first, last, command in self._places:
            if first <= event.x < last:
                self.post_message(self.Pressed(command))


def _key(command: Command, keymap: Mapping[str, str]) -> str:
    return shown_key(next(iter(keys_of(type(command), keymap)), ""))


def _width(command: Command, keymap: Mapping[str, str]) -> int:
    return cell_len(f"{_key(command, keymap)} {command.title}")
