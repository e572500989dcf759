"""The journal in its SQLite file: append and project in one transaction, read back, start over.

The projector is handed in: the journal does not know what registers are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from conclave_desk.domain.entries import Entry
from conclave_desk.errors import MachineFault
from conclave_desk.journal import connection, record
from conclave_desk.journal.lock import Lock
from conclave_desk.journal.record import Command, Record, ReplayedEntry

Projector = Callable[[Command, Sequence[ReplayedEntry]], None]
Replayer = Callable[[msgspec.Raw, Sequence[ReplayedEntry]], None]
"""Is handed the command as it was written: :func:`conclave_desk.journal.record.command_of` reads it."""

_SPARING, _ROOMY = -2_000, -12_000
"""Of SQLite's cache, in KiB."""
_TABLES = """
CREATE TABLE journal (
    chain TEXT NOT NULL,
    n INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    hash BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (chain, n),
    UNIQUE (command_id, chain, part)
) STRICT;
CREATE TABLE heads (chain TEXT PRIMARY KEY, n INTEGER NOT NULL, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_HEAD = "INSERT OR REPLACE INTO heads (chain, n, hash) VALUES (?, ?, ?)"


class Journal:
    """An open desk file. Bound to the thread that opened it; ``close`` it."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self.db = db
        self._file = connection.identity(path)
        self._lock = Lock(path.with_name(path.name + ".lock"))
        self._heads: dict[str, tuple[int, bytes]] = {}
        self._moved: dict[str, tuple[int, bytes]] = {}
        self._writing = False
        self._version = 0
        self.turn = 0
        """Goes up by one with every transaction here, and by more where another connection has written since the last,
        or it was undone: what was read within a transaction still holds in the one that has the next number."""

    @classmethod
    def create(cls, path: Path, application: int = connection.APPLICATION) -> Journal:
        """A new journal without a record, in a file of that kind."""
        db = connection.create(path, application)
        db.executescript(_TABLES)
        return cls(path, db)

    @classmethod
    def open(cls, path: Path, application: int = connection.APPLICATION) -> Journal:
        """The journal of an existing file of that kind."""
        return cls(path, connection.open_existing(path, application))

    def close(self) -> None:
        """Close the file; the last one to do so leaves no ``-wal`` behind."""
        self.db.close()
        self._lock.close()

    @property
    def in_place(self) -> bool:
        """Whether the file is still where it was opened: not moved, deleted or replaced."""
        return connection.identity(self.path) == self._file

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens inside is written, or nothing; one writer at a time, nobody starves.

        Into a file that was moved, deleted or replaced meanwhile nothing is written: nobody would see it again.
        """
        with self._lock:
            if not self.in_place:
                raise MachineFault(
                    f"{self.path}: is not where it was (moved, deleted or replaced), and nothing was written; put it "
                    "back, or close this program and open the file that is to be used"
                )
            try:
                self.db.execute("BEGIN IMMEDIATE")
                try:
                    self._begin()
                    yield
                    self._end()
                    self.db.execute("COMMIT")
                except BaseException:
                    self._undo()
                    if self.db.in_transaction:
                        self.db.execute("ROLLBACK")
                    raise
            except sqlite3.OperationalError as fault:
                raise MachineFault(
                    f"{self.path}: nothing was written ({fault}); free some space or check the disk"
                ) from fault
            finally:
                self._writing = False

    def _begin(self) -> None:
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version = version
            self._undo()
        self.turn += 1
        self._writing = True

    def _end(self) -> None:
        if self._moved:
            self.db.executemany(_HEAD, [(chain, *head) for chain, head in self._moved.items()])
            self._moved.clear()

    def _undo(self) -> None:
        """Nothing that is remembered of the file need be so."""
        self._heads.clear()
        self._moved.clear()
        self.turn += 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """For reading much of the file once: little of it is held in memory meanwhile."""
        with self._cache(_SPARING):
            yield

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """For a transaction that writes much of the file all over: no page need be written before it is done with."""
        with self._cache(_ROOMY):
            yield

    @contextmanager
    def _cache(self, size: int) -> Iterator[None]:
        usual = self.db.execute("PRAGMA cache_size").fetchone()[0]
        self.db.execute(f"PRAGMA cache_size = {size}")
        try:
            yield
        finally:
            self.db.execute(f"PRAGMA cache_size = {usual}")

    def head(self, chain: str = record.DESK) -> tuple[int, bytes]:
        """Number and hash of the chain's last record; ``(0, 32 zero bytes)`` when it is empty."""
        if self._writing and chain in self._heads:
            return self._heads[chain]
        row = self.db.execute("SELECT n, hash FROM heads WHERE chain = ?", (chain,)).fetchone()
        head = (row[0], row[1]) if row else (0, record.NOTHING)
        if self._writing:
            self._heads[chain] = head
        return head

    def append(self, chain: str, command: Command, entries: Sequence[Entry], project: Projector) -> None:
        """Write a command and project it; to be called inside :meth:`transaction`. Nothing decided, nothing written.

        What is projected is what was written, read back: a later replay has nothing else to go by.
        """
        if not entries:
            return
        n, prev = self.head(chain)
        written: list[ReplayedEntry] = []
        read_back = record.reader_back(entries)
        for part, body in enumerate(record.write(chain, n + 1, prev, command, entries), 1):
            prev = self._insert(chain, n + part, command.id, part, body)
            told, read = read_back(body)
            written += read
        self._set_head(chain, n + part, prev)
        project(told, written)

    def append_record(self, body: bytes) -> Record:
        """Write a record of another machine's chain as it is; the caller has checked that it continues the chain."""
        read = record.read(body)
        digest = self._insert(read.chain, read.n, read.command.id, read.part, body)
        self._set_head(read.chain, read.n, digest)
        return read

    def _insert(self, chain: str, n: int, command_id: str, part: int, body: bytes) -> bytes:
        digest = record.hash_of(body)
        self.db.execute(
            "INSERT INTO journal (chain, n, command_id, part, hash, body) VALUES (?, ?, ?, ?, ?, ?)",
            (chain, n, command_id, part, digest, body),
        )
        return digest

    def _set_head(self, chain: str, n: int, digest: bytes) -> None:
        """The desk's is written at once, for queries ask for it; a station's when the transaction ends."""
        self._heads[chain] = (n, digest)
        if chain == record.DESK or not self._writing:
            self.db.execute(_HEAD, (chain, n, digest))
        else:
            self._moved[chain] = (n, digest)

    def chains(self) -> list[str]:
        """The chains that have records or a head: the desk's first, then by name."""
        rows = self.db.execute("SELECT chain FROM heads UNION SELECT DISTINCT chain FROM journal")
        return sorted((row[0] for row in rows), key=lambda chain: (chain != record.DESK, chain))

    def bodies(self, chain: str, after: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """(n, hash, bytes) of the chain's records after number ``after``, in order, read as they are asked for."""
        cursor = self.db.execute(
            "SELECT n, hash, body FROM journal WHERE chain = ? AND n > ? ORDER BY n", (chain, after)
        )
        yield from ((row[0], row[1], row[2]) for row in cursor)

    def last_records(self, chain: str, most: int) -> Iterator[Record]:
        """The chain's last records, the latest first."""
        rows = self.db.execute("SELECT body FROM journal WHERE chain = ? ORDER BY n DESC LIMIT ?", (chain, most))
        yield from (record.read(row[0]) for row in rows)

    def recorded(self, command_id: str, chain: str | None = None) -> Record | None:
        """The record of a command that was written already (to ``chain``), its first part; ``None`` if it was not.

        A retry is the same command.
        """
        row = self.db.execute(
            "SELECT body FROM journal WHERE command_id = ?1 AND (?2 IS NULL OR chain = ?2) ORDER BY part, chain LIMIT 1",
            (command_id, chain),
        ).fetchone()
        return record.read(row[0]) if row else None

    def replay(self, project: Replayer) -> None:
        """Hand every command to ``project``, chain by chain."""
        for chain in self.chains():
            for command, entries in self.commands(chain):
                project(command, entries)

    def commands(self, chain: str, after: int = 0) -> Iterator[tuple[msgspec.Raw, list[ReplayedEntry]]]:
        """The chain's commands after record number ``after``, as :func:`conclave_desk.journal.record.commands` has them."""
        cursor = self.db.cursor()
        cursor.row_factory = None
        rows = cursor.execute("SELECT body FROM journal WHERE chain = ? AND n > ? ORDER BY n", (chain, after))
        return record.commands(row[0] for row in rows)
