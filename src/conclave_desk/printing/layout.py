"""Texts of a badge on their places: each element that holds text becomes blocks with an x and a y, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from conclave_desk.printing.design import Zones
from conclave_desk.printing.fitting import Block, Rule, fit_width
from conclave_desk.printing.fonts import EM
from conclave_desk.printing.pen import POINTS

_TOLERANCE = 0.01


class Piece(NamedTuple):
    """A text to be set: which rule, and how much room above it, in points."""

    text: str
    rule: Rule
    space: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where its top edge is, in points from the page's top."""

    block: Block
    top: float
    fits: bool


class Frame(NamedTuple):
    """A box in points."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, place: Boxed) -> Frame:
        """The same from millimetres."""
        return cls(place.x * POINTS, place.y * POINTS, place.w * POINTS, place.h * POINTS)

    def inside(self, across: float, down: float) -> Frame:
        """The frame without so much on its left and right, and above and below."""
        return Frame(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)


class Boxed(Protocol):
    """Whatever has a place on the page, in millimetres."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def w(self) -> float: ...
    @property
    def h(self) -> float: ...


def pile(pieces: Sequence[Piece], frame: Frame, valign: str) -> list[Placed]:
    """Set texts one below the other into a frame; they shrink together if they are too high."""
    blocks, factor = _blocks(pieces, frame)
    spaces = [piece.space * factor if index else 0.0 for index, piece in enumerate(pieces)]
    slack = frame.height - _height(blocks, spaces)
    top = frame.y + {"top": 0.0, "middle": slack / 2, "bottom": slack}[valign]
    placed: list[Placed] = []
    for piece, space, block in zip(pieces, spaces, blocks, strict=True):
        top += space
        placed.append(Placed(block, top, fits=block.size >= piece.rule.min_size - _TOLERANCE))
        top += block.height
    return placed


def centre(text: str, rule: Rule, frame: Frame) -> Placed:
    """Set one text into a frame so that the middle of its capitals is the frame's middle, as near as ink allows."""
    (block,), _ = _blocks([Piece(text, rule, 0.0)], frame)
    top = frame.height / 2 - block.middle
    depth = block.baselines[-1] - block.lines[-1].bottom * block.size / EM
    top = frame.y + max(0.0, min(top, frame.height - depth))
    return Placed(block, top, fits=block.size >= rule.min_size - _TOLERANCE)


def _blocks(pieces: Sequence[Piece], frame: Frame) -> tuple[list[Block], float]:
    """The blocks, and by how much the room between them had to shrink."""
    spaces = [piece.space for piece in pieces[1:]]

    def at(factor: float) -> list[Block]:
        return [fit_width(piece.text, piece.rule.scaled(factor), frame.width) for piece in pieces]

    blocks = at(1.0)
    if _height(blocks, spaces) <= frame.height:
        return blocks, 1.0
    fitting: list[Block] | None = None
    low, high = 0.0, 1.0
    for _ in range(8):
        middle = (low + high) / 2
        blocks = at(middle)
        if _height(blocks, spaces) <= frame.height:
            fitting, low = blocks, middle
        else:
            high = middle
    if fitting is not None:
        return fitting, 1.0
    squeezed = frame.height / _height(blocks, spaces)
    return [block.shrunk(squeezed) for block in blocks], squeezed


def _height(blocks: Sequence[Block], spaces: Sequence[float]) -> float:
    return sum(block.height for block in blocks) + sum(spaces)


Tile = tuple[tuple[str, str], Frame, Frame | None]
"""A zone's code and name, the tile for the code, and the room for the name, if there is any."""


def tiles(held: Sequence[tuple[str, str]], zones: Zones) -> Iterator[Tile]:
    """Where the tiles of these zones stand."""
    if not held:
        return
    frame, gap = Frame.of(zones), zones.gap * POINTS
    width, height = zones.tile_w * POINTS, zones.tile_h * POINTS
    in_list = min(height, _share(frame.height, len(held), gap))
    named = zones.named_h is not None and in_list >= zones.named_h * POINTS
    grid = Grid(1, width, in_list) if named else _grid(len(held), frame, width, height, gap)
    for index, zone in enumerate(held):
        row, column = divmod(index, grid.columns)
        x, y = frame.x + column * (grid.width + gap), frame.y + row * (grid.height + gap)
        side = x + grid.width + 2 * gap
        beside = Frame(side, y, frame.x + frame.width - side, grid.height) if named else None
        yield zone, Frame(x, y, grid.width, grid.height), beside


class Grid(NamedTuple):
    """How tiles stand: columns, and the size of a tile in points."""

    columns: int
    width: float
    height: float


def _grid(count: int, frame: Frame, width: float, height: float, gap: float) -> Grid:
    """The grid whose tiles keep most of their size; of equals, the one with few rows, evenly filled."""

    def grid(columns: int) -> Grid:
        rows = -(-count // columns)
        return Grid(
            columns, min(width, _share(frame.width, columns, gap)), min(height, _share(frame.height, rows, gap))
        )

    def merit(candidate: Grid) -> tuple[float, int, int]:
        kept = min(candidate.width / width, candidate.height / height)
        return round(kept, 3), count // -candidate.columns, -candidate.columns

    return max((grid(columns) for columns in range(1, count + 1)), key=merit)


def _share(room: float, count: int, gap: float) -> float:
    return (room - (count - 1) * gap) / count
