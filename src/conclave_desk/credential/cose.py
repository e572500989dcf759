"""The signed envelope: a tagged COSE_Sign1 (RFC 9052 section 4.2) with EdDSA over Ed25519 (RFC 9053 section 2.2).

Of all that COSE allows, one form is made and one is taken, in deterministic CBOR (RFC 8949 section 4.2.1)::

    18([<< {1: -8, 4: kid} >>, {}, payload, signature])

The CWT tag 61 is not put around it: RFC 8392 section 6 makes it optional, and where it is a CWT is known.
"""

from __future__ import annotations

import re

import cbor2
from msgspec import Struct

from conclave_desk.credential.keys import PublicKey, SigningKey

_ALG, _KID, _EDDSA = 1, 4, -8
_SIGN1 = 18
_FORM = re.compile(rb"\xd2\x84\x49(\xa2\x01\x27\x04\x44.{4})\xa0(?:[\x40-\x57]|\x58.)(.*)\x58\x40(.{64})", re.DOTALL)
"""Where the parts stand in the encoded array. It finds them; that the encoding is right is proved by repeating it."""


class Envelope(Struct, frozen=True):
    """An envelope that is well formed; whether its signature is right is another question.

    ``protected`` is the encoded protected header, ``payload`` what was signed, ``signature`` has 64 bytes.
    """

    protected: bytes
    payload: bytes
    signature: bytes

    @property
    def kid(self) -> bytes:
        """The short name of the key, 4 bytes, that ends the protected header."""
        return self.protected[-4:]


def seal(payload: bytes, key: SigningKey) -> bytes:
    """``payload`` (at most 255 bytes) signed by ``key``, as the bytes of a tagged COSE_Sign1."""
    protected = cbor2.dumps({_ALG: _EDDSA, _KID: key.public.kid})
    return _encode(Envelope(protected, payload, key.sign(sig_structure(protected, payload))))


def open_envelope(octets: bytes) -> Envelope | None:
    """The envelope in ``octets``, or ``None`` unless it has exactly the form that :func:`seal` gives it.

    Refused are other tags and algorithms, a missing algorithm, other headers or any in the unprotected map,
    longer or indefinite encodings, and trailing bytes.
    """
    form = _FORM.fullmatch(octets)
    if form is None:
        return None
    envelope = Envelope(*form.groups())
    return envelope if _encode(envelope) == octets else None


def confirms(envelope: Envelope, key: PublicKey) -> bool:
    """Whether the signature of ``envelope`` was made by ``key`` over its header and payload."""
    return key.confirms(envelope.signature, sig_structure(envelope.protected, envelope.payload))


def sig_structure(protected: bytes, payload: bytes) -> bytes:
    """The bytes that are signed: Sig_structure of a COSE_Sign1 without external data (RFC 9052 section 4.4)."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _encode(envelope: Envelope) -> bytes:
    parts = [envelope.protected, {}, envelope.payload, envelope.signature]
    return cbor2.dumps(cbor2.CBORTag(_SIGN1, parts))
