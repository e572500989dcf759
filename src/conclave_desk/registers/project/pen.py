"""What a projecting function may use: the connection, the command around the entry, and the seal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import msgspec

from conclave_desk.journal.record import Command, command_of
from conclave_desk.registers.project.gate_rows import GateRows

_encode = msgspec.json.Encoder().encode
Unseal = Callable[[str, bytes], Any]
ERASED = "erased"
_TOGETHER = 1_000
"""Rows that wait at most."""


class Pen:
    """Handed to the projecting functions."""

    __slots__ = ("_db", "_told", "_waiting", "gate", "unseal")

    _told: Command | msgspec.Raw

    def __init__(self, db: sqlite3.Connection, unseal: Unseal, gate: GateRows) -> None:
        self._db = db
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self.unseal = unseal
        self.gate = gate

    @property
    def db(self) -> sqlite3.Connection:
        """The connection; rows that wait are written first."""
        if self._waiting:
            self.settle()
        return self._db

    def insert(self, query: str, row: tuple[Any, ...]) -> None:
        """Write a row together with others that come by the same query, at the latest when the command ends.

        Rows by different queries may go in any order: they are of different registers.
        """
        rows = self._waiting.get(query)
        if rows is None:
            self._waiting[query] = [row]
        else:
            rows.append(row)
            if len(rows) == _TOGETHER:
                self.settle()

    def settle(self) -> None:
        """Write the rows that wait."""
        waiting, self._waiting = self._waiting, {}
        for query, rows in waiting.items():
            self._db.executemany(query, rows)

    def forget(self) -> None:
        """Drop what waits: its transaction is undone."""
        self._waiting = {}
        self.gate.forget()

    def tell(self, command: Command | msgspec.Raw) -> None:
        """Another command is projected now."""
        self._told = command

    @property
    def command(self) -> Command:
        """The one that is being projected."""
        if isinstance(self._told, msgspec.Raw):
            self._told = command_of(self._told)
        return self._told

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


def as_json(value: Any) -> str:
    """Compact JSON text for a column."""
    return _encode(value).decode()
