"""Drawing as PDF operators. Lengths are in points, y counts downwards from the top edge of the drawing.

A pen writes text and takes note of the glyphs it used; it knows nothing of files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from conclave_desk.printing.colour import WHITE, Colour
from conclave_desk.printing.fonts import EM, Typeface
from conclave_desk.printing.qr import QUIET_ZONE, Symbol
from conclave_desk.printing.shaping import Line, Run

POINTS = 72 / 25.4
"""Points in a millimetre."""

_DARK = re.compile("1+")

Glyphs = dict[Typeface, frozenset[int]]
"""The glyphs that a drawing needs, by typeface."""


@dataclass(slots=True)
class Pen:
    """Collects operators; ``height`` is that of the drawing."""

    height: float
    operators: list[str] = field(default_factory=list)
    glyphs: Glyphs = field(default_factory=dict)
    _colour: Colour | None = None

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled box with its top left corner at (x, y)."""
        self._fill_with(colour)
        self.operators.append(f"{_n(x)} {_n(self.height - y - height)} {_n(width)} {_n(height)} re f")

    def stroke(self, x: float, y: float, dx: float, dy: float, thickness: float, colour: Colour) -> None:
        """A straight line from (x, y)."""
        start, end = self.height - y, self.height - y - dy
        self.operators.append(
            f"{_shade(colour).upper()} {_n(thickness)} w {_n(x)} {_n(start)} m {_n(x + dx)} {_n(end)} l S"
        )

    def text(self, line: Line, x: float, baseline: float, size: float, colour: Colour) -> None:
        """A shaped line whose left edge, ink included, is at x."""
        if not line.runs:
            return
        self._fill_with(colour)
        start = x - line.left * size / EM
        self.operators.append(f"BT {_n(start)} {_n(self.height - baseline)} Td")
        for run in line.runs:
            self.operators.append(f"/{run.face.name} {_n(size)} Tf {_shown(run, size)}")
            used = frozenset([glyph[0] for glyph in run.glyphs])
            self.glyphs[run.face] = self.glyphs.get(run.face, frozenset()) | used
        self.operators.append("ET")

    def symbol(self, symbol: Symbol, x: float, y: float, size: float) -> None:
        """A QR symbol of this size, in black, on a white ground that takes in the quiet zone."""
        module = size / symbol.size
        quiet = QUIET_ZONE * module
        self.rectangle(x - quiet, y - quiet, size + 2 * quiet, size + 2 * quiet, WHITE)
        scale = f"{module:.5f}"
        self.operators.append(f"q 0 g {scale} 0 0 -{scale} {_n(x)} {_n(self.height - y)} cm")
        self.operators.append(_dark_runs(symbol))
        self.operators.append("f Q")

    def picture(self, name: str, x: float, y: float, width: float, height: float, proportion: float) -> None:
        """An image XObject that fills a box and is cut at its edges; ``proportion`` is its width by its height."""
        wide, high = max(width, height * proportion), max(height, width / proportion)
        left, bottom = x - (wide - width) / 2, self.height - y - height - (high - height) / 2
        self.operators.append(
            f"q {_n(x)} {_n(self.height - y - height)} {_n(width)} {_n(height)} re W n "
            f"{_n(wide)} 0 0 {_n(high)} {_n(left)} {_n(bottom)} cm /{name} Do Q"
        )

    def _fill_with(self, colour: Colour) -> None:
        if colour != self._colour:
            self.operators.append(_shade(colour))
            self._colour = colour


def _dark_runs(symbol: Symbol) -> str:
    """The dark modules as boxes of one path, each a run in a row; a module is one unit wide."""
    places, lengths = _run_texts(symbol.size)
    spans = [found.span() for found in _DARK.finditer("0".join(symbol.rows))]
    return "".join([places[start] + lengths[end - start] for start, end in spans])


@cache
def _run_texts(size: int) -> tuple[list[str], list[str]]:
    """What a run's box begins with, by where it starts in the rows joined by one module; and ends with, by length."""
    places = [f"{x} {y} " for y in range(size) for x in range(size + 1)]
    return places, [f"{length} 1 re\n" for length in range(size + 1)]


def _n(value: float) -> str:
    return f"{round(value, 2):g}"


def _shade(colour: Colour) -> str:
    """The operator for a fill colour; greys are given as such, so that a printer uses black alone."""
    red, green, blue = colour
    return f"{red:.3g} g" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} rg"


def _shown(run: Run, size: float) -> str:
    """A run as operators; where its glyphs do not tell its text, the text itself stands beside them."""
    shown = _glyphs_shown(run, size)
    if run.plain:
        return shown
    text = f"\ufeff{run.text}".encode("utf-16-be", "surrogatepass").hex()
    return f"/Span <</ActualText <{text}>>> BDC {shown} EMC"


def _glyphs_shown(run: Run, size: float) -> str:
    natural = run.face.advance
    pieces = ["[<"]
    height = owed = 0
    for number, advance, dx, dy in run.glyphs:
        if dy != height:
            pieces.append(f">] TJ {_n(dy * size / EM)} Ts [<")
            height = dy
        if owed != dx:
            pieces.append(f">{owed - dx}<")
        pieces.append(f"{number:04X}")
        owed = natural(number) - advance + dx
    if owed:
        pieces.append(f">{owed}<")
    pieces.append(">] TJ 0 Ts" if height else ">] TJ")
    return "".join(pieces)
