"""Flags as vectors: those of all countries in ISO 3166, made from flag-icons (MIT) by tools/make_flags.py, and the African
Union's, drawn by tools/african_union.py.

A flag is a form XObject and the objects that it refers to, ready for any PDF but for their numbers.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from functools import cache, lru_cache

import msgspec

from conclave_desk.data import data_folder

MARK = b"\x00%d\x00"
"""Where a part refers to another one, by its place in the bundle."""

_MARKED = re.compile(rb"\x00(\d+)\x00")


class Part(msgspec.Struct, frozen=True, array_like=True):
    """An object: the inside of its dictionary, and its deflated stream if it has one."""

    dictionary: bytes
    stream: bytes | None

    def text(self, references: list[bytes]) -> bytes:
        """The object as a file has it, with these references to the parts of its bundle."""
        told = _MARKED.sub(lambda found: references[int(found[1])], self.dictionary)
        if self.stream is None:
            return b"<<%b>>" % told
        return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (told, len(self.stream), self.stream)


class Bundle(msgspec.Struct, frozen=True, array_like=True):
    """A flag: its size in units of its own, and its parts, of which the first is the form."""

    width: float
    height: float
    parts: list[Part]


_BUNDLE = msgspec.msgpack.Decoder(Bundle)
"""Made here, while one thread imports this: two that have msgspec learn a type at once crash."""


def flag_name(code: str) -> str:
    """What a document calls the flag."""
    return f"Flag{code}"


@lru_cache(maxsize=64)
def flag_from(picture: bytes) -> Bundle:
    """A flag from a PNG: a form with the picture in it."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        drawn = opened.convert("RGB")
    width, height = drawn.size
    image = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Width %d/Height %d" % (width, height)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<</XObject<</Flag %b>>>>" % (width, height, MARK % 1)
    shown = zlib.compress(b"q %d 0 0 %d 0 0 cm /Flag Do Q" % (width, height))
    return Bundle(width, height, [Part(form, shown), Part(image, zlib.compress(drawn.tobytes(), 9))])


def own_name(picture: bytes) -> str:
    """What a document calls a flag that was made from a picture."""
    return f"FlagOf{hashlib.sha256(picture).hexdigest()[:16]}"


@cache
def flag_of(code: str) -> Bundle | None:
    """The flag of a country by its alpha-3 code, or of the African Union; None if there is none."""
    with zipfile.ZipFile(data_folder("badges") / "flags.zip") as bundle:
        try:
            packed = bundle.read(code)
        except KeyError:
            return None
    return _BUNDLE.decode(packed)
