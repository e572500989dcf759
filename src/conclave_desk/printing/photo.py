"""A holder's photo, made ready for print: upright, no larger than print can show, and without what a camera adds.

Where a camera stood and when is nobody's business on a badge: only the picture itself goes into the file.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

_DPI = 300
_QUALITY = 88
_MOST_TIMES = 2
"""Points beyond those that print shows, as a multiple, above which a photo is made smaller."""

HEAD = 0.3
"""Where the middle of interest is in a portrait that is too high for its box, as a share of what is cut off above."""

_ORIENTATION = 0x0112
_SCAN, _END, _COMMENT, _ADOBE = 0xDA, 0xD9, 0xFE, 0xEE
_FIRST_EXTRA, _LAST_EXTRA = 0xE1, 0xEF
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


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
    """Make a JPEG or PNG ready to fill a box of this size in millimetres. Raises :class:`UnreadablePhoto`.

    A JPEG that stands upright and has no more points than print can show is taken as it is, but for what a camera adds.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    enough = (round(width / 25.4 * _DPI), round(height / 25.4 * _DPI))
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as opened:
            if _may_stay(opened, enough):
                size = opened.size
                opened.draft(None, (1, 1))
                opened.load()  # to see that it is whole
                return Picture(_bare(photo), *size)
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


def _may_stay(opened: PilImage, enough: tuple[int, int]) -> bool:
    return (
        opened.format == "JPEG"
        and opened.mode in {"L", "RGB"}
        and opened.width * opened.height <= _MOST_TIMES * enough[0] * enough[1]
        and opened.getexif().get(_ORIENTATION, 1) == 1
    )


def _bare(photo: bytes) -> bytes:
    """A JPEG without the segments that do not bear on its picture, and without what follows its end.

    Raises :class:`IndexError` if there is no end.
    """
    kept = [photo[:2]]
    at = 2
    while True:
        marker = photo[at + 1]
        if marker == 0xFF:  # a byte that fills up
            at += 1
        elif marker == _END:
            return b"".join([*kept, photo[at : at + 2]])
        else:
            end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
            if marker == _SCAN:
                end = _MARKER.search(photo, end).start()  # type: ignore[union-attr]  # a whole JPEG has an end
            if not (_FIRST_EXTRA <= marker <= _LAST_EXTRA and marker != _ADOBE) and marker != _COMMENT:
                kept.append(photo[at:end])
            at = end


def _on_white(picture: PilImage) -> PilImage:
    """The picture in grey or in red, green and blue; what is see-through becomes white."""
    from PIL import Image

    if picture.mode in {"L", "RGB"}:
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
