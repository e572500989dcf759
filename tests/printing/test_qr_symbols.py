"""The QR symbol as modules."""

from __future__ import annotations

import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode import util

from conclave_desk.printing.qr import ALPHABET, UnfitPayload, encode

PAYLOADS = st.text(ALPHABET, max_size=311)


@given(PAYLOADS)
@settings(max_examples=40, deadline=None)
def test_a_symbol_is_the_one_that_the_qrcode_library_makes_with_the_same_mask(payload: str) -> None:
    symbol = encode(payload)
    reference = qrcode.QRCode(
        version=symbol.version, error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=3, border=0
    )
    reference.add_data(util.QRData(payload.encode(), mode=util.MODE_ALPHA_NUM), optimize=0)
    reference.make(fit=False)
    assert symbol.rows == tuple("".join("01"[bool(dark)] for dark in row) for row in reference.modules)


@pytest.mark.parametrize(
    ("characters", "version"), [(0, 1), (20, 1), (21, 2), (178, 7), (179, 8), (221, 8), (222, 9), (262, 9), (311, 10)]
)
def test_a_symbol_is_of_the_smallest_version_that_holds_its_payload(characters: int, version: int) -> None:
    symbol = encode("A" * characters)
    assert symbol.version == version
    assert symbol.size == 17 + 4 * version


def test_a_payload_longer_than_version_10_is_refused() -> None:
    with pytest.raises(UnfitPayload, match="312 characters do not fit"):
        encode("A" * 312)


@pytest.mark.parametrize("character", ["a", "é", "_", "\n"])
def test_a_character_outside_the_alphanumeric_mode_is_refused(character: str) -> None:
    with pytest.raises(UnfitPayload, match="has no place"):
        encode(f"CD1:{character}")
