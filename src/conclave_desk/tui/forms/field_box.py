"""One field on the screen: its label, where it is typed, what it means or what is wrong, and a list to pick from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from conclave_desk.exchange.cells import CellFault
from conclave_desk.tui.forms.fields import Choice, Field, Meaning, Values, matching
from conclave_desk.tui.page import shown

_MOST_SHOWN = 40


class FieldInput(Input):
    """Keys that a list to pick from takes go to it; everything else is typing."""

    def __init__(self, box: FieldBox) -> None:
        super().__init__(value=box.field.default, placeholder=box.field.hint, compact=True)
        self._box = box

    async def _on_key(self, event: events.Key) -> None:
        if self._box.take_key(event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class FieldBox(Vertical):
    """A :class:`Field`. ``values`` gives what the form's other fields say at the moment."""

    @dataclass
    class Changed(Message):
        """Something else is typed in it."""

        name: str

    @dataclass
    class Done(Message):
        """Enter: on to the next field."""

        name: str

    def __init__(self, field: Field, values: Callable[[], Values], *, alone: bool) -> None:
        super().__init__(classes="field alone" if alone else "field")
        self.field = field
        self._values = values
        self._picks: list[Choice] = []
        self._picked = False
        self.fault = ""
        """What is wrong with it, if anything."""
        self.input = FieldInput(self)
        self.display = not field.hidden

    def compose(self) -> ComposeResult:
        """Label, input, meaning in a row; a fault or the list under it."""
        label = f"{self.field.label}{' *' if self.field.required else ''}"
        with Horizontal(classes="row"):
            yield Static(label, classes="label", markup=False)
            yield self.input
            yield Static("", classes="meaning", markup=False)
        picks = OptionList(classes="picks", compact=True)
        picks.can_focus = False
        yield picks

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

    def show_meaning(self, *, strict: bool = False) -> bool:
        """Say beside it what was understood, or what is wrong; whether all is well.

        A field that is needed and still empty is told so only when ``strict``: at the end, not while one types.
        """
        try:
            found = self.read()
        except CellFault as fault:
            if self.text.strip() or strict:
                self.show_fault(str(fault))
            else:
                self._tell("")
            return False
        self.fault = ""
        self._tell(f"! {found.said}" if found.doubt else found.said, doubt=found.doubt)
        return True

    def show_fault(self, sentence: str) -> None:
        """Something that does not go with another field."""
        self.fault = sentence
        self._tell(f"✗ {sentence}", fault=True)

    def _tell(self, text: str, *, fault: bool = False, doubt: bool = False) -> None:
        told = self.query_one(".meaning", Static)
        told.update(text)
        told.set_class(bool(text), "says").set_class(fault, "fault").set_class(doubt, "doubt")
        self.input.set_class(fault, "wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another key."""
        event.stop()
        self.show_meaning()
        if self.input.has_focus and not self._picked:
            self._offer()
        self._picked = False
        self.post_message(self.Changed(self.field.name))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter, where no list took it."""
        event.stop()
        self.post_message(self.Done(self.field.name))

    # Picking

    def on_descendant_focus(self) -> None:
        """Offer the list when the field is entered."""
        if self.field.choices is not None and not self.text.strip():
            self._offer()

    def on_descendant_blur(self) -> None:
        """Left: what was half typed is completed where only one thing is meant."""
        self._close()
        if self.field.choices is not None and self.text.strip():
            try:
                found = self.read()
            except CellFault:
                return
            chosen = next((c for c in self.field.choices(self._values()) if c.value == found.value), None)
            if chosen is not None and self.text != chosen.label:
                self._picked = True
                self.put(chosen.label)

    def _offer(self) -> None:
        if self.field.choices is None:
            return
        self._picks = matching(self.field.choices(self._values()), self.text)[:_MOST_SHOWN]
        picks = self.query_one(OptionList)
        picks.clear_options()
        picks.add_options([Option(self._line(choice)) for choice in self._picks])
        picks.highlighted = 0 if self._picks and (self.text.strip() or self.field.required) else None
        picks.display = bool(self._picks)

    def _line(self, choice: Choice) -> Text:
        note = choice.note if choice.note else (choice.value if choice.value != choice.label else "")
        return Text(f"{shown(choice.label)}   {shown(note)}" if note else shown(choice.label))

    def _close(self) -> None:
        self.query_one(OptionList).display = False

    @property
    def picking(self) -> bool:
        """Whether the list is open."""
        return bool(self.query_one(OptionList).display)

    def take_key(self, key: str) -> bool:
        """Keys that move in the open list or pick from it; whether this was one."""
        picks = self.query_one(OptionList)
        if not self.picking:
            if key == "down" and self.field.choices is not None:
                self._offer()
                return True
            return False
        match key:
            case "down":
                picks.action_cursor_down()
            case "up":
                picks.action_cursor_up()
            case "escape":
                self._close()
            case "enter":
                self._pick(picks.highlighted)
                self.post_message(self.Done(self.field.name))
            case "tab":
                if self.text.strip():
                    self._pick(picks.highlighted)
                return False
            case _:
                return False
        return True

    def _pick(self, place: int | None) -> None:
        if place is not None and place < len(self._picks) and not self._says_already(self._picks[place]):
            self._picked = True
            self.put(self._picks[place].label)
        self._close()

    def _says_already(self, choice: Choice) -> bool:
        return self.field.free and self.text.strip() != "" and choice.folded.find(self.text.strip().casefold()) < 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click in the list."""
        event.stop()
        self._pick(event.option_index)
        self.input.focus()
