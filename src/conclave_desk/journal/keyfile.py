"""The key file beside a desk file: one secret of 32 bytes, from which all keys of the desk are derived.

Wrapped with scrypt (RFC 7914) and AES-256-GCM when a passphrase is given. Lose it and no dossier, name in the
journal or signing key can be read again.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from msgspec import Struct

from conclave_desk.errors import MachineFault, WrongData, WrongUse

_COST = 2**15
_LABEL = b"conclave-desk key file 1"


class _KeyFile(Struct, omit_defaults=True):
    format: int
    secret: bytes
    salt: bytes = b""
    nonce: bytes = b""


def beside(desk: Path) -> Path:
    """The key file's place: the desk file's name with ``.key`` after it."""
    return desk.with_name(desk.name + ".key")


def create(path: Path, passphrase: str | None) -> bytes:
    """Make the key file, readable by its owner alone; returns the secret."""
    secret = os.urandom(32)
    content = _KeyFile(1, secret) if not passphrase else _wrapped(secret, passphrase)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise MachineFault(f"{path}: the key file cannot be made ({fault.strerror})") from fault
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(msgspec.json.encode(content) + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
    return secret


def load(path: Path, passphrase: str | None) -> bytes:
    """The secret in the key file at ``path``."""
    try:
        content = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
    except FileNotFoundError as fault:
        raise WrongUse(f"{path}: the key file is missing; put it back beside the desk file") from fault
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be read ({fault.strerror})") from fault
    except msgspec.DecodeError as fault:
        raise WrongData(f"{path}: is no key file; put the one that `init` made beside the desk file") from fault
    if content.format != 1:
        raise WrongData(f"{path}: was made by a newer conclave-desk; install that one")
    if not content.salt:
        return content.secret
    if not passphrase:
        raise WrongUse(f"{path}: is locked; set CONCLAVE_PASSPHRASE to its passphrase")
    try:
        return AESGCM(_stretched(passphrase, content.salt)).decrypt(content.nonce, content.secret, _LABEL)
    except InvalidTag as fault:
        raise WrongData(f"{path}: the passphrase in CONCLAVE_PASSPHRASE does not open it") from fault


def _wrapped(secret: bytes, passphrase: str) -> _KeyFile:
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, secret, _LABEL)
    return _KeyFile(1, sealed, salt, nonce)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
