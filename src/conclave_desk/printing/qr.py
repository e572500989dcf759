"""The QR symbol as a matrix of modules: alphanumeric mode, error correction M, smallest version up to 10.

Everything that a symbol is made of comes from qrcode, once a version: the patterns, the order in which data fills the
modules, the mask, the polynomials of the error correction. What is left for each payload is to put its own bits there.
The mask is always the same one: a signed payload looks random, and readers take all eight masks equally well, while
the search for the best of them would take nine tenths of the time. A test holds the modules to those of qrcode itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any

from qrcode import LUT, QRCode, base, constants, exceptions, util

QUIET_ZONE = 4
"""Modules of white that a symbol needs on each side."""

HIGHEST_VERSION = 10
ALPHABET: str = util.ALPHA_NUM.decode("ascii")
MASK = 3

_LEVEL = constants.ERROR_CORRECT_M
_PADDING = bytes((util.PAD0, util.PAD1))


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


def modules_of(payload: str) -> int:
    """Modules on a side of the payload's symbol. Raises :class:`UnfitPayload` if it is too long."""
    version = _version(len(payload))
    if version > HIGHEST_VERSION:
        raise UnfitPayload(
            f"{len(payload)} characters do not fit into a QR symbol of version {HIGHEST_VERSION} at level M, "
            f"which holds 311."
        )
    return 17 + 4 * version


def encode(payload: str) -> Symbol:
    """Lay the payload out as a symbol. Raises :class:`UnfitPayload`."""
    version = (modules_of(payload) - 17) // 4
    form = _form(version)
    codewords = _codewords(_data(payload, form), form)
    bits = int.from_bytes(codewords) << form.spare ^ form.mask
    modules = "".join(form.pick(f"{bits:0{form.free}b}01"))
    size = form.size
    return Symbol(version, tuple([modules[start : start + size] for start in range(0, size * size, size)]))


@cache
def _version(characters: int) -> int:
    """The smallest version that holds so many characters; beyond the highest if none does."""
    code: Any = QRCode(error_correction=_LEVEL)
    code.add_data(util.QRData(b"A" * characters, mode=util.MODE_ALPHA_NUM, check_data=False))
    try:
        return int(code.best_fit())
    except exceptions.DataOverflowError:
        return HIGHEST_VERSION + 1


@dataclass(frozen=True, slots=True)
class _Form:
    """What all symbols of a version have in common.

    ``free`` modules take data, of which the last ``spare`` are left over; ``mask`` says as bits which of them are turned
    round. ``pick`` puts their bits, followed by a light and a dark one, into the places of all modules, row by row.
    ``blocks`` are the numbers of data codewords that are corrected together, each with ``remainders``.
    """

    size: int
    length_bits: int
    free: int
    spare: int
    mask: int
    pick: Callable[[str], tuple[str, ...]]
    blocks: tuple[int, ...]
    correction: int
    remainders: tuple[int, ...]


class _Plotter(QRCode):  # type: ignore[misc]  # qrcode comes without types
    """A code that notes which modules qrcode fills with data, in which order, and which its mask turns dark."""

    modules: Any

    def __init__(self, version: int) -> None:
        super().__init__(version, _LEVEL, mask_pattern=MASK)
        self.order: list[tuple[int, int]] = []
        self.data_cache: Any = []
        self.make(fit=False)

    def map_data(self, data: Sequence[int], mask_pattern: int) -> None:
        """Fill the modules, and look which row has taken a module at which place."""
        modules: Any = [_Row(row, number, self.order) for number, row in enumerate(self.modules)]
        self.modules = modules
        super().map_data(data, mask_pattern)


class _Row(list[bool | None]):
    """A row of modules that notes where it is written to."""

    def __init__(self, modules: Sequence[bool | None], number: int, order: list[tuple[int, int]]) -> None:
        super().__init__(modules)
        self._number = number
        self._order = order

    def __setitem__(self, column: Any, dark: Any) -> None:
        self._order.append((self._number, column))
        super().__setitem__(column, dark)


@cache
def _form(version: int) -> _Form:
    plotter = _Plotter(version)
    modules: list[list[bool]] = plotter.modules
    size, free = len(modules), len(plotter.order)
    places = {place: number for number, place in enumerate(plotter.order)}
    sources = [
        places.get((y, x), free + dark)  # beyond the data a light bit stands, then a dark one
        for y, row in enumerate(modules)
        for x, dark in enumerate(row)
    ]
    blocks = base.rs_blocks(version, _LEVEL)
    correction = blocks[0].total_count - blocks[0].data_count
    return _Form(
        size=size,
        length_bits=util.length_in_bits(util.MODE_ALPHA_NUM, version),
        free=free,
        spare=free - 8 * sum(block.total_count for block in blocks),
        mask=int("".join(["1" if modules[y][x] else "0" for y, x in plotter.order]), 2),
        pick=itemgetter(*sources),
        blocks=tuple(block.data_count for block in blocks),
        correction=correction,
        remainders=_remainders(correction),
    )


@cache
def _remainders(correction: int) -> tuple[int, ...]:
    """For each byte what it leaves, moved up by so many codewords, when divided by the polynomial of that degree."""
    polynomial = base.Polynomial(LUT.rsPoly_LUT[correction], 0)
    rests = [0]
    for bit in range(8):  # what the bits of a byte leave adds up to what the byte leaves
        alone = int.from_bytes(bytes((base.Polynomial([1 << bit], correction) % polynomial).num))
        rests += [rest ^ alone for rest in rests]
    return tuple(rests)


@cache
def _pairs() -> dict[str, str]:
    """The bits of each character, and of each pair of them."""
    values = {character: value for value, character in enumerate(ALPHABET)}
    pairs = {one + two: f"{45 * high + low:011b}" for one, high in values.items() for two, low in values.items()}
    return pairs | {character: f"{value:06b}" for character, value in values.items()}


def _data(payload: str, form: _Form) -> bytes:
    """The data codewords: mode, length, characters, padding."""
    pairs, room = _pairs(), 8 * sum(form.blocks)
    try:
        characters = "".join([pairs[payload[start : start + 2]] for start in range(0, len(payload), 2)])
    except KeyError:
        character = next(character for character in payload if character not in ALPHABET)
        raise UnfitPayload(f"The character {character!r} has no place in a QR symbol's alphanumeric mode.") from None
    bits = f"{util.MODE_ALPHA_NUM:04b}{len(payload):0{form.length_bits}b}{characters}"
    bits += "0" * min(4, room - len(bits))
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8)
    missing = room // 8 - len(data)
    return data + (_PADDING * (missing // 2 + 1))[:missing]


def _codewords(data: bytes, form: _Form) -> bytes:
    """Data and error correction, the blocks interleaved."""
    blocks: list[bytes] = []
    corrections: list[bytes] = []
    remainders, top = form.remainders, 8 * (form.correction - 1)
    below = (1 << top) - 1
    start = 0
    for length in form.blocks:
        block = data[start : start + length]
        start += length
        rest = 0
        for byte in block:
            rest = (rest & below) << 8 ^ remainders[rest >> top ^ byte]
        blocks.append(block)
        corrections.append(rest.to_bytes(form.correction))
    interleaved = chain(chain.from_iterable(zip_longest(*blocks)), chain.from_iterable(zip(*corrections, strict=True)))
    return bytes([codeword for codeword in interleaved if codeword is not None])
