"""Reads the codes in what a phone's camera sees, for browsers that read none themselves."""

from __future__ import annotations

import zxingcpp

_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
LARGEST = 1_024
"""Pixels on a side of a frame."""


def codes_in(grey: bytes, width: int, height: int) -> list[str]:
    """The texts of the QR codes in a picture of a byte a pixel, row by row."""
    picture = memoryview(grey).cast("B", (height, width))
    found = zxingcpp.read_barcodes(picture, formats=_QR, try_invert=False, text_mode=zxingcpp.TextMode.Plain)
    return [code.text for code in found if code.text]
