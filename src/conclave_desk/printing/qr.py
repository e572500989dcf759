"""The QR symbol as a matrix of modules: alphanumeric mode, error correction M, smallest version up to 10.

Everything that a symbol is made of comes from qrcode, once a version: the patterns, the order in which data fills the
modules, the mask, the polynomials of the error correction (:mod:`conclave_desk.printing.qr_plotting`). It is kept beside
the fonts, since qrcode takes longer to be imported than a badge to be drawn. What is left for each payload is to put
its own bits there.
The mask is always the same one: a signed payload looks random, and readers take all eight masks equally well, while
the search for the best of them would take nine tenths of the time. A test holds the modules to those of qrcode itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter

import msgspec
from msgspec import Struct

from conclave_desk.printing import instances
from conclave_desk.printing.qr_form import HIGHEST_VERSION, Form

QUIET_ZONE = 4
"""Modules of white that a symbol needs on each side."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""Of the alphanumeric mode (ISO/IEC 18004), each character at the place of its value."""

_ALPHANUMERIC = "0010"
_PADDING = b"\xec\x11"


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


@dataclass(frozen=True, slots=True)
class _Form:
    """A :class:`Form` at hand; ``pick`` puts bits, followed by a light and a dark one, into the places of all modules."""

    size: int
    length_bits: int
    free: int
    spare: int
    mask: int
    pick: Callable[[str], tuple[str, ...]]
    blocks: tuple[int, ...]
    correction: int
    remainders: tuple[int, ...]


@cache
def _kept() -> list[tuple[int, msgspec.Raw]]:
    """By version, how many characters fit, and the form."""
    if not instances.FORMS.is_file():
        instances.make_instances()
    forms = msgspec.json.decode(instances.FORMS.read_bytes(), type=list[msgspec.Raw])
    return [(_HELD.decode(form).holds, form) for form in forms]


class _Held(Struct):
    holds: int


_HELD, _FORM = msgspec.json.Decoder(_Held), msgspec.json.Decoder(Form)
"""Made here, while one thread imports this: two that have msgspec learn a type at once crash."""


@cache
def _version(characters: int) -> int:
    """The smallest version that holds so many characters; beyond the highest if none does."""
    fitting = (version for version, (holds, _) in enumerate(_kept(), 1) if characters <= holds)
    return next(fitting, HIGHEST_VERSION + 1)


@cache
def _form(version: int) -> _Form:
    form = _FORM.decode(_kept()[version - 1][1])
    return _Form(
        size=form.size,
        length_bits=form.length_bits,
        free=form.free,
        spare=form.spare,
        mask=int.from_bytes(form.mask),
        pick=itemgetter(*form.sources),
        blocks=tuple(form.blocks),
        correction=form.correction,
        remainders=tuple([int.from_bytes(rest) for rest in form.remainders]),
    )


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
    bits = f"{_ALPHANUMERIC}{len(payload):0{form.length_bits}b}{characters}"
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
