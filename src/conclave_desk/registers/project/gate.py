"""What happened at gates, drawn into ``scans``, ``presence``, ``occupancy``, and what is known of stations and phones."""

from __future__ import annotations

import hashlib
from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.domain.entries.gate import ScanReplayed
from conclave_desk.journal import record
from conclave_desk.registers.moments import rewritten, to_text
from conclave_desk.registers.project.gate_rows import Row
from conclave_desk.registers.project.pen import Pen, as_json


def _scan(pen: Pen, entry: e.ScanRecorded) -> None:
    _scanned(pen, entry, to_text(entry.at))


def _scan_again(pen: Pen, entry: ScanReplayed) -> None:
    _scanned(pen, entry, rewritten(entry.at))


def _scanned(pen: Pen, entry: e.ScanRecorded | ScanReplayed, at: str) -> None:
    row, more = row_of(entry, at)
    pen.gate.scan(row, more)


def row_of(entry: e.ScanRecorded | ScanReplayed, at: str) -> tuple[Row, Row]:
    """The first columns of a row of ``scans``, and the others where they are not empty."""
    row = (
        entry.issuer or "",
        entry.holder or "",
        at,
        entry.scan_id,
        entry.gate,
        entry.zone,
        entry.direction,
        entry.method,
        entry.verdict,
        entry.reason or "",
        entry.issue or 0,
        entry.party or "",
        entry.category or "",
        entry.day,
        entry.chain,
    )
    leaves = entry.leaves
    if not (leaves or entry.offline or entry.clock_back or entry.floater or entry.card):
        return row, ()
    told = as_json(leaves) if leaves else ""
    return row, (told, int(entry.offline), entry.clock_back, entry.floater or "", entry.card or "")


def _annulled(pen: Pen, entry: e.ScanAnnulled) -> None:
    pen.gate.annul(entry.issuer, entry.holder, to_text(entry.at), entry.scan_id, entry.chain)


def _handed_out(pen: Pen, entry: e.ItemsHandedOut) -> None:
    """Of a thing that two gates ticked the first tick counts, whichever came first."""
    pen.db.executemany(
        "INSERT INTO handouts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at,"
        " gate = excluded.gate, chain = excluded.chain WHERE (excluded.at, excluded.gate, excluded.chain) < (at, gate, chain)",
        [(entry.issuer, entry.holder, item, to_text(entry.at), entry.gate, entry.chain) for item in entry.items],
    )


def _merged(pen: Pen, entry: e.StationMerged) -> None:
    pen.db.execute(
        "INSERT INTO stations (chain, last, head, until) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET last = excluded.last, head = excluded.head, until = excluded.until",
        (entry.chain, entry.last, entry.head, to_text(entry.until) if entry.until else None),
    )


def _prepared(pen: Pen, entry: e.StationPrepared) -> None:
    pen.db.execute(
        "INSERT INTO stations (chain, last, gate, public_key, as_of, prepared_at) VALUES (?, 0, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET gate = excluded.gate, as_of = excluded.as_of, prepared_at = excluded.prepared_at",
        (entry.chain, entry.gate, entry.public_key, to_text(entry.as_of), to_text(pen.command.at)),
    )


def _opened(pen: Pen, entry: e.StationOpened) -> None:
    """That a station was opened, and where its chain begins, shows in no register."""


def _withdrawn(pen: Pen, entry: e.StationWithdrawn) -> None:
    pen.update("stations", {"chain": entry.chain}, {"withdrawn_at": to_text(pen.command.at)})


def _quarantined(pen: Pen, entry: e.RecordsQuarantined) -> None:
    pen.db.executemany(
        "INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?)",
        [(hashlib.sha256(body).digest(), entry.chain, record.read(body).n, entry.why) for body in entry.records],
    )


def _appointed(pen: Pen, entry: e.SupervisorAppointed) -> None:
    pen.db.execute("INSERT OR REPLACE INTO supervisors VALUES (?, ?)", (entry.nomination, entry.pin))


def _relieved(pen: Pen, entry: e.SupervisorRelieved) -> None:
    pen.db.execute("DELETE FROM supervisors WHERE nomination = ?", (entry.nomination,))


def _supervisor_refused(pen: Pen, entry: e.SupervisorRefused) -> None:
    pen.db.execute(
        "INSERT OR REPLACE INTO supervisor_refusals VALUES (?, ?, ?, ?, ?)",
        (pen.command.id, entry.chain, entry.gate, to_text(entry.at), entry.method),
    )


def _paired(pen: Pen, entry: e.PhonePaired) -> None:
    """A revocation stands, though the desk's came before the station's word that the phone was paired."""
    pen.db.execute(
        "INSERT INTO phones VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET chain = excluded.chain,"
        " gate = excluded.gate, label = excluded.label, token = excluded.token, paired_at = excluded.paired_at,"
        " until = excluded.until",
        (
            *(entry.phone, entry.chain, entry.gate, entry.label, entry.token),
            *(to_text(pen.command.at), to_text(entry.until)),
        ),
    )


def _revoked(pen: Pen, entry: e.PhoneRevoked) -> None:
    pen.db.execute(
        "INSERT INTO phones (phone, revoked_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET"
        " revoked_at = min(coalesce(revoked_at, excluded.revoked_at), excluded.revoked_at)",
        (entry.phone, to_text(pen.command.at)),
    )


def _assigned(pen: Pen, entry: e.FloatersAssigned) -> None:
    pen.db.executemany(
        "INSERT OR REPLACE INTO floaters VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
        [
            (
                *(holder, entry.party, as_json(entry.zones), to_text(entry.valid_from)),
                *(to_text(entry.valid_until), to_text(pen.command.at)),
            )
            for holder in entry.holders
        ],
    )


def _recalled(pen: Pen, entry: e.FloaterRecalled) -> None:
    values = {"recalled_from": to_text(entry.effective), "cause": entry.cause}
    pen.update("floaters", {"holder": entry.holder}, values)


HANDLERS: dict[type, Any] = {
    e.ScanRecorded: _scan,
    ScanReplayed: _scan_again,
    e.ScanAnnulled: _annulled,
    e.ItemsHandedOut: _handed_out,
    e.StationMerged: _merged,
    e.StationPrepared: _prepared,
    e.StationOpened: _opened,
    e.StationWithdrawn: _withdrawn,
    e.RecordsQuarantined: _quarantined,
    e.SupervisorAppointed: _appointed,
    e.SupervisorRelieved: _relieved,
    e.SupervisorRefused: _supervisor_refused,
    e.PhonePaired: _paired,
    e.PhoneRevoked: _revoked,
    e.FloatersAssigned: _assigned,
    e.FloaterRecalled: _recalled,
}
