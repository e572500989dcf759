"""The picture of a badge in the terminal: by Kitty's or Sixel's graphics where it has them, else by half blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from conclave_desk.errors import explained
from conclave_desk.tui.previews import Previewed, Previews

if TYPE_CHECKING:
    from textual.app import App, ComposeResult
    from textual.widget import Widget

_PAUSE = 0.12
"""Seconds that the cursor rests on a badge before its picture is drawn."""
_LEAST = 6
"""Lines under which a picture shows nothing any more."""


class BadgePicture(Vertical):
    """Draws badges one after the other in a thread; only the last that was asked for is shown."""

    DEFAULT_CSS = """
    BadgePicture { height: auto; width: 1fr; align-horizontal: center; }
    BadgePicture .told { height: auto; width: 1fr; text-align: center; color: $muted; }
    BadgePicture .picture { height: auto; width: 1fr; align-horizontal: center; }
    """

    @dataclass
    class Drawn(Message):
        """A badge was drawn, or could not be: ``fault`` says why."""

        badge: tuple[str, int]
        design: str
        previewed: Previewed | None
        fault: str = ""

    @dataclass
    class Shown(Message):
        """Another badge is shown now."""

        previewed: Previewed

    def __init__(self, previews: Previews, room: Callable[[], int], *, id: str | None = None) -> None:
        """``room`` says how many lines the picture may take."""
        super().__init__(id=id)
        self._previews, self._room = previews, room
        self._wanted: tuple[tuple[str, int], str] | None = None
        self._timer: Timer | None = None
        self._shown: Previewed | None = None

    def compose(self) -> ComposeResult:
        """The picture, and a line that tells what is going on."""
        yield Vertical(classes="picture")
        yield Static("", classes="told", markup=False)

    def show(self, badge: tuple[str, int] | None, design: str, told: str = "") -> None:
        """Draw that badge (holder number, issue) a moment later, if nothing else is asked for until then."""
        if badge is not None and self._wanted == (badge, design):
            return
        self._wanted = (badge, design) if badge is not None else None
        if self._timer is not None:
            self._timer.stop()
        if badge is None:
            self._take_away(told)
            return
        if lacking := lacks():
            self._take_away(lacking)
            return
        self._timer = self.set_timer(_PAUSE, self._draw)

    def again(self) -> None:
        """The file changed: the badge may look otherwise now."""
        if self._wanted is not None and not lacks():
            self._draw()

    def _draw(self) -> None:
        if self._wanted is not None:
            badge, design = self._wanted
            self.run_worker(lambda: self._work(badge, design), thread=True, group="picture", exclusive=True)

    def _work(self, badge: tuple[str, int], design: str) -> None:
        try:
            drawn = self.Drawn(badge, design, self._previews.of(badge, design))
        except Exception as fault:
            drawn = self.Drawn(badge, design, None, explained(fault)[0])
        self.post_message(drawn)

    async def on_badge_picture_drawn(self, event: Drawn) -> None:
        """Show it, unless the cursor has moved on."""
        event.stop()
        if self._wanted != (event.badge, event.design):
            return
        if event.previewed is None:
            self._take_away(event.fault)
        elif event.previewed is not self._shown:
            self._shown = event.previewed
            await self._put(event.previewed)

    async def _put(self, previewed: Previewed) -> None:
        place = self.query_one(".picture")
        await place.remove_children()
        widget = picture_of(self.app, previewed.image)
        widget.styles.height = max(_LEAST, self._room())
        widget.styles.width = "auto"
        await place.mount(widget)
        self._tell("")
        self.post_message(self.Shown(previewed))

    def on_resize(self) -> None:
        """As large as there is room now."""
        for widget in self.query_one(".picture").children:
            widget.styles.height = max(_LEAST, self._room())

    def _take_away(self, told: str) -> None:
        self._shown = None
        self.query_one(".picture").remove_children()
        self._tell(told)

    def _tell(self, told: str) -> None:
        line = self.query_one(".told", Static)
        line.update(told)
        line.display = bool(told)


def lacks() -> str:
    """What has to be installed before a badge can be drawn here; blank if nothing."""
    missing = [name for name in ("textual_image", "pypdfium2") if find_spec(name) is None]
    if not missing:
        return ""
    return f"A picture of the badge needs {' and '.join(missing)}: pip install 'conclave-desk[pictures]'"


def picture_of(app: App[Any], image: Any) -> Widget:
    """The widget that shows an image as well as this terminal can."""
    ask_terminal(app)
    from textual_image import renderable, widget

    kind = widget.HalfcellImage if renderable.Image is renderable.UnicodeImage else widget.Image
    found: Widget = kind(image)
    return found


def ask_terminal(app: App[Any]) -> None:
    """The library asks the terminal what it can when it is first imported; the screen steps aside for that moment."""
    import sys

    if "textual_image.widget" in sys.modules:
        return
    try:
        with app.suspend():
            import textual_image.widget
    except SuspendNotSupported:
        import textual_image.widget  # noqa: F401
