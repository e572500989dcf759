"""How badges lie on paper, and the marks along which they are cut apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from conclave_desk.data import data_folder
from conclave_desk.errors import Flaw, WrongData, WrongUse
from conclave_desk.printing.colour import BLACK
from conclave_desk.printing.pen import POINTS, Pen

_MARK = 4 * POINTS
_ARM = 1.5 * POINTS
_HAIR = 0.25
_SLACK = 0.01
_BLEED = 3 * POINTS
_OFF = 2 * POINTS
"""How far the marks of a print shop stay off the bleed."""


class Grid(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sheet as its file describes it, in millimetres. Cells are as large as the badges if no size is given, and
    stand in the middle of the paper if no place is; a badge stands in the middle of its cell."""

    width: float
    height: float
    columns: int
    rows: int
    cell_width: float | None = None
    cell_height: float | None = None
    left: float | None = None
    top: float | None = None
    gap_x: float = 0.0
    gap_y: float = 0.0
    marks: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places on a paper; sizes in points. ``bleed`` is how far colour goes on beyond a badge's edges."""

    width: float
    height: float
    badge_width: float
    badge_height: float
    across: tuple[float, ...]
    down: tuple[float, ...]
    marked: bool
    bleed: float = 0.0

    @property
    def places(self) -> list[tuple[float, float]]:
        """The lower left corner of each badge, as a PDF counts, in reading order."""
        return [(x, self.height - y - self.badge_height) for y in self.down for x in self.across]

    @property
    def backs(self) -> list[tuple[float, float]]:
        """The same for backs, which meet their fronts when the paper is turned about its long edge."""
        return [(self.width - x - self.badge_width, y) for x, y in self.places]

    def marks(self) -> str:
        """Hairlines on the lines of cut: in from the paper's edges, and a cross where two lines meet."""
        if not self.marked:
            return ""
        across = sorted({edge for x in self.across for edge in (x, x + self.badge_width)})
        down = sorted({edge for y in self.down for edge in (y, y + self.badge_height)})
        return _shop_marks(self, across, down) if self.bleed else _grid_marks(self, across, down)


def _grid_marks(sheet: Sheet, across: list[float], down: list[float]) -> str:
    pen = Pen(sheet.height)
    across = [x for x in across if _MARK < x < sheet.width - _MARK]
    down = [y for y in down if _MARK < y < sheet.height - _MARK]
    for x in across:
        pen.stroke(x, 0, 0, _MARK, _HAIR, BLACK)
        pen.stroke(x, sheet.height - _MARK, 0, _MARK, _HAIR, BLACK)
    for y in down:
        pen.stroke(0, y, _MARK, 0, _HAIR, BLACK)
        pen.stroke(sheet.width - _MARK, y, _MARK, 0, _HAIR, BLACK)
    for x in across:
        for y in down:
            pen.stroke(x - _ARM, y, 2 * _ARM, 0, _HAIR, BLACK)
            pen.stroke(x, y - _ARM, 0, 2 * _ARM, _HAIR, BLACK)
    return "\n".join(pen.operators)


def _shop_marks(sheet: Sheet, across: list[float], down: list[float]) -> str:
    """Marks outside the bleed, at the corners."""
    pen = Pen(sheet.height)
    off = sheet.bleed + _OFF
    for x in across:
        pen.stroke(x, down[0] - off - _MARK, 0, _MARK, _HAIR, BLACK)
        pen.stroke(x, down[-1] + off, 0, _MARK, _HAIR, BLACK)
    for y in down:
        pen.stroke(across[0] - off - _MARK, y, _MARK, 0, _HAIR, BLACK)
        pen.stroke(across[-1] + off, y, _MARK, 0, _HAIR, BLACK)
    return "\n".join(pen.operators)


def sheet_names() -> tuple[str, ...]:
    """The sheets that come with the program: one badge a page, one for a print shop, and those with many."""
    return ("single", "press", *sorted(path.stem for path in (data_folder("badges") / "sheets").glob("*.toml")))


def sheet_for(name: str, width: float, height: float) -> Sheet:
    """The sheet of this name, or in this TOML file, for badges of this size in points.

    Raises :class:`WrongUse` if there is none or the badges do not fit, :class:`WrongData` if the file is wrong.
    """
    if name == "single":
        return Sheet(width, height, width, height, (0.0,), (0.0,), marked=False)
    if name == "press":
        off = _BLEED + _OFF + _MARK
        return Sheet(width + 2 * off, height + 2 * off, width, height, (off,), (off,), marked=True, bleed=_BLEED)
    if not name.endswith(".toml") and name not in sheet_names():
        raise WrongUse(
            f"There is no sheet {name!r}; there are {', '.join(sheet_names())}, or the path of a .toml file."
        )
    path = Path(name) if name.endswith(".toml") else data_folder("badges") / "sheets" / f"{name}.toml"
    return _laid_out(_read(path), name, width, height)


def _read(path: Path) -> Grid:
    try:
        grid = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8-sig")), Grid)
    except OSError as fault:
        raise WrongUse(f"{path}: cannot be read ({fault.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise WrongData([Flaw(path.name, f"The file is not TOML: {fault}.")]) from None
    except msgspec.ValidationError as fault:
        allowed = ", ".join(field.encode_name for field in msgspec.structs.fields(Grid))
        raise WrongData([Flaw(path.name, f"{fault}. There are {allowed}.")]) from None
    if min(grid.columns, grid.rows) < 1 or min(grid.width, grid.height) <= 0:
        raise WrongData([Flaw(path.name, "width, height, columns and rows must be more than 0.")])
    return grid


def _laid_out(grid: Grid, name: str, width: float, height: float) -> Sheet:
    paper = (grid.width * POINTS, grid.height * POINTS)
    cell = (
        width if grid.cell_width is None else grid.cell_width * POINTS,
        height if grid.cell_height is None else grid.cell_height * POINTS,
    )
    across = _starts(paper[0], cell[0], grid.columns, grid.gap_x * POINTS, grid.left)
    down = _starts(paper[1], cell[1], grid.rows, grid.gap_y * POINTS, grid.top)
    fits = cell[0] >= width - _SLACK and cell[1] >= height - _SLACK
    if not fits or min(across[0], down[0]) < -_SLACK:
        raise WrongUse(f"Badges of {width / POINTS:g} x {height / POINTS:g} mm do not fit the sheet {name}.")
    return Sheet(
        *paper,
        width,
        height,
        tuple(x + (cell[0] - width) / 2 for x in across),
        tuple(y + (cell[1] - height) / 2 for y in down),
        grid.marks,
    )


def _starts(room: float, size: float, count: int, gap: float, first: float | None) -> list[float]:
    used = count * size + (count - 1) * gap
    start = (room - used) / 2 if first is None else first * POINTS
    if start + used > room + _SLACK:
        start = -room
    return [start + number * (size + gap) for number in range(count)]
