"""What all QR symbols of a version have in common, asked of qrcode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from qrcode import LUT, QRCode, base, constants, util

from conclave_desk.printing.qr_form import HIGHEST_VERSION, MASK, Form

_LEVEL = constants.ERROR_CORRECT_M


def packed_forms() -> bytes:
    """The forms of all versions, as they are kept."""
    return msgspec.json.encode([_plotted(version) for version in range(1, HIGHEST_VERSION + 1)])


def _plotted(version: int) -> Form:
    plotter = _Plotter(version)
    modules: list[list[bool]] = plotter.modules
    size, free = len(modules), len(plotter.order)
    places = {place: number for number, place in enumerate(plotter.order)}
    sources = [places.get((y, x), free + dark) for y, row in enumerate(modules) for x, dark in enumerate(row)]
    blocks = base.rs_blocks(version, _LEVEL)
    correction = blocks[0].total_count - blocks[0].data_count
    mask = int("".join(["1" if modules[y][x] else "0" for y, x in plotter.order]), 2)
    return Form(
        size=size,
        holds=_holds(version),
        length_bits=util.length_in_bits(util.MODE_ALPHA_NUM, version),
        free=free,
        spare=free - 8 * sum(block.total_count for block in blocks),
        mask=mask.to_bytes(-(-free // 8)),
        sources=sources,
        blocks=[block.data_count for block in blocks],
        correction=correction,
        remainders=_remainders(correction),
    )


def _holds(version: int) -> int:
    """Characters that fit beside mode and length: two take 11 bits, a single one 6."""
    room = util.BIT_LIMIT_TABLE[_LEVEL][version] - 4 - util.length_in_bits(util.MODE_ALPHA_NUM, version)
    return int(room // 11 * 2 + (room % 11 >= 6))


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


def _remainders(correction: int) -> list[bytes]:
    polynomial = base.Polynomial(LUT.rsPoly_LUT[correction], 0)
    rests = [0]
    for bit in range(8):  # what the bits of a byte leave adds up to what the byte leaves
        alone = int.from_bytes(bytes((base.Polynomial([1 << bit], correction) % polynomial).num))
        rests += [rest ^ alone for rest in rests]
    return [rest.to_bytes(correction) for rest in rests]
