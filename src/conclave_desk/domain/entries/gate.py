"""What happened at the gates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conclave_desk.domain.entries.base import BaseEntry


class StationMerged(BaseEntry, frozen=True, kw_only=True):
    """Records ``first`` to ``last`` of a station's chain are here; ``head`` is the hash of the last."""

    chain: str
    first: int
    last: int
    head: bytes


class ScanRecorded(BaseEntry, frozen=True, kw_only=True):
    """An attempt at a gate and what was answered; its command says when it was recorded.

    ``day`` is the event's day, ``YYYY-MM-DD``, that ``at`` belongs to. ``text`` is what was read (at most 512
    characters) unless it was a genuine badge; ``digest`` is the SHA-256 of what was read, whole. ``leaves`` are the
    zones inside this one whose presence ends too. Without ``roster_as_of`` the desk's own registers were asked.
    """

    scan_id: str
    gate: str
    zone: str
    direction: str
    at: datetime
    day: str
    method: str
    digest: bytes
    verdict: str
    action: str
    reason: str | None = None
    message: str = ""
    detail: dict[str, Any] | None = None
    text: str = ""
    issuer: str | None = None
    holder: str | None = None
    issue: int | None = None
    party: str | None = None
    category: str | None = None
    override: str | None = None
    overrode: str | None = None
    previous_at: datetime | None = None
    previous_gate: str | None = None
    inside: int | None = None
    leaves: list[str] = []
    roster_as_of: datetime | None = None
    offline: bool = False
