"""``gate watch``: the scan screen by itself."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.driver import Driver

from conclave_desk.tui.straight import straight
from conclave_desk.tui.watch.clerk import Opened
from conclave_desk.tui.watch.screen import Gatehouse, WatchScreen


class WatchApp(App[None]):
    """Nothing but the scan screen of a gate; leaving it ends the program."""

    TITLE = "conclave-desk gate watch"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, opened: Opened, house: Gatehouse, **more: Any) -> None:
        super().__init__(**more)
        self._opened, self._house = opened, house

    def get_driver_class(self) -> type[Driver]:
        """The platform's, with columns kept straight."""
        return straight(super().get_driver_class())

    def on_mount(self) -> None:
        """Into the screen."""
        self.push_screen(WatchScreen(self._opened, self._house), lambda _: self.exit())
