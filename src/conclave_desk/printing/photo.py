"""A holder's photo, made ready for print: upright, no larger than print can show, and without what a camera adds.

Where a camera stood and when is nobody's business on a badge: only the picture itself goes into the file.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conclave_desk.jpeg import bare

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

DPI = 300
"""Points an inch that print can show."""

_QUALITY = 88
_MOST_TIMES = 3
"""Points beyond those that print shows, as a multiple, above which a photo is made smaller."""

HEAD = 0.3
"""Where the middle of interest is in a portrait that is too high for its box, as a share of what is cut off above."""

_ORIENTATION = 0x0112


class UnreadablePhoto(ValueError):
    """The bytes are no picture, or only part of one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that is ready for print."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """A name that no other picture has."""
        return f"Photo{hashlib.sha256(self.data).hexdigest()[:20]}"

    @property
    def proportion(self) -> float:
        """Width by height."""
        return self.width / self.height

    def dpi(self, width: float, height: float) -> float:
        """Points an inch when it fills a box of this size in millimetres."""
        return min(self.width / width, self.height / height) * 25.4


def prepare(photo: bytes, width: float, height: float) -> Picture:
    """Make a JPEG or PNG ready to fill a box of this size in millimetres. Raises :class:`UnreadablePhoto`.

    A JPEG that stands upright and has no more points than print can show is taken as it is, but for what a camera adds.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    enough = (round(width / 25.4 * DPI), round(height / 25.4 * DPI))
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as opened:
            if _may_stay(opened, enough):
                size = opened.size
                opened.draft(None, (1, 1))
                opened.load()  # to see that it is whole
                return Picture(bare(photo), *size)
            opened.draft(None, (2 * enough[0], 2 * enough[1]))
            picture = _on_white(ImageOps.exif_transpose(opened))
            if picture.width > enough[0] and picture.height > enough[1]:
                picture = ImageOps.fit(picture, enough, Image.Resampling.LANCZOS, centering=(0.5, HEAD))
            written = io.BytesIO()
            picture.save(written, "JPEG", quality=_QUALITY)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        IndexError,
        Image.DecompressionBombError,
    ) as fault:
        raise UnreadablePhoto("The photo is neither a whole JPEG nor a whole PNG.") from fault
    return Picture(written.getvalue(), picture.width, picture.height)


def thumbnail(photo: bytes, width: int = 96, height: int = 128) -> bytes:
    """A small JPEG of exactly so many points, with the head in it. Raises :class:`UnreadablePhoto`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    written = io.BytesIO()
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as opened:
            opened.draft(None, (2 * width, 2 * height))
            upright = _on_white(ImageOps.exif_transpose(opened))
            small = ImageOps.fit(upright, (width, height), Image.Resampling.LANCZOS, centering=(0.5, HEAD))
            small.save(written, "JPEG", quality=80)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise UnreadablePhoto("The photo is neither a whole JPEG nor a whole PNG.") from fault
    return written.getvalue()


def _may_stay(opened: PilImage, enough: tuple[int, int]) -> bool:
    return (
        opened.format == "JPEG"
        and opened.mode in {"L", "RGB"}
        and opened.width * opened.height <= _MOST_TIMES * enough[0] * enough[1]
        and opened.getexif().get(_ORIENTATION, 1) == 1
    )


def _on_white(picture: PilImage) -> PilImage:
    """The picture in grey or in red, green and blue; what is see-through becomes white."""
    from PIL import Image

    if picture.mode in {"L", "RGB"}:
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
