"""What a station answers: the fields of CONTRACTS section 5."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct


class Answer(Struct, frozen=True, kw_only=True):
    """One verdict. ``repeated`` is true when the scan had been answered before; it is not printed."""

    scan_id: str
    verdict: str
    action: str
    reason: str | None
    message: str
    detail: dict[str, Any] | None
    gate: str
    zone: str
    direction: str
    at: datetime
    method: str
    offline: bool
    serial: str | None
    name: str | None
    party: str | None
    category: str | None
    issue: int | None
    replaced_by: int | None
    overrode: str | None
    previous_at: datetime | None
    previous_gate: str | None
    inside: int | None
    roster_as_of: datetime | None
    repeated: bool = False


FIELDS = tuple(name for name in Answer.__struct_fields__ if name != "repeated")
