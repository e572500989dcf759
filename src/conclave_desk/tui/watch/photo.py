"""The guest's photo beside the verdict, where the station's roster has one: Kitty's or Sixel's graphics, else half
blocks."""

from __future__ import annotations

import io
from importlib.util import find_spec

from textual.containers import Vertical

from conclave_desk.tui.widgets.badge_picture import ask_terminal, picture_of

_LEAST, _MOST = 6, 24
"""Lines."""


class GuestPhoto(Vertical):
    """Takes no room while there is nothing to show, or where the library that draws pictures is not installed."""

    def __init__(self) -> None:
        super().__init__(id="photo")
        self._shown: bytes | None = None

    def on_mount(self) -> None:
        """Ask the terminal what pictures it can show, before anybody scans: the screen steps aside for that moment."""
        if find_spec("textual_image") is not None:
            ask_terminal(self.app)

    def show(self, photo: bytes | None, kind: str) -> None:
        """That photo (JPEG), on the verdict's colour; or none."""
        self.set_classes(kind)
        if photo == self._shown:
            return
        self._shown = photo
        self.remove_children()
        self.display = photo is not None and find_spec("textual_image") is not None
        if photo is not None and self.display:
            self._draw(photo)

    def _draw(self, photo: bytes) -> None:
        from PIL import Image

        image = Image.open(io.BytesIO(photo), formats=("JPEG",))
        image.load()
        widget = picture_of(self.app, image)
        rows = max(_LEAST, min(_MOST, self.screen.size.height // 2))
        widget.styles.height = rows
        widget.styles.width = round(2 * rows * image.width / image.height)
        self.styles.width = round(2 * rows * image.width / image.height) + 4
        self.mount(widget)
