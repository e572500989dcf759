"""What a badge says, and the one way in which it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import cbor2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.credential.claims import TRANSFERABLE, Claims, decode_claims, encode_claims
from conclave_desk.errors import WrongData

CODE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=4)
SECONDS = st.integers(40_000_000, 4_000_000_000)


def seconds(number: int) -> datetime:
    return datetime.fromtimestamp(number, UTC)


@st.composite
def all_claims(draw: st.DrawFn) -> Claims:
    start, end = sorted(draw(st.lists(SECONDS, min_size=2, max_size=2, unique=True)))
    persons = st.tuples(st.one_of(CODE, CODE.map(lambda code: code + "4567"[: 8 - len(code)])), CODE)
    party, category = draw(st.one_of(persons, st.tuples(st.just("*"), st.sampled_from(TRANSFERABLE))))
    return Claims(
        event=draw(CODE) + "23",
        holder=draw(st.binary(min_size=5, max_size=5)),
        issue=draw(st.integers(1, 255)),
        party=party,
        category=category,
        zones=tuple(draw(st.lists(st.one_of(CODE, st.just("*")), max_size=12, unique=True))),
        not_before=seconds(start),
        expires=seconds(end),
        issued_at=seconds(draw(SECONDS)),
    )


def some_claims(**changes: Any) -> Claims:
    usual: dict[str, Any] = {
        "event": "PUNE23",
        "holder": b"\x01\x02\x03\x04\x05",
        "issue": 2,
        "party": "MLI",
        "category": "HOD",
        "zones": ("PLN", "LNG"),
        "not_before": datetime(2023, 3, 23, 18, 30, tzinfo=UTC),
        "expires": datetime(2023, 3, 30, 18, 30, tzinfo=UTC),
        "issued_at": datetime(2023, 3, 20, 9, 0, tzinfo=UTC),
    }
    return Claims(**(usual | changes))


@given(all_claims())
def test_claims_come_back_as_they_were(claims: Claims) -> None:
    assert decode_claims(encode_claims(claims)) == claims


@given(all_claims())
def test_the_encoding_is_the_deterministic_one(claims: Claims) -> None:
    octets = encode_claims(claims)
    assert cbor2.dumps(cbor2.loads(octets), canonical=True) == octets


def test_the_map_has_exactly_these_claims() -> None:
    assert cbor2.loads(encode_claims(some_claims())) == {
        1: "PUNE23",
        4: 1680201000,
        5: 1679596200,
        6: 1679302800,
        7: b"\x01\x02\x03\x04\x05\x02",
        -70001: ["MLI", "HOD", ["PLN", "LNG"]],
    }


@pytest.mark.parametrize("kind", TRANSFERABLE)
def test_a_floater_and_a_temporary_card_have_no_party(kind: str) -> None:
    claims = some_claims(party="*", category=kind)
    assert cbor2.loads(encode_claims(claims))[-70001] == ["*", kind, ["PLN", "LNG"]]
    assert decode_claims(encode_claims(claims)) == claims


def test_times_are_kept_in_utc_and_cut_to_whole_seconds() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    claims = some_claims(issued_at=datetime(2023, 3, 20, 14, 30, 59, 999_999, tzinfo=india))
    assert claims.issued_at == datetime(2023, 3, 20, 9, 0, 59, tzinfo=UTC)
    assert claims.issued_at.tzinfo is UTC
    assert decode_claims(encode_claims(claims)) == claims


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "P"},
        {"event": "PUNE23456"},
        {"event": "pune23"},
        {"event": "PUNE23\n"},
        {"event": "PÜNE"},
        {"event": "٢٣٢٣"},
        {"event": b"PUNE23"},
        {"event": None},
        {"holder": bytes(4)},
        {"holder": bytes(6)},
        {"holder": bytearray(5)},
        {"holder": "abcde"},
        {"issue": 0},
        {"issue": 256},
        {"issue": True},
        {"issue": 1.0},
        {"party": ""},
        {"party": "MLIMLIMLI"},
        {"party": "**"},
        {"party": "*"},
        {"party": 1},
        {"category": ""},
        {"category": "ABCDE"},
        {"category": "floater"},
        {"party": "*", "category": "HOD"},
        {"party": "*", "category": None},
        {"zones": ["PLN"]},
        {"zones": "PLN"},
        {"zones": ("PLN", "PLN")},
        {"zones": ("PLNRY",)},
        {"zones": ("pln",)},
        {"zones": ("-LNG",)},
        {"zones": (None,)},
        {"zones": ("**",)},
        {"not_before": datetime(2023, 3, 24)},
        {"not_before": 1679596200},
        {"not_before": datetime(2023, 3, 30, 18, 30, tzinfo=UTC)},
        {"expires": datetime(2106, 1, 1, tzinfo=UTC)},
        {"expires": datetime(2023, 3, 23, 18, 30, 0, 5, tzinfo=UTC)},
        {"issued_at": datetime(1970, 12, 31, tzinfo=UTC)},
        {"issued_at": datetime.min.replace(tzinfo=timezone(timedelta(hours=1)))},
    ],
    ids=repr,
)
def test_what_a_badge_cannot_say_is_wrong_data(changes: dict[str, Any]) -> None:
    with pytest.raises(WrongData):
        some_claims(**changes)


def test_claims_stay_as_they_are() -> None:
    with pytest.raises(AttributeError):
        some_claims().issue = 3  # type: ignore[misc]


@given(all_claims(), st.data())
def test_no_other_bytes_are_taken_for_the_same_claims(claims: Claims, data: st.DataObject) -> None:
    octets = encode_claims(claims)
    place = data.draw(st.integers(0, len(octets)))
    other = octets[:place] + data.draw(st.binary(max_size=3)) + octets[place + data.draw(st.integers(0, 3)) :]
    read = decode_claims(other)
    assert (read == claims) == (other == octets)
    assert read is None or encode_claims(read) == other


@given(st.binary(max_size=200))
def test_any_bytes_are_claims_or_not_and_never_a_fault(octets: bytes) -> None:
    assert decode_claims(octets) is None


def test_the_claims_of_one_badge_are_one_value() -> None:
    assert len({some_claims(), some_claims(), msgspec.structs.replace(some_claims(), issue=3)}) == 2
