"""Base45 that has one text for each run of bytes."""

from __future__ import annotations

from itertools import product

import base45 as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conclave_desk.credential import base45


@pytest.mark.parametrize(
    ("octets", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_rfc_9285(octets: bytes, text: str) -> None:
    assert base45.encode(octets) == text
    assert base45.decode(text) == octets


@given(st.binary(max_size=300))
def test_it_agrees_with_another_implementation(octets: bytes) -> None:
    text = base45.encode(octets)
    assert text == reference.b45encode(octets).decode()
    assert base45.decode(text) == octets


@pytest.mark.parametrize("size", [1, 2, 3])
def test_whatever_group_is_taken_is_what_its_bytes_are_written_as(size: int) -> None:
    """All groups there are; since groups stand alone, no two texts have the same bytes."""
    taken = 0
    for group in product(base45.ALPHABET, repeat=size):
        text = "".join(group)
        octets = base45.decode(text)
        if octets is not None:
            taken += 1
            assert base45.encode(octets) == text
    assert taken == {1: 0, 2: 256, 3: 65536}[size]


@pytest.mark.parametrize(
    "text", ["A", "ABCD", "GGW", ":::", "V5", "::", "bb8", "BB8\n", "BB8BB\n", "BB_", "BBé", "BB\ud800"]
)
def test_what_no_bytes_are_written_as_is_refused(text: str) -> None:
    assert base45.decode(text) is None


@given(st.binary(min_size=1, max_size=300))
def test_a_text_ends_with_no_blank_so_that_line_ends_may_be_stripped(octets: bytes) -> None:
    assert base45.encode(octets)[-1] != " "
