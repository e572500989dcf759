"""A word as a grid of dark and light squares: for screens that have no letters of that size.

The outlines are those of the printed fonts, so that every script that prints can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from conclave_desk.printing.fonts import BOLD
from conclave_desk.printing.shaping import Line, Style, set_line

Grid = tuple[tuple[bool, ...], ...]
"""Rows from top to bottom, each from left to right; ``True`` is ink."""

_FINE = 4
"""Squares are drawn so many times finer, and are ink where at least half of one is covered."""
_STEPS = 6
"""Straight pieces that a curve is drawn by."""
_NO_INK, _HALF = 128, 128
Point = tuple[float, float]


@lru_cache(maxsize=64)
def bitmap(text: str, width: int, height: int) -> Grid:
    """The text in bold, as large as fits into ``width`` by ``height`` squares, without margins."""
    line = set_line(text, Style(BOLD))
    contours = list(_contours(line))
    if not contours or width < 1 or height < 1:
        return ()
    return drawn(contours, width, height)


def drawn(contours: Sequence[Sequence[Point]], width: int, height: int) -> Grid:
    """Closed contours (y upwards) as large as fit; what a second one encloses the other way round stays light."""
    xs = [x for contour in contours for x, _ in contour]
    ys = [y for contour in contours for _, y in contour]
    left, top, wide, high = min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys)
    scale = min(width / wide, height / high)
    size = (max(1, min(width, round(wide * scale))), max(1, min(height, round(high * scale))))
    fine = scale * _FINE
    placed = [[((x - left) * fine, (top - y) * fine) for x, y in contour] for contour in contours]
    return _squares(_filled(placed, (size[0] * _FINE, size[1] * _FINE)), size)


def _filled(contours: Sequence[Sequence[Point]], size: tuple[int, int]) -> Image.Image:
    """Ink wherever the contours wind round a point at all, as fonts mean it: overlaps stay ink, counters do not."""
    wound = Image.new("L", size, _NO_INK)
    for contour in contours:
        piece = Image.new("L", size, 0)
        ImageDraw.Draw(piece).polygon(contour, fill=1)
        wound = ImageChops.add(wound, piece) if _area(contour) > 0 else ImageChops.subtract(wound, piece)
    return wound.point([0 if level == _NO_INK else 255 for level in range(256)])


def _area(contour: Sequence[Point]) -> float:
    """Twice the area, positive one way round and negative the other."""
    following = [*contour[1:], contour[0]]
    return sum(x * b - a * y for (x, y), (a, b) in zip(contour, following, strict=True))


def _squares(fine: Image.Image, size: tuple[int, int]) -> Grid:
    levels = fine.resize(size, Image.Resampling.BOX).tobytes()
    return tuple(
        tuple(level >= _HALF for level in levels[row * size[0] : (row + 1) * size[0]]) for row in range(size[1])
    )


def _contours(line: Line) -> Iterator[list[Point]]:
    pen = 0
    for run in line.runs:
        for number, advance, dx, dy in run.glyphs:
            for contour in _traced(run.face.outline(number)):
                yield [(x + pen + dx, y + dy) for x, y in contour]
            pen += advance


def _traced(outline: str) -> Iterator[list[Point]]:
    """The closed contours of an outline in PDF operators, curves as straight pieces."""
    numbers: list[float] = []
    contour: list[Point] = []
    for token in outline.split():
        if token not in ("m", "l", "c", "h"):
            numbers.append(float(token))
            continue
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        numbers = []
        if token == "h":
            if len(contour) > 2:
                yield contour
            contour = []
        elif token == "c":
            contour += _curve(contour[-1], *points)
        else:
            contour += points


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points = (start, first, second, end)
        x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
        yield x, y
