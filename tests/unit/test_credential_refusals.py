"""Whatever is not a badge exactly as we make it is refused, as the right reading and never with a fault.

Most of what is made here bears a *right* signature by the event's own key: a wrong form is not healed by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.envelopes import EVENTS, KEY, KID, OTHER, RING, as_text, octets_of, read

from conclave_desk.credential.base45 import ALPHABET
from conclave_desk.credential.claims import Claims, encode_claims
from conclave_desk.credential.payload import (
    Forged,
    Genuine,
    UnknownKey,
    Unreadable,
    WrongEvent,
    make_payload,
    read_payload,
)

CLAIMS: dict[object, object] = {
    1: "PUNE23",
    4: 1680201000,
    5: 1679596200,
    6: 1679302800,
    7: b"\x9a\x02\x03\x04\xff\x01",
    -70001: ["MLI", "HOD", ["PLN", "LNG"]],
}
HEADER: dict[object, object] = {1: -8, 4: KID}
PRIVATE = -70001


def signed(payload: object = CLAIMS, header: object = HEADER, unprotected: object = None, tag: int = 18) -> bytes:
    """A COSE_Sign1 with these parts (bytes stand as they are), rightly signed by the event's key."""
    payload = payload if isinstance(payload, bytes) else cbor2.dumps(payload)
    header = header if isinstance(header, bytes) else cbor2.dumps(header)
    signature = KEY.sign(cbor2.dumps(["Signature1", header, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(tag, [header, {} if unprotected is None else unprotected, payload, signature]))


GOOD = signed()
HEADER_OCTETS, PAYLOAD_OCTETS = cbor2.dumps(HEADER), cbor2.dumps(CLAIMS)
SIGNATURE = GOOD[-64:]


def changed(**changes: object) -> dict[object, object]:
    """The claims with some of them replaced; the name of a claim is its key after an underscore."""
    return CLAIMS | {int(name.removeprefix("_")): value for name, value in changes.items()}


def without(key: object) -> dict[object, object]:
    return {name: value for name, value in CLAIMS.items() if name != key}


def private(*value: object) -> dict[object, object]:
    return CLAIMS | {PRIVATE: list(value)}


def test_what_all_this_starts_from_is_genuine() -> None:
    assert isinstance(read(GOOD), Genuine)
    assert octets_of(make_payload(genuine(), KEY)) == GOOD


def genuine() -> Claims:
    reading = read(GOOD)
    assert isinstance(reading, Genuine)
    return reading.claims


ENVELOPES = {
    "ES256 named": signed(header={1: -7, 4: KID}),
    "Ed25519 by its newer number": signed(header={1: -19, 4: KID}),
    "algorithm missing": signed(header={4: KID}),
    "algorithm as text": signed(header={1: "EdDSA", 4: KID}),
    "algorithm as float": signed(header={1: -8.0, 4: KID}),
    "kid missing": signed(header={1: -8}),
    "kid of 3 bytes": signed(header={1: -8, 4: KID[:3]}),
    "kid of 8 bytes": signed(header={1: -8, 4: KID * 2}),
    "kid as text": signed(header={1: -8, 4: "KID4"}),
    "kid unprotected": signed(header={1: -8}, unprotected={4: KID}),
    "algorithm unprotected": signed(header={4: KID}, unprotected={1: -8}),
    "all unprotected": signed(header=b"", unprotected=HEADER),
    "header repeated unprotected": signed(unprotected=HEADER),
    "something unprotected": signed(unprotected={5: b""}),
    "content type added": signed(header=HEADER | {3: 61}),
    "crit added": signed(header=HEADER | {2: [4]}),
    "header in another order": signed(header=cbor2.dumps({4: KID, 1: -8})),
    "header with a key twice": signed(header=b"\xa3\x01\x27" + HEADER_OCTETS[1:]),
    "header with trailing bytes": signed(header=HEADER_OCTETS + b"\x00"),
    "header as a list": signed(header=[1, -8, 4, KID]),
    "header empty": signed(header=b""),
    "header as a map": cbor2.dumps(cbor2.CBORTag(18, [HEADER, {}, PAYLOAD_OCTETS, SIGNATURE])),
    "unprotected as nil": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, None, PAYLOAD_OCTETS, SIGNATURE])),
    "unprotected as list": signed(unprotected=[]),
    "payload detached": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, None, SIGNATURE])),
    "payload as a map": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, CLAIMS, SIGNATURE])),
    "payload empty": signed(b""),
    "signature short": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, PAYLOAD_OCTETS, SIGNATURE[:63]])),
    "signature long": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, PAYLOAD_OCTETS, SIGNATURE + b"\x00"])),
    "signature missing": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, PAYLOAD_OCTETS])),
    "signature twice": cbor2.dumps(cbor2.CBORTag(18, [HEADER_OCTETS, {}, PAYLOAD_OCTETS, SIGNATURE, SIGNATURE])),
    "COSE_Sign": signed(tag=98),
    "COSE_Mac0": signed(tag=17),
    "no tag": GOOD[1:],
    "CWT tag around": cbor2.dumps(cbor2.CBORTag(61, cbor2.CBORTag(18, cbor2.loads(GOOD[1:])))),
    "self-described CBOR": b"\xd9\xd9\xf7" + GOOD,
    "tag twice": b"\xd2" + GOOD,
    "in a byte string": cbor2.dumps(GOOD),
    "trailing byte": GOOD + b"\x00",
    "trailing badge": GOOD[:-64] + GOOD,
    "leading byte": b"\x00" + GOOD,
    "nothing": b"",
}

