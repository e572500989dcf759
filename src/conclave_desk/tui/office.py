"""What every screen is handed: the open desk, and how to open it a second time for slow work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.event import Event
from conclave_desk.tui.key_file import KeyFile
from conclave_desk.tui.print_settings import PrintSettings


@dataclass
class Office:
    """``another`` opens the same desk file for a worker's thread: a connection is bound to the thread that made it."""

    desk: Desk
    config: Config
    another: Callable[[], AbstractContextManager[Desk]]
    printing: PrintSettings = field(default_factory=PrintSettings)
    """How badges were printed last."""
    key: KeyFile = field(init=False)
    """Whether what is sealed can be read."""
    _named: tuple[Event, Callable[[str], str]] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.key = KeyFile(self.desk)

    def local(self, at: datetime) -> datetime:
        """An instant in the event's time."""
        return at.astimezone(self.desk.event.zone_info)

    def shown(self, at: datetime | None) -> str:
        """An instant as officers read it: ``09:41`` today, else with its day; blank for none."""
        if at is None:
            return ""
        local, now = self.local(at), self.local(self.desk.now())
        return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%d %b %H:%M}"

    def party_name(self, code: str) -> str:
        """What the event calls the party."""
        event = self.desk.event
        if self._named is None or self._named[0] is not event:
            self._named = event, party_names(event)
        return self._named[1](code)
