"""Mode 5: the timetable by day and venue."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class ProgrammeScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "programme.tcss"
    mode = "programme"
    meanwhile = "conclave-desk programme list, add, move, cancel, check"
