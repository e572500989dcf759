"""Base45 (RFC 9285), strictly: each run of bytes has one text, each text one run of bytes or none.

Two bytes, read as a number of 16 bits, become three symbols, a last odd byte two; the least significant symbol
comes first (RFC 9285 section 4). The text of a QR symbol in alphanumeric mode has exactly this alphabet. It may
hold blanks inside but never ends with one: the last symbol of a group of three is at most ``W``, of a group of
two at most ``5``. So a reader may strip line ends and blanks from what a scanner types.
"""

from __future__ import annotations

import struct

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""The 45 symbols in the order of their values 0-44 (RFC 9285 table 1)."""

_NO_SYMBOL = 255
_VALUES = bytes(ALPHABET.find(chr(code)) % 256 for code in range(256))
_PAIRS = [low + high for high in ALPHABET for low in ALPHABET]


def encode(octets: bytes) -> str:
    """The text of ``octets``: three symbols for every two bytes, two for a last odd one."""
    even = len(octets) & ~1
    symbols = []
    for number in struct.unpack(f">{even // 2}H", octets[:even]):
        high, rest = divmod(number, 2025)
        symbols.append(_PAIRS[rest] + ALPHABET[high])
    if len(octets) > even:
        symbols.append(_PAIRS[octets[-1]])
    return "".join(symbols)


def decode(text: str) -> bytes | None:
    """The bytes of ``text``, or ``None`` if no bytes have exactly this text.

    Refused are symbols outside the alphabet (small letters and line ends among them), a lone last symbol, a group
    of three above 65535 and a group of two above 255 (RFC 9285 section 6).
    """
    try:
        values = text.encode("ascii").translate(_VALUES)
    except UnicodeEncodeError:
        return None
    odd = len(values) % 3
    if odd == 1 or _NO_SYMBOL in values:
        return None
    numbers = [a + 45 * b + 2025 * c for a, b, c in zip(values[::3], values[1::3], values[2::3], strict=False)]
    try:
        octets = struct.pack(f">{len(numbers)}H", *numbers)
        return octets + struct.pack("B", values[-2] + 45 * values[-1]) if odd else octets
    except struct.error:
        return None
