"""A shape for each answer, drawn in half blocks like the words."""

from __future__ import annotations

from functools import lru_cache

from conclave_desk.gate.shapes import SHAPES
from conclave_desk.printing.bitmap import Grid, drawn


@lru_cache(maxsize=32)
def shape(name: str, width: int, height: int) -> Grid:
    """The shape as large as fits into so many squares."""
    return drawn(SHAPES[name], width, height)
