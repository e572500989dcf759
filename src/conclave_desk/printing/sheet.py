"""How badges lie on paper, and the marks along which they are cut apart."""

from __future__ import annotations

from dataclasses import dataclass

from conclave_desk.errors import WrongUse
from conclave_desk.printing.colour import BLACK
from conclave_desk.printing.pen import POINTS, Pen

_MARK = 4 * POINTS
_ARM = 1.5 * POINTS
_HAIR = 0.25


@dataclass(frozen=True, slots=True)
class Sheet:
    """Badges in columns and rows, edge to edge, in the middle of a paper; sizes in points, y downwards."""

    width: float
    height: float
    columns: int
    rows: int
    badge_width: float
    badge_height: float

    @property
    def places(self) -> list[tuple[float, float]]:
        """The lower left corner of each badge, as a PDF counts, in reading order."""
        left, top = self._corner
        return [
            (left + column * self.badge_width, self.height - top - (row + 1) * self.badge_height)
            for row in range(self.rows)
            for column in range(self.columns)
        ]

    @property
    def _corner(self) -> tuple[float, float]:
        return (
            (self.width - self.columns * self.badge_width) / 2,
            (self.height - self.rows * self.badge_height) / 2,
        )

    def marks(self) -> str:
        """Hairlines on the lines of cut: in from the paper's edges, and a cross where two lines meet."""
        pen = Pen(self.height)
        left, top = self._corner
        across = [left + column * self.badge_width for column in range(self.columns + 1)]
        down = [top + row * self.badge_height for row in range(self.rows + 1)]
        across = [x for x in across if _MARK < x < self.width - _MARK]
        down = [y for y in down if _MARK < y < self.height - _MARK]
        for x in across:
            pen.stroke(x, 0, 0, _MARK, _HAIR, BLACK)
            pen.stroke(x, self.height - _MARK, 0, _MARK, _HAIR, BLACK)
        for y in down:
            pen.stroke(0, y, _MARK, 0, _HAIR, BLACK)
            pen.stroke(self.width - _MARK, y, _MARK, 0, _HAIR, BLACK)
        for x in across:
            for y in down:
                pen.stroke(x - _ARM, y, 2 * _ARM, 0, _HAIR, BLACK)
                pen.stroke(x, y - _ARM, 0, 2 * _ARM, _HAIR, BLACK)
        return "\n".join(pen.operators)


_PAPERS = {"a4-4up": (210.0, 297.0, 2, 2)}

SHEETS = ("single", *_PAPERS)
"""The names of the ways to lay badges out: one a page, or four on A4."""


def sheet_for(name: str, width: float, height: float) -> Sheet:
    """The sheet of this name for badges of this size in points. Raises :class:`WrongUse`."""
    if name == "single":
        return Sheet(width, height, 1, 1, width, height)
    if name not in _PAPERS:
        raise WrongUse(f"There is no sheet {name!r}; there are {', '.join(SHEETS)}.")
    wide, high, columns, rows = _PAPERS[name]
    if columns * width > wide * POINTS + 0.01 or rows * height > high * POINTS + 0.01:
        raise WrongUse(f"Badges of {width / POINTS:g} x {height / POINTS:g} mm do not fit the sheet {name}.")
    return Sheet(wide * POINTS, high * POINTS, columns, rows, width, height)
