"""Queries of the register ``cards``: temporary cards, and whose they are."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from msgspec import Struct

from conclave_desk.registers.moments import from_text, optional


class Card(Struct, frozen=True, kw_only=True):
    """A temporary card; its validity is the event's until it is handed out, and then that of one day."""

    holder: str
    number: int
    prepared_at: datetime
    valid_from: datetime
    valid_until: datetime
    nomination: str | None
    day: str | None
    handed_out_at: datetime | None
    ended_from: datetime | None
    cause: str | None
    reason: str | None

    @property
    def free(self) -> bool:
        """Whether it can still be handed out."""
        return self.nomination is None and self.ended_from is None

    def status_at(self, now: datetime) -> str:
        """``free``, ``handed out``, ``over`` (its day is), or why it ended."""
        if self.ended_from is not None:
            return self.cause or "withdrawn"
        if self.nomination is None:
            return "free"
        return "handed out" if now < self.valid_until else "over"


def all_of(db: sqlite3.Connection) -> list[Card]:
    """All cards, by number."""
    return [_card(row) for row in db.execute("SELECT * FROM cards ORDER BY number")]


def by_holder(db: sqlite3.Connection, holder: str) -> Card | None:
    """The card of that holder number."""
    return _one(db, "holder = ?", holder)


def by_number(db: sqlite3.Connection, number: int) -> Card | None:
    """The card of that number."""
    return _one(db, "number = ?", number)


def _one(db: sqlite3.Connection, condition: str, value: object) -> Card | None:
    row = db.execute(f"SELECT * FROM cards WHERE {condition}", (value,)).fetchone()
    return _card(row) if row else None


def _card(row: sqlite3.Row) -> Card:
    return Card(
        holder=row["holder"],
        number=row["number"],
        prepared_at=from_text(row["prepared_at"]),
        valid_from=from_text(row["valid_from"]),
        valid_until=from_text(row["valid_until"]),
        nomination=row["nomination"],
        day=row["day"],
        handed_out_at=optional(row["handed_out_at"]),
        ended_from=optional(row["ended_from"]),
        cause=row["cause"],
        reason=row["reason"],
    )
