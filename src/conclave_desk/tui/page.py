"""Pages of records: labels and values, aligned, as rich renderables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from conclave_desk.tui.widgets.cells import cleaned, isolated

_TONES = {"good", "stop", "warn", "muted", "accent"}


class Page:
    """Puts a page together line by line; ``colours`` are the theme's tokens, ``label_width`` is in cells."""

    def __init__(self, colours: dict[str, str], label_width: int = 11) -> None:
        self._colours = colours
        self._wide = label_width
        self._parts: list[RenderableType] = []
        self._grid: Table | None = None

    @property
    def content(self) -> RenderableType:
        """What was put together."""
        return Group(*self._parts)

    def style(self, tone: str) -> str:
        """The style of a tone: ``good stop warn muted accent bold``."""
        return tone if tone == "bold" else self._colours.get(tone, "") if tone in _TONES else ""

    def title(self, text: str) -> Page:
        """A heading, after an empty line where anything stands before it."""
        if self._parts:
            self.blank()
        return self._add(Text(shown(text), "bold"))

    def line(self, label: str, value: str | None, tone: str = "") -> Page:
        """A label and its value, which wraps beside it; nothing where there is no value."""
        if not value:
            return self
        if self._grid is None:
            self._grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
            self._grid.add_column(width=self._wide, justify="right", no_wrap=True, style=self.style("muted"))
            self._grid.add_column(ratio=1)
            self._parts.append(self._grid)
        self._grid.add_row(label, Text(shown(value), self.style(tone)))
        return self

    def plain(self, value: str, tone: str = "") -> Page:
        """A line without a label."""
        return self._add(Text(shown(value), self.style(tone)))

    def parts(self, *parts: tuple[str, str]) -> Page:
        """A line of several pieces, each with its tone."""
        return self._add(Text.assemble(*((shown(value), self.style(tone)) for value, tone in parts)))

    def blank(self) -> Page:
        """An empty line."""
        return self._add(Text(""))

    def _add(self, part: RenderableType) -> Page:
        self._grid = None
        self._parts.append(part)
        return self


def shown(value: str) -> str:
    """A value that turns nothing round but itself."""
    return isolated(cleaned(value))
