"""What all QR symbols of a version have in common, as it is kept beside the fonts."""

from __future__ import annotations

from msgspec import Struct

HIGHEST_VERSION = 10
MASK = 3


class Form(Struct, frozen=True, kw_only=True):
    """What all symbols of a version have in common.

    ``holds`` is how many characters fit. The ``free`` modules take data, of which the last ``spare`` are left over;
    ``mask`` says as bits which of them are turned round. ``sources`` says for each module, row by row, which bit stands
    there; beyond the data a light bit stands, then a dark one. ``blocks`` are the numbers of data codewords that are
    corrected together, each with ``correction`` codewords more; ``remainders`` says for each byte what it leaves, moved
    up by so many codewords, when divided by the polynomial of that degree.
    """

    size: int
    holds: int
    length_bits: int
    free: int
    spare: int
    mask: bytes
    sources: list[int]
    blocks: list[int]
    correction: int
    remainders: list[bytes]
