"""One of a few things, picked from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conclave_desk.tui.modals.frame import keyed, titled


class Pick(ModalScreen[int | None]):
    """Hands back the place of the line that was picked, ``None`` when none was; the cursor begins at ``here``."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", show=False)]

    def __init__(self, title: str, lines: Sequence[str], here: int = 0) -> None:
        super().__init__()
        self._title, self._lines, self._here = title, lines, here

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical(classes="dialogue", id="pick") as box:
            box.border_title = titled(self._title)
            box.border_subtitle = keyed(("Enter: pick", "pick"), ("Esc: close", "close"))
            yield OptionList(*(Option(line) for line in self._lines), markup=False)

    def on_mount(self) -> None:
        """Arrow keys at once."""
        options = self.query_one(OptionList)
        options.highlighted = self._here
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was picked."""
        event.stop()
        self.dismiss(event.option_index)

    def action_pick(self) -> None:
        """The one under the cursor."""
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
