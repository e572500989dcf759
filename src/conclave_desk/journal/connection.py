"""Opening a desk file: what it must be, and how SQLite is told to keep it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from conclave_desk.errors import MachineFault, WrongData, WrongUse

APPLICATION = 0x43445347
"""Marks the file as a desk ("CDSG" in SQLite's application_id)."""
SCHEMA = 1
_MAGIC = b"SQLite format 3\x00"


def create(path: Path) -> sqlite3.Connection:
    """A new, empty desk file; the caller has made sure that none is there."""
    connection = _connect(path)
    _settle(path, connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    return connection


def open_existing(path: Path) -> sqlite3.Connection:
    """The desk file at ``path``; a file that is none, or a newer program's, is :class:`WrongData`."""
    _check_is_sqlite(path)
    connection = _connect(path)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as fault:
        connection.close()
        raise MachineFault(f"{path}: cannot be opened ({fault}); is its folder writable?") from fault
    except sqlite3.DatabaseError as fault:
        connection.close()
        raise WrongData(f"{path}: is damaged or no desk file ({fault})") from fault
    if application != APPLICATION:
        connection.close()
        raise WrongData(f"{path}: is an SQLite file, but no desk file; name a file that `init` made")
    if version > SCHEMA:
        connection.close()
        raise WrongData(f"{path}: was made by a newer conclave-desk (schema {version}); install that one")
    _settle(path, connection)
    return connection


def _check_is_sqlite(path: Path) -> None:
    if not path.exists():
        raise WrongUse(f"{path}: no such desk file; make one with `conclave-desk init --event event.toml`")
    if path.is_dir():
        raise WrongData(f"{path}: is a folder, no desk file; name the file in it that `init` made")
    try:
        with path.open("rb") as handle:
            start = handle.read(len(_MAGIC))
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror})") from fault
    if start != _MAGIC:
        raise WrongData(f"{path}: is no desk file; name a file that `init` made")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=256)
    except sqlite3.OperationalError as fault:
        raise MachineFault(f"{path}: cannot be opened ({fault}); is its folder writable?") from fault
    connection.row_factory = sqlite3.Row
    return connection


def _settle(path: Path, connection: sqlite3.Connection) -> None:
    """How a desk file is kept. Only once it is known to be one: the mode is written into the file.

    What was overwritten or deleted is zeroed at once (``secure_delete``), or a destroyed key could be read from the
    free space of a page.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -8000")
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync = ON")
    except sqlite3.OperationalError as fault:
        connection.close()
        raise MachineFault(f"{path}: cannot be opened ({fault}); is its folder writable?") from fault
    except sqlite3.DatabaseError as fault:
        connection.close()
        raise WrongData(f"{path}: is damaged or no desk file ({fault})") from fault
