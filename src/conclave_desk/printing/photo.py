"""A holder's photo, made ready for print: upright, no larger than print can show, and without what a camera adds.

Where a camera stood and when is nobody's business on a badge: only the picture itself goes into the file.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

_DPI = 300
_QUALITY = 88


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


def prepare(photo: bytes, width: float, height: float) -> Picture:
    """Make a JPEG or PNG ready to fill a box of this size in millimetres. Raises :class:`UnreadablePhoto`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    enough = (round(width / 25.4 * _DPI), round(height / 25.4 * _DPI))
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as opened:
            opened.draft(None, (2 * enough[0], 2 * enough[1]))
            picture = _on_white(ImageOps.exif_transpose(opened))
            if picture.width > enough[0] and picture.height > enough[1]:
                picture = ImageOps.fit(picture, enough, Image.Resampling.LANCZOS)
            written = io.BytesIO()
            picture.save(written, "JPEG", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise UnreadablePhoto("The photo is neither a whole JPEG nor a whole PNG.") from fault
    return Picture(written.getvalue(), picture.width, picture.height)


def _on_white(picture: PilImage) -> PilImage:
    """The picture in grey or in red, green and blue; what is see-through becomes white."""
    from PIL import Image

    if picture.mode in {"L", "RGB"}:
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
