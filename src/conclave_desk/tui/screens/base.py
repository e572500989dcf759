"""What all modes share: header, mode bar, footer, the commands that are there everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from conclave_desk.tui.commands import Command, bindings_of
from conclave_desk.tui.everywhere import EVERYWHERE
from conclave_desk.tui.office import Office
from conclave_desk.tui.signs import SLOTS
from conclave_desk.tui.steadfast import Steadfast, noted
from conclave_desk.tui.widgets.header import HeaderLine
from conclave_desk.tui.widgets.key_bar import KeyBar
from conclave_desk.tui.widgets.mode_bar import ModeBar
from conclave_desk.tui.widgets.too_small import LEAST, TooSmall

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.widget import Widget


class ModeScreen(Steadfast, Screen[None]):
    """A mode. Subclasses have a ``mode``, their ``commands``, :meth:`compose_mode` and :meth:`reload`."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    mode: ClassVar[str] = ""
    commands: ClassVar[tuple[type[Command], ...]] = ()
    legend: ClassVar[str] = SLOTS
    """What the signs of the mode mean, for the help."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.BINDINGS = bindings_of(cls.all_commands())
        super().__init_subclass__(**kwargs)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.stale = False
        """Whether the file changed while another mode was shown."""

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The screen's own commands, then those of every mode."""
        return (*cls.commands, *EVERYWHERE)

    def compose(self) -> ComposeResult:
        """The frame of every mode."""
        yield HeaderLine(self.office)
        yield ModeBar(self.mode)
        yield from self.compose_mode()
        yield KeyBar()

    def compose_mode(self) -> Iterable[Widget]:
        """The mode's own widgets."""
        raise NotImplementedError

    def reload(self) -> None:
        """The file changed, here or elsewhere: show how it stands, and leave the cursor where it is."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """The footer's first commands."""
        self.show_keys()

    def on_resize(self) -> None:
        """Where the terminal is too small, say so."""
        size = self.app.size
        if size.width < LEAST.width or size.height < LEAST.height or self.query(TooSmall):
            self.call_later(TooSmall.cover, self, size)

    def on_screen_resume(self) -> None:
        """Shown again: catch up with what changed meanwhile."""
        if self.stale:
            self.stale = False
            self.reload()
        self.show_keys()

    def changed(self) -> None:
        """The file changed: show it, and the time in the header; a screen that is still being put together does so
        when it stands."""
        if not self.is_mounted:
            self.call_later(self.changed)
            return
        self.reload()
        self.show_keys()
        self.query_one(HeaderLine).refresh()

    def time_passed(self) -> None:
        """A screen that shows the hour is drawn again if it is shown, else when it is."""
        if self.app.current_mode == self.mode:
            self.reload()
        else:
            self.stale = True

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell something in a line over the footer, for a while; names in it are no markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    # Commands

    def available(self) -> list[Command]:
        """The commands that make sense now."""
        return [command for command in (kind(self) for kind in self.all_commands()) if command.enabled()]

    def show_keys(self) -> None:
        """The footer shows what makes sense now."""
        if self.is_mounted:
            self.query_one(KeyBar).show_commands(self.available())

    def action_command(self, name: str) -> None:
        """A key of a command was pressed."""
        kind = next(kind for kind in self.all_commands() if kind.name == name)
        self.give(kind(self))

    def give(self, command: Command) -> None:
        """Run a command; it may wait for modals, and the screen goes on meanwhile."""
        if command.enabled():
            self.run_worker(self._run(command), name=command.name, group="commands", exit_on_error=False)

    async def _run(self, command: Command) -> None:
        try:
            await command.run()
        except Exception as fault:
            noted(fault)
            app: Any = self.app
            await app.push_screen_wait(app.about(fault))
            self.changed()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A command in the footer was clicked."""
        self.give(event.command)

    def on_mode_bar_chosen(self, event: ModeBar.Chosen) -> None:
        """A mode was clicked."""
        self.app.switch_mode(event.mode)

    def handle_escape(self) -> None:
        """Esc, where nothing else takes it."""
