"""The QR symbol as a matrix of modules: alphanumeric mode, error correction M, smallest version up to 10.

The mask is always the same one: a signed payload looks random, and readers take all eight masks equally well, while
the search for the best of them would take nine tenths of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from qrcode import QRCode, constants, exceptions, util

QUIET_ZONE = 4
"""Modules of white that a symbol needs on each side."""

HIGHEST_VERSION = 10
ALPHABET: str = util.ALPHA_NUM.decode("ascii")

_MASK = 3


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
    for character in payload:
        if character not in ALPHABET:
            raise UnfitPayload(f"The character {character!r} has no place in a QR symbol's alphanumeric mode.")
    version = _version(len(payload))
    if version > HIGHEST_VERSION:
        raise UnfitPayload(
            f"{len(payload)} characters do not fit into a QR symbol of version {HIGHEST_VERSION} at level M, "
            f"which holds 311."
        )
    code = _code(payload)
    code.version = version
    code.make(fit=False)
    return Symbol(version, tuple("".join(["1" if dark else "0" for dark in row]) for row in code.get_matrix()))


def _code(payload: str) -> Any:
    code: Any = QRCode(error_correction=constants.ERROR_CORRECT_M, mask_pattern=_MASK, border=0)
    code.add_data(util.QRData(payload.encode("ascii"), mode=util.MODE_ALPHA_NUM, check_data=False))
    return code


@cache
def _version(characters: int) -> int:
    """The smallest version that holds so many characters; beyond the highest if none does."""
    try:
        return int(_code("A" * characters).best_fit())
    except exceptions.DataOverflowError:
        return HIGHEST_VERSION + 1
