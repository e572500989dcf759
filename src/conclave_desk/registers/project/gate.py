"""Scans and who is inside which zone, drawn into ``scans`` and ``presence``.

The last admitted or leaving scan of a badge in a zone, by (at, scan_id), says whether its wearer is inside: the
order of arrival does not matter.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen, as_json

_SCAN = "INSERT OR IGNORE INTO scans VALUES (" + ", ".join("?" * 27) + ")"
_PRESENCE = """
INSERT INTO presence (issuer, holder, zone, party, since, scan_id, inside) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (issuer, holder, zone) DO UPDATE SET
    party = excluded.party, since = excluded.since, scan_id = excluded.scan_id, inside = excluded.inside
WHERE (excluded.since, excluded.scan_id) > (since, scan_id)
"""


def _optional(at: datetime | None) -> str | None:
    return None if at is None else to_text(at)


def _scan(pen: Pen, entry: e.ScanRecorded) -> None:
    at = to_text(entry.at)
    recorded = at if entry.recorded == entry.at else to_text(entry.recorded)
    as_of = recorded if entry.roster_as_of == entry.recorded else _optional(entry.roster_as_of)
    pen.write(
        _SCAN,
        (
            *(entry.scan_id, entry.gate, entry.zone, entry.direction, at, recorded, entry.method),
            *(bytearray(entry.digest), entry.verdict, entry.action, entry.reason, entry.message),
            *(None if entry.detail is None else as_json(entry.detail), entry.text, entry.issuer, entry.holder),
            *(entry.issue, entry.party, entry.category, entry.override, entry.overrode),
            *(_optional(entry.previous_at), entry.previous_gate, entry.inside),
            *(as_of, int(entry.offline), pen.command.officer),
        ),
    )
    if entry.holder is None or entry.verdict == "refused":
        return
    inside = int(entry.verdict == "admitted")
    for zone in (entry.zone, *entry.leaves):
        pen.write(_PRESENCE, (entry.issuer, entry.holder, zone, entry.party, at, entry.scan_id, inside))


def _merged(pen: Pen, entry: e.StationMerged) -> None:
    pen.db.execute("INSERT OR REPLACE INTO stations VALUES (?, ?, ?)", (entry.chain, entry.last, entry.head))


HANDLERS: dict[type, Any] = {e.ScanRecorded: _scan, e.StationMerged: _merged}
