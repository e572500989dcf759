"""What a station answers: the fields of CONTRACTS section 5."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct, structs

from conclave_desk.credential.serial import serial_of
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.scene import Holding
from conclave_desk.registers.roster import Guest, guest_of

ANNULLED = "annulled"
"""The reason of a scan that was taken back, besides those of :mod:`conclave_desk.domain.admission`."""


class Answer(Struct, frozen=True, kw_only=True):
    """One verdict. Of ``NOT_PRINTED``: ``repeated`` is true when the scan had been answered before, ``issuer`` and
    ``holder`` are of the badge that was judged, and ``guest`` is what the roster says of who wears it."""

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
    issuer: str | None = None
    holder: str | None = None
    repeated: bool = False
    guest: Guest | None = None


NOT_PRINTED = ("issuer", "holder", "repeated", "guest")
FIELDS = tuple(name for name in Answer.__struct_fields__ if name not in NOT_PRINTED)


def answer_of(
    entry: ScanRecorded,
    recorded: datetime,
    holding: Holding | None,
    *,
    name: str | None = None,
    repeated: bool = False,
) -> Answer:
    """What was answered to a scan recorded then; the name is the roster's as it stands (``holding``).

    ``name`` is of somebody for whom no badge was made.
    """
    return Answer(
        scan_id=entry.scan_id,
        verdict=entry.verdict,
        action=entry.action,
        reason=entry.reason,
        message=entry.message,
        detail=_with_marks(entry, holding),
        gate=entry.gate,
        zone=entry.zone,
        direction=entry.direction,
        at=entry.at,
        method=entry.method,
        offline=entry.offline,
        serial=serial_of(entry.card, 1) if entry.card else serial_of(entry.holder, entry.issue),
        name=holding.name if holding else name,
        party=entry.party,
        category=entry.category,
        issue=entry.issue,
        replaced_by=(entry.detail or {}).get("replaced_by"),
        overrode=entry.overrode,
        previous_at=entry.previous_at,
        previous_gate=entry.previous_gate,
        inside=entry.inside,
        roster_as_of=entry.roster_as_of or recorded,
        issuer=entry.issuer,
        holder=entry.holder,
        repeated=repeated,
        guest=guest_of(holding) if holding else None,
    )


def annulled_answer(answer: Answer) -> Answer:
    """What is said of a scan that was taken back: it admits nobody."""
    message = "This scan was annulled. Scan the badge again."
    return structs.replace(answer, verdict="refused", action="wait", reason=ANNULLED, message=message)


def _with_marks(entry: ScanRecorded, holding: Holding | None) -> dict[str, Any] | None:
    """What the guard should heed is the roster's as it stands, like the name, and in no journal."""
    if holding is None or not holding.marks or entry.direction == "out":
        return entry.detail
    return {**(entry.detail or {}), "marks": list(holding.marks)}
