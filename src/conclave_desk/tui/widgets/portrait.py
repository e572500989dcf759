"""Somebody's photo on a page: by Kitty's or Sixel's graphics where the terminal has them, else by half blocks."""

from __future__ import annotations

import io
from importlib.util import find_spec

from textual.containers import Vertical
from textual.timer import Timer

from conclave_desk.desk.photos import Photo, photo_of
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.badge_picture import picture_of

_PAUSE = 0.12
"""Seconds that the cursor rests on somebody before the photo is drawn."""
_ROWS = 10


class PersonPhoto(Vertical):
    """Takes no room where there is no photo, or where the library that draws pictures is not installed."""

    DEFAULT_CSS = """
    PersonPhoto { display: none; width: auto; height: auto; margin-top: 1; }
    """

    def __init__(self, office: Office, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._office = office
        self._wanted: str | None = None
        self._timer: Timer | None = None
        self._shown: bytes | None = None

    def show(self, person: str | None) -> None:
        """That person's (dossier's id), a moment later; or nobody's."""
        if person != self._wanted:
            self._put(None)
        self._wanted = person
        if self._timer is not None:
            self._timer.stop()
        if person is not None and find_spec("textual_image") is not None:
            self._timer = self.set_timer(_PAUSE, self._draw)

    def _draw(self) -> None:
        if self._wanted is not None and self.is_attached and self._office.key.safe() is not None:
            self._put(photo_of(self._office.desk, self._wanted))

    def _put(self, photo: Photo | None) -> None:
        data = photo.data if photo else None
        if data == self._shown:
            return
        self._shown = data
        self.remove_children()
        self.display = data is not None
        if data is None:
            return
        from PIL import Image

        image = Image.open(io.BytesIO(data), formats=("JPEG",))
        image.draft("RGB", (240, 320))
        image.load()
        widget = picture_of(self.app, image)
        widget.styles.height = _ROWS
        widget.styles.width = self.styles.width = round(2 * _ROWS * image.width / image.height)
        self.mount(widget)
