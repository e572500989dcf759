"""The table of a register: draws the lines that are in sight and asks its source for those alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from conclave_desk.tui.steadfast import Steadfast
from conclave_desk.tui.widgets.cells import fitted
from conclave_desk.tui.widgets.columns import GAP, Column, Placed, laid_out
from conclave_desk.tui.widgets.source import Query, Row, Source

CURSOR, CHOSEN = "▌", "◆"
_MARGIN = 2
"""Cells before the first column: the cursor's bar and the mark of a chosen row."""
_MOST_CHOSEN = 5_000


_NOTHING = "Nothing here matches what is typed in the filter."


class RegisterTable(Steadfast, ScrollView, can_focus=True):
    """Rows of a :class:`Source` under columns that fold away. The cursor stays on its record when the data change."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--chosen",
        "table--good",
        "table--stop",
        "table--warn",
        "table--muted",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False),
        Binding("home,g", "end(-1)", "First", show=False),
        Binding("end,G", "end(1)", "Last", show=False),
        Binding("enter", "open", "Open", show=False),
        Binding("space", "choose", "Choose", show=False),
        Binding("shift+up", "extend(-1)", "Choose upwards", show=False),
        Binding("shift+down", "extend(1)", "Choose downwards", show=False),
        Binding("V", "range", "Choose a range", show=False),
        Binding("ctrl+a", "choose_all", "Choose all", show=False),
    ]
    DEFAULT_CSS = """
    RegisterTable { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another record, or the record under it changed; ``None`` when there is no row."""

        table: RegisterTable
        row_id: str | None

        def can_replace(self, message: Message) -> bool:
            """Only where it came to rest matters."""
            return isinstance(message, RegisterTable.Moved) and message.table is self.table

        @property
        def control(self) -> RegisterTable:
            """The table."""
            return self.table

    @dataclass
    class Opened(Message):
        """Enter, or a second click, on a record."""

        table: RegisterTable
        row_id: str

        @property
        def control(self) -> RegisterTable:
            """The table."""
            return self.table

    @dataclass
    class ChoiceChanged(Message):
        """Other rows are chosen now."""

        number: int

    class Ordered(Message):
        """A heading was clicked: the rows stand in another order."""

    def __init__(self, source: Source, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.source = source
        self.columns = tuple(columns)
        self.query_now = Query()
        self.count = 0
        self.cursor_row = 0
        self.cursor_id: str | None = None
        self.chosen: dict[str, None] = {}
        self._anchor: int | None = None
        self.ranging = False
        """Whether moving chooses all from where a range was begun."""
        self._placed: list[Placed] = []
        self._laid_for = 0
        self._window: tuple[int, Sequence[Row]] = (0, ())
        self._looks: dict[str, Style] = {}

    def on_mount(self) -> None:
        """Ask for the first rows."""
        self.reload()

    def on_resize(self) -> None:
        """Columns fold to the new width, and the cursor stays in sight."""
        self._lay_out()
        self._scroll_to_cursor()
        self.refresh()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns from now on."""
        self.columns = tuple(columns)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Also when the scrollbar has come or gone, which is no resize of the table."""
        self._laid_for = self.scrollable_content_region.width
        self._placed = laid_out(self.columns, max(8, self._laid_for - _MARGIN))

    # What is shown

    def reload(self) -> None:
        """The data changed: the cursor stays on its record, or near where it was."""
        self._show(self.query_now)

    def show_query(self, query: Query) -> None:
        """Another filter or another order."""
        self._show(query)

    def _show(self, query: Query) -> None:
        self.query_now = query
        self._window = (0, ())
        self.count = self.source.count(query)
        self.virtual_size = Size(0, self.count + 1)
        place = self.source.position(query, self.cursor_id) if self.cursor_id else None
        self._put_cursor(self.cursor_row if place is None else place)
        self.refresh()

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from place ``start`` up to ``stop``; what is in sight is asked for once."""
        first, held = self._window
        if start < first or stop > first + len(held):
            page = max(10, self.size.height)
            first = max(0, start - page)
            held = self.source.window(self.query_now, first, min(self.count, stop + page))
            self._window = (first, held)
        return held[start - first : stop - first]

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        if not 0 <= self.cursor_row < self.count:
            return None
        return next(iter(self.rows(self.cursor_row, self.cursor_row + 1)), None)

    @property
    def meant(self) -> list[str]:
        """The records that a command is about: those chosen, else the one under the cursor."""
        return list(self.chosen) or ([self.cursor_id] if self.cursor_id else [])

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a record; ``False`` when the filter hides it."""
        place = self.source.position(self.query_now, row_id)
        if place is not None:
            self._put_cursor(place)
        return place is not None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line: the header first, then the rows in sight."""
        width = self.size.width
        if self.scrollable_content_region.width != self._laid_for:
            self._lay_out()
        if y == 0:
            return self._header(width)
        place = round(self.scroll_offset.y) + y - 1
        if self.count == 0 and y == 2 and self.query_now.text:
            told = " " * _MARGIN + _NOTHING
            return Strip([Segment(told, self._look("table--muted"))]).adjust_cell_length(width, self._look(""))
        if place >= self.count:
            return Strip.blank(width, self._look(""))
        found = self.rows(place, place + 1)
        return self._line(found[0], place, width) if found else Strip.blank(width, self._look(""))

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("table--header")
        parts = [Segment(" " * _MARGIN, style)]
        for placed in self._placed:
            label = placed.column.label
            if placed.column.key == self.query_now.sort:
                label = f"{label} {'▼' if self.query_now.descending else '▲'}"
            parts.append(Segment(fitted(label, placed.width, placed.column.right) + " " * GAP, style))
        return Strip(parts).adjust_cell_length(width, style)

    def _line(self, row: Row, place: int, width: int) -> Strip:
        here, chosen = place == self.cursor_row, row.id in self.chosen
        base = self._look("")
        if chosen:
            base += self._look("table--chosen")
        if here:
            base += self._look("table--cursor")
        marks = (CURSOR if here and self.has_focus else " ") + (CHOSEN if chosen else " ")
        # Cells of one look go into one part: every part is handled many times before it is on the terminal.
        parts, alike, taken = [], marks, _MARGIN
        of_row = row.tones.get("", "")
        for placed in self._placed:
            key = placed.column.key
            text = fitted(row.cells.get(key, ""), placed.width, placed.column.right, placed.column.ranked)
            tone = row.tones.get(key, of_row)
            alike += " " * (_MARGIN + placed.start - taken)
            if not tone or tone == "ink" or (here and self.has_focus):
                alike += text
            else:
                parts += [Segment(alike, base), Segment(text, base + self._look(f"table--{tone}"))]
                alike = ""
            taken = _MARGIN + placed.start + placed.width
        parts.append(Segment(alike + " " * (width - taken), base))
        return Strip(parts, max(width, taken)).crop(0, width)

    def _look(self, component: str) -> Style:
        """The style of a part of the table, or of the table itself; worked out once until styles change."""
        if component not in self._looks:
            part = self.get_component_rich_style(component, partial=True) if component else self.rich_style
            self._looks[component] = part
        return self._looks[component]

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        self._looks.clear()
        super().notify_style_update()

    # Moving

    def action_move(self, by: int) -> None:
        """A line up or down."""
        self._go(self.cursor_row + by)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self._go(self.cursor_row + by * max(1, self.size.height - 2))

    def action_end(self, by: int) -> None:
        """The first or the last row."""
        self._go(self.count - 1 if by > 0 else 0)

    def _go(self, place: int) -> None:
        if self.ranging:
            self._extend_to(place)
        else:
            self._anchor = None
            self._put_cursor(place)

    def _put_cursor(self, place: int) -> None:
        before, offset = self.cursor_row, self.scroll_offset.y
        self.cursor_row = max(0, min(place, self.count - 1))
        row = self.current
        self.cursor_id = row.id if row else None
        self._scroll_to_cursor()
        if self.scroll_offset.y == offset:
            self.refresh_line(before + 1)
            self.refresh_line(self.cursor_row + 1)
        else:
            self.refresh()
        self.post_message(self.Moved(self, self.cursor_id))

    def _scroll_to_cursor(self) -> None:
        if self.size.height > 1:
            self.scroll_to_region(
                Region(0, self.cursor_row, 1, 2), animate=False, force=True, immediate=True, x_axis=False
            )

    # Choosing

    def action_choose(self) -> None:
        """The row under the cursor in or out of the choice, and on to the next."""
        if self.cursor_id is None:
            return
        if self.ranging:
            self.ranging, self._anchor = False, None
            self.post_message(self.ChoiceChanged(len(self.chosen)))
            return
        if self.chosen.pop(self.cursor_id, self) is self:
            self.chosen[self.cursor_id] = None
        self._anchor = None
        self._put_cursor(self.cursor_row + 1)
        self.post_message(self.ChoiceChanged(len(self.chosen)))

    def action_extend(self, by: int) -> None:
        """From where Shift was first pressed to the cursor, all are chosen."""
        self._extend_to(self.cursor_row + by)

    def action_range(self) -> None:
        """A range begins here and ends where the same key is pressed again; all of it is chosen."""
        self.ranging = not self.ranging
        if self.ranging:
            self._anchor = None
            self._extend_to(self.cursor_row)
        else:
            self._anchor = None
            self.post_message(self.ChoiceChanged(len(self.chosen)))

    def _extend_to(self, place: int) -> None:
        if self._anchor is None:
            self._anchor = self.cursor_row
        anchor = self._anchor
        self._put_cursor(max(anchor - _MOST_CHOSEN, min(place, anchor + _MOST_CHOSEN)))
        first, last = sorted((anchor, self.cursor_row))
        self.chosen = dict.fromkeys(row.id for row in self.source.window(self.query_now, first, last + 1))
        self.refresh()
        self.post_message(self.ChoiceChanged(len(self.chosen)))

    def action_choose_all(self) -> None:
        """All that the filter leaves."""
        if self.count > _MOST_CHOSEN:
            self.notify(f"{self.count:,} rows are too many to choose at once; filter first.", severity="warning")
            return
        self.chosen = dict.fromkeys(row.id for row in self.source.window(self.query_now, 0, self.count))
        self.refresh()
        self.post_message(self.ChoiceChanged(len(self.chosen)))

    def let_go(self) -> bool:
        """Choose nothing; whether anything was chosen."""
        had = bool(self.chosen)
        self.chosen = {}
        self._anchor, self.ranging = None, False
        self.refresh()
        if had:
            self.post_message(self.ChoiceChanged(0))
        return had

    def keep(self, ids: Iterable[str]) -> None:
        """Of what is chosen only those stay so that are still there: the table shows other records now."""
        there, before = set(ids), len(self.chosen)
        self.chosen = {row_id: None for row_id in self.chosen if row_id in there}
        if len(self.chosen) != before:
            self.refresh()
            self.post_message(self.ChoiceChanged(len(self.chosen)))

    def action_open(self) -> None:
        """Enter."""
        if self.cursor_id is not None:
            self.post_message(self.Opened(self, self.cursor_id))

    # Order and mouse

    def sort_by(self, key: str) -> None:
        """By that column; the same again turns the order round, a third time goes back to precedence, as blank does."""
        now = self.query_now
        if now.sort != key:
            wanted = Query(now.text, key)
        else:
            wanted = Query(now.text) if now.descending else Query(now.text, key, True)
        self.show_query(wanted)

    async def on_click(self, event: events.Click) -> None:
        """A click on a heading sorts, on a row puts the cursor there, twice opens it; with Ctrl it chooses."""
        if event.y == 0:
            for placed in self._placed:
                if placed.column.sortable and placed.start <= event.x - _MARGIN < placed.start + placed.width:
                    self.sort_by(placed.column.key)
                    self.post_message(self.Ordered())
            return
        place = round(self.scroll_offset.y) + event.y - 1
        if place >= self.count:
            return
        self._put_cursor(place)
        if event.ctrl:
            self.action_choose()
        elif event.chain == 2:
            self.action_open()
