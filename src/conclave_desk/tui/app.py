"""The terminal desk: the frame around its modes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.driver import Driver

from conclave_desk.config import Config
from conclave_desk.desk.changes import Watch
from conclave_desk.desk.desk import Desk
from conclave_desk.errors import MachineFault, explained, is_foreseen
from conclave_desk.tui.commands import DeskCommands
from conclave_desk.tui.modes import MODES
from conclave_desk.tui.office import Office
from conclave_desk.tui.steadfast import Steadfast, cause_of, noted
from conclave_desk.tui.straight import straight
from conclave_desk.tui.stylesheet import Stylesheet
from conclave_desk.tui.themes import themes
from conclave_desk.tui.typeahead import TypeAhead
from conclave_desk.tui.widgets.header import HeaderLine

if TYPE_CHECKING:
    from conclave_desk.tui.modals.message import Message

_LOOKS = 0.4
"""Seconds between looks at the file: what others write is here within one."""

OpenDesk = Callable[[Config], AbstractContextManager[Desk]]
Found = Callable[[Config, Path], None]


class DeskApp(Steadfast, App[None]):
    """``opened`` opens the desk of a config, ``found`` makes one of an event's folder: both are the composition root's."""

    CSS_PATH = "app.tcss"
    TITLE = "conclave-desk"
    COMMANDS: ClassVar[set[Any]] = {DeskCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, config: Config, opened: OpenDesk, found: Found, *, start: str = "overview") -> None:
        super().__init__()
        self.config = config
        self._opened, self._found, self._start = opened, found, start
        self._stack = ExitStack()
        self._watch: Watch | None = None
        self._told: set[str] = set()
        self._office: Office | None = None
        self._locked = ""
        self._gone = self._stood = False
        self.ended_by: Exception | None = None
        """What kept the desk from being opened."""
        self.keys_ahead = TypeAhead(self, super().on_event)
        for theme in themes():
            self.register_theme(theme)
        self.theme = config.screen.theme
        self.stylesheet = Stylesheet(variables=self.get_css_variables())
        self.set_keymap(dict(config.screen.keys))

    def get_driver_class(self) -> type[Driver]:
        """The platform's, with columns kept straight."""
        return straight(super().get_driver_class())

    async def on_event(self, event: events.Event) -> None:
        """Keys one after the other, each once the one before has had its effect."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.keys_ahead.take(event)
        else:
            await super().on_event(event)

    async def on_mount(self) -> None:
        """Into the desk, or to the welcome where there is none yet."""
        if self.config.desk.exists():
            try:
                await self.enter()
            except Exception as fault:
                self._not_opened(fault)
        else:
            from conclave_desk.tui.screens.welcome import Welcome

            await self.push_screen(Welcome(self.config.desk, self._make))
        self._stood = True

    def on_unmount(self) -> None:
        """Close the file."""
        self._stack.close()

    def _make(self, source: Path) -> None:
        self._found(self.config, source)
        self.run_worker(self.enter(), exit_on_error=True)

    async def enter(self) -> None:
        """Open the desk and show its first mode."""
        desk = self._stack.enter_context(self._opened(self.config))
        office = self._office = Office(desk, self.config, lambda: self._opened(self.config))
        self._watch = Watch(desk)
        self._watch.changed()
        for mode in MODES:
            self.add_mode(mode.name, mode.maker(office))
        await self.switch_mode(self._start)
        self.set_interval(_LOOKS, self.look)

    def notify(self, message: str, *, markup: bool = False, **told: Any) -> None:
        """As Textual's, but square brackets in somebody's name are no markup."""
        super().notify(message, markup=False, **told)

    # Faults

    def stumbled(self, fault: Exception, *, again: bool = True) -> None:
        """Tell of a fault in one modal; what would come ``again`` by itself is told once."""
        sentence, _code = explained(fault)
        if self._leaving or sentence in self._told:
            return
        self._told.add(sentence)
        noted(fault)
        if not is_foreseen(fault):
            self._exception = self._exception or fault  # whoever walks through the app for a test is told at its end
        self.push_screen(self.about(fault), lambda _: self._told.discard(sentence) if again else None)

    def about(self, fault: Exception) -> Message:
        """The modal that says what went wrong, and where more of it stands if the program is at fault."""
        from conclave_desk.tui.log import log_file
        from conclave_desk.tui.modals.message import Message

        return Message.about(fault, None if is_foreseen(fault) else log_file(self.config.desk))

    def _not_opened(self, fault: Exception) -> None:
        noted(fault)
        self.ended_by = fault
        self.push_screen(self.about(fault), lambda _: self.exit(return_code=explained(fault)[1]))

    def _handle_exception(self, error: Exception) -> None:
        """What Textual would end the app for, with a traceback: a timer, or the drawing of a widget."""
        if (self.is_running and self.screen_stack) or self._leaving:
            self.stumbled(cause_of(error), again=False)
        else:
            super()._handle_exception(error)

    @property
    def _leaving(self) -> bool:
        """Whether the screens are being taken apart: what then misses one of its parts is no fault."""
        return self._stood and not self.is_running

    def look(self) -> None:
        """Whether anybody has written to the file: then the mode shows it, and the others once they are opened."""
        from conclave_desk.tui.screens.base import ModeScreen

        stack = self._screen_stacks[self.current_mode]
        if not stack:
            return
        shown = stack[0]
        for header in shown.query(HeaderLine):
            header.tick()
        if self._watch is None:
            return
        self._look_for_the_key()
        self._look_for_the_file(self._watch.desk)
        if not self._watch.changed():
            return
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, ModeScreen) and screen is not shown:
                    screen.stale = True
        if isinstance(shown, ModeScreen):
            shown.changed()

    def _look_for_the_file(self, desk: Desk) -> None:
        """Tell at once when the file was taken away, not when the next form is sent."""
        gone = not desk.journal.in_place
        if gone and not self._gone:
            self.stumbled(
                MachineFault(
                    f"{desk.journal.path} is not where it was: moved, deleted or replaced. You see it as it was, and "
                    "nothing can be written; put it back, or close this program and open the file that is to be used."
                )
            )
        self._gone = gone

    def _look_for_the_key(self) -> None:
        """Tell whether the key file is missing, locked or another desk's, as soon as the desk stands and whenever that
        changes, but over no form and no scan screen; all that needs no key goes on."""
        from conclave_desk.tui.screens.base import ModeScreen

        office = self._office
        if office is None or not isinstance(self.screen, ModeScreen):
            return
        office.key.safe()
        before, self._locked = self._locked, office.key.told
        if self._locked == before:
            return
        if not self._locked:
            self.notify("The key file opens what is sealed; everything works again.")
            return
        from conclave_desk.tui.modals.message import Message

        self.push_screen(Message("The key file does not open this desk", self._locked))

    def go_to(self, mode: str, row_id: str, person: str | None = None) -> None:
        """To a record in another mode."""
        self.run_worker(self._go_to(mode, row_id, person), exit_on_error=False)

    async def _go_to(self, mode: str, row_id: str, person: str | None) -> None:
        await self.switch_mode(mode)
        screen: Any = self.screen
        screen.go_to(row_id, person) if person is not None else screen.go_to(row_id)
