"""Drawing as PDF operators. Lengths are in points, y counts downwards from the top edge of the drawing.

A pen draws shapes; it knows nothing of fonts and files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from conclave_desk.printing.colour import WHITE, Colour
from conclave_desk.printing.qr import QUIET_ZONE, Symbol

POINTS = 72 / 25.4
"""Points in a millimetre."""

_DARK = re.compile("1+")
_STRETCH = 10
"""Modules that are drawn from memory at once: there are only so many ways to set ten of them."""


@dataclass(slots=True)
class Pen:
    """Collects operators; ``height`` is that of the drawing."""

    height: float
    operators: list[str] = field(default_factory=list)
    _colour: Colour | None = None

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled box with its top left corner at (x, y)."""
        self._fill_with(colour)
        self.operators.append(f"{number(x)} {number(self.height - y - height)} {number(width)} {number(height)} re f")

    def stroke(self, x: float, y: float, dx: float, dy: float, thickness: float, colour: Colour) -> None:
        """A straight line from (x, y)."""
        start, end = self.height - y, self.height - y - dy
        self.operators.append(
            f"{_shade(colour).upper()} {number(thickness)} w {number(x)} {number(start)} m {number(x + dx)} {number(end)} l S"
        )

    def begin_symbol(self, modules: int, x: float, y: float, size: float) -> None:
        """White for a QR symbol of this size and its quiet zone, and a state in which a module is one unit."""
        module = size / modules
        quiet = QUIET_ZONE * module
        self.rectangle(x - quiet, y - quiet, size + 2 * quiet, size + 2 * quiet, WHITE)
        scale = f"{module:.5f}"
        self.operators.append(f"q 0 g {scale} 0 0 -{scale} {number(x)} {number(self.height - y)} cm")

    def picture(
        self, name: str, x: float, y: float, width: float, height: float, proportion: float, head: float = 0.5
    ) -> None:
        """An image that fills a box and is cut at its edges; ``proportion`` is its width by its height,
        ``head`` how much of what is cut off lies above the box."""
        wide, high = max(width, height * proportion), max(height, width / proportion)
        left, bottom = x - (wide - width) / 2, self.height - y - height - (high - height) * (1 - head)
        self.operators.append(
            f"q {number(x)} {number(self.height - y - height)} {number(width)} {number(height)} re W n "
            f"{number(wide)} 0 0 {number(high)} {number(left)} {number(bottom)} cm /{name} Do Q"
        )

    def frame(self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour) -> None:
        """The outline of a box."""
        self.operators.append(
            f"{_shade(colour).upper()} {number(thickness)} w "
            f"{number(x)} {number(self.height - y - height)} {number(width)} {number(height)} re S"
        )

    def form(self, name: str, x: float, y: float, scale: float, height: float) -> None:
        """A form at this scale, whose height then is as given."""
        self.operators.append(
            f"q {scale:.5f} 0 0 {scale:.5f} {number(x)} {number(self.height - y - height)} cm /{name} Do Q"
        )

    def _fill_with(self, colour: Colour) -> None:
        if colour != self._colour:
            self.operators.append(_shade(colour))
            self._colour = colour


def path_of(symbol: Symbol) -> str:
    """The dark modules as boxes of one path, each a run in a row; a module is one unit wide."""
    columns = [
        map(_stretch(start).__getitem__, [row[start : start + _STRETCH] for row in symbol.rows])
        for start in range(0, symbol.size, _STRETCH)
    ]
    return "".join(["".join(boxes).replace("y", str(y)) for y, boxes in enumerate(zip(*columns, strict=True))])


class _Stretch(dict[str, str]):
    """For modules that begin at a column: the boxes of the dark ones. The letter y stands for the row."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self._start = start

    def __missing__(self, modules: str) -> str:
        spans = [found.span() for found in _DARK.finditer(modules)]
        boxes = self[modules] = "".join([f"{self._start + start} y {end - start} 1 re\n" for start, end in spans])
        return boxes


_stretch = cache(_Stretch)


def number(value: float) -> str:
    """A length as operators give it."""
    return f"{round(value, 2):g}"


def _shade(colour: Colour) -> str:
    """The operator for a fill colour; greys are given as such, so that a printer uses black alone."""
    red, green, blue = colour
    return f"{red:.3g} g" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} rg"
