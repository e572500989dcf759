"""One text in a cell of a table on paper."""

from __future__ import annotations

from conclave_desk.printing import layout
from conclave_desk.printing.colour import BLACK, Colour
from conclave_desk.printing.fitting import Rule
from conclave_desk.printing.fonts import REGULAR
from conclave_desk.printing.layout import Frame, Piece
from conclave_desk.printing.lettering import Letterer
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.shaping import Style

SMALLEST = 7.0
"""Points below which nothing is set while it can be set on two lines."""


def write(
    pen: Letterer,
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    weight: int = REGULAR,
    *,
    mono: bool = False,
    colour: Colour = BLACK,
) -> None:
    """A text on one or two lines in a box (left, top, width and height in millimetres), shrunk where it has to be."""
    if not text.strip():
        return
    frame = Frame(*(length * POINTS for length in box))
    rule = Rule(Style(weight, mono), size, min(size, SMALLEST), 2, min(size, SMALLEST + 1), 1.1)
    (placed,) = layout.pile([Piece(text.strip(), rule, 0.0)], frame, "middle")
    for line, baseline in zip(placed.block.lines, placed.block.baselines, strict=True):
        pen.text(line, frame.x, placed.top + baseline, placed.block.size, colour)
