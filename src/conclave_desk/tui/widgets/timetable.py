"""A day as a grid: hours down the side, venues side by side, each session a block as long as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from conclave_desk.domain.timetable import Lane, Ruler, neighbours, ruler
from conclave_desk.tui.steadfast import Steadfast
from conclave_desk.tui.widgets.cells import fitted

_GUTTER = 7
_LEAST = 22
"""Cells of the narrowest column in which a session can be read."""
_NOTHING = Ruler(9 * 60, 17 * 60, 30)


@dataclass(frozen=True, slots=True)
class Block:
    """A session as it stands in the grid: ``lines`` of a width and height, each with its tone; ``tone`` is the bar's."""

    lines: Callable[[int, int], Sequence[tuple[str, str]]]
    tone: str = "accent"
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A day: its venues as (code, heading), where each session stands, what each says; ``now`` is a minute of it."""

    venues: Sequence[tuple[str, str]] = ()
    lanes: Sequence[Lane] = ()
    blocks: dict[str, Block] = field(default_factory=dict)
    now: int | None = None

    @property
    def codes(self) -> list[str]:
        """The sessions in time's order."""
        placed = sorted(self.lanes, key=lambda lane: (lane.slot.first, lane.slot.code))
        return [lane.slot.code for lane in placed]


class Timetable(Steadfast, ScrollView, can_focus=True):
    """Arrow keys go from session to session; where not all venues fit, the grid moves along with the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"timetable--{name}"
        for name in ("header", "block", "cursor", "muted", "good", "stop", "warn", "accent", "line")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go('up')", "Up", show=False),
        Binding("down", "go('down')", "Down", show=False),
        Binding("left", "go('left')", "Left", show=False),
        Binding("right", "go('right')", "Right", show=False),
        Binding("home", "end(0)", "First", show=False),
        Binding("end", "end(-1)", "Last", show=False),
        Binding("enter", "open", "Open", show=False),
    ]
    DEFAULT_CSS = "Timetable { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another session, or on none."""

        code: str | None

    @dataclass
    class Opened(Message):
        """Enter, or a second click, on a session."""

        code: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.grid = Grid()
        self.code: str | None = None
        self._ruler = _NOTHING
        self._from = 0
        self._drawn: dict[str, list[tuple[str, str]]] = {}

    def show(self, grid: Grid) -> None:
        """Another day, or the same as it stands now; the cursor stays on its session if it is there."""
        self.grid = grid
        if self.code not in grid.blocks:
            self.code = next(iter(grid.codes), None)
        self._lay_out()

    def go_to(self, code: str) -> None:
        """Put the cursor on a session of the day."""
        self.code = code
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(code))

    def on_resize(self) -> None:
        """Another size: other hours a line, other widths."""
        self._lay_out()

    # Where things stand

    @property
    def shown(self) -> Sequence[tuple[str, str]]:
        """The venues that fit beside each other, from the first in sight."""
        return self.grid.venues[self._from : self._from + self._fitting]

    @property
    def _fitting(self) -> int:
        room = max(1, (self.size.width - _GUTTER) // (_LEAST + 1))
        return max(1, min(len(self.grid.venues), room))

    @property
    def _wide(self) -> int:
        """Cells of a column, the line on its left not counted."""
        return max(4, (self.size.width - _GUTTER) // max(1, self._fitting) - 1)

    def _lay_out(self) -> None:
        self._ruler = ruler([lane.slot for lane in self.grid.lanes], max(1, self.size.height - 2))
        self.virtual_size = Size(0, self._ruler.lines + 2)
        self._drawn = {}
        self._keep_in_sight()
        self.refresh()

    def _lane(self, code: str | None) -> Lane | None:
        return next((lane for lane in self.grid.lanes if lane.slot.code == code), None)

    def _keep_in_sight(self) -> None:
        lane = self._lane(self.code)
        self._from = min(self._from, max(0, len(self.grid.venues) - self._fitting))
        if lane is None:
            return
        place = [code for code, _ in self.grid.venues].index(lane.slot.venue)
        self._from = max(place - self._fitting + 1, min(self._from, place))
        first, last = self._ruler.lines_of(lane.slot)
        if self.size.height > 1:
            region = Region(0, first, 1, min(last - first + 1, self.size.height))
            self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The venues' names, then a line of the day."""
        if y == 0:
            return self._header()
        line = round(self.scroll_offset.y) + y - 1
        if line == self._ruler.lines and self.grid.lanes:
            return Strip([self._hour(line, self._ruler.last)]).adjust_cell_length(self.size.width, self.rich_style)
        if line >= self._ruler.lines:
            return Strip.blank(self.size.width, self.rich_style)
        return self._line(line)

    def _style(self, name: str, base: Style | None = None) -> Style:
        style = self.get_component_rich_style(f"timetable--{name}", partial=True)
        return (base or self.rich_style) + style

    def _header(self) -> Strip:
        before = "◂ " if self._from else ""
        after = " ▸" if self._from + self._fitting < len(self.grid.venues) else ""
        style, line = self._style("header"), self._style("line")
        parts = [Segment(" " * _GUTTER, style)]
        for place, (_code, heading) in enumerate(self.shown):
            text = (before if place == 0 else "") + heading
            last = place == len(self.shown) - 1
            shown = fitted(text, self._wide - len(after)) + after if last and after else fitted(text, self._wide)
            parts += [Segment("│", line), Segment(shown, style)]
        return Strip(parts).adjust_cell_length(self.size.width, style)

    def _line(self, line: int) -> Strip:
        minute = self._ruler.first + line * self._ruler.step
        parts = [self._hour(line, minute)]
        for code, _ in self.shown:
            parts.append(Segment("│", self._style("line")))
            parts += self._column(code, line, minute)
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)

    def _hour(self, line: int, minute: int) -> Segment:
        now = self.grid.now
        if now is not None and self._ruler.first <= now < self._ruler.last and self._ruler.line(now) == line:
            return Segment(f"{now // 60:02}:{now % 60:02} ▸", self._style("accent") + Style(bold=True))
        if minute % 60 == 0:
            return Segment(f"{minute // 60:02}:00  ", self._style("header"))
        if minute % 30 == 0 and self._ruler.step <= 15:
            return Segment("  :30  ", self._style("muted"))
        return Segment(" " * _GUTTER, self.rich_style)

    def _column(self, venue: str, line: int, minute: int) -> list[Segment]:
        here = [lane for lane in self.grid.lanes if lane.slot.venue == venue and self._covers(lane, line)]
        if not here:
            return [self._empty(self._wide, minute)]
        of = here[0].of
        widths = [self._wide // of + (1 if number < self._wide % of else 0) for number in range(of)]
        by_number = {lane.number: lane for lane in here}
        parts: list[Segment] = []
        for number, width in enumerate(widths):
            lane = by_number.get(number)
            parts += [self._empty(width, minute)] if lane is None else self._part(lane, line, width)
        return parts

    def _empty(self, width: int, minute: int) -> Segment:
        dotted = minute % 60 == 0 and self._ruler.step < 60
        return Segment(("┈" if dotted else " ") * width, self._style("line"))

    def _covers(self, lane: Lane, line: int) -> bool:
        first, last = self._ruler.lines_of(lane.slot)
        return first <= line < last

    def _part(self, lane: Lane, line: int, width: int) -> list[Segment]:
        block = self.grid.blocks[lane.slot.code]
        first, last = self._ruler.lines_of(lane.slot)
        here = lane.slot.code == self.code
        base = self._style("cursor" if here and self.has_focus else "block")
        if block.muted:
            base = self._style("muted", base)
        bar = "╺" if last - first == 1 else "┏" if line == first else "┗" if line == last - 1 else "┃"
        if here:
            bar = "▌"
        text, tone = self._text(lane, block, last - first, max(1, width - 2))[line - first]
        toned = self._style(tone, base) if tone and not (here and self.has_focus) else base
        if line == first and not block.muted:
            toned += Style(bold=True)
        return [Segment(f"{bar} ", self._style(block.tone, base)), Segment(text, toned)]

    def _text(self, lane: Lane, block: Block, height: int, width: int) -> list[tuple[str, str]]:
        if lane.slot.code not in self._drawn:
            wanted = list(block.lines(width, height))[:height]
            wanted += [("", "")] * (height - len(wanted))
            self._drawn[lane.slot.code] = [(fitted(text, width), tone) for text, tone in wanted]
        return self._drawn[lane.slot.code]

    # Moving

    def action_go(self, where: str) -> None:
        """To the next session that way."""
        venues = [code for code, _ in self.grid.venues]
        target = neighbours(self.grid.lanes, venues, self.code).get(where) if self.code else None
        if target is not None:
            self.go_to(target)

    def action_end(self, place: int) -> None:
        """The day's first or last session."""
        if self.grid.codes:
            self.go_to(self.grid.codes[place])

    def action_open(self) -> None:
        """Enter."""
        if self.code is not None:
            self.post_message(self.Opened(self.code))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a session, twice opens it."""
        line = round(self.scroll_offset.y) + event.y - 1
        place, within = divmod(event.x - _GUTTER, self._wide + 1)
        if event.x < _GUTTER or event.y == 0 or not 0 <= place < len(self.shown):
            return
        venue = self.shown[place][0]
        here = [lane for lane in self.grid.lanes if lane.slot.venue == venue and self._covers(lane, line)]
        found = next((lane for lane in here if lane.number == max(0, within - 1) * lane.of // self._wide), None)
        if found is not None:
            self.go_to(found.slot.code)
            if event.chain == 2:
                self.action_open()
