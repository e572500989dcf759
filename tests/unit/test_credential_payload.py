"""The text in the QR symbol: made, read, and verified by means that are not ours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import cbor2
import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st
from qrcode.util import MODE_ALPHA_NUM, QRData
from tests.unit.envelopes import EVENTS, KEY, OTHER, RING, octets_of

from conclave_desk.credential.claims import Claims
from conclave_desk.credential.cose import sig_structure
from conclave_desk.credential.keys import KeyRing, PublicKey, SigningKey
from conclave_desk.credential.payload import (
    LONGEST_ISSUED,
    Forged,
    Genuine,
    UnknownKey,
    Unreadable,
    WrongEvent,
    make_payload,
    read_payload,
)
from conclave_desk.errors import WrongData


def badge(**changes: Any) -> Claims:
    usual: dict[str, Any] = {
        "event": "PUNE23",
        "holder": b"\x9a\x02\x03\x04\xff",
        "issue": 1,
        "party": "MLI",
        "category": "HOD",
        "zones": ("PLN", "LNG", "EXP"),
        "not_before": datetime(2023, 3, 23, 18, 30, tzinfo=UTC),
        "expires": datetime(2023, 3, 30, 18, 30, tzinfo=UTC),
        "issued_at": datetime(2023, 3, 20, 9, 0, tzinfo=UTC),
    }
    return Claims(**(usual | changes))


def zones(number: int) -> tuple[str, ...]:
    return tuple(f"Z{place:03}" for place in range(number))


def qr_version(text: str) -> int:
    symbol = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    symbol.add_data(QRData(text, mode=MODE_ALPHA_NUM), optimize=0)
    return int(symbol.best_fit())


@given(
    holder=st.binary(min_size=5, max_size=5),
    issue=st.integers(1, 255),
    party=st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True),
    zones=st.lists(st.from_regex(r"[A-Z0-9]{1,4}|\*", fullmatch=True), max_size=8, unique=True).map(tuple),
)
def test_a_badge_that_was_made_is_read(holder: bytes, issue: int, party: str, zones: tuple[str, ...]) -> None:
    claims = badge(holder=holder, issue=issue, party=party, zones=zones)
    assert read_payload(make_payload(claims, KEY), RING, EVENTS) == Genuine(claims, KEY.public.kid)


def test_a_badge_of_years_ago_is_genuine_for_time_is_not_judged_here() -> None:
    past = {name: datetime(1980, 1, day, tzinfo=UTC) for day, name in enumerate(("not_before", "expires"), 1)}
    assert isinstance(read_payload(make_payload(badge(**past), KEY), RING, EVENTS), Genuine)


def test_the_same_badge_gives_the_same_text() -> None:
    assert make_payload(badge(), KEY) == make_payload(badge(), KEY)


def test_anyone_with_the_pem_and_a_cbor_library_can_verify_a_badge() -> None:
    pem, text = KEY.public.pem(), make_payload(badge(), KEY)
    message = cbor2.loads(octets_of(text))
    protected, unprotected, payload, signature = message.value
    key = load_pem_public_key(pem.encode())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    assert (message.tag, unprotected) == (18, {})
    assert cbor2.loads(protected) == {1: -8, 4: PublicKey.from_pem(pem).kid}
    assert cbor2.loads(payload)[-70001] == ["MLI", "HOD", ["PLN", "LNG", "EXP"]]


def test_what_is_signed_is_what_another_implementation_signed() -> None:
    """cose-wg/Examples, eddsa-sig-01: Ed25519 over "This is the content."."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    message = cbor2.loads(
        bytes.fromhex(
            "d28445a201270300a10442313154546869732069732074686520636f6e74656e742e5840"
            "7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87"
            "11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d"
        )
    )
    protected, _, payload, signature = message.value
    assert SigningKey(seed).sign(sig_structure(protected, payload)) == signature
    assert SigningKey(seed).public.confirms(signature, sig_structure(protected, payload))


def test_a_usual_badge_is_a_symbol_of_version_8_and_a_large_one_of_9() -> None:
    usual, large = make_payload(badge(), KEY), make_payload(badge(party="MLITARY1", zones=zones(6)), KEY)
    assert [(len(text), qr_version(text)) for text in (usual, large)] == [(219, 8), (253, 9)]


def test_the_longest_text_is_what_a_symbol_of_version_10_holds() -> None:
    assert qr_version("A" * LONGEST_ISSUED) == 10
    assert qr_version("A" * (LONGEST_ISSUED + 1)) == 11


def test_a_badge_with_too_many_zones_is_refused_with_their_number() -> None:
    fits = badge(zones=zones(14))
    assert qr_version(make_payload(fits, KEY)) == 10
    assert isinstance(read_payload(make_payload(fits, KEY), RING, EVENTS), Genuine)
    with pytest.raises(WrongData, match="opens 15 zones"):
        make_payload(badge(zones=zones(15)), KEY)


def test_a_wrong_event_is_told_before_key_and_signature_are_looked_at() -> None:
    text = make_payload(badge(event="DELHI24"), OTHER)
    assert read_payload(text, RING, EVENTS) == WrongEvent("DELHI24")
    assert read_payload(text, RING, ["DELHI24"]) == UnknownKey("DELHI24", OTHER.public.kid)


def test_a_key_is_trusted_for_its_own_event_only() -> None:
    ring = KeyRing([("PUNE23", KEY.public), ("AFINDX23", OTHER.public)])
    assert isinstance(read_payload(make_payload(badge(event="AFINDX23"), OTHER), ring, EVENTS), Genuine)
    assert read_payload(make_payload(badge(), OTHER), ring, EVENTS) == UnknownKey("PUNE23", OTHER.public.kid)
    assert read_payload(make_payload(badge(event="AFINDX23"), KEY), ring, EVENTS) == UnknownKey(
        "AFINDX23", KEY.public.kid
    )


def test_a_key_of_the_same_short_name_is_not_the_same_key() -> None:
    impostor = SigningKey(b"\x07" * 32)
    impostor.public.kid = KEY.public.kid
    text = make_payload(badge(), impostor)
    assert read_payload(text, RING, EVENTS) == Forged("PUNE23", KEY.public.kid)
    both = KeyRing([("PUNE23", KEY.public), ("PUNE23", impostor.public)])
    assert isinstance(read_payload(text, both, EVENTS), Genuine)
    assert isinstance(read_payload(make_payload(badge(), KEY), both, EVENTS), Genuine)


def test_a_gate_that_knows_no_key_and_no_event_reads_nothing_as_genuine() -> None:
    text = make_payload(badge(), KEY)
    assert read_payload(text, KeyRing([]), EVENTS) == UnknownKey("PUNE23", KEY.public.kid)
    assert read_payload(text, RING, ()) == WrongEvent("PUNE23")


def test_a_text_that_differs_however_little_is_unreadable() -> None:
    text = make_payload(badge(), KEY)
    for other in (text.lower(), text + "\n", " " + text, text + " ", text[4:], "CD2:" + text[4:], text + text):
        assert read_payload(other, RING, EVENTS) == Unreadable()
