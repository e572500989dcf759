"""The registers as tables. They are drawn from the journal and can be dropped and drawn again at any time.

Instants are UTC text of fixed width (``2023-03-28T04:00:00.000000+00:00``) so that they sort as text; dates are
``YYYY-MM-DD``; lists and the like are JSON text.
"""

from __future__ import annotations

import hashlib
import sqlite3
from functools import cache
from typing import Any

from conclave_desk.registers.gate_tables import GATE_TABLES
from conclave_desk.registers.roster_view import ROSTER_COLUMNS, ROSTER_KEY, VIEWS

_T, _I, _B = str, int, bytes

_Columns = dict[str, Any]
_Table = tuple[_Columns, str | tuple[str, ...], tuple[tuple[str, ...], ...]]

TABLES: dict[str, _Table] = {
    "event": ({"id": _I, "code": _T, "body": _T}, "id", ()),
    "public_keys": ({"kid": _T, "issuer": _T, "public_key": _B}, "kid", ()),
    "links": ({"issuer": _T, "title": _T, "as_of": _T, "subject": _T}, "issuer", ()),
    "linked_badges": (
        {
            "issuer": _T,
            "holder": _T,
            "issue": _I,
            "party": _T,
            "category": _T,
            "zones": _T,
            "name": _T,
            "folded": _T,
            "valid_from": _T,
            "valid_until": _T,
            "status": _T,
            "revoked_from": _T,
            "cause": _T,
            "replaced_by": _I,
        },
        ("issuer", "holder", "issue"),
        (),
    ),
    "loaded": (
        {"source": _T, "key": _T, "subject": _T, "person": _T, "cells": _B},
        ("source", "key"),
        (),
    ),
    "invitations": (
        {
            "id": _T,
            "reference": _T,
            "party": _T,
            "addressee": _T,
            "sender": _T,
            "channel": _T,
            "issued_on": _T,
            "reply_by": _T,
            "level": _T,
            "slots": _T,
            "status": _T,
            "answered_on": _T,
            "answered_level": _T,
            "answer_reference": _T,
            "note": _T,
        },
        "id",
        (("reference",), ("party",)),
    ),
    "nominations": (
        {
            "id": _T,
            "person": _T,
            "invitation": _T,
            "party": _T,
            "category": _T,
            "slot": _T,
            "role": _T,
            "named": _I,
            "status": _T,
            "rank": _T,
            "given_name": _T,
            "family_name": _T,
            "badge_name": _T,
            "native_name": _T,
            "post_nominals": _T,
            "service": _T,
            "appointment": _T,
            "precedence": _T,
            "sex": _T,
            "nationality": _T,
            "languages": _T,
            "marks": _T,
            "note": _T,
            "folded": _T,
            "searched": _T,
            "zones": _T,
            "valid_from": _T,
            "valid_until": _T,
            "accompanies": _T,
            "external_id": _T,
            "travel": _T,
            "paper": _T,
            "over_quota": _T,
            "predecessor": _T,
            "successor": _T,
            "effective": _T,
            "arrived_at": _T,
            "reason": _T,
        },
        "id",
        (("party", "folded"), ("invitation",), ("person",), ("external_id",)),
    ),
    "distinct_persons": ({"person": _T, "other": _T}, ("person", "other"), ()),
    "clearances": (
        {
            "nomination": _T,
            "step": _T,
            "result": _T,
            "officer": _T,
            "paper": _T,
            "remark": _T,
            "at": _T,
        },
        ("nomination", "step"),
        (),
    ),
    "accreditations": (
        {
            "nomination": _T,
            "holder": _T,
            "category": _T,
            "zones": _T,
            "valid_from": _T,
            "valid_until": _T,
            "status": _T,
            "paper": _T,
            "provisional": _I,
            "granted_at": _T,
            "withdrawn_from": _T,
            "reason": _T,
        },
        "nomination",
        (("holder",),),
    ),
    "badges": (
        {
            "holder": _T,
            "issue": _I,
            "nomination": _T,
            "issued_at": _T,
            "printed": _I,
            "printed_at": _T,
            "collected_at": _T,
            "collected_by": _T,
            "surrendered_at": _T,
            "revoked_from": _T,
            "cause": _T,
            "replaced_by": _I,
        },
        ("holder", "issue"),
        (("nomination",),),
    ),
    "emblem": ({"id": _I, "picture": _B}, "id", ()),
    "flags": ({"party": _T, "picture": _B}, "party", ()),
    "print_jobs": ({"job": _T, "printer": _T, "at": _T, "officer": _T, "badges": _I}, ("job", "at"), ()),
    "cards": (
        {
            "holder": _T,
            "number": _I,
            "prepared_at": _T,
            "valid_from": _T,
            "valid_until": _T,
            "nomination": _T,
            "day": _T,
            "handed_out_at": _T,
            "ended_from": _T,
            "cause": _T,
            "reason": _T,
        },
        "holder",
        (("nomination",),),
    ),
    "sessions": (
        {
            "code": _T,
            "title": _T,
            "kind": _T,
            "venue": _T,
            "starts": _T,
            "ends": _T,
            "access": _T,
            "categories": _T,
            "parties": _T,
            "chair": _T,
            "speakers": _T,
            "doors": _I,
            "note": _T,
            "status": _T,
        },
        "code",
        (),
    ),
    "releases": ({"number": _I, "at": _T, "officer": _T, "note": _T, "sessions": _T}, "number", ()),
    "returns": ({"day": _T, "at": _T, "officer": _T}, "day", ()),
    "attendance_marks": (
        {"nomination": _T, "session": _T, "status": _T, "evidence": _T, "reason": _T, "at": _T},
        ("nomination", "session"),
        (),
    ),
    **GATE_TABLES,
}

