"""A supervisor's PIN, as its Argon2id hash (RFC 9106) in a PHC string.

A try costs about a tenth of a second and 64 MiB: more than OWASP advises, since a thief of a station's file has all the
time there is, and still nothing that somebody at a gate waits for.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_MEMORY, _TIMES = 64 * 1024, 1
"""KiB, and passes over them."""


def pin_hash(pin: str, salt: bytes) -> str:
    """What may lie in a station's file instead of the PIN; ``salt`` is 16 random bytes."""
    kdf = Argon2id(salt=salt, length=32, iterations=_TIMES, lanes=1, memory_cost=_MEMORY)
    return kdf.derive_phc_encoded(pin.encode())


def matches(pin: str, known: str) -> bool:
    """Whether the hash is the PIN's."""
    try:
        Argon2id.verify_phc_encoded(pin.encode(), known)
    except InvalidKey:
        return False
    return True
