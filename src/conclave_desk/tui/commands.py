"""A command is a class: its docstring is the help, its key the binding, its title stands in footer and palette.

Bindings, footer, palette, ``?`` and the keymap of the config file are all made from these classes, so that they cannot
disagree.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import ModalScreen

from conclave_desk.domain.decision import Decided, Decision, Refusal

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.tui.forms.fields import Form
    from conclave_desk.tui.modals.progress import Progress
    from conclave_desk.tui.office import Office
    from conclave_desk.tui.screens.base import ModeScreen

T = TypeVar("T")


class Command(ABC):
    """Something an officer can do on a screen. Subclasses say what it is in their own docstring."""

    name: ClassVar[str]
    """Unique, like ``invitations.send``: what the config file's [keys] calls it."""
    title: ClassVar[str]
    """One or two words for footer and palette."""
    key: ClassVar[str] = ""
    """Textual's names of keys, several separated by commas; blank for the palette alone."""
    twin: ClassVar[str] = ""
    """The CLI command that writes the same entries, like ``invitations send``; blank where there is none."""
    footer: ClassVar[bool] = True
    """Whether it stands in the footer when there is room."""

    def __init__(self, screen: ModeScreen) -> None:
        self.screen: Any = screen

    @classmethod
    def help(cls) -> str:
        """What it does, in a sentence or two."""
        return " ".join(inspect.cleandoc(cls.__doc__ or "").split())

    @property
    def office(self) -> Office:
        """The office of the screen."""
        office: Office = self.screen.office
        return office

    @property
    def desk(self) -> Desk:
        """The open desk."""
        return self.office.desk

    def enabled(self) -> bool:
        """Whether it makes sense now; a command that does not is not in the footer."""
        return True

    @abstractmethod
    async def run(self) -> None:
        """Do it."""

    async def ask(self, modal: ModalScreen[T]) -> T:
        """Show a modal and wait for what it returns."""
        answer: T = await self.screen.app.push_screen_wait(modal)
        return answer

    async def confirm(self, title: str, what: str, do: str) -> bool:
        """Ask once, naming what will happen; ``do`` stands on the button."""
        from conclave_desk.tui.modals.confirm import Confirm

        return await self.ask(Confirm(title, what, do))

    async def settle(self, decision: Decision, done: str) -> bool:
        """Tell what was decided: ``done`` and any warnings, or why it was refused; whether it was done."""
        from conclave_desk.tui.modals.message import Message
        from conclave_desk.tui.wording import spoken

        if isinstance(decision, Refusal):
            await self.ask(Message("Refused; nothing was changed", spoken(decision.sentence)))
            return False
        self.told(decision, done)
        return True

    def told(self, decided: Decided, done: str) -> None:
        """Say what was done, and show it."""
        from conclave_desk.tui.wording import spoken

        self.screen.notify(done)
        for warning in told_at_once(decided.warnings):
            self.screen.notify(spoken(warning), severity="warning", timeout=10)
        self.screen.changed()

    async def fill(self, form: Form, done: str) -> Decided | None:
        """Show a form until it is sent; ``done`` is said then. ``None`` when it was left."""
        from conclave_desk.tui.forms.form_modal import FormModal

        decided = await self.ask(FormModal(self.office, form))
        if decided is not None:
            self.told(decided, done)
        return decided

    async def said(self, form: Callable[[Callable[[dict[str, str]], None]], Form]) -> dict[str, str] | None:
        """What was typed into a form that writes nothing and hands it on; ``None`` when it was left."""
        from conclave_desk.tui.forms.form_modal import FormModal

        values: dict[str, str] = {}
        sent = await self.ask(FormModal(self.office, form(values.update)))
        return None if sent is None else values

    async def work(self, title: str, task: Callable[[Desk, Progress], T]) -> T | None:
        """Run ``task(desk, progress)`` in a thread with a desk of its own; ``None`` if the officer cancelled it.

        A fault is raised here again, for the screen to tell like that of any command.
        """
        from conclave_desk.tui.modals.progress import Working

        outcome = await self.ask(Working(title, self.office.another, task))
        if outcome.fault is not None:
            raise outcome.fault
        self.screen.changed()
        found: T | None = outcome.result
        return found


_WARNINGS = 3


def told_at_once(warnings: Sequence[str]) -> list[str]:
    """Warnings as a screen can tell them: of many the first ones, and how many more there are."""
    more = len(warnings) - _WARNINGS
    return [*warnings[:_WARNINGS], *([f"… and {more} more like that."] if more > 0 else [])]


def bindings_of(commands: Iterable[type[Command]]) -> list[BindingType]:
    """A binding for each command with a key; its id is the command's name, so that a keymap can change it."""
    return [
        Binding(command.key, f"command('{command.name}')", command.title, show=command.footer, id=command.name)
        for command in commands
        if command.key
    ]


def keys_of(command: type[Command], keymap: dict[str, str] | Any) -> list[str]:
    """The keys that the command has now, by the config file or its own."""
    keys = keymap.get(command.name, command.key)
    return [key.strip() for key in keys.split(",") if key.strip()]


_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "delete": "Del",
    "insert": "Ins",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def shown_key(key: str) -> str:
    """A key as people read it: ``^P``, ``?``, ``Enter``."""
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+').upper()}"
    if key.startswith("shift+"):
        return f"⇧{_SHOWN.get(key.removeprefix('shift+'), key.removeprefix('shift+'))}"
    return _SHOWN.get(key, key.upper() if len(key) > 1 else key)


class DeskCommands(Provider):
    """The palette: every command of the screen that makes sense now."""

    @property
    def _commands(self) -> Sequence[Command]:
        screen: Any = self.screen
        found: Sequence[Command] = screen.available() if hasattr(screen, "available") else ()
        return found

    def _call(self, command: Command) -> Callable[[], None]:
        return lambda: command.screen.give(command)

    def _label(self, command: Command) -> str:
        keys = keys_of(type(command), self.app._keymap)
        return f"{command.title}  ({', '.join(map(shown_key, keys))})" if keys else command.title

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(self._label(command), self._call(command), command.title, command.help())

    async def search(self, query: str) -> Hits:
        """Those that match, by title and help."""
        matcher = self.matcher(query)
        for command in self._commands:
            label = self._label(command)
            score = max(matcher.match(label), matcher.match(command.help()) * 0.5)
            if score > 0:
                yield Hit(score, matcher.highlight(label), self._call(command), command.title, command.help())
