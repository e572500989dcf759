"""What a projecting function may use: the connection, the command around the entry, and the seal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from conclave_desk.journal.record import Command

Unseal = Callable[[str, bytes], Any]
ERASED = "erased"
_NULL = float("nan")
"""SQLite keeps a NaN as NULL. For ``None`` Python's sqlite3 looks for an adapter first, at ten times the cost."""
_TOGETHER = 2_000
"""Rows that are gathered before they are written."""


class Pen:
    """Handed to the projecting functions. ``gathered`` holds rows by statement where rows may wait for others."""

    __slots__ = ("_gathered", "command", "db", "unseal")

    def __init__(
        self,
        db: sqlite3.Connection,
        unseal: Unseal,
        command: Command,
        gathered: dict[str, list[Sequence[Any]]] | None = None,
    ) -> None:
        self.db = db
        self.unseal = unseal
        self.command = command
        self._gathered = gathered

    def text(self, person: str, sealed: bytes | None) -> str | None:
        """A sealed free text; ``erased`` when its person has been."""
        if sealed is None:
            return None
        opened = self.unseal(person, sealed)
        return ERASED if opened is None else str(opened)

    def update(self, table: str, key: dict[str, Any], values: dict[str, Any]) -> None:
        """Set columns of the row that ``key`` names."""
        if not values:
            return
        assignments = ", ".join(f'"{column}" = ?' for column in values)
        condition = " AND ".join(f'"{column}" = ?' for column in key)
        self.db.execute(f'UPDATE "{table}" SET {assignments} WHERE {condition}', (*values.values(), *key.values()))

    def write(self, statement: str, row: Sequence[Any]) -> None:
        """Write a row of a register that no projecting function reads; it may wait for others like it."""
        row = [_NULL if value is None else value for value in row]
        if self._gathered is None:
            self.db.execute(statement, row)
            return
        rows = self._gathered.setdefault(statement, [])
        rows.append(row)
        if len(rows) >= _TOGETHER:
            self.db.executemany(statement, rows)
            rows.clear()


def as_json(value: Any) -> str:
    """Compact JSON text for a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