PAYLOADS: dict[str, object] = {
    **{f"claim {key} missing": without(key) for key in CLAIMS},
    **{f"claim {key} as nil": CLAIMS | {key: None} for key in CLAIMS},
    **{f"claim {key} as float": CLAIMS | {key: 1680000000.0} for key in CLAIMS},
    **{f"claim {key} as text": CLAIMS | {key: "1680000000"} for key in CLAIMS},
    **{f"claim {key} true": CLAIMS | {key: True} for key in CLAIMS},
    **{f"claim {key} negative": CLAIMS | {key: -1} for key in CLAIMS},
    **{f"claim {key} beyond 64 bits": CLAIMS | {key: 2**70} for key in CLAIMS},
    **{f"time {key} tagged": CLAIMS | {key: cbor2.CBORTag(1, 1680201000)} for key in (4, 5, 6)},
    **{f"time {key} in milliseconds": CLAIMS | {key: 1680201000000} for key in (4, 5, 6)},
    **{f"claim {key} added": CLAIMS | {key: "x"} for key in (0, 2, 3, 8, -70002, "name")},
    "sub": changed(_2="SAMAKE"),
    "key 1 as float": {1.0: "PUNE23"} | without(1),
    "key 1 as true": cbor2.dumps(CLAIMS).replace(b"\xa6\x01", b"\xa6\xf5"),
    "event twice": b"\xa7\x01\x66PUNE23" + PAYLOAD_OCTETS[1:],
    "another order": dict(reversed(CLAIMS.items())),
    "event in small letters": changed(_1="pune23"),
    "event too long": changed(_1="PUNE23456"),
    "event as bytes": changed(_1=b"PUNE23"),
    "event with a line end": changed(_1="PUNE2\n"),
    "event not ASCII": changed(_1="PÜNE23"),
    "event not UTF-8": PAYLOAD_OCTETS.replace(b"PUNE23", b"PUNE\xff\xff"),
    "expires before it begins": changed(_4=1679596199),
    "expires when it begins": changed(_4=1679596200),
    "holder short": changed(_7=b"12345"),
    "holder long": changed(_7=b"1234567"),
    "issue nought": changed(_7=b"12345\x00"),
    "cti as text": changed(_7="123456"),
    "private as map": CLAIMS | {PRIVATE: {0: "MLI", 1: "HOD", 2: []}},
    "private short": private("MLI", "HOD"),
    "private long": private("MLI", "HOD", ["PLN"], "SAMAKE"),
    "party empty": private("", "HOD", ["PLN"]),
    "party small": private("mli", "HOD", ["PLN"]),
    "party a star, category a code": private("*", "HOD", ["PLN"]),
    "party a code, category a kind": private("MLI", "floater", ["PLN"]),
    "a kind that is none": private("*", "visitor", ["PLN"]),
    "category long": private("MLI", "HODEL", ["PLN"]),
    "zones as text": private("MLI", "HOD", "PLN"),
    "zones nested": private("MLI", "HOD", [["PLN"]]),
    "zone twice": private("MLI", "HOD", ["PLN", "PLN"]),
    "zone long": private("MLI", "HOD", ["PLNRY"]),
    "zone a number": private("MLI", "HOD", [1]),
    "zones one short": PAYLOAD_OCTETS.replace(b"\x82\x63PLN", b"\x81\x63PLN"),
    "zones one long": PAYLOAD_OCTETS.replace(b"\x82\x63PLN", b"\x83\x63PLN"),
    "zone and length exchanged": PAYLOAD_OCTETS.replace(b"\x63PLN\x63LNG", b"\x64PLN\x62LNG"),
    "trailing byte": PAYLOAD_OCTETS + b"\x00",
    "cut": PAYLOAD_OCTETS[:-1],
    "a list": list(CLAIMS.items()),
    "JSON": b'{"iss":"PUNE23"}',
    "shared values in a circle": bytes.fromhex("d81c81d81d00"),
    "a pattern": b"\xd8\x23\x6a(a+)+(b+)+",
    "a mail": b"\xd8\x24\x64a: b",
    "a huge decimal": bytes.fromhex("c4821b7fffffffffffffff01"),
    "a list of 2**64": bytes.fromhex("9bffffffffffffffff"),
    "deeply nested": b"\x81" * 100,
}


