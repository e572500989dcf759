"""First run: there is no desk file yet. What the desk does, and two ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

_WAY = (
    ("invitation", "2", "to an office; slots by category"),
    ("nomination", "3", "a person into a slot, or name awaited"),
    ("clearance", "4", "step by step, each with result"),
    ("accreditation", "4", "category, zones, validity"),
    ("badge", "6", "printed, handed out"),
    ("gate", "7", "one verdict, recorded"),
)
"""From the first paper to the gate: what comes after what, the key of its mode, and what it is."""


class Welcome(Screen[None]):
    """``make`` founds a desk from an event.toml or a sample's folder, in place of ``path``; ``enter`` goes in."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "sample", "Open the Pune sample"),
        Binding("n", "make", "New desk from event.toml"),
        Binding("f1", "words", "What the words mean"),
        Binding("q,ctrl+q", "app.quit", "Quit"),
    ]

    def __init__(self, path: Path, make: Callable[[Path], None]) -> None:
        super().__init__()
        self._path, self._make = path, make

    def compose(self) -> ComposeResult:
        """The way from invitation to gate, and what to do now."""
        with VerticalScroll(id="welcome", classes="pane") as pane:
            pane.border_title = "conclave-desk"
            yield Static(f"There is no desk file {self._path} yet.", markup=False)
            yield Static(self._drawn(), id="path")
            yield Static(
                "States are invited, not persons. Each answers by a paper and nominates people into its slots; "
                "the desk turns that into cleared people with badges, and gates that know whom to admit. "
                "The numbers are the keys of the modes; ? in each shows its keys."
            )
            yield OptionList(
                Option("o   Open the Pune sample: the conclave of 2023, to try things on", id="sample"),
                Option("n   Make a desk of your own from an event.toml", id="make"),
                Option("F1  What the words mean", id="words"),
                Option("q   Quit", id="quit"),
                compact=True,
                id="ways",
            )
            yield Input(placeholder="event.toml, or a folder that holds one; Enter", id="event", compact=True)
            yield Static("", id="fault", markup=False)

    def _drawn(self) -> Table:
        accent, muted = (self.app.theme_variables.get(tone, "") for tone in ("accent", "muted"))
        way = Table.grid(padding=(0, 1, 0, 0), expand=True)
        for name, _key, what in _WAY:
            least = max(len(name) + 2, *map(len, what.split()))
            way.add_column(min_width=least, ratio=least)
        arrows = ["▶"] * (len(_WAY) - 1) + [""]
        way.add_row(*(Text(f"{name} {arrow}", "bold") for (name, _key, _what), arrow in zip(_WAY, arrows, strict=True)))
        way.add_row(*(Text.assemble((key, f"bold {accent}"), (f" {what}", muted)) for _name, key, what in _WAY))
        return way

    def on_mount(self) -> None:
        """Arrow keys and Enter do as well as the letters."""
        self.query_one("#ways").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One of the ways."""
        match event.option_id:
            case "sample":
                self.action_sample()
            case "make":
                self.action_make()
            case "words":
                self.action_words()
            case "quit":
                self.app.exit()

    def action_sample(self) -> None:
        """The Pune conclave."""
        from conclave_desk.exchange.samples import sample_folder

        self._found(sample_folder("pune-2023"))

    def action_make(self) -> None:
        """Ask which event.toml."""
        asked = self.query_one("#event", Input)
        asked.display = True
        asked.focus()

    def action_words(self) -> None:
        """The glossary."""
        from conclave_desk.tui.modals.words import Words

        self.app.push_screen(Words())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make a desk of that event."""
        if event.value.strip():
            self._found(Path(event.value.strip()).expanduser())

    def _found(self, source: Path) -> None:
        from conclave_desk.errors import explained

        try:
            self._make(source)
        except Exception as fault:
            self.query_one("#fault", Static).update(explained(fault)[0])
