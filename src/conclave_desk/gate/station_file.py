"""A station's own file: a roster that the desk signed, the station's key and chain, and what its scans amount to.

The roster is signed in blocks, so that a file of any size opens at once: what the desk signed is the list of the
blocks' hashes, and a block is compared with its hash when a badge in it is first asked for. The signature proves that
the roster is the one that this file was given; that it is *the desk's* rests on the desk's key, which the file holds
from the day it was made. No dossier, no clearance and no signing key of the desk is in it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from conclave_desk.credential.keys import PublicKey, SigningKey
from conclave_desk.errors import WrongData
from conclave_desk.journal.connection import STATION, torn_station
from conclave_desk.journal.store import Journal
from conclave_desk.registers import roster, schema

_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID"
_FORMAT = "conclave-desk station 1"
_HASH = 32
_ROWS_A_BLOCK = 32
_HOLDER_BITS = 40
_FACTS = ("event", "public_keys", "links", "sessions", "supervising")
"""The small tables that come with the roster; they are compared with what was signed whenever they are read."""


_PHOTOS = "SELECT holder, jpeg FROM thumbnails WHERE holder >= ? AND holder <= ? ORDER BY holder"


class Seal(Struct, frozen=True, kw_only=True):
    """What the desk signs: whose roster it is, of when, and the hashes of everything in it."""

    format: str
    event: str
    chain: str
    gate: str
    as_of: datetime
    rows: int
    bits: int
    blocks: bytes
    facts: bytes
    seal_key: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """Which station it is; the public half of ``key`` stands in the desk's journal."""

    chain: str
    gate: str
    key: SigningKey
    desk_key: PublicKey


class StationBooks:
    """An open station's file. ``offline`` is true: it has no desk at hand."""

    offline = True

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._db = journal.db
        self.identity = _identity(journal)
        self.chain = self.identity.chain
        self.gate: str | None = self.identity.gate
        self._signature = b""
        self._seal: Seal
        self._blocks = b""
        self._proved: set[int] = set()
        self._has_photos = False
        self._take()

    @classmethod
    def open(cls, path: Path) -> StationBooks:
        """The station's file at ``path``; :class:`WrongData` if it is none or was tampered with."""
        journal = Journal.open(path, STATION)
        try:
            return cls(journal)
        except sqlite3.DatabaseError as fault:
            journal.close()
            raise WrongData(torn_station(path, fault)) from fault
        except BaseException:
            journal.close()
            raise

    def version(self) -> object:
        """The signature of the roster, which is taken anew when the desk has brought another."""
        if self._about("signature") != self._signature:
            self._take()
        return self._signature

    def as_of(self) -> datetime | None:
        """The roster's time."""
        return self._seal.as_of

    @property
    def event(self) -> str:
        """The code of the event."""
        return self._seal.event

    @property
    def rows(self) -> int:
        """How many badges the roster holds."""
        return self._seal.rows

    def check_version(self) -> None:
        """:class:`WrongData` if another version of the program has made the file's registers."""
        if not schema.is_for_station(self._db):
            raise WrongData(
                f"{self.journal.path}: was prepared by another version of conclave-desk; prepare it again from the desk (it "
                "keeps its scans), or merge it"
            )

    def check(self, holder: str) -> None:
        """Compare the holder's block with what was signed, once."""
        self._check_block(int(holder, 16) >> (_HOLDER_BITS - self._seal.bits))

    def _check_block(self, number: int) -> None:
        if number in self._proved:
            return
        if _block(self._db, number, self._seal.bits) != self._blocks[number * _HASH : (number + 1) * _HASH]:
            raise WrongData(f"{self.journal.path}: {_ALTERED}")
        self._proved.add(number)

    def check_all(self) -> None:
        """Compare every block of the roster with what was signed."""
        for number in range(1 << self._seal.bits):
            self._check_block(number)

    def thumbnail(self, holder: str) -> bytes | None:
        """The holder's, as the desk signed it."""
        if not self._has_photos:
            return None
        self.check(holder)
        return roster.thumbnail(self._db, holder)

    def damage(self, fault: Exception) -> str:
        """What is lost, and what to do."""
        return torn_station(self.journal.path, fault)

    @property
    def seal_key(self) -> bytes:
        """The desk's own letterbox."""
        return self._seal.seal_key

    def letterbox(self, issuer: str | None, holder: str | None) -> bytes:
        """The roster's for the holder, else the desk's own."""
        return (roster.letterbox(self._db, issuer, holder) if issuer and holder else None) or self.seal_key

    def _about(self, name: str) -> bytes:
        return about(self._db, name) or b""

    def _take(self) -> None:
        self._signature, sealed, self._blocks = self._about("signature"), self._about("seal"), self._about("blocks")
        if not self.identity.desk_key.confirms(self._signature, sealed):
            raise WrongData(f"{self.journal.path}: {_ALTERED}")
        self._seal = msgspec.json.decode(sealed, type=Seal)
        told = (self._seal.chain, self._seal.blocks, self._seal.facts)
        if told != (self.chain, hashlib.sha256(self._blocks).digest(), _facts(self._db)):
            raise WrongData(f"{self.journal.path}: {_ALTERED}")
        self._proved.clear()
        self._has_photos = roster.any_thumbnail(self._db)