@pytest.mark.parametrize("octets", ENVELOPES.values(), ids=ENVELOPES)
def test_an_envelope_of_another_form_is_unreadable(octets: bytes) -> None:
    assert read(octets) == Unreadable()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_claims_of_another_form_are_unreadable_though_rightly_signed(payload: object) -> None:
    octets = signed(payload)
    assert len(octets) <= 210
    assert read(octets) == Unreadable()


class OddPen:
    """Writes CBOR deterministically but for one item, whose head is longer than need be, or indefinite (``0``)."""

    def __init__(self, odd: int, size: int) -> None:
        self.odd, self.size, self.items = odd, size, 0

    def write(self, value: Any) -> bytes:
        odd = self.items == self.odd
        self.items += 1
        match value:
            case int():
                return self.head(0 if value >= 0 else 1, value if value >= 0 else -1 - value, odd)
            case bytes() | str():
                raw = value if isinstance(value, bytes) else value.encode()
                major = 2 if isinstance(value, bytes) else 3
                if odd and not self.size:
                    return bytes([major << 5 | 31]) + self.head(major, len(raw), False) + raw + b"\xff"
                return self.head(major, len(raw), odd) + raw
            case cbor2.CBORTag():
                return self.head(6, value.tag, odd) + self.write(value.value)
        major, parts = (5, [part for pair in value.items() for part in pair]) if isinstance(value, dict) else (4, value)
        body = b"".join([self.write(part) for part in parts])
        if odd and not self.size:
            return bytes([major << 5 | 31]) + body + b"\xff"
        return self.head(major, len(value), odd) + body

    def head(self, major: int, argument: int, odd: bool) -> bytes:
        shortest = 0 if argument < 24 else next(s for s in (1, 2, 4, 8) if argument < 1 << 8 * s)
        size = max(shortest, self.size if odd else 0)
        if not size:
            return bytes([major << 5 | argument])
        return bytes([major << 5 | 23 + size.bit_length()]) + argument.to_bytes(size, "big")


