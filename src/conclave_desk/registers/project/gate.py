"""Scans, who is inside which zone, and how many, drawn into ``scans``, ``presence`` and ``occupancy``."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen


def _scan(pen: Pen, entry: e.ScanRecorded) -> None:
    at, issuer, holder, party = to_text(entry.at), entry.issuer or "", entry.holder or "", entry.party or ""
    verdict = entry.verdict
    pen.gate.scan(
        (
            issuer,
            holder,
            at,
            entry.scan_id,
            entry.gate,
            entry.zone,
            entry.direction,
            entry.method,
            verdict,
            entry.reason or "",
            entry.issue or 0,
            party,
        )
    )
    if not holder or verdict == "refused":
        return
    passed = (party, entry.day, at, entry.scan_id, 1 if verdict == "admitted" else 0)
    pen.gate.passed((issuer, holder, entry.zone), passed)
    for zone in entry.leaves:
        pen.gate.passed((issuer, holder, zone), passed)


def _merged(pen: Pen, entry: e.StationMerged) -> None:
    pen.db.execute("INSERT OR REPLACE INTO stations VALUES (?, ?, ?)", (entry.chain, entry.last, entry.head))


HANDLERS: dict[type, Any] = {e.ScanRecorded: _scan, e.StationMerged: _merged}
