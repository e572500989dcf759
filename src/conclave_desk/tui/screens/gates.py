"""Mode 7: what each gate sees now."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class GatesScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "gates.tcss"
    mode = "gates"
    meanwhile = "conclave-desk gate scan"
