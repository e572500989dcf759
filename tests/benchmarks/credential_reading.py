"""How many payloads a second are read, beside a loop that checks nothing but the signature.

Run it by itself: ``python tests/benchmarks/credential_reading.py``.
"""

from __future__ import annotations

import timeit
from collections.abc import Callable
from datetime import UTC, datetime

import base45 as reference_base45
import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from conclave_desk.credential.claims import Claims
from conclave_desk.credential.keys import KeyRing, SigningKey
from conclave_desk.credential.payload import Genuine, make_payload, read_payload

KEY = SigningKey(bytes(range(32)))
RING = KeyRing([("PUNE23", KEY.public)])
EVENTS = frozenset({"PUNE23"})
RAW_KEY = Ed25519PublicKey.from_public_bytes(KEY.public.raw)


def badge(number: int) -> Claims:
    """One badge of many."""
    return Claims(
        event="PUNE23",
        holder=number.to_bytes(5, "big"),
        issue=1,
        party="MLI",
        category="HOD",
        zones=("PLN", "LNG", "EXP"),
        not_before=datetime(2023, 3, 23, 18, 30, tzinfo=UTC),
        expires=datetime(2023, 3, 30, 18, 30, tzinfo=UTC),
        issued_at=datetime(2023, 3, 20, 9, 0, tzinfo=UTC),
    )


def bare(octets: bytes) -> object:
    """COSE and claims by cbor2, the signature, and no question asked."""
    protected, _, payload, signature = cbor2.loads(octets).value
    RAW_KEY.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    return cbor2.loads(payload)


def rate(work: Callable[[], object], number: int) -> str:
    """The best of five, in payloads a second."""
    return f"{number / min(timeit.repeat(work, number=1, repeat=5)):9,.0f} /s"


def main() -> None:
    """Print the rates."""
    claims = [badge(number) for number in range(2_000)]
    texts = [make_payload(one, KEY) for one in claims]
    octets = [reference_base45.b45decode(text[4:]) for text in texts]
    assert all(isinstance(read_payload(text, RING, EVENTS), Genuine) for text in texts)
    print("make_payload                    ", rate(lambda: [make_payload(one, KEY) for one in claims], 2_000))
    print("read_payload                    ", rate(lambda: [read_payload(text, RING, EVENTS) for text in texts], 2_000))
    print("bare cbor2 + Ed25519            ", rate(lambda: [bare(one) for one in octets], 2_000))
    print(
        "bare with the base45 package    ",
        rate(lambda: [bare(reference_base45.b45decode(t[4:])) for t in texts], 2_000),
    )


if __name__ == "__main__":
    main()
