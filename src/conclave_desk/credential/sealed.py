"""A text for the desk's eyes alone, sealed at a gate that holds no secret of the desk: HPKE (RFC 9180), base mode,
X25519, HKDF-SHA-256, AES-256-GCM."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_INFO = b"conclave-desk override reason 1"


def public_half(private: bytes) -> bytes:
    """The public key (32 bytes) of a private one (32 secret random bytes)."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, text: str) -> bytes:
    """The text, to be read by whoever holds the private half alone."""
    return _suite().encrypt(text.encode(), X25519PublicKey.from_public_bytes(public), _INFO)


def open_with(private: bytes, sealed: bytes) -> str | None:
    """The text that was sealed, or ``None`` if it was sealed to another key or altered."""
    try:
        return _suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), _INFO).decode()
    except (InvalidTag, ValueError):
        return None


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
