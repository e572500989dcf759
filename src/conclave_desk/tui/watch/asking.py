"""What the screen asks in between: a name, a supervisor, a reason, a gate, a language. The screen keeps the keys, so
that a badge scanned meanwhile is a scan, unless the question wants one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from conclave_desk.gate.wording import Wording
from conclave_desk.registers.roster import Named
from conclave_desk.tui.page import shown

MOST_FOUND = 9
"""Names that a search shows."""
_GAP = "   "
"""Between the keys that a question names; the last of them goes back."""


TAKES, DOES, BACK = "takes", "does", "back"
"""What a place on the screen says of itself to a click: which option it takes, which of the menu's digits it does, or
that it is as good as Esc."""


@dataclass
class Ask:
    """A question: ``options`` to pick from, with their number or the arrows; ``typed`` is told of what is typed.

    ``entered`` takes what was typed when Enter comes, or the option chosen. ``scanned`` takes a badge, which is then
    no scan. What is typed into a ``secret`` one is not shown.
    """

    title: str
    keys: str
    entered: Callable[[str, int], None]
    options: Sequence[str] = ()
    hint: str = ""
    note: str = ""
    typed: Callable[[str], None] | None = None
    scanned: Callable[[str], None] | None = None
    types: bool = False
    secret: bool = False
    chosen: int = 0

    def move(self, by: int) -> None:
        """Up or down."""
        if self.options:
            self.chosen = (self.chosen + by) % len(self.options)

    def offer(self, options: Sequence[str], note: str) -> None:
        """Other options, found for what was typed."""
        self.options, self.note, self.chosen = options, note, 0

    def lines(self, text: str) -> list[Text]:
        """The question as it stands; ``text`` is what is typed."""
        drawn: list[Text] = []
        if self.note:
            drawn += [Text(self.note), Text("")]
        if self.types:
            told = "•" * len(text) if self.secret else shown(text)
            drawn.append(Text(f"> {told}▏" if text else f"> {self.hint}", "bold" if text else ""))
        for place, option in enumerate(self.options):
            number = f"{place + 1} " if not self.types else ""
            style = Style(bold=place == self.chosen, reverse=place == self.chosen, meta={TAKES: place})
            drawn.append(Text(f" {number}{shown(option)} ", style))
        *keys, back = self.keys.split(_GAP)
        return [*drawn, Text(""), Text(_GAP).join([*map(Text, keys), Text(back, Style(meta={BACK: True}))])]


class AskBox(Static):
    """Shows an :class:`Ask` over the verdict."""

    def __init__(self) -> None:
        super().__init__("", id="ask", markup=False)

    def show(self, ask: Ask | None, text: str) -> None:
        """Show it as it stands, or nothing."""
        if ask is not None:
            self.border_title = ask.title
            self.update(Text("\n").join(ask.lines(text)))
        if self.display != (ask is not None):
            self.display = ask is not None


def of_people(found: Sequence[Named], said: Wording) -> tuple[list[str], str]:
    """Whom a search found, a line each, and a note on those that are not shown."""
    lines = [f"{said.party(one.party)} · {one.titled} · {one.category}" for one in found[:MOST_FOUND]]
    if not found:
        return lines, said.say("search-none")
    return lines, said.say("search-more", count=len(found) - MOST_FOUND) if len(found) > MOST_FOUND else ""
