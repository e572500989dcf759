"""Pictures for the tests: red above and green below, in whatever format and size."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

RED, GREEN = (200, 30, 30), (30, 160, 60)
ORIENTATION, MAKER, TURNED_RIGHT = 0x0112, 0x010F, 6


def image(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> Image.Image:
    """Red above, green below."""
    made = Image.new("RGB", size, RED)
    made.paste(GREEN, (0, size[1] // 2, *size))
    return made.convert(mode)


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 400), mode: str = "RGB", **saved: Any) -> bytes:
    """The same as a file of that kind."""
    out = io.BytesIO()
    image(size, mode).save(out, kind, **saved)
    return out.getvalue()


def exif(**tags: int | str) -> Image.Exif:
    """What a camera says: ``orientation``, ``maker``."""
    said = Image.Exif()
    for name, value in tags.items():
        said[{"orientation": ORIENTATION, "maker": MAKER}[name]] = value
    return said


def opened(content: bytes) -> Image.Image:
    """A picture that was written."""
    return Image.open(io.BytesIO(content))
