"""A badge as large as the terminal allows, in one design after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from conclave_desk.tui.modals.frame import keyed, titled
from conclave_desk.tui.page import Page
from conclave_desk.tui.previews import Previewed, Previews
from conclave_desk.tui.steadfast import Steadfast
from conclave_desk.tui.widgets.badge_picture import BadgePicture

_BESIDE = 100


class Preview(Steadfast, ModalScreen[None]):
    """The picture, and beside it in letters what stands on the badge and what could not be set right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o,enter", "close", "Close", show=False),
        Binding("right,d", "design(1)", "Next design", show=False),
        Binding("left", "design(-1)", "Design before", show=False),
    ]
    CSS_PATH = "preview.tcss"

    def __init__(self, previews: Previews, badge: tuple[str, int], title: str, designs: Sequence[str], design: str):
        super().__init__()
        self._previews, self._badge, self._title = previews, badge, title
        self._designs, self.design = designs, design

    def compose(self) -> ComposeResult:
        """Picture and facts."""
        with Horizontal(classes="dialogue", id="preview") as box:
            box.border_title = titled(self._title)
            keys = ("←", "design(-1)"), ("→: design", "design(1)"), ("Esc: close", "close")
            box.border_subtitle = keyed(*keys, told="its code opens nothing")
            yield BadgePicture(self._previews, self._room, id="picture")
            with VerticalScroll(id="facts"):
                yield Static("", id="facts-text")

    def on_mount(self) -> None:
        """Draw it."""
        self.set_class(self.app.size.width < _BESIDE, "narrow")
        self.query_one("#facts").focus()
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        self.query_one(BadgePicture).show(self._badge, self.design)

    def _room(self) -> int:
        return self.query_one("#preview").size.height

    def on_badge_picture_shown(self, event: BadgePicture.Shown) -> None:
        """What stands on it."""
        self.query_one("#facts-text", Static).update(self._facts(event.previewed))

    def _facts(self, previewed: Previewed) -> RenderableType:
        face = previewed.face
        told = Page(self.app.theme_variables, label_width=9)
        told.line("design", self.design, "accent")
        told.line("rank", face.rank).line("name", face.badge_name or " ".join((face.given_name, face.family_name)))
        told.line("native", face.native_name).line("office", face.appointment).line("service", face.service)
        told.line("country", face.party_name).line("category", face.category_name)
        told.line("zones", " ".join(code for code, _name in face.zones)).line("valid", face.validity)
        told.line("serial", face.serial).line("issue", str(face.issue))
        told.title("To look at before printing" if previewed.findings else "Everything fits as it is.")
        for finding in previewed.findings:
            told.plain(f"! {finding}", "warn")
        told.blank().plain(
            "The code in this picture opens nothing: the real one is signed when it is printed.", "muted"
        )
        return told.content

    def action_design(self, by: int) -> None:
        """Another design."""
        place = self._designs.index(self.design) if self.design in self._designs else 0
        self.design = self._designs[(place + by) % len(self._designs)]
        self._draw()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
