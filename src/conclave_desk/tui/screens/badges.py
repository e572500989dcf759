"""Mode 6: badges to print, printed, collected, revoked."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class BadgesScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "badges.tcss"
    mode = "badges"
    meanwhile = "conclave-desk badges list, issue, print, collect, revoke"
