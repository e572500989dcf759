"""The QR symbol as a matrix of modules: alphanumeric mode, error correction M, smallest version up to 10.

`qrcode` knows the symbol's frame (finders, timing, format) and the block sizes. Data and error correction are laid
out here, because that library's polynomials and its search for a mask take ten times as long as all else on a badge.
The mask is always the same one: a signed payload looks random, and readers take all eight masks equally well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

QUIET_ZONE = 4
"""Modules of white that a symbol needs on each side."""

HIGHEST_VERSION = 10
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

_MASK = 3
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_ALPHANUMERIC_MODE = 0b0010
_PADDING = 0b11101100_00010001
_PRIMITIVE = 0x11D


class UnfitPayload(ValueError):
    """The payload has a character that the alphanumeric mode lacks, or is longer than version 10 holds."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol without its quiet zone; each row is a text of ``0`` (light) and ``1`` (dark)."""

    version: int
    rows: tuple[str, ...]

    @property
    def size(self) -> int:
        """Modules on a side."""
        return len(self.rows)


def encode(payload: str) -> Symbol:
    """Lay the payload out as a symbol. Raises :class:`UnfitPayload`."""
    values = _values(payload)
    for version in range(1, HIGHEST_VERSION + 1):
        layout = _layout(version)
        if 4 + layout.count_bits + _bits_of(len(values)) <= layout.data_bits:
            return Symbol(version, layout.draw(_stream(values, layout)))
    raise UnfitPayload(
        f"{len(payload)} characters do not fit into a QR symbol of version {HIGHEST_VERSION} at level M, "
        f"which holds 311."
    )


def _values(payload: str) -> list[int]:
    try:
        return [_VALUE[character] for character in payload]
    except KeyError as missing:
        raise UnfitPayload(
            f"The character {missing.args[0]!r} has no place in a QR symbol's alphanumeric mode."
        ) from None


def _bits_of(characters: int) -> int:
    return characters // 2 * 11 + characters % 2 * 6


def _stream(values: list[int], layout: _Layout) -> bytes:
    """The data codewords: mode, count, characters in pairs, terminator, padding."""
    bits = _ALPHANUMERIC_MODE << layout.count_bits | len(values)
    used = 4 + layout.count_bits + _bits_of(len(values))
    for first, second in zip(values[::2], values[1::2], strict=False):
        bits = bits << 11 | first * 45 + second
    if len(values) % 2:
        bits = bits << 6 | values[-1]
    ending = min(4, layout.data_bits - used)
    ending += -(used + ending) % 8
    data = (bits << ending).to_bytes((used + ending) // 8, "big")
    return (data + _PADDING.to_bytes(2, "big") * layout.data_bits)[: layout.data_bits // 8]


@dataclass(frozen=True, slots=True)
class _Layout:
    """All that symbols of a version share."""

    size: int
    blocks: tuple[tuple[int, int], ...]
    data_bits: int
    count_bits: int
    mask: int
    capacity: int
    pick: Callable[[str], tuple[str, ...]]

    def draw(self, data: bytes) -> tuple[str, ...]:
        bits = int.from_bytes(self._codewords(data), "big")
        spare = self.capacity - 8 * sum(total for total, _ in self.blocks)
        source = f"{(bits << spare) ^ self.mask:0{self.capacity}b}01"
        modules = "".join(self.pick(source))
        return tuple(modules[start : start + self.size] for start in range(0, self.size**2, self.size))

    def _codewords(self, data: bytes) -> bytes:
        """Data and error correction of all blocks, interleaved codeword by codeword."""
        parts: list[bytes] = []
        checks: list[bytes] = []
        start = 0
        for total, length in self.blocks:
            part = data[start : start + length]
            start += length
            parts.append(part)
            checks.append(_correction(part, total - length))
        return _interleaved(parts) + _interleaved(checks)


def _interleaved(parts: list[bytes]) -> bytes:
    """The first byte of each part, then the second, and so on; a part may be one byte longer than the first."""
    shortest = len(parts[0])
    even = bytes(chain.from_iterable(zip(*parts, strict=False)))
    return even + b"".join(part[shortest:] for part in parts)


def _correction(data: bytes, length: int) -> bytes:
    """The Reed-Solomon remainder, by a table of what one leading byte adds to it."""
    table = _remainders(length)
    top = 8 * (length - 1)
    low = (1 << top) - 1
    remainder = 0
    for byte in data:
        remainder = (remainder & low) << 8 ^ table[remainder >> top ^ byte]
    return remainder.to_bytes(length, "big")


@cache
def _remainders(length: int) -> tuple[int, ...]:
    generator = [1]
    root = 1
    for _ in range(length):
        generator = [left ^ _times(right, root) for left, right in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return tuple(int.from_bytes(bytes(_times(term, byte) for term in generator[1:]), "big") for byte in range(256))


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0x100:
            left ^= _PRIMITIVE
        right >>= 1
    return product


@cache
def _layout(version: int) -> _Layout:
    from qrcode import base, constants, util

    frame = _frame(version)
    size = len(frame)
    places = list(_zigzag(frame))
    masked = util.mask_func(_MASK)
    order = {place: index for index, place in enumerate(places)}
    picks = [
        order.get((row, column), len(places) + bool(frame[row][column]))
        for row in range(size)
        for column in range(size)
    ]
    blocks = tuple(
        (block.total_count, block.data_count) for block in base.rs_blocks(version, constants.ERROR_CORRECT_M)
    )
    return _Layout(
        size=size,
        blocks=blocks,
        data_bits=8 * sum(length for _, length in blocks),
        count_bits=9 if version < 10 else 11,
        mask=int("".join("1" if masked(row, column) else "0" for row, column in places), 2),
        capacity=len(places),
        pick=itemgetter(*picks),
    )


def _frame(version: int) -> list[list[bool | None]]:
    """The modules that do not depend on the payload; the others are None."""
    from qrcode import constants
    from qrcode.main import QRCode

    class Frame(QRCode):  # type: ignore[misc]  # qrcode comes without types
        def map_data(self, data: Any, mask_pattern: int) -> None:
            """Leave the places of the data open."""

    frame = Frame(version=version, error_correction=constants.ERROR_CORRECT_M, mask_pattern=_MASK)
    frame.data_cache = [0]
    frame.make(fit=False)
    modules: list[list[bool | None]] = frame.modules
    return modules


def _zigzag(frame: list[list[bool | None]]) -> Iterator[tuple[int, int]]:
    """The open places in the order of the data: pairs of columns from the right, upwards and downwards in turn."""
    size = len(frame)
    upwards = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if frame[row][column] is None:
                    yield row, column
        upwards = not upwards
