"""Over a screen for which the terminal has no room: it says so, and what is under it stays as it is."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

LEAST = Size(50, 12)
"""Columns and lines under which a register cannot be read."""


class TooSmall(Static):
    """Covers the screen; the focus stays where it was."""

    DEFAULT_CSS = """
    TooSmall { layer: cover; dock: top; width: 100%; height: 100%; content-align: center middle; text-align: center;
      background: $paper; color: $ink; }
    """

    @classmethod
    async def cover(cls, screen: Screen[None], size: Size) -> None:
        """Lie over the screen while the terminal is so small, and no longer."""
        found = screen.query(cls)
        if size.width >= LEAST.width and size.height >= LEAST.height:
            await found.remove()
            return
        told = (
            f"{size.width} × {size.height} is too small for the desk.\nMake it {LEAST.width} × {LEAST.height} or more."
        )
        if found:
            found.first().update(told)
        else:
            await screen.mount(cls(told, markup=False))
