"""Drawing as PDF operators. Lengths are in points, y counts downwards from the top edge of the drawing.

A pen writes text and takes note of the glyphs it used; it knows nothing of files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from conclave_desk.printing.codes import Codes, Piece, pieces_of
from conclave_desk.printing.colour import WHITE, Colour
from conclave_desk.printing.fonts import EM, Typeface
from conclave_desk.printing.qr import QUIET_ZONE, Symbol
from conclave_desk.printing.shaping import Line

POINTS = 72 / 25.4
"""Points in a millimetre."""

_DARK = re.compile("1+")
_STRETCH = 10
"""Modules that are drawn from memory at once: there are only so many ways to set ten of them."""


Glyphs = dict[Typeface, frozenset[int]]
"""The codes of the glyphs that a drawing needs, by typeface."""


@dataclass(slots=True)
class Pen:
    """Collects operators; ``height`` is that of the drawing, ``codes`` are those of the document."""

    height: float
    codes: Codes = field(default_factory=Codes)
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
        start, up = x - line.left * size / EM, self.height - baseline
        marks: list[str] = []
        self.operators.append(f"BT {_n(start)} {_n(up)} Td")
        for run in line.runs:
            self.operators.append(f"/{run.face.name} {_n(size)} Tf")
            for piece in pieces_of(run, self.codes):
                self.operators.append(_shown(run.face, piece, size))
                self._note(run.face, piece)
                for number, dx, dy in piece.marks:
                    at = f"{_n(start + dx * size / EM)} {_n(up + dy * size / EM)}"
                    marks.append(f"q {size / EM:.5f} 0 0 {size / EM:.5f} {at} cm {run.face.outline(number)} f Q")
            start += sum([glyph[1] for glyph in run.glyphs]) * size / EM
        self.operators.append("ET")
        self.operators += marks

    def _note(self, face: Typeface, piece: Piece) -> None:
        used = frozenset([glyph[0] for glyph in piece.glyphs])
        self.glyphs[face] = self.glyphs.get(face, frozenset()) | used

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
    starts = range(0, symbol.size, _STRETCH)
    rows = [
        "".join([_boxes(row[start : start + _STRETCH], start) for start in starts]).replace("y", str(y))
        for y, row in enumerate(symbol.rows)
    ]
    return "".join(rows)


@cache
def _boxes(modules: str, x: int) -> str:
    """The boxes of a stretch of a row that begins at x; the letter y stands for the row."""
    spans = [found.span() for found in _DARK.finditer(modules)]
    return "".join([f"{x + start} y {end - start} 1 re\n" for start, end in spans])


def _n(value: float) -> str:
    return f"{round(value, 2):g}"


def _shade(colour: Colour) -> str:
    """The operator for a fill colour; greys are given as such, so that a printer uses black alone."""
    red, green, blue = colour
    return f"{red:.3g} g" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} rg"


def _shown(face: Typeface, piece: Piece, size: float) -> str:
    """Glyphs as operators; where their codes do not tell their text, the text itself stands beside them."""
    shown = _glyphs_shown(face, piece, size)
    if piece.text is None:
        return shown
    text = f"\ufeff{piece.text}".encode("utf-16-be", "surrogatepass").hex()
    return f"/Span <</ActualText <{text}>>> BDC {shown} EMC"


def _glyphs_shown(face: Typeface, piece: Piece, size: float) -> str:
    natural = face.advance
    shown = ["[<"]
    height = owed = 0
    for (code, advance, dx, dy), number in zip(piece.glyphs, piece.numbers, strict=True):
        if dy != height:
            shown.append(f">] TJ {_n(dy * size / EM)} Ts [<")
            height = dy
        if owed != dx:
            shown.append(f">{owed - dx}<")
        shown.append(f"{code:04X}")
        owed = natural(number) - advance + dx
    if owed:
        shown.append(f">{owed}<")
    shown.append(">] TJ 0 Ts" if height else ">] TJ")
    return "".join(shown)
