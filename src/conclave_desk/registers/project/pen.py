"""What a projecting function may use: the connection, the command around the entry, and the seal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import msgspec

from conclave_desk.journal.record import Command, command_of
from conclave_desk.registers.project.gate_rows import GateRows

_encode = msgspec.json.Encoder().encode
Unseal = Callable[[str, bytes], Any]
ERASED = "erased"
_TOGETHER = 1_000
"""Rows of a table that wait at most."""


class _Waiting(NamedTuple):
    query: str
    rows: list[tuple[Any, ...]]


class Pen:
    """Handed to the projecting functions."""

    __slots__ = ("_db", "_told", "_waiting", "gate", "unseal")

    _told: Command | msgspec.Raw

    def __init__(self, db: sqlite3.Connection, unseal: Unseal, gate: GateRows) -> None:
        self._db = db
        self._waiting: dict[str, _Waiting] = {}
        self.unseal = unseal
        self.gate = gate

    @property
    def db(self) -> sqlite3.Connection:
        """The connection; rows that wait are written first."""
        if self._waiting:
            self.settle()
        return self._db

    def write(self, table: str, query: str, row: tuple[Any, ...]) -> None:
        """Write to a table, together with other rows that come by the same query.

        A table's rows are written in the order in which they came; of two tables either may come first.
        Text, whole numbers and ``bytearray`` are written soonest: for ``None``, ``bool`` and ``bytes`` sqlite3 looks for
        an adapter, which takes it a microsecond.
        """
        waiting = self._waiting.get(table)
        if waiting is None or waiting.query != query or len(waiting.rows) == _TOGETHER:
            if waiting is not None:
                self._db.executemany(waiting.query, waiting.rows)
            self._waiting[table] = _Waiting(query, [row])
        else:
            waiting.rows.append(row)

    def settle(self) -> None:
        """Write the rows that wait."""
        waiting, self._waiting = self._waiting, {}
        for query, rows in waiting.values():
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
        if values:
            self.write(table, _update(table, tuple(key), tuple(values)), (*values.values(), *key.values()))


@cache
def _update(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    condition = " AND ".join(f'"{column}" = ?' for column in key)
    return f'UPDATE "{table}" SET {assignments} WHERE {condition}'


def as_json(value: Any) -> str:
    """Compact JSON text for a column."""
    return _encode(value).decode()
