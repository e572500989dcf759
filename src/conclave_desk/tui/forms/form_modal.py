"""A form on the screen: checked as one types, kept as a draft, sent as one command."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Button, Static

from conclave_desk.desk import drafts
from conclave_desk.desk.seen import unchanged
from conclave_desk.domain.decision import Decided, Refusal
from conclave_desk.errors import explained
from conclave_desk.tui.forms.caption import Caption
from conclave_desk.tui.forms.field_box import FieldBox
from conclave_desk.tui.forms.fields import Form
from conclave_desk.tui.forms.picks import Picks
from conclave_desk.tui.modals.frame import keyed, titled
from conclave_desk.tui.office import Office
from conclave_desk.tui.steadfast import Steadfast, noted
from conclave_desk.tui.wording import spoken

_PAUSE = 0.5
"""Seconds after the last key until a draft is kept."""
_LEAST_ROOM = 3
"""Lines that fields have on however low a screen."""
_MOST_OF_SCREEN = 0.96
_LABELLED = 2
"""Fields in a line up to which each has its label before it."""


class FormModal(Steadfast, ModalScreen[Decided | None]):
    """Shows a :class:`Form`; hands back what was decided, or ``None`` when nothing was sent."""

    CSS_PATH = "form_modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+s", "send", "Send", show=False),
        Binding("ctrl+n", "blank", "Blank", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, office: Office, form: Form) -> None:
        super().__init__()
        self._office, self._form = office, form
        self._boxes: dict[str, FieldBox] = {}
        self._picks = Picks()
        self._note = ""
        """About the draft; stands there unless the field that is typed in has more to say."""
        self._first: dict[str, str] = {field.name: field.default for field in form.fields}
        self._timer: Timer | None = None
        self._keeps = True
        self._together: set[str] = set()

    def compose(self) -> ComposeResult:
        """What will happen, the fields line by line, why it was refused, and the buttons."""
        with Vertical(classes="dialogue form stop" if self._form.grave else "dialogue form") as box:
            box.border_title = titled(self._form.title)
            box.border_subtitle = keyed((f"^S: {self._form.do.lower()}", "send"), ("Esc: leave", "leave"))
            if self._form.what:
                yield Static(self._form.what, classes="what", markup=False)
            with VerticalScroll(classes="fields", can_focus=False):
                yield from self._compose_lines()
            yield Static("", classes="refused", markup=False)
            with Horizontal(classes="buttons"):
                yield Static("", id="told", markup=False)
                yield Button(self._form.do, id="send")
        yield self._picks

    def _compose_lines(self) -> ComposeResult:
        """The fields. Lines of many fields are numbered under a caption, and have no label each."""
        number = 0
        for line in self._form.lines:
            crowded = len(line) > _LABELLED
            number = number + 1 if crowded else 0
            if number == 1:
                yield Caption(line)
            with Horizontal(classes="line crowded" if crowded else "line"):
                if crowded:
                    yield Static(str(number), classes="number")
                for field in line:
                    self._boxes[field.name] = FieldBox(field, self.values, self._picks, crowded=crowded)
                    yield self._boxes[field.name]

    def on_mount(self) -> None:
        """What was typed before and not sent stands there again."""
        self._show_draft()
        shown = [box for box in self._boxes.values() if box.display]
        first = next((box for box in shown if not box.text), next(iter(shown), None))
        if first is not None:
            first.opening = not first.input.has_focus
            first.input.focus()
        else:
            self.query_one("#send").focus()
        self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Another size of the terminal."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """As much room for the fields as is left once all that stands round them does: on a low screen they scroll, and
        refusal and button stay in sight."""
        if not self.query(".form"):
            return  # it was closed before its turn came
        frame, fields = self.query_one(".form"), self.query_one(".fields")
        beside = [widget for widget in frame.children if widget is not fields and widget.display]
        taken = sum(widget.outer_size.height + widget.styles.margin.height for widget in beside)
        room = max(_LEAST_ROOM, int(self.size.height * _MOST_OF_SCREEN) - frame.gutter.height - taken)
        if fields.styles.max_height is None or fields.styles.max_height.value != room:
            fields.styles.max_height = room
            if self.focused is not None:
                self.call_after_refresh(self.focused.scroll_visible, animate=False)
        self.call_after_refresh(self._keep_list)

    def _keep_list(self) -> None:
        """An open list stays at its field."""
        for box in self._boxes.values():
            box.moved()

    def values(self) -> dict[str, str]:
        """What the fields mean; what means nothing yet is left out."""
        return {name: value for name, box in self._boxes.items() if (value := box.value) is not None}

    @property
    def _typed(self) -> dict[str, str]:
        return {name: box.text for name, box in self._boxes.items()}

    @property
    def dirty(self) -> bool:
        """Whether anything stands there that did not at first."""
        return self._typed != self._first

    # Drafts

    def _show_draft(self) -> None:
        try:
            kept = drafts.load(self._office.desk, self._form.name)
        except Exception as fault:
            self._keeps = False
            self._not_kept(fault)
            return
        for name, text in kept.items():
            if name in self._boxes:
                self._boxes[name].put(text)
                self._boxes[name].display = True
        if kept:
            self._note = "your draft stands here again; ^N empties it"
            self._show_told()

    def _show_told(self) -> None:
        """What the field that is typed in has no room to say; else the note about the draft."""
        box = next((box for box in self._boxes.values() if box.input.has_focus), None)
        text = self._note if box is None or box.input.tells_all else f"{box.field.label}: {box.input.told}"
        told = self.query_one("#told", Static)
        if str(told.content) != text:
            told.update(text, layout=False)

    def on_descendant_focus(self) -> None:
        """Another field."""
        self._show_told()

    def on_picks_chosen(self, event: Picks.Chosen) -> None:
        """A click in the list."""
        event.stop()
        self._boxes[event.owner].pick(event.place)

    def on_field_box_changed(self, event: FieldBox.Changed) -> None:
        """Keep it, a moment after the last key; tell what goes with another field."""
        event.stop()
        self._check_together()
        self._show_told()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._keep)

    def _keep(self) -> bool:
        """Keep what stands here; whether that could be done."""
        if not self._keeps:
            return False
        try:
            drafts.keep(self._office.desk, self._form.name, self._typed if self.dirty else {})
        except Exception as fault:
            self._not_kept(fault)
            return False
        return True

    def _not_kept(self, fault: Exception) -> None:
        """Typing goes on without a draft."""
        noted(fault)
        self._note = f"no draft is kept: {explained(fault)[0]}"
        self._show_told()

    def action_blank(self) -> None:
        """As the form was at first."""
        for name, box in self._boxes.items():
            box.put(self._first[name])
        self._note = ""
        self._show_told()
        next(box for box in self._boxes.values() if box.display).input.focus()

    async def action_leave(self) -> None:
        """Esc closes an open list, then asks before it loses anything."""
        if self._picking():
            return
        if not self.dirty:
            self._end(None, drop=True)
            return
        self.run_worker(self._ask_and_leave(), exit_on_error=False)

    def _picking(self) -> bool:
        return any(box.take_key("escape") for box in self._boxes.values() if box.picking)

    async def _ask_and_leave(self) -> None:
        from conclave_desk.tui.modals.leave import Leave

        answer = await self.app.push_screen_wait(Leave(keeps=self._keeps))
        if answer == "keep" and self._keep():
            self._end(None, drop=False)
        elif answer == "discard":
            self._end(None, drop=True)

    def _end(self, decided: Decided | None, *, drop: bool) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.dismiss(decided)
        if drop and self._keeps:
            drafts.drop(self._office.desk, self._form.name)

    # Sending

    def on_field_box_done(self, event: FieldBox.Done) -> None:
        """Enter goes to the next field."""
        event.stop()
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The button."""
        event.stop()
        self.action_send()

    def _check_together(self) -> dict[str, str]:
        """What is wrong with a field beside others: told there, and no longer once it is right."""
        faults = dict(self._form.check(self.values()))
        for name in self._together - faults.keys():
            self._boxes[name].show_meaning()
        for name, sentence in faults.items():
            self._boxes[name].show_fault(sentence)
        self._together = set(faults)
        return faults

    def action_send(self) -> None:
        """Check everything, then give the command; a refusal stands in the form, and nothing typed is lost."""
        self._picks.close(self._picks.owner)
        wrong = [name for name, box in self._boxes.items() if box.display and not box.show_meaning(strict=True)]
        wrong += self._check_together()
        if wrong:
            box = self._boxes[wrong[0]]
            box.input.focus()
            self._refused(f"{box.field.label}: {box.fault}")
            return
        self.query_one(".refused", Static).display = False
        self.call_after_refresh(self._fit)
        values = {name: box.read().value for name, box in self._boxes.items()}
        try:
            with unchanged(self._office.desk, self._form.seen):
                decision = self._form.send(values)
        except Exception as fault:
            noted(fault)
            self._refused(spoken(explained(fault)[0]))
            return
        if isinstance(decision, Refusal):
            answers = [self._boxes[name] for name in self._form.reveal.get(decision.reason, ())]
            for box in answers:
                box.display = True
            if answers:
                answers[0].input.focus()
            self._refused(spoken(decision.sentence))
            return
        self._end(decision, drop=True)

    def _refused(self, sentence: str) -> None:
        told = self.query_one(".refused", Static)
        told.update(f"✗ {sentence}")
        told.display = True
        self.call_after_refresh(self._fit)