_ALTERED = "its roster is not as the desk signed it; prepare it again from the desk, and keep this file for the desk"


def create(path: Path, chain: str, gate: str, desk_key: PublicKey) -> Journal:
    """A new station's file with a key of its own and an empty roster; :func:`sign` it when it has been filled."""
    journal = Journal.create(path, STATION)
    journal.db.execute(_ABOUT)
    for name, value in (
        ("chain", chain.encode()),
        ("gate", gate.encode()),
        ("key", os.urandom(32)),
        ("desk_key", desk_key.raw),
    ):
        set_about(journal.db, name, value)
    return journal


@dataclass(frozen=True, slots=True)
class Signer:
    """The desk, as far as a station's file needs it: its event, signing key, and the key that reasons are sealed to."""

    event: str
    key: SigningKey
    seal_key: bytes


def sign(db: sqlite3.Connection, signer: Signer, chain: str, gate: str, as_of: datetime) -> bytes:
    """Sign the roster as it stands in the station's file; returns its digest."""
    rows = db.execute("SELECT count(*) FROM roster").fetchone()[0]
    bits = max(0, (rows // _ROWS_A_BLOCK).bit_length())
    blocks = b"".join(_block(db, n, bits) for n in range(1 << bits))
    seal = Seal(
        format=_FORMAT,
        event=signer.event,
        chain=chain,
        gate=gate,
        as_of=as_of,
        rows=rows,
        bits=bits,
        blocks=hashlib.sha256(blocks).digest(),
        facts=_facts(db),
        seal_key=signer.seal_key,
    )
    sealed = msgspec.json.encode(seal)
    for name, value in (
        ("gate", gate.encode()),
        ("seal", sealed),
        ("blocks", blocks),
        ("signature", signer.key.sign(sealed)),
    ):
        set_about(db, name, value)
    return hashlib.sha256(sealed).digest()


def public_key(db: sqlite3.Connection) -> bytes:
    """The public half of the station's own key, raw."""
    return SigningKey(about(db, "key") or b"").public.raw


def about(db: sqlite3.Connection, name: str) -> bytes | None:
    """What the file says of itself under that name."""
    row = db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_about(db: sqlite3.Connection, name: str, value: bytes) -> None:
    """Have the file say that of itself."""
    db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def _identity(journal: Journal) -> Identity:
    found = {name: about(journal.db, name) for name in ("chain", "gate", "key", "desk_key")}
    chain, gate, key, desk_key = found.values()
    if chain is None or gate is None or key is None or desk_key is None:
        raise WrongData(f"{journal.path}: was never finished; prepare it again")
    return Identity(chain.decode(), gate.decode(), SigningKey(key), PublicKey(desk_key))


def _block_query() -> str:
    columns = ", ".join(schema.roster_columns())
    return f"SELECT {columns} FROM roster WHERE holder >= ? AND holder <= ? ORDER BY holder, issuer, issue"


def _block(db: sqlite3.Connection, number: int, bits: int) -> bytes:
    """The hash of a block: of the badges of its holders, and of their photos."""
    bounds = _bounds(number, bits)
    return _digest((*db.execute(_block_query(), bounds), *db.execute(_PHOTOS, bounds)))


def _bounds(number: int, bits: int) -> tuple[str, str]:
    width = _HOLDER_BITS - bits
    return f"{number << width:010x}", f"{((number + 1) << width) - 1:010x}"


def _digest(rows: Iterable[sqlite3.Row]) -> bytes:
    total = hashlib.sha256()
    for row in rows:
        total.update(repr(tuple(row)).encode())
    return total.digest()


def _facts(db: sqlite3.Connection) -> bytes:
    total = hashlib.sha256()
    for table in _FACTS:
        total.update(table.encode())
        total.update(_digest(db.execute(f"SELECT * FROM {table} ORDER BY 1")))
    return total.digest()