_AT_STATIONS = (
    *("event", "public_keys", "links", "sessions"),
    *("scans", "presence", "occupancy", "supervisor_refusals", "phones", "handouts"),
)
"""The registers that a station's file has too; the first line is the desk's and comes with the roster."""

_BY_KEY = ("presence", "occupancy", "loaded", "roster", "thumbnails")
"""Registers that are kept in the order of their key, so that writing a row touches fewer pages of the file."""
_SORTING = -1_000
"""Of SQLite's cache while an index of many rows is made: it sorts in runs of that size, and a larger one is no faster."""
_AS_THEY_COME = ("scans",)
"""Registers that are not held to their key, which the journal does already: rows are added at the end, and the
indexes of many are made when all are there."""
_NOTHING_TO_ERASE = ("scans", "presence", "occupancy")
"""Registers that say nothing but what stands open in the journal for good: there is no need to zero what they held."""


_OF_FEW_SCANS = {
    "annulled": ("annulled", "annulled <> ''"),
    "floater": ("floater", "floater <> ''"),
    "reissued": ("issuer, holder", "issue > 1"),
}
"""Indexes that hold some scans alone: their columns, and which scans."""

_DRAWN_AS = 1
"""To be raised when what stands in a register's rows changes though its columns do not."""
_DRAWN = "drawn_as"


def create(db: sqlite3.Connection) -> None:
    """Make all registers, empty."""
    begin(db)
    finish(db)


def begin(db: sqlite3.Connection) -> None:
    """Make all registers for very many rows to come; :func:`finish` when they have."""
    from sqlite_utils import Database

    database = Database(db, execute_plugins=False)
    for name, table in TABLES.items():
        _make(database, db, name, table)
    for name, query in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {query}")
    db.execute(f"CREATE TABLE {_DRAWN} (version TEXT NOT NULL) STRICT")
    db.execute(f"INSERT INTO {_DRAWN} VALUES (?)", (_version(),))


