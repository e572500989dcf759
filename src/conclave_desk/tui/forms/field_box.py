"""One field on the screen: its label, where it is typed, and beside that what it means or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, Static

from conclave_desk.domain.names import fold
from conclave_desk.exchange.cells import CellFault
from conclave_desk.tui.forms.fields import Field, Meaning, Values, matching
from conclave_desk.tui.forms.picks import Picks
from conclave_desk.tui.steadfast import Steadfast
from conclave_desk.tui.widgets.cells import fitted, shortened

_MOST_OFFERED = 40
_LEAST_TOLD = 12
"""Cells under which a sentence beside the text helps nobody: then its sign alone stands there."""


class FieldInput(Steadfast, Input):
    """Where a field is typed. What was understood stands at the right end of the same line, so that nothing moves."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"input--meaning", "input--fault", "input--doubt"}
    virtual_size = reactive(Size(0, 0))
    """As wide as what is typed. Unlike Textual's own it lays out nothing anew: the field's place does not change."""

    def __init__(self, box: FieldBox) -> None:
        super().__init__(value=box.field.default, placeholder="" if box.crowded else box.field.hint, compact=True)
        self._box = box
        self._hint = self.placeholder
        self.told, self.tone = "", "meaning"

    def tell(self, text: str, tone: str) -> None:
        """Let that stand beside what is typed; ``tone`` is ``meaning``, ``fault`` or ``doubt``."""
        if (text, tone) != (self.told, self.tone):
            self.told, self.tone = text, tone
            self.refresh()

    def on_resize(self) -> None:
        """Of a hint for which there is no room as much as there is, and a mark."""
        self.placeholder = shortened(self._hint, self.size.width)

    @property
    def _beside(self) -> str:
        """As much of what is told as there is room for: whole, its first words, its sign, nothing."""
        room = self.size.width - 1 - cell_len(self.value or self.placeholder)
        if cell_len(self.told) < room:
            return self.told
        if self.tone == "meaning" or not self.told:
            return ""
        return shortened(self.told, room - 1) if room > _LEAST_TOLD else self.told[:1]

    @property
    def tells_all(self) -> bool:
        """Whether all that is told stands there."""
        return self._beside == self.told

    def render_line(self, y: int) -> Strip:
        """What is typed, and what it means."""
        strip = super().render_line(y)
        if y != 0 or not (beside := self._beside):
            return strip
        width, wide = self.size.width, cell_len(beside)
        style = self.rich_style + self.get_component_rich_style(f"input--{self.tone}", partial=True)
        left = strip.adjust_cell_length(width - wide - 1, self.rich_style)
        return Strip([*left, Segment(" ", self.rich_style), Segment(fitted(beside, wide), style)], width)

    async def _on_key(self, event: events.Key) -> None:
        """Keys that the list takes go to it; everything else is typing."""
        if self._box.take_key(event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class FieldBox(Steadfast, Horizontal):
    """A :class:`Field`. ``values`` gives what the form's other fields say at the moment, ``picks`` is the form's list.

    A ``crowded`` one stands in a line with many others, under a caption, and has no label of its own.
    """

    @dataclass
    class Changed(Message):
        """Something else is typed in it, or it is understood otherwise."""

        name: str

    @dataclass
    class Done(Message):
        """Enter: on to the next field."""

        name: str

    def __init__(self, field: Field, values: Callable[[], Values], picks: Picks, *, crowded: bool = False) -> None:
        super().__init__(classes="field")
        self.field, self.crowded = field, crowded
        self.styles.width = f"{field.share}fr"
        self._values, self._picks = values, picks
        self._picked = False
        self._alone: tuple[str, str | None] = ("", "")
        self.fault = ""
        """What is wrong with it, if anything."""
        self.opening = False
        """Whether the form opens with this field: then no list covers what it asks, until one types."""
        self.input = FieldInput(self)
        self.display = not field.hidden

    def compose(self) -> ComposeResult:
        """Label and input."""
        if not self.crowded:
            yield Static(f"{self.field.label}{' *' if self.field.required else ''}", classes="label", markup=False)
        yield self.input

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.value

    def put(self, text: str) -> None:
        """Let it say something."""
        self.input.value = text

    def read(self) -> Meaning:
        """What it means; :class:`CellFault` if it may not say that."""
        return self.field.meaning(self.text, self._values())

    @property
    def value(self) -> str | None:
        """What the other fields may know of it: its value by itself, ``None`` while it has none."""
        text = self.text.strip()
        if self.field.choices is not None or not text:
            return text
        if self._alone[0] != text:
            try:
                self._alone = (text, self.field.read(text, {}).value)
            except CellFault:
                self._alone = (text, None)
        return self._alone[1]

    def show_meaning(self, *, strict: bool = False) -> bool:
        """Say beside it what was understood, or what is wrong; whether all is well.

        A field that is needed and still empty is told so only when ``strict``: at the end, not while one types. While
        the list is open, the list says what there is.
        """
        try:
            found = self.read()
        except CellFault as fault:
            if strict or (self.text.strip() and not self.picking):
                self.show_fault(str(fault))
            else:
                self._tell("", "meaning")
            return False
        self.fault = ""
        if found.doubt and self.picking:
            self._tell("", "meaning")
        else:
            self._tell(f"! {found.said}" if found.doubt else found.said, "doubt" if found.doubt else "meaning")
        return True

    def show_fault(self, sentence: str) -> None:
        """What is wrong with it, by itself or beside another field."""
        self.fault = sentence
        self._tell(f"✗ {sentence}", "fault")

    def _tell(self, text: str, tone: str) -> None:
        self.input.tell(text, tone)
        self.input.set_class(tone == "fault", "wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another key."""
        event.stop()
        if self.input.has_focus and not self._picked:
            self._offer()
        self._picked = False
        self.show_meaning()
        self.post_message(self.Changed(self.field.name))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter, where no list took it."""
        event.stop()
        self.post_message(self.Done(self.field.name))

    # Picking

    def on_descendant_focus(self) -> None:
        """Offer the list when the field is entered."""
        opening, self.opening = self.opening or not self.input.region, False
        if self.field.choices is not None and not self.text.strip() and not opening:
            self._offer()

    def on_descendant_blur(self) -> None:
        """Left: what was half typed is completed where only one thing is meant, and told if it means nothing."""
        self._picks.close(self.field.name)
        if self.text.strip() and self.show_meaning() and self.field.choices is not None:
            value = self.read().value
            chosen = next((c for c in self.field.choices(self._values()) if c.value == value), None)
            if chosen is not None and self.text != chosen.label:
                self._picked = True
                self.put(chosen.label)

    def _offer(self) -> None:
        if self.field.choices is None:
            return
        choices = matching(self.field.choices(self._values()), self.text)[:_MOST_OFFERED]
        here = 0 if choices and (self.text.strip() or self.field.required) else None
        self._picks.offer(self.field.name, choices, here, under=self.input.region, within=self._within)

    @property
    def _within(self) -> Region:
        fields = next(one for one in self.ancestors_with_self if isinstance(one, VerticalScroll))
        return fields.region

    def moved(self) -> None:
        """The field stands elsewhere on the screen; its list goes with it."""
        if self.picking:
            self._picks.lie(self.input.region, self._within)

    @property
    def picking(self) -> bool:
        """Whether the list is open for it."""
        return self._picks.owner == self.field.name

    def take_key(self, key: str) -> bool:
        """Keys that move in the open list or pick from it; whether this was one."""
        picks = self._picks
        if not self.picking:
            if key == "down" and self.field.choices is not None:
                self._offer()
                return True
            return False
        match key:
            case "down" | "up":
                picks.move(1 if key == "down" else -1)
            case "escape":
                picks.close(self.field.name)
                self.show_meaning()
            case "enter":
                self.pick(picks.here)
                self.post_message(self.Done(self.field.name))
            case "tab":
                if self.text.strip():
                    self.pick(picks.here)
                return False
            case _:
                return False
        return True

    def pick(self, place: int | None) -> None:
        """Let it say what stands at that place of the list, and close that."""
        choices = self._picks.choices
        if place is not None and place < len(choices):
            choice = choices[place]
            typed = fold(self.text)
            if not (self.field.free and typed and typed not in choice.folded):
                self._picked = self.text != choice.label
                self.put(choice.label)
        self._picks.close(self.field.name)
        self.show_meaning()
