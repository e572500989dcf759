"""Review and permission, drawn into ``clearances`` and ``accreditations``."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen, as_json


def _cleared(pen: Pen, entry: e.ClearanceRecorded) -> None:
    remark = pen.text(entry.person, entry.remark) or ""
    pen.write(
        "clearances",
        "INSERT OR REPLACE INTO clearances VALUES (?, ?, ?, ?, ?, nullif(?, ''), ?)",
        (entry.nomination, entry.step, entry.result, entry.officer, entry.paper, remark, to_text(pen.command.at)),
    )


def _granted(pen: Pen, entry: e.AccreditationGranted) -> None:
    pen.write(
        "accreditations",
        "INSERT OR REPLACE INTO accreditations VALUES (?, ?, ?, ?, ?, ?, 'granted', ?, ?, ?, NULL, NULL)",
        (
            *(entry.nomination, entry.holder, entry.category, as_json(entry.zones), to_text(entry.valid_from)),
            *(to_text(entry.valid_until), as_json(entry.paper), entry.provisional, to_text(pen.command.at)),
        ),
    )
    pen.update("nominations", {"id": entry.nomination}, {"status": "accredited"})


def _refused(pen: Pen, entry: e.AccreditationRefused) -> None:
    reason = pen.text(entry.person, entry.reason)
    pen.update("accreditations", {"nomination": entry.nomination}, {"status": "refused", "reason": reason})
    pen.update("nominations", {"id": entry.nomination}, {"status": "refused", "reason": reason})


def _suspended(pen: Pen, entry: e.AccreditationSuspended) -> None:
    reason = pen.text(entry.person, entry.reason)
    pen.update("accreditations", {"nomination": entry.nomination}, {"status": "suspended", "reason": reason})


def _restored(pen: Pen, entry: e.AccreditationRestored) -> None:
    pen.update("accreditations", {"nomination": entry.nomination}, {"status": "granted", "reason": None})


def _withdrawn(pen: Pen, entry: e.AccreditationWithdrawn) -> None:
    pen.update("accreditations", {"nomination": entry.nomination}, {"withdrawn_from": to_text(entry.effective)})


HANDLERS: dict[type, Any] = {
    e.ClearanceRecorded: _cleared,
    e.AccreditationGranted: _granted,
    e.AccreditationRefused: _refused,
    e.AccreditationSuspended: _suspended,
    e.AccreditationRestored: _restored,
    e.AccreditationWithdrawn: _withdrawn,
}
