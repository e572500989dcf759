"""Mode 8: who attended, by session, party and person."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class AttendanceScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "attendance.tcss"
    mode = "attendance"
    meanwhile = "conclave-desk export attendance, attendance mark"
