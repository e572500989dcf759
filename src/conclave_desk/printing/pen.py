"""Drawing as PDF operators. Lengths are in points, y counts downwards from the top edge of the drawing.

A pen writes text and takes note of the glyphs it used; it knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from conclave_desk.printing.colour import WHITE, Colour
from conclave_desk.printing.fonts import EM, Typeface
from conclave_desk.printing.qr import QUIET_ZONE, Symbol
from conclave_desk.printing.shaping import Glyph, Line, Run

POINTS = 72 / 25.4
"""Points in a millimetre."""

_DARK = re.compile("1+")

Glyphs = dict[Typeface, frozenset[int]]
"""The glyphs that a drawing needs, by typeface."""


class Meanings:
    """What the glyphs of a document stand for: what they do by themselves, else what they stood for first."""

    def __init__(self) -> None:
        self._learnt: dict[tuple[Typeface, int], str] = {}

    def agree(self, face: Typeface, glyph: int, text: str) -> bool:
        """Whether a glyph can be said to stand for this text everywhere in the document."""
        return glyph != 0 and text == (face.meanings.get(glyph) or self._learnt.setdefault((face, glyph), text))

    def of(self, face: Typeface, glyph: int) -> str | None:
        """What a glyph stands for, if that is known."""
        return face.meanings.get(glyph) or self._learnt.get((face, glyph))


@dataclass(slots=True)
class Pen:
    """Collects operators; ``height`` is that of the drawing, ``meanings`` are shared by a document's pens."""

    height: float
    meanings: Meanings = field(default_factory=Meanings)
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
            self.operators.append(f"/{run.face.name} {_n(size)} Tf {_shown(run, size, self.meanings)}")
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


def _shown(run: Run, size: float, meanings: Meanings) -> str:
    """A run as operators; where its glyphs do not tell their text, the text itself stands beside them."""
    if not run.clusters:
        return _glyphs_shown(run.face, run.glyphs, size)
    shown: list[str] = []
    for told, text, glyphs in _stretches(run, meanings):
        operators = _glyphs_shown(run.face, glyphs, size)
        if not told:
            code = f"\ufeff{text}".encode("utf-16-be", "surrogatepass").hex()
            operators = f"/Span <</ActualText <{code}>>> BDC {operators} EMC"
        shown.append(operators)
    return " ".join(shown)


def _stretches(run: Run, meanings: Meanings) -> Iterator[tuple[bool, str, tuple[Glyph, ...]]]:
    """A run in pieces that do, or do not, tell their text by themselves.

    From right to left each cluster that does not is a piece of its own: readers turn such text round piece by piece.
    """
    start = 0
    pieces: list[tuple[bool, str, tuple[Glyph, ...]]] = []
    for count, text in run.clusters:
        glyphs = run.glyphs[start : start + count]
        start += count
        told = count == 1 and meanings.agree(run.face, glyphs[0][0], text)
        if pieces and pieces[-1][0] == told and (told or not run.leftwards):
            pieces[-1] = (told, pieces[-1][1] + text, pieces[-1][2] + glyphs)
        else:
            pieces.append((told, text, glyphs))
    yield from pieces


def _glyphs_shown(face: Typeface, glyphs: tuple[Glyph, ...], size: float) -> str:
    natural = face.advance
    pieces = ["[<"]
    height = owed = 0
    for number, advance, dx, dy in glyphs:
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
