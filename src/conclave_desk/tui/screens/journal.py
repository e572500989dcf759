"""Mode 9: who did what when."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class JournalScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "journal.tcss"
    mode = "journal"
    meanwhile = "conclave-desk journal show; h on any record shows its own history"
