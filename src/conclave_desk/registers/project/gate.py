"""Scans and who is inside which zone, drawn into ``scans`` and ``presence``.

The last admitted or leaving scan of a badge in a zone, by (at, scan_id), says whether its wearer is inside: the
order of arrival does not matter.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.project.pen import NULL, Pen, as_json, as_text


def _scan(pen: Pen, entry: e.ScanRecorded) -> None:
    at = as_text(entry.at)
    recorded = at if entry.recorded == entry.at else as_text(entry.recorded)
    as_of = recorded if entry.roster_as_of == entry.recorded else _or_null(entry.roster_as_of)
    pen.gate.scan(
        (
            entry.scan_id,
            entry.gate,
            entry.zone,
            entry.direction,
            at,
            recorded,
            entry.method,
            bytearray(entry.digest),
            entry.verdict,
            entry.action,
            NULL if entry.reason is None else entry.reason,
            entry.message,
            NULL if entry.detail is None else as_json(entry.detail),
            entry.text,
            NULL if entry.issuer is None else entry.issuer,
            NULL if entry.holder is None else entry.holder,
            NULL if entry.issue is None else entry.issue,
            NULL if entry.party is None else entry.party,
            NULL if entry.category is None else entry.category,
            NULL if entry.override is None else entry.override,
            NULL if entry.overrode is None else entry.overrode,
            _or_null(entry.previous_at),
            NULL if entry.previous_gate is None else entry.previous_gate,
            NULL if entry.inside is None else entry.inside,
            as_of,
            int(entry.offline),
            pen.command.officer,
        )
    )
    if entry.holder is None or entry.verdict == "refused":
        return
    inside = int(entry.verdict == "admitted")
    for zone in (entry.zone, *entry.leaves):
        pen.gate.presence((entry.issuer, entry.holder, zone), entry.party, at, entry.scan_id, inside)


def _or_null(at: datetime | None) -> str | float:
    return NULL if at is None else as_text(at)


def _merged(pen: Pen, entry: e.StationMerged) -> None:
    pen.db.execute("INSERT OR REPLACE INTO stations VALUES (?, ?, ?)", (entry.chain, entry.last, entry.head))


HANDLERS: dict[type, Any] = {e.ScanRecorded: _scan, e.StationMerged: _merged}
