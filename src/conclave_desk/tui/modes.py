"""The modes by number key: where each screen is, loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conclave_desk.tui.office import Office
    from conclave_desk.tui.screens.base import ModeScreen


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode: its number key, its name, the class of its screen in ``tui/screens/NAME.py``, and a short name."""

    key: str
    name: str
    screen: str
    short: str

    @property
    def title(self) -> str:
        """As it stands in the mode bar."""
        return self.name.capitalize()

    def maker(self, office: Office) -> Callable[[], ModeScreen]:
        """Makes the screen when it is first needed."""

        def make() -> ModeScreen:
            screen: ModeScreen = self.load()(office)
            return screen

        return make

    def load(self) -> type[ModeScreen]:
        """The class of the screen."""
        found: type[ModeScreen] = getattr(import_module(f"conclave_desk.tui.screens.{self.name}"), self.screen)
        return found


MODES: tuple[Mode, ...] = (
    Mode("1", "overview", "OverviewScreen", "Over."),
    Mode("2", "invitations", "InvitationsScreen", "Inv."),
    Mode("3", "delegations", "DelegationsScreen", "Del."),
    Mode("4", "accreditation", "AccreditationScreen", "Acc."),
    Mode("5", "programme", "ProgrammeScreen", "Prog."),
    Mode("6", "badges", "BadgesScreen", "Badges"),
    Mode("7", "gates", "GatesScreen", "Gates"),
    Mode("8", "attendance", "AttendanceScreen", "Att."),
    Mode("9", "journal", "JournalScreen", "Journal"),
)
