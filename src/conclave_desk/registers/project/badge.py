"""Badges and their custody, drawn into the register ``badges``."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen


def _badge(entry: Any) -> dict[str, Any]:
    return {"holder": entry.holder, "issue": entry.issue}


def _issued(pen: Pen, entry: e.BadgeIssued) -> None:
    pen.write(
        "badges",
        "INSERT INTO badges (holder, issue, nomination, issued_at, printed) VALUES (?, ?, ?, ?, 0)",
        (entry.holder, entry.issue, entry.nomination, to_text(pen.command.at)),
    )


def _printed(pen: Pen, entry: e.BadgesPrinted) -> None:
    at = to_text(pen.command.at)
    pen.db.executemany(
        "UPDATE badges SET printed = printed + 1, printed_at = ? WHERE holder = ? AND issue = ?",
        [(at, holder, issue) for holder, issue in entry.badges],
    )
    if entry.job:
        pen.db.execute(
            "INSERT OR REPLACE INTO print_jobs VALUES (?, ?, ?, ?, ?)",
            (entry.job, entry.printer, at, pen.command.officer, len(entry.badges)),
        )


def _collected(pen: Pen, entry: e.BadgeCollected) -> None:
    by = pen.text(entry.person, entry.by)
    pen.update("badges", _badge(entry), {"collected_at": to_text(pen.command.at), "collected_by": by})


def _surrendered(pen: Pen, entry: e.BadgeSurrendered) -> None:
    pen.update("badges", _badge(entry), {"surrendered_at": to_text(pen.command.at)})


def _revoked(pen: Pen, entry: e.BadgeRevoked) -> None:
    values = {"revoked_from": to_text(entry.effective), "cause": entry.cause, "replaced_by": entry.replaced_by}
    pen.update("badges", _badge(entry), values)


HANDLERS: dict[type, Any] = {
    e.BadgeIssued: _issued,
    e.BadgesPrinted: _printed,
    e.BadgeCollected: _collected,
    e.BadgeSurrendered: _surrendered,
    e.BadgeRevoked: _revoked,
}
