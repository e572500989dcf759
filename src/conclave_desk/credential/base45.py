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
_LANE = 4
"""Bytes between one group's number and the next: the largest, 44 + 45 * 44 + 2025 * 44, needs three."""
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
    groups = len(values) // 3
    places = [_lanes(values[place : 3 * groups : 3], groups) for place in range(3)]
    numbers = (places[0] + 45 * places[1] + 2025 * places[2]).to_bytes(_LANE * groups, "little")
    last = values[-2] + 45 * values[-1] if odd else 0
    if any(numbers[2::_LANE]) or last > 255:
        return None
    octets = bytearray(2 * groups)
    octets[::2], octets[1::2] = numbers[1::_LANE], numbers[::_LANE]
    return bytes(octets) + bytes((last,)) if odd else bytes(octets)


def _lanes(values: bytes, count: int) -> int:
    """So many symbols side by side in one large number, each with room for a group's: to reckon with all at once."""
    spread = bytearray(_LANE * count)
    spread[::_LANE] = values
    return int.from_bytes(spread, "little")
