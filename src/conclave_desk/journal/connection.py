"""Opening a desk's or a station's file: what it must be, and how SQLite is told to keep it."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from conclave_desk.errors import MachineFault, WrongData, WrongUse

APPLICATION = 0x43445347
"""Marks the file as a desk ("CDSG" in SQLite's application_id)."""
STATION = 0x43445354
"""Marks the file as a station's ("CDST")."""
SCHEMA = 1
_MADE_BY = {APPLICATION: ("desk file", "`init`"), STATION: ("station file", "`gate prepare`")}
_MAGIC = b"SQLite format 3\x00"


def create(path: Path, application: int = APPLICATION) -> sqlite3.Connection:
    """A new, empty file of that kind; the caller has made sure that none is there."""
    connection = _connect(path)
    _settle(path, connection)
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    return connection


def kind_of(path: Path) -> int | None:
    """What the file says that it is: :data:`APPLICATION`, :data:`STATION`, or ``None`` for anything else."""
    if not path.is_file():
        return None
    found = _application(
        path, "mode=ro&immutable=1"
    )  # leaves nothing beside the file, not on a disk one cannot write to
    if found is None:  # half of the -wal was taken over when power went: SQLite mends that where it may write
        found = _application(path, "mode=rw")
    return found if found in _MADE_BY else None


def _application(path: Path, how: str) -> int | None:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?{how}", uri=True)) as connection:
            found: int = connection.execute("PRAGMA application_id").fetchone()[0]
            return found
    except sqlite3.DatabaseError:
        return None


def open_existing(path: Path, wanted: int = APPLICATION) -> sqlite3.Connection:
    """The file of that kind at ``path``; a file that is none, or a newer program's, is :class:`WrongData`."""
    kind, maker = _MADE_BY[wanted]
    _check_is_file(path, wanted)
    connection = _connect(path)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as fault:
        connection.close()
        raise MachineFault(f"{path}: cannot be opened ({fault}); is its folder writable?") from fault
    except sqlite3.DatabaseError as fault:
        connection.close()
        _check_is_sqlite(path, wanted)
        raise WrongData(_damaged(path, wanted, fault)) from fault
    if application != wanted:
        connection.close()
        raise WrongData(f"{path}: is an SQLite file, but no {kind}; name a file that {maker} made")
    if version > SCHEMA:
        connection.close()
        raise WrongData(f"{path}: was made by a newer conclave-desk (schema {version}); install that one")
    _settle(path, connection, wanted)
    return connection


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at ``path`` from another that is put in its place; ``None`` if none is there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def torn_station(path: Path, fault: Exception) -> str:
    """What is lost with a station's file that is damaged, and what to do."""
    return (
        f"{path}: is damaged ({fault}). Scans made since its last export or merge may be lost: `doctor {path.name}` says "
        "which. Keep this file, withdraw the station and prepare another"
    )


def _damaged(path: Path, wanted: int, fault: Exception) -> str:
    if wanted == STATION:
        return torn_station(path, fault)
    return f"{path}: is damaged or no desk file ({fault})"


def _check_is_file(path: Path, wanted: int) -> None:
    kind, maker = _MADE_BY[wanted]
    if not path.exists():
        how = "init --event event.toml" if wanted == APPLICATION else "gate prepare --gate CODE -o FILE"
        raise WrongUse(f"{path}: no such {kind}; make one with `conclave-desk {how}`")
    if path.is_dir():
        raise WrongData(f"{path}: is a folder, no {kind}; name the file in it that {maker} made")
    if not os.access(path, os.R_OK):
        raise MachineFault(f"{path}: cannot be read (permission denied)")
    if path.stat().st_size == 0:
        raise WrongData(f"{path}: is no {kind}; name a file that {maker} made")


def _check_is_sqlite(path: Path, wanted: int) -> None:
    """Of a file that SQLite could not read, whether it is one of SQLite's at all.

    Never ask so of a file that may be open: to close a file drops every POSIX lock that this process has on it, those of
    other connections, too. Another process then takes itself for the last one, and deletes the ``-wal`` into which this
    one still writes.
    """
    kind, maker = _MADE_BY[wanted]
    try:
        with path.open("rb") as handle:
            start = handle.read(len(_MAGIC))
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror})") from fault
    if start != _MAGIC:
        raise WrongData(f"{path}: is no {kind}; name a file that {maker} made")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=256)
    except sqlite3.OperationalError as fault:
        raise MachineFault(f"{path}: cannot be opened ({fault}); is its folder writable?") from fault
    connection.row_factory = sqlite3.Row
    return connection


def _settle(path: Path, connection: sqlite3.Connection, wanted: int = APPLICATION) -> None:
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
        raise WrongData(_damaged(path, wanted, fault)) from fault
