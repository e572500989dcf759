"""The text in a badge's QR symbol: ``CD1:`` and the base45 (RFC 9285) of its signed claims.

What is read is a value, for a gate has to show something whatever was held before its scanner. Whether a badge is
valid *now*, or was revoked, is not asked here: there is no clock and no list.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from conclave_desk.credential import base45
from conclave_desk.credential.claims import Claims, decode_claims, encode_claims
from conclave_desk.credential.cose import confirms, open_envelope, seal
from conclave_desk.credential.keys import KeyRing, SigningKey
from conclave_desk.errors import WrongData

PREFIX = "CD1:"
"""Says that the rest is a badge of this kind, version 1."""
LONGEST_READ = 320
"""Characters; whatever is longer is not even looked into."""
LONGEST_ISSUED = 311
"""Characters that a QR symbol of version 10, level M, holds in alphanumeric mode (ISO/IEC 18004, table 7)."""


class Genuine(Struct, frozen=True):
    """Signed by a key that is trusted for the claims' event. ``kid`` says by which."""

    claims: Claims
    kid: bytes


class Unreadable(Struct, frozen=True):
    """Not a badge of this kind, or not in the one form in which badges are made."""


class WrongEvent(Struct, frozen=True):
    """A badge that says it is for ``event``, which is not known here; its signature was not looked at."""

    event: str


class UnknownKey(Struct, frozen=True):
    """A badge that says it is for ``event``, signed by a key named ``kid`` that is not held for this event."""

    event: str
    kid: bytes


class Forged(Struct, frozen=True):
    """A badge that names a key of ``event`` which did not sign it. Nothing else that it says may be believed."""

    event: str
    kid: bytes


Reading = Genuine | Unreadable | WrongEvent | UnknownKey | Forged
"""What came of reading a payload."""


def make_payload(claims: Claims, key: SigningKey) -> str:
    """The text for the QR symbol of a badge, signed. The same claims and key give the same text.

    Raises :class:`~conclave_desk.errors.WrongData` if a symbol of version 10 at level M cannot hold it, which only
    a long list of zones can bring about.
    """
    text = PREFIX + base45.encode(seal(encode_claims(claims), key))
    if len(text) > LONGEST_ISSUED:
        raise WrongData(
            f"The badge opens {len(claims.zones)} zones; its code would have {len(text)} characters and can have "
            f"{LONGEST_ISSUED}. Put some of the zones together, or use * for every zone."
        )
    return text


def read_payload(text: str, keys: KeyRing, known_events: Collection[str]) -> Reading:
    """What ``text`` is, judged in the order length, form, event, key, signature. Never raises, whatever the text.

    ``known_events`` are the codes of this event and of those linked to it; ``keys`` the keys trusted for each. The
    text must come without the line end; blanks and small letters make it unreadable.
    """
    if len(text) > LONGEST_READ or not text.startswith(PREFIX):
        return Unreadable()
    octets = base45.decode(text[len(PREFIX) :])
    envelope = None if octets is None else open_envelope(octets)
    if envelope is None:
        return Unreadable()
    claims = decode_claims(envelope.payload)
    if claims is None:
        return Unreadable()
    if claims.event not in known_events:
        return WrongEvent(claims.event)
    candidates = keys.find(claims.event, envelope.kid)
    if not candidates:
        return UnknownKey(claims.event, envelope.kid)
    if any(confirms(envelope, key) for key in candidates):
        return Genuine(claims, envelope.kid)
    return Forged(claims.event, envelope.kid)
