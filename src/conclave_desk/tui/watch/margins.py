"""What stands above and below the verdict: which gate, what time, how many; the last ten scans; the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text
from textual.widget import Widget

from conclave_desk.tui.widgets.cells import cleaned, fitted, isolated, shortened

LAST = 10
_TWO_COLUMNS = 76


class TopLine(Widget):
    """The gate and its direction on the left; counts, list and time on the right."""

    def __init__(self) -> None:
        super().__init__(id="top")
        self._gate, self._zone, self._way, self._right = "", "", "", ("", "", "")
        self._out = False

    def show(self, gate: str, zone: str, way: str, right: tuple[str, str, str], *, out: bool) -> None:
        """``right`` are counts, list and time; where there is no room the zone goes first, then the time."""
        self._gate, self._zone, self._way, self._right, self._out = gate, zone, way, right, out
        self.refresh()

    def render(self) -> Text:
        """One line."""
        wide = self.size.width
        counts, roster, clock = self._right
        way = f" {'←' if self._out else '→'} {isolated(self._way)} " if self._way else ""
        for zone, right in (
            (self._zone, f"{counts} · {roster} · {clock}"),
            ("", f"{counts} · {roster} · {clock}"),
            ("", f"{counts} · {roster}"),
        ):
            left = f" {self._gate}{f' · {zone}' if zone else ''} "
            gap = wide - cell_len(left) - cell_len(way) - cell_len(right) - 1
            if gap > 0:
                break
        else:
            left = shortened(left, max(4, cell_len(left) + gap - 1))
            gap = 1
        return Text.assemble(
            (left, "bold"), (way, "bold reverse"), " " * max(0, gap), right, " ", no_wrap=True, overflow="crop"
        )


class Told(NamedTuple):
    """A scan in the list: its kind, and its answer in a whole line and in half a one."""

    kind: str
    whole: str
    half: str


class LastScans(Widget):
    """The last ten, the latest first; in two columns where they fit."""

    def __init__(self) -> None:
        super().__init__(id="last")
        self.lines: Sequence[Told] = ()

    def show(self, lines: Sequence[Told]) -> None:
        """These are the last scans."""
        self.lines = lines[:LAST]
        self.refresh()

    def render(self) -> RenderableType:
        """Down the first column, then the second."""
        wide, high = self.size
        if wide < _TWO_COLUMNS:
            return Group(*(self._entry(place, wide) for place in range(high)))
        half = (wide - 1) // 2
        rows = []
        for place in range(high):
            rows.append(Text.assemble(self._entry(place, half), " ", self._entry(place + high, half), no_wrap=True))
        return Group(*rows)

    def _entry(self, place: int, wide: int) -> Text:
        if place >= len(self.lines):
            return Text(" " * wide)
        told = self.lines[place]
        marked = "bold" if told.kind in ("wait", "stop") else ""
        line = told.whole if cell_len(told.whole) < wide else told.half
        return Text(f" {fitted(line, wide - 1)}", marked, no_wrap=True, overflow="crop")


class FootLine(Widget):
    """The keys, or what is being typed."""

    def __init__(self) -> None:
        super().__init__(id="foot")
        self._parts: Sequence[tuple[str, str]] = ()

    def show(self, *parts: tuple[str, str]) -> None:
        """Pieces of text, each with its style; the last goes first where there is no room."""
        self._parts = parts
        self.refresh()

    def render(self) -> Text:
        """One line."""
        wide = self.size.width - 2
        line = Text(" ", no_wrap=True, overflow="crop")
        for text, style in self._parts:
            plain = cleaned(text)
            left = wide - line.cell_len
            if left > 2:
                line.append(isolated(plain if cell_len(plain) <= left else shortened(plain, left)), style)
        return line
