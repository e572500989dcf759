"""A temporary card at a gate: whoever it was handed out to comes in on it as on their own badge."""

from __future__ import annotations

from msgspec.structs import replace

from conclave_desk.domain.admission import TEMPORARY
from conclave_desk.domain.scene import Holding, Reading


def as_bearer(reading: Reading, holding: Holding | None) -> tuple[Reading, Holding | None, str | None]:
    """Who comes on what was read: of a card that was handed out its bearer, and the card's own holder number.

    Presence, re-entry and attendance are the person's, with whatever they come. Other readings stay as they are.
    """
    if holding is None or holding.kind != TEMPORARY or not holding.bearer:
        return reading, holding, None
    read = replace(reading, holder=holding.bearer, issue=None, party=holding.party, category=holding.category)
    return read, replace(holding, holder=holding.bearer), holding.holder