def is_current(db: sqlite3.Connection) -> bool:
    """Whether a desk's file has the registers of this program, and not of one before it."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_DRAWN,)).fetchone():
        return False
    return bool(db.execute(f"SELECT 1 FROM {_DRAWN} WHERE version = ?", (_version(),)).fetchone())


@cache
def _version() -> str:
    """What tells these registers from those of another version: their columns, keys, indexes and views."""
    return hashlib.sha256(repr((_DRAWN_AS, TABLES, VIEWS, _OF_FEW_SCANS)).encode()).hexdigest()


_STATION_TABLES: dict[str, _Table] = {
    **{name: TABLES[name] for name in _AT_STATIONS},
    "roster": (ROSTER_COLUMNS, ROSTER_KEY, ()),
    "supervising": ({"holder": _T, "pin": _T}, "holder", ()),
    "thumbnails": ({"holder": _T, "jpeg": _B}, "holder", ()),
}


def create_for_station(db: sqlite3.Connection) -> None:
    """Make the registers of a station's file, empty, in the place of those that are there; ``roster`` and
    ``supervising`` are tables there.

    ``thumbnails`` are photos of holders, where the desk has sent any.
    """
    from sqlite_utils import Database

    database = Database(db, execute_plugins=False)
    for name, table in _STATION_TABLES.items():
        db.execute(f'DROP TABLE IF EXISTS "{name}"')
        _make(database, db, name, table)
    finish(db)


def is_for_station(db: sqlite3.Connection) -> bool:
    """Whether a station's file has the registers of this program, and not of one before it."""
    for name, (columns, _key, _indexes) in _STATION_TABLES.items():
        if [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')] != list(columns):
            return False
    return True


def roster_columns() -> tuple[str, ...]:
    """The columns of ``roster``, in order."""
    return tuple(ROSTER_COLUMNS)


def _make(database: Any, db: sqlite3.Connection, name: str, table: _Table) -> None:
    columns, key, indexes = table
    held_to = None if name in _AS_THEY_COME else key
    statement = database.create_table_sql(name, columns, pk=held_to, strict=True).strip(" \n;")
    db.execute(f"{statement}, WITHOUT ROWID" if name in _BY_KEY else statement)
    if name not in _AS_THEY_COME:
        _index(db, name, indexes)


def finish(db: sqlite3.Connection) -> None:
    """The indexes that :func:`begin` left for the end."""
    usual = db.execute("PRAGMA cache_size").fetchone()[0]
    db.execute(f"PRAGMA cache_size = {_SORTING}")
    for name in _AS_THEY_COME:
        _index(db, name, TABLES[name][2])
    for name, (columns, few) in _OF_FEW_SCANS.items():
        db.execute(f"CREATE INDEX idx_scans_{name} ON scans ({columns}) WHERE {few}")
    db.execute(f"PRAGMA cache_size = {usual}")


def _index(db: sqlite3.Connection, name: str, indexes: tuple[tuple[str, ...], ...]) -> None:
    for columns in indexes:
        db.execute(f'CREATE INDEX "idx_{name}_{"_".join(columns)}" ON "{name}" ({", ".join(columns)})')


def drop(db: sqlite3.Connection) -> None:
    """Drop all registers."""
    for name in VIEWS:
        db.execute(f"DROP VIEW IF EXISTS {name}")
    for name in (*TABLES, _DRAWN):
        if name not in _NOTHING_TO_ERASE:
            db.execute(f'DROP TABLE IF EXISTS "{name}"')
    usual = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.execute("PRAGMA secure_delete = OFF")
    for name in _NOTHING_TO_ERASE:
        db.execute(f'DROP TABLE IF EXISTS "{name}"')
    db.execute(f"PRAGMA secure_delete = {usual}")


def digest(db: sqlite3.Connection) -> str:
    """SHA-256 over every register's rows in primary-key order: equal digests are equal registers."""
    total = hashlib.sha256()
    for name, (columns, key, _indexes) in TABLES.items():
        order = ", ".join(f'"{column}"' for column in ((key,) if isinstance(key, str) else key))
        chosen = ", ".join(f'"{column}"' for column in columns)
        total.update(f"{name}\n".encode())
        for row in db.execute(f'SELECT {chosen} FROM "{name}" ORDER BY {order}'):
            total.update(repr(tuple(row)).encode())
    return total.hexdigest()
