"""The QR symbol as modules."""

from __future__ import annotations

import random

import pytest
from qrcode import QRCode, constants, util

from conclave_desk.printing.qr import ALPHABET, UnfitPayload, encode
from conclave_desk.printing.qr_form import MASK


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


@pytest.mark.parametrize("length", range(0, 312, 3))
def test_each_module_is_as_qrcode_itself_sets_it_with_the_same_mask(length: int) -> None:
    payload = "".join(random.Random(length).choices(ALPHABET, k=length))
    symbol = encode(payload)
    code = QRCode(symbol.version, constants.ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    code.add_data(util.QRData(payload.encode(), mode=util.MODE_ALPHA_NUM, check_data=False))
    assert [[module == "1" for module in row] for row in symbol.rows] == code.get_matrix()
