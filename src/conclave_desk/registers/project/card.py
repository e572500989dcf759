"""Temporary cards, drawn into the register ``cards``."""

from __future__ import annotations

from typing import Any

from conclave_desk.domain import entries as e
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.project.pen import Pen


def _prepared(pen: Pen, entry: e.CardsPrepared) -> None:
    at, begins, ends = to_text(pen.command.at), to_text(entry.valid_from), to_text(entry.valid_until)
    pen.db.executemany(
        "INSERT INTO cards (holder, number, prepared_at, valid_from, valid_until) VALUES (?, ?, ?, ?, ?)",
        [(holder, number, at, begins, ends) for number, holder in entry.cards],
    )


def _handed_out(pen: Pen, entry: e.CardHandedOut) -> None:
    values = {
        "nomination": entry.nomination,
        "day": entry.day,
        "valid_from": to_text(entry.valid_from),
        "valid_until": to_text(entry.valid_until),
        "handed_out_at": to_text(pen.command.at),
        "reason": pen.text(entry.person, entry.reason),
    }
    pen.update("cards", {"holder": entry.holder}, values)


def _ended(pen: Pen, entry: e.CardEnded) -> None:
    pen.update("cards", {"holder": entry.holder}, {"ended_from": to_text(entry.effective), "cause": entry.cause})


HANDLERS: dict[type, Any] = {
    e.CardsPrepared: _prepared,
    e.CardHandedOut: _handed_out,
    e.CardEnded: _ended,
}
