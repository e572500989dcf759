"""Slow work in a thread of its own: a bar, and a way out. The thread posts messages; only handlers touch widgets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from conclave_desk.desk.desk import Desk
from conclave_desk.tui.modals.frame import keyed, titled


class Cancelled(Exception):
    """The officer broke the work off; raised where the work next reports how far it is."""


class Progress:
    """Handed to the work: ``progress(done, total)`` as often as it likes."""

    def __init__(self, tell: Callable[[int, int | None], None], stop: Event) -> None:
        self._tell, self._stop = tell, stop

    def __call__(self, done: int, total: int | None = None) -> None:
        """So far, of how many; raises :class:`Cancelled` once the officer has had enough."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the work ended: its result (``None`` when it was cancelled), or the fault that stopped it."""

    result: Any = None
    fault: Exception | None = None


class Working(ModalScreen[Outcome]):
    """Shows the progress of ``task`` and dismisses its outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    @dataclass
    class Told(Message):
        """How far the work is."""

        done: int
        total: int | None

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, Working.Told)

    @dataclass
    class Ended(Message):
        """The work is over."""

        outcome: Outcome

    def __init__(
        self, title: str, another: Callable[[], AbstractContextManager[Desk]], task: Callable[[Desk, Progress], Any]
    ) -> None:
        super().__init__()
        self._title, self._another, self._do = title, another, task
        self._stop = Event()

    def compose(self) -> ComposeResult:
        """Title, bar, and how to break it off."""
        with Vertical(classes="dialogue") as box:
            box.border_title = titled(self._title)
            box.border_subtitle = keyed(("Esc: cancel", "cancel"))
            yield Static("Working …", id="state")
            yield ProgressBar(total=None, show_eta=False)

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work, thread=True, exit_on_error=False)

    def _work(self) -> None:
        progress = Progress(lambda done, total: self._post(self.Told(done, total)), self._stop)
        try:
            with self._another() as desk:
                outcome = Outcome(self._do(desk, progress))
        except Cancelled:
            outcome = Outcome()
        except Exception as fault:
            outcome = Outcome(fault=fault)
        self._post(self.Ended(outcome))

    def _post(self, message: Message) -> None:
        self.app.call_from_thread(self.post_message, message)

    def on_working_told(self, event: Told) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)
        of = f" of {event.total:,}" if event.total else ""
        self.query_one("#state", Static).update(f"{event.done:,}{of}")

    def on_working_ended(self, event: Ended) -> None:
        """Hand over how it ended."""
        self.dismiss(event.outcome)

    def action_cancel(self) -> None:
        """Ask the work to stop; it does where it next reports."""
        self._stop.set()
        self.query_one("#state", Static).update("Stopping …")
