"""What the desk's words mean, one key away."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from conclave_desk.tui.modals.frame import keyed

WORDS = {
    "event": "the occasion: conclave, exercise, exposition, course or consultation",
    "party": "the State or organisation invited; its delegation is the people it sends",
    "invitation": "from an inviting authority to an office of a party, not a person; with a reference, a reply-by date "
    "and slots by category",
    "slot": "a place offered in a category: ○ free, ◐ confirmed with the name awaited, ● filled",
    "focal point": "the party's contact for accreditation (nodal point)",
    "paper": "what answers or nominates: note verbale, letter, signal, e-mail, form, or word of mouth; an accreditation "
    "cites one or shows as without paper",
    "nomination": "a person put forward into a slot; may be substituted, and clearances then start afresh",
    "role": "principal (the invited office-holder), representative (in that person's place), deputy, member, "
    "accompanying; the first two head the delegation",
    "clearance": "a step of review (paper, security, protocol) with result: passed, failed, waived, deferred",
    "accreditation": "the permission: category, zones, validity; granted, refused, suspended, withdrawn",
    "badge": "an object apart from the person: serial, issue number; printed, collected, surrendered, revoked",
    "floater": "a transferable card that a room asks for besides the badge",
    "zone, gate": "a protected area, and an entrance to one",
    "presence": "who is inside which zone now, from scans",
    "programme": "the timetable of sessions and bilaterals; released in numbered amendments",
    "precedence": "the order of parties and persons, by a declared rule",
    "walk-up": "somebody unannounced at the desk, taken in by one form",
    "return": "the evening's report: invited, confirmed, arrived, attended, departed",
    "journal": "every command, who, when; never edited: a correction is an entry more",
}


class Words(ModalScreen[None]):
    """A list that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1", "close", "Close", show=False)]

    def compose(self) -> ComposeResult:
        """Word and meaning."""
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", style="bold", no_wrap=True)
        table.add_column()
        for word, meaning in WORDS.items():
            table.add_row(word, meaning)
        with VerticalScroll(classes="dialogue", id="words") as box:
            box.border_title = "What the words mean"
            box.border_subtitle = keyed(("Esc: close", "close"))
            yield Static(table)

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        self.query_one("#words").focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
