"""Texts of a badge on their places: each element that holds text becomes blocks with an x and a y, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conclave_desk.printing.design import Place
from conclave_desk.printing.fitting import Block, Rule, fit_width
from conclave_desk.printing.pen import POINTS


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
    def of(cls, place: Place) -> Frame:
        """The same from millimetres."""
        return cls(place.x * POINTS, place.y * POINTS, place.w * POINTS, place.h * POINTS)


def pile(pieces: Sequence[Piece], frame: Frame, valign: str) -> list[Placed]:
    """Set texts one below the other into a frame; they shrink together if they are too high."""
    blocks, factor = _blocks(pieces, frame)
    spaces = [piece.space * factor if index else 0.0 for index, piece in enumerate(pieces)]
    slack = frame.height - _height(blocks, spaces)
    top = frame.y + {"top": 0.0, "middle": slack / 2, "bottom": slack}[valign]
    placed: list[Placed] = []
    for piece, space, block in zip(pieces, spaces, blocks, strict=True):
        top += space
        placed.append(Placed(block, top, fits=block.size >= piece.rule.min_size - 0.01))
        top += block.height
    return placed


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


class Grid(NamedTuple):
    """How tiles stand: columns, rows, and the size of one, in points."""

    columns: int
    rows: int
    width: float
    height: float


def tile(count: int, frame: Frame, tile_width: float, tile_height: float, gap: float) -> Grid:
    """The grid whose tiles keep most of their size; of equals, the one with the fewest rows."""

    def grid(columns: int) -> Grid:
        rows = -(-count // columns)
        width = min(tile_width, (frame.width - (columns - 1) * gap) / columns)
        height = min(tile_height, (frame.height - (rows - 1) * gap) / rows)
        return Grid(columns, rows, width, height)

    def merit(candidate: Grid) -> tuple[float, int]:
        kept = min(candidate.width / tile_width, candidate.height / tile_height)
        return round(kept, 3), -candidate.rows

    return max((grid(columns) for columns in range(1, count + 1)), key=merit)
