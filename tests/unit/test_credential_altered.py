"""Ten thousand altered badges, each judged by the reader and by a second one that is written another way."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import cbor2
from tests.unit.envelopes import EVENTS, KEY, KID, OTHER, RING, octets_of

from conclave_desk.credential.base45 import ALPHABET, decode, encode
from conclave_desk.credential.claims import Claims
from conclave_desk.credential.payload import (
    Forged,
    Genuine,
    Reading,
    UnknownKey,
    Unreadable,
    WrongEvent,
    make_payload,
    read_payload,
)

BADGE = Claims(
    event="PUNE23",
    holder=b"\x9a\x02\x03\x04\xff",
    issue=1,
    party="MLI",
    category="HOD",
    zones=("PLN", "LNG"),
    not_before=datetime(2023, 3, 23, 18, 30, tzinfo=UTC),
    expires=datetime(2023, 3, 30, 18, 30, tzinfo=UTC),
    issued_at=datetime(2023, 3, 20, 9, 0, tzinfo=UTC),
)


def slow_reading(text: str) -> Reading:
    """The same judgement by general libraries and the rules as they are written down."""
    try:
        if len(text) > 320 or text[:4] != "CD1:":
            return Unreadable()
        octets = octets_of(text)
        message = cbor2.loads(octets)
        header, unprotected, payload, signature = message.value
        algorithm, claims = cbor2.loads(header), cbor2.loads(payload)
        assert encode(octets) == text[4:]
        assert cbor2.dumps(message, canonical=True) == octets
        assert (message.tag, cbor2.dumps(unprotected), len(signature)) == (18, b"\xa0", 64)
        kid = algorithm[4]
        assert cbor2.dumps({1: -8, 4: kid}) == header
        assert len(kid) == 4
        judged = slow_claims(claims)
        assert cbor2.dumps(claims, canonical=True) == payload
    except Exception:
        return Unreadable()
    if judged.event not in EVENTS:
        return WrongEvent(judged.event)
    keys = {("PUNE23", KID): KEY, ("AFINDX23", OTHER.public.kid): OTHER}
    if (judged.event, kid) not in keys:
        return UnknownKey(judged.event, kid)
    right = keys[judged.event, kid].sign(cbor2.dumps(["Signature1", header, b"", payload])) == signature
    return Genuine(judged, kid) if right else Forged(judged.event, kid)


def slow_claims(claims: dict[int, Any]) -> Claims:
    assert set(claims) == {1, 4, 5, 6, 7, -70001}
    assert all(type(key) is int for key in claims)
    assert all(type(claims[key]) is int for key in (4, 5, 6))
    assert len(claims[7]) == 6
    party, category, zones = claims[-70001]
    expires, not_before, issued_at = (datetime.fromtimestamp(claims[key], UTC) for key in (4, 5, 6))
    return Claims(
        event=claims[1],
        holder=claims[7][:5],
        issue=claims[7][5],
        party=party,
        category=category,
        zones=tuple(zones),
        not_before=not_before,
        expires=expires,
        issued_at=issued_at,
    )


def mutated(text: str, chance: random.Random) -> str:
    """A badge to which something happened, in its text or in its bytes."""
    octets = bytearray(decode(text[4:]) or b"")
    place, length = chance.randrange(len(text)), chance.randrange(1, 4)
    spot = chance.randrange(len(octets))
    match chance.randrange(7):
        case 0:
            return text[:place] + chance.choice(ALPHABET) + text[place + 1 :]
        case 1:
            return text[:place] + "".join(chance.choices(ALPHABET + "a\n_é", k=length)) + text[place + length :]
        case 2:
            return text[:place] + text[place + length :]
        case 3:
            return text[:place] + text[place : place + length][::-1] + text[place + length :]
        case 4:
            octets[spot] ^= 1 << chance.randrange(8)
        case 5:
            octets[spot : spot + length] = chance.randbytes(chance.randrange(4))
        case _:
            octets[15 + spot % 60] = chance.choice(b"ABIMPUX235*\x00\x01\x61\x62\x63\x64\x81\x83\xff")
    return "CD1:" + encode(bytes(octets))


def test_ten_thousand_altered_badges_are_refused_as_a_slow_reader_would() -> None:
    chance = random.Random(2023)
    good, foreign = make_payload(BADGE, KEY), make_payload(BADGE, OTHER)
    seen: dict[type, int] = dict.fromkeys((Unreadable, WrongEvent, UnknownKey, Forged), 0)
    while sum(seen.values()) < 10_000:
        text = mutated(chance.choice((good, good, good, foreign)), chance)
        reading = read_payload(text, RING, EVENTS)
        assert reading == slow_reading(text), text
        if text != good:
            assert not isinstance(reading, Genuine), text
            seen[type(reading)] += 1
    assert min(seen.values()) > 20, seen
