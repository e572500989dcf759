"""Mode 1: the headline, by phase of the event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.table import Table
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.desk.status import headline
from conclave_desk.tui.screens.base import ModeScreen

_STEPS = ("invited", "confirmed", "accredited", "arrived")


class OverviewScreen(ModeScreen):
    """States and people apart. Counted in a thread: with 100,000 people it takes a moment."""

    CSS_PATH = "overview.tcss"
    mode = "overview"

    @dataclass
    class Counted(Message):
        """The headline, as of now."""

        found: dict[str, Any]

    def compose_mode(self) -> Iterable[Widget]:
        """One pane."""
        with Vertical(classes="pane", id="headline") as pane:
            pane.border_title = "Headline"
            yield Static("Counting …", id="counted")

    def on_mount(self) -> None:
        """Count once the screen is painted."""
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Count again."""
        self.run_worker(self._count, thread=True, exclusive=True, group="count", exit_on_error=False)

    def _count(self) -> None:
        with self.office.another() as desk:
            self.post_message(self.Counted(headline(desk)))

    def on_overview_screen_counted(self, event: Counted) -> None:
        """Show it."""
        table = Table.grid(padding=(0, 3))
        table.add_column(no_wrap=True)
        for _ in _STEPS:
            table.add_column(justify="right")
        table.add_row("[b]States[/b]", *_STEPS)
        parties = event.found["parties"]
        levels = {"principal": "principal", "represented": "representative"}
        for shown, level in levels.items():
            table.add_row(shown, *(str(parties["by_level"][level][step]) for step in _STEPS))
        table.add_row("all", *(str(parties[step]) for step in _STEPS))
        people = event.found["people"]
        table.add_row("")
        table.add_row("[b]People[/b]", "nominated", "awaited", "accredited", "arrived")
        table.add_row("", *(str(people[key]) for key in ("nominated", "name_awaited", "accredited", "arrived")))
        self.query_one("#counted", Static).update(table)
