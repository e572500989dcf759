"""A mode whose screen is still to come: it says so, and what to use meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from conclave_desk.tui.screens.base import ModeScreen


class SmallScreen(ModeScreen):
    """Subclasses say in ``meanwhile`` which commands of the command line do its work."""

    meanwhile: ClassVar[str] = ""

    def compose_mode(self) -> Iterable[Widget]:
        """A sentence."""
        text = f"This screen is not there yet.\n\nMeanwhile: {self.meanwhile}"
        yield Static(text, classes="empty", markup=False)

    def reload(self) -> None:
        """Nothing is shown that could change."""
