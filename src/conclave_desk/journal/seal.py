"""What can be erased: a key a person, the fields sealed under it, and the dossier.

Every person has a random key of their own, kept in the ``dossiers`` table, wrapped by the desk's secret. Names and
free text in the journal are sealed under it (AES-256-GCM, the person's id as associated data). To erase a person is
to destroy that key: the journal's bytes and hashes stay, and can no longer be read.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from conclave_desk.errors import WrongData

_TABLES = """
CREATE TABLE dossiers (person TEXT PRIMARY KEY, key BLOB NOT NULL, fields BLOB, passport_mac BLOB)
    STRICT, WITHOUT ROWID;
CREATE INDEX dossiers_by_passport ON dossiers (passport_mac);
CREATE TABLE secrets (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
"""
_PHOTOS = "CREATE TABLE IF NOT EXISTS photos (person TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT"
_ADMIT = "INSERT INTO dossiers VALUES (?, ?, ?, ?)"
"""Its blobs go in as ``bytearray``: for ``bytes`` sqlite3 first looks for an adapter, which takes it a microsecond."""
_NONCE = 12
_KEYS_HELD = 20_000
_KEYS_OF_NEWCOMERS = 200
"""Held while many persons are admitted, each of whom is sealed for at once: keys in their thousands take eight times as
long to be let go of."""


class Safe:
    """The desk's sealed fields and dossiers, open for as long as the secret is held."""

    def __init__(self, db: sqlite3.Connection, secret: bytes) -> None:
        self._db = db
        self._wrapper = AESGCM(_derived(secret, b"wrap"))
        self._passports = HMAC(_derived(secret, b"passport"), SHA256())
        self._fingerprints = hashlib.blake2b(key=_derived(secret, b"fingerprint"), digest_size=16)
        self._held: dict[str, AESGCM] = {}
        self._fresh: dict[bytes, Any] = {}
        """What was sealed since :meth:`forget_held`: a command's projection opens it again at once."""
        self._waiting: list[tuple[str, bytearray, bytearray | None, bytearray | None]] | None = None
        self._has_photos = False

    @classmethod
    def create(cls, db: sqlite3.Connection, secret: bytes) -> Safe:
        """Make the tables, and a mark by which a wrong key file is known."""
        db.executescript(_TABLES)
        safe = cls(db, secret)
        safe.keep_secret("mark", b"conclave-desk")
        return safe

    @classmethod
    def open(cls, db: sqlite3.Connection, secret: bytes) -> Safe:
        """The safe of an existing desk file; :class:`WrongData` when the secret is another desk's."""
        safe = cls(db, secret)
        safe.secret("mark")
        return safe

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret of the desk itself, such as its signing key."""
        self._db.execute("INSERT INTO secrets VALUES (?, ?)", (name, _encrypt(self._wrapper, value, name)))

    def secret(self, name: str) -> bytes:
        """A secret of the desk itself."""
        row = self._db.execute("SELECT sealed FROM secrets WHERE name = ?", (name,)).fetchone()
        value = _decrypt(self._wrapper, row[0], name) if row else None
        if value is None:
            raise WrongData("the key file belongs to another desk file; put the right one beside it")
        return value

    def wrap(self, name: str, value: bytes) -> bytes:
        """``value`` sealed by the desk's own secret, for what is kept beside the desk file."""
        return _encrypt(self._wrapper, value, name)

    def unwrap(self, name: str, sealed: bytes) -> bytes | None:
        """What :meth:`wrap` sealed under that name; ``None`` if it was not sealed here or was altered."""
        return _decrypt(self._wrapper, sealed, name)

    def admit(self, person: str, fields: Mapping[str, str] | None = None) -> None:
        """Draw a key for a new person, and begin their dossier with what is known."""
        drawn, name = os.urandom(32 + 2 * _NONCE), person.encode()
        secret, nonce, another = drawn[:32], drawn[32 : 32 + _NONCE], drawn[32 + _NONCE :]
        key = self._hold(person, AESGCM(secret))
        sealed = bytearray(another + key.encrypt(another, msgspec.json.encode(fields), name)) if fields else None
        wrapped = bytearray(nonce + self._wrapper.encrypt(nonce, secret, name))
        mac = self._mac_in(fields) if fields else None
        row = (person, wrapped, sealed, bytearray(mac) if mac else None)
        if self._waiting is not None:
            self._waiting.append(row)
        else:
            self._db.execute(_ADMIT, row)

    @contextmanager
    def many(self) -> Iterator[None]:
        """For admitting many persons in one transaction: their dossiers are written together, or none if it breaks off."""
        self._waiting = []
        try:
            yield
            self._dossiers()
        finally:
            self._waiting = None

    def _dossiers(self) -> sqlite3.Connection:
        """The connection, for what reads or changes dossiers: those that wait are written first."""
        if self._waiting:
            self._db.executemany(_ADMIT, self._waiting)
            self._waiting.clear()
        return self._db

    def seal(self, person: str, value: Any, *, shown: bool = True) -> bytes:
        """``value`` (anything JSON holds) under the person's key; not ``shown`` is what no register shows in clear."""
        key = self._key(person)
        if key is None:
            raise WrongData(_erased(person))
        sealed = _encrypt(key, msgspec.json.encode(value), person)
        if shown and len(self._fresh) < _KEYS_HELD:
            self._fresh[sealed] = value
        return sealed

    def unseal(self, person: str, sealed: bytes) -> Any:
        """What was sealed, or ``None`` when the person has been erased."""
        if sealed in self._fresh:
            return self._fresh.pop(sealed)
        key = self._key(person)
        opened = _decrypt(key, sealed, person) if key else None
        return None if opened is None else msgspec.json.decode(opened)

    def derived(self, person: str, purpose: str) -> bytes | None:
        """32 bytes that follow from the person's key and go with it; ``None`` when the person has been erased."""
        row = self._dossiers().execute("SELECT key FROM dossiers WHERE person = ?", (person,)).fetchone()
        key = _decrypt(self._wrapper, row[0], person) if row else None
        return _derived(key, purpose.encode()) if key else None

    def write_dossier(self, person: str, fields: Mapping[str, str]) -> None:
        """Replace the person's private fields, passport number among them."""
        self._dossiers().execute(
            "UPDATE dossiers SET fields = ?, passport_mac = ? WHERE person = ?",
            (self.seal(person, fields), self._mac_in(fields), person),
        )

    def _mac_in(self, fields: Mapping[str, str]) -> bytes | None:
        number = fields.get("passport_number")
        return self.passport_mac(number) if number else None

    def dossier(self, person: str) -> dict[str, str]:
        """The person's private fields; empty when there are none or the person has been erased."""
        row = self._dossiers().execute("SELECT fields FROM dossiers WHERE person = ?", (person,)).fetchone()
        fields = self.unseal(person, row[0]) if row and row[0] else None
        return dict(fields) if fields else {}

    def keep_photo(self, person: str, photo: bytes) -> None:
        """Replace the person's photo, a part of the dossier that is kept by itself because of its size."""
        key = self._key(person)
        if key is None:
            raise WrongData(_erased(person))
        self._db.execute(_PHOTOS)
        self._db.execute("INSERT OR REPLACE INTO photos VALUES (?, ?)", (person, _encrypt(key, photo, person)))

    def drop_photo(self, person: str) -> None:
        """Take the person's photo away, if there is one."""
        if self._may_have_photos():
            self._db.execute("DELETE FROM photos WHERE person = ?", (person,))

    def photo(self, person: str) -> bytes | None:
        """The person's photo as it was kept; ``None`` when there is none or the person has been erased."""
        if not self._may_have_photos():
            return None
        row = self._db.execute("SELECT sealed FROM photos WHERE person = ?", (person,)).fetchone()
        key = self._key(person) if row else None
        return _decrypt(key, row[0], person) if key else None

    def with_photo(self) -> set[str]:
        """The persons of whom there is a photo."""
        if not self._may_have_photos():
            return set()
        return {row[0] for row in self._db.execute("SELECT person FROM photos")}

    def _may_have_photos(self) -> bool:
        """A file has the table from the first photo on."""
        if not self._has_photos:
            query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'photos'"
            self._has_photos = self._db.execute(query).fetchone() is not None
        return self._has_photos

    def holders_of(self, passport_number: str) -> list[str]:
        """The persons whose dossier has that passport number."""
        mac = self.passport_mac(passport_number)
        rows = self._dossiers().execute("SELECT person FROM dossiers WHERE passport_mac = ? ORDER BY person", (mac,))
        return [row[0] for row in rows]

    def passport_mac(self, number: str) -> bytes:
        """HMAC-SHA-256 of a passport number, blanks and case aside."""
        mac = self._passports.copy()
        mac.update("".join(number.split()).upper().encode())
        return mac.finalize()

    def fingerprint(self, text: str) -> str:
        """Keyed BLAKE2b (RFC 7693) in hex of a text that may name a person, by which it is known again, not read."""
        mac = self._fingerprints.copy()
        mac.update(text.encode())
        return mac.hexdigest()

    def erase(self, person: str) -> None:
        """Destroy the person's key, dossier and photo."""
        self._dossiers().execute("DELETE FROM dossiers WHERE person = ?", (person,))
        if self._may_have_photos():
            self._db.execute("DELETE FROM photos WHERE person = ?", (person,))
        self._held.pop(person, None)
        self._fresh.clear()

    def forget_held(self) -> None:
        """Drop what is held in memory: after a transaction was undone it may be of persons who never were."""
        self._held.clear()
        self._fresh.clear()
        self._has_photos = False

    def _key(self, person: str) -> AESGCM | None:
        if held := self._held.get(person):
            return held
        row = self._dossiers().execute("SELECT key FROM dossiers WHERE person = ?", (person,)).fetchone()
        key = _decrypt(self._wrapper, row[0], person) if row else None
        return self._hold(person, AESGCM(key)) if key else None

    def _hold(self, person: str, key: AESGCM) -> AESGCM:
        if len(self._held) >= (_KEYS_HELD if self._waiting is None else _KEYS_OF_NEWCOMERS):
            self._held.clear()
        self._held[person] = key
        return key


def _erased(person: str) -> str:
    return f"person {person} has been erased; nothing can be written about them any more"


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=32, info=b"conclave-desk 1 " + purpose).derive(secret)


def _encrypt(key: AESGCM, value: bytes, name: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + key.encrypt(nonce, value, name.encode())


def _decrypt(key: AESGCM, sealed: bytes, name: str) -> bytes | None:
    try:
        return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except (InvalidTag, ValueError):
        return None
