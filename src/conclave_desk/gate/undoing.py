"""Taking back the last scan: an entry that says so, never a deletion."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.entries import ScanAnnulled, ScanRecorded
from conclave_desk.journal.record import Record
from conclave_desk.journal.store import Journal
from conclave_desk.registers.moments import to_text

WITHIN = timedelta(minutes=15)
_LOOKED_AT = 5_000


def last_counted(journal: Journal, chain: str, gate: str, now: datetime) -> tuple[Record, ScanRecorded] | Refusal:
    """The last scan at the gate that let somebody in or out, by the station's own clock; or why there is none."""
    for record in journal.last_records(chain, _LOOKED_AT):
        entry = record.entries[0]
        if not isinstance(entry, ScanRecorded) or entry.gate != gate or entry.verdict == "refused":
            continue
        if entry.holder is None or abs(now - record.command.at) > WITHIN:
            break
        if is_annulled(journal.db, entry):
            return Refusal("annulled", "The last scan here was annulled already; only the last one can be.")
        return record, entry
    return Refusal("nothing_to_annul", "Nobody was let in or out here in the last 15 minutes.")


def annulled(entry: ScanRecorded, reason: bytes | None) -> ScanAnnulled:
    """The entry that takes a scan back; ``reason`` is sealed."""
    return ScanAnnulled(
        scan_id=entry.scan_id,
        chain=entry.chain,
        gate=entry.gate,
        issuer=entry.issuer or "",
        holder=entry.holder or "",
        at=entry.at,
        reason=reason,
    )


def is_annulled(db: sqlite3.Connection, entry: ScanRecorded) -> bool:
    """Whether the scan counts no more."""
    if entry.holder is None or entry.verdict == "refused":
        return False
    row = db.execute(
        "SELECT 1 FROM scans WHERE issuer = ? AND holder = ? AND at = ? AND scan_id = ? AND chain = ?"
        " AND verdict = 'annulled'",
        (entry.issuer, entry.holder, to_text(entry.at), entry.scan_id, entry.chain),
    ).fetchone()
    return row is not None
