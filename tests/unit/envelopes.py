"""Keys, events and a second opinion on what a payload holds, for tests of badges."""

from __future__ import annotations

import base45

from conclave_desk.credential.keys import KeyRing, SigningKey
from conclave_desk.credential.payload import Reading, read_payload

KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))
KID = KEY.public.kid
RING = KeyRing([("PUNE23", KEY.public), ("AFINDX23", OTHER.public)])
EVENTS = frozenset({"PUNE23", "AFINDX23"})


def as_text(octets: bytes) -> str:
    """The octets as a badge's code holds them, by another library."""
    return f"CD1:{base45.b45encode(octets).decode()}"


def octets_of(text: str) -> bytes:
    """What a badge's code holds, by another library."""
    return bytes(base45.b45decode(text.removeprefix("CD1:")))


def read(octets: bytes) -> Reading:
    """What the reader under test makes of the octets."""
    return read_payload(as_text(octets), RING, EVENTS)
