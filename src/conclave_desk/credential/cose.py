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
_FORM = re.compile(rb"\xd2\x84\x49(\xa2\x01\x27\x04\x44.{4})\xa0([\x40-\x57]|\x58.)(.*)\x58\x40(.{64})", re.DOTALL)
"""Where the parts stand in the encoded array. All that it leaves open is whether the payload's length is said rightly."""
_SIGNED = b"\x84\x6aSignature1"
"""How a Sig_structure begins, up to the protected header."""
_NOTHING = b"\x40"
"""The external data, of which there are none."""


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
    parts = [protected, {}, payload, key.sign(sig_structure(protected, payload))]
    return cbor2.dumps(cbor2.CBORTag(_SIGN1, parts))


def open_envelope(octets: bytes) -> Envelope | None:
    """The envelope in ``octets``, or ``None`` unless it has exactly the form that :func:`seal` gives it.

    Refused are other tags and algorithms, a missing algorithm, other headers or any in the unprotected map,
    longer or indefinite encodings, and trailing bytes.
    """
    form = _FORM.fullmatch(octets)
    if form is None:
        return None
    protected, length, payload, signature = form.groups()
    return Envelope(protected, payload, signature) if length == _byte_string(len(payload)) else None


def confirms(envelope: Envelope, key: PublicKey) -> bool:
    """Whether the signature of ``envelope`` was made by ``key`` over its header and payload."""
    return key.confirms(envelope.signature, sig_structure(envelope.protected, envelope.payload))


def sig_structure(protected: bytes, payload: bytes) -> bytes:
    """The bytes that are signed: Sig_structure of a COSE_Sign1 without external data (RFC 9052 section 4.4)."""
    return b"".join((_SIGNED, _byte_string(len(protected)), protected, _NOTHING, _byte_string(len(payload)), payload))


def _byte_string(length: int) -> bytes:
    """What stands before a byte string of that length in deterministic CBOR (RFC 8949 section 4.2.1)."""
    if length < 24:
        return bytes((0x40 + length,))
    return bytes((0x58, length)) if length < 256 else b"\x59" + length.to_bytes(2, "big")