def oddly_written(value: object) -> Iterator[bytes]:
    """All ways to write ``value`` in which one item is not in its deterministic form."""
    usual = OddPen(-1, 0)
    right = usual.write(value)
    for item in range(usual.items):
        for size in (0, 1, 2, 4, 8):
            octets = OddPen(item, size).write(value)
            if octets != right:
                yield octets


def test_an_encoding_that_is_not_the_shortest_is_unreadable_wherever_it_is() -> None:
    envelope = cbor2.CBORTag(18, [HEADER_OCTETS, {}, PAYLOAD_OCTETS, SIGNATURE])
    assert OddPen(-1, 0).write(envelope) == GOOD
    odd = [
        *oddly_written(envelope),
        *(signed(header=header) for header in oddly_written(HEADER)),
        *(signed(payload) for payload in oddly_written(CLAIMS)),
    ]
    assert len(odd) > 90
    assert [octets.hex() for octets in odd if read(octets) != Unreadable()] == []


def test_each_single_bit_that_changes_is_told_by_where_it_is() -> None:
    payload_at, signature_at = 15, len(GOOD) - 64
    for bit in range(8 * len(GOOD)):
        octets = (int.from_bytes(GOOD, "big") ^ 1 << bit).to_bytes(len(GOOD), "big")
        place, reading = len(GOOD) - 1 - bit // 8, read(octets)
        if place >= signature_at:
            assert reading == Forged("PUNE23", KID)
        elif 8 <= place < 12:
            assert reading == UnknownKey("PUNE23", octets[8:12])
        elif payload_at <= place < signature_at - 2:
            assert isinstance(reading, Unreadable | WrongEvent | Forged)
        else:
            assert reading == Unreadable()


def test_a_badge_that_was_cut_anywhere_is_unreadable() -> None:
    text = make_payload(genuine(), KEY)
    assert {read_payload(text[:length], RING, EVENTS) for length in range(len(text))} == {Unreadable()}
    assert {read(GOOD[:length]) for length in range(len(GOOD))} == {Unreadable()}


def test_a_text_of_more_than_320_characters_is_not_looked_into() -> None:
    zones = tuple(f"Z{place:03}" for place in range(16))
    payload = encode_claims(
        Claims(**{name: getattr(genuine(), name) for name in Claims.__struct_fields__} | {"zones": zones})
    )
    octets = signed(payload)
    assert len(as_text(octets)) > 320
    assert read(octets) == Unreadable()
    assert read_payload("CD1:" + "0" * 10_000_000, RING, EVENTS) == Unreadable()


def test_claims_or_kid_put_under_the_signature_of_another_badge_are_forged() -> None:
    better = signed(changed(_7=b"\x9a\x02\x03\x04\xff\x02"))
    assert read(better[:-64] + SIGNATURE) == Forged("PUNE23", KID)
    assert read(GOOD[:-64] + bytes(64)) == Forged("PUNE23", KID)
    foreign = octets_of(make_payload(genuine(), OTHER))
    assert read(foreign) == UnknownKey("PUNE23", OTHER.public.kid)
    assert read(foreign[:8] + KID + foreign[12:]) == Forged("PUNE23", KID)


@given(st.one_of(st.text(max_size=330), st.text(ALPHABET, max_size=330).map("CD1:".__add__)))
def test_any_text_at_all_is_unreadable_and_never_a_fault(text: str) -> None:
    assert read_payload(text, RING, EVENTS) == Unreadable()


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(2**64), 2**64 - 1), st.floats(), st.text(), st.binary()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.one_of(st.integers(-9, 9), st.text(max_size=3)), inner, max_size=4),
            st.builds(cbor2.CBORTag, st.integers(0, 99), inner),
        ),
        max_leaves=12,
    )
)
def test_any_cbor_that_the_event_signed_is_unreadable_unless_it_is_a_badge(value: object) -> None:
    assert read(signed(cbor2.dumps(value))) == Unreadable()
    assert read(cbor2.dumps(cbor2.CBORTag(18, value))) == Unreadable()
    assert read(signed(header=cbor2.dumps(value))) == Unreadable()
