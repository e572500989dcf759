"""Ed25519 keys (RFC 8032): one that signs an event's badges, and the public ones that gates hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from conclave_desk.errors import WrongData

KEY_LENGTH, SIGNATURE_LENGTH = 32, 64
"""Bytes of a public key and of a signature (RFC 8032 section 5.1)."""
SEED_LENGTH = 32
"""Bytes of the secret from which a signing key is made (RFC 8032 section 5.1.5)."""


class PublicKey:
    """A key that confirms badges: ``raw`` is its 32 bytes (RFC 8032 section 5.1.5), ``kid`` its short name.

    ``kid`` is the first 4 bytes of SHA-256 of ``raw``: a hint that finds the key, not a proof of it. Raises
    :class:`~conclave_desk.errors.WrongData` if ``raw`` is not 32 bytes.
    """

    __slots__ = ("_check", "kid", "raw")

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_LENGTH:
            raise WrongData(f"This is no Ed25519 public key: it must be {KEY_LENGTH} bytes.")
        self.raw = bytes(raw)
        self._check: Callable[[bytes], bool] | None = None
        self.kid = hashlib.sha256(self.raw).digest()[:4]

    @classmethod
    def from_pem(cls, pem: str) -> PublicKey:
        """The key in a PEM of a SubjectPublicKeyInfo (RFC 8410 section 4), as :meth:`pem` gives it.

        Raises :class:`~conclave_desk.errors.WrongData` if it holds anything else, a private key for instance.
        """
        # Not at the top: what knows PEM takes longer to import than all else that signs and confirms badges.
        from cryptography.hazmat.primitives.serialization import load_pem_public_key

        try:
            key = load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as fault:
            raise WrongData("This is no public key in PEM.") from fault
        if not isinstance(key, Ed25519PublicKey):
            raise WrongData("This public key is of another kind; a badge's key is Ed25519.")
        return cls(key.public_bytes_raw())

    def pem(self) -> str:
        """The key as a SubjectPublicKeyInfo in PEM (RFC 8410 section 4), which every tool reads."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        key = Ed25519PublicKey.from_public_bytes(self.raw)
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")

    def confirms(self, signature: bytes, message: bytes) -> bool:
        """Whether ``signature`` (64 bytes) is this key's over ``message`` (RFC 8032 section 5.1.7)."""
        if self._check is None:
            self._check = _checking(self.raw)
        return len(signature) == SIGNATURE_LENGTH and self._check(signature + message)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        return f"PublicKey({self.raw.hex()})"


def _checking(raw: bytes) -> Callable[[bytes], bool]:
    """Whether a signature and the message after it belong to a key. By libsodium, which takes little more than half of
    OpenSSL's time for what is most of reading a badge; imported when the first is to be checked."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import BadSignatureError

    def confirms(signed: bytes) -> bool:
        try:
            crypto_sign_open(signed, raw)
        except BadSignatureError:
            return False
        return True

    return confirms


class SigningKey:
    """The event's secret key. ``public`` is its other half. The secret appears in no text of this object."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        """Make the key from 32 secret random bytes; the same bytes make the same key.

        Raises :class:`~conclave_desk.errors.WrongData` if there are not 32 of them.
        """
        if len(seed) != SEED_LENGTH:
            raise WrongData(f"A signing key is made from {SEED_LENGTH} bytes, not from {len(seed)}.")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The signature over ``message``: 64 bytes, always the same for the same message (RFC 8032 section 5.1.6)."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey(kid={self.public.kid.hex()})"


class KeyRing:
    """The public keys that a gate trusts, each for the badges of one event and no other, loaded once."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Iterable[tuple[str, PublicKey]]) -> None:
        """Take pairs of event code and key."""
        self._keys: dict[tuple[str, bytes], tuple[PublicKey, ...]] = {}
        for event, key in keys:
            held = self.find(event, key.kid)
            if key not in held:
                self._keys[event, key.kid] = (*held, key)

    def find(self, event: str, kid: bytes) -> tuple[PublicKey, ...]:
        """The event's keys of that short name: none, one, or (RFC 9052 section 3.1 allows it) several."""
        return self._keys.get((event, kid), ())

    def __iter__(self) -> Iterator[tuple[str, PublicKey]]:
        """Pairs of event code and key, as they were taken."""
        return ((event, key) for (event, _), keys in self._keys.items() for key in keys)
