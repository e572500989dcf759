"""Mode 4: who waits for which clearance step."""

from __future__ import annotations

from conclave_desk.tui.screens.small import SmallScreen


class AccreditationScreen(SmallScreen):
    """To be made."""

    CSS_PATH = "accreditation.tcss"
    mode = "accreditation"
    meanwhile = "conclave-desk clearance queue, clearance record, accreditations grant"
