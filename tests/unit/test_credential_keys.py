"""The key that signs badges, and those that confirm them."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, x25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from conclave_desk.credential.keys import KeyRing, PublicKey, SigningKey
from conclave_desk.errors import WrongData

SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RAW = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def spki(key: x25519.X25519PublicKey | ec.EllipticCurvePublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_the_first_test_of_rfc_8032_section_7_1() -> None:
    key = SigningKey(SEED)
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert key.public.raw == RAW
    assert key.sign(b"") == signature
    assert key.public.confirms(signature, b"")
    assert not key.public.confirms(signature, b"x")


def test_a_signature_with_the_group_order_added_is_not_taken() -> None:
    """RFC 8032 section 5.1.7 asks for S below the order; else a second signature comes free with each."""
    order = 2**252 + 27742317777372353535851937790883648493
    key = SigningKey(SEED)
    signature = key.sign(b"badge")
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert not key.public.confirms(other, b"badge")


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_is_not_taken(length: int) -> None:
    assert not PublicKey(RAW).confirms(bytes(length), b"")


def test_the_short_name_is_the_start_of_the_digest_of_the_raw_key() -> None:
    assert PublicKey(RAW).kid == hashlib.sha256(RAW).digest()[:4]


def test_the_same_secret_makes_the_same_key() -> None:
    assert SigningKey(SEED).public == SigningKey(SEED).public
    assert SigningKey(SEED).public != SigningKey(bytes(32)).public


def test_a_public_key_goes_through_pem() -> None:
    key = PublicKey(RAW)
    assert key.pem().startswith("-----BEGIN PUBLIC KEY-----\n")
    assert PublicKey.from_pem(key.pem()) == key
    assert len({PublicKey.from_pem(key.pem()), key}) == 1


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "K7Q4-9XTM-1R",
        "\ud800",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        spki(x25519.X25519PrivateKey.from_private_bytes(SEED).public_key()),
        spki(ec.derive_private_key(7, ec.SECP256R1()).public_key()),
        ed25519.Ed25519PrivateKey.from_private_bytes(SEED)
        .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        .decode(),
    ],
)
def test_a_pem_of_anything_else_is_wrong_data(pem: str) -> None:
    with pytest.raises(WrongData):
        PublicKey.from_pem(pem)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_wrong_data(length: int) -> None:
    with pytest.raises(WrongData):
        PublicKey(bytes(length))
    with pytest.raises(WrongData):
        SigningKey(bytes(length))


def test_no_text_of_a_signing_key_tells_its_secret() -> None:
    key = SigningKey(SEED)
    assert repr(key) == str(key) == f"SigningKey(kid={key.public.kid.hex()})"


def test_a_ring_finds_a_key_for_its_own_event_only() -> None:
    key = PublicKey(RAW)
    ring = KeyRing([("PUNE23", key), ("PUNE23", key)])
    assert ring.find("PUNE23", key.kid) == (key,)
    assert ring.find("AFINDEX", key.kid) == ()
    assert ring.find("PUNE23", bytes(4)) == ()


def test_a_ring_keeps_two_keys_of_the_same_short_name() -> None:
    first, second = PublicKey(RAW), SigningKey(bytes(32)).public
    second.kid = first.kid
    assert KeyRing([("PUNE23", first), ("PUNE23", second)]).find("PUNE23", first.kid) == (first, second)
