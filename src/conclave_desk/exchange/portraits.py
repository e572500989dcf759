"""Photos as people send them, made into the portraits that a desk keeps: upright, whole, in a portrait's proportion.

What somebody sends may be anything. Its size in points is read before it is decoded; nothing is taken that is not a
whole picture.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conclave_desk.jpeg import UnfinishedJpeg, bare

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

WIDTH, HEIGHT = 600, 800
"""Points of a portrait that was made smaller: enough for 50 x 67 mm at 300 dpi."""
LEAST_WIDTH, LEAST_HEIGHT = 180, 240
"""Points below which a face on a badge of 30 x 40 mm is a blur (150 dpi)."""
MOST_POINTS = 50_000_000
MOST_BYTES = 40_000_000

_NARROWEST, _WIDEST, _PROPORTION = 0.7, 0.82, 3 / 4
"""Width by height of what is a portrait already (passport photos are 35 x 45 mm), and of what is cut to be one."""
_STRIP = 2.2
"""A picture whose sides differ more than so is no photo of a head."""
_HEAD = 0.3
"""The share of what is cut off above a head that stands upright; the rest is cut off below."""
_MAY_STAY = (2 * WIDTH * HEIGHT, 400_000)
"""Points and bytes of a JPEG that is kept as it came."""
_QUALITY = 88
_ORIENTATION = 0x0112
_ON_THE_SIDE = range(5, 9)
_READ = ("JPEG", "PNG")
_BROKEN = "is not a whole picture; send it again, or save it anew as JPEG"

_BEGINNINGS = (
    (b"<svg", "SVG"),
    (b"<?xml", "XML, perhaps SVG"),
    (b"<", "a web page"),
    (b"%PDF", "PDF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"PK", "an archive"),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class PhotoFault(ValueError):
    """The file cannot be somebody's photo; the message says why and what to do, and goes on after the file's name."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A JPEG in a portrait's proportion.

    ``digest`` is :func:`digest_of` the file that it was made from; ``sides_cut`` says that it was wider than
    high, so that somebody should see whether the head is still in its middle.
    """

    data: bytes
    digest: str
    sides_cut: bool = False


def read_portrait(path: Path) -> Portrait:
    """The portrait in a file. Raises :class:`PhotoFault`."""
    return portrait(read_photo(path))


def read_photo(path: Path) -> bytes:
    """The bytes of a file that is not too large for a photo. Raises :class:`PhotoFault`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise PhotoFault(f"cannot be read ({fault.strerror})") from fault
    if len(content) > MOST_BYTES:
        raise PhotoFault(f"has more than {MOST_BYTES // 1_000_000} MB; send a smaller copy of it")
    return content


def digest_of(content: bytes) -> str:
    """By which a file is known again: SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def portrait(content: bytes) -> Portrait:
    """The portrait in these bytes of a JPEG, PNG or HEIC file. Raises :class:`PhotoFault`."""
    from PIL import Image

    try:
        with closing(_opened(content)) as picture:
            width, height = _upright_size(picture)
            _check_size(width, height)
            data = _as_it_came(picture, content, width / height) or _made(picture)
    except (UnfinishedJpeg, OSError, SyntaxError, ValueError, IndexError, Image.DecompressionBombError) as fault:
        if isinstance(fault, PhotoFault):
            raise
        raise PhotoFault(_BROKEN) from fault
    return Portrait(data, digest_of(content), sides_cut=width > height)


def _opened(content: bytes) -> PilImage:
    """The picture, read as far as its size."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    if content[4:8] == b"ftyp":
        return _heic(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            picture = Image.open(io.BytesIO(content), formats=_READ)
        _check_points(*picture.size)
        return picture
    except UnidentifiedImageError:
        raise PhotoFault(_what_it_is(content)) from None
    except Image.DecompressionBombError:
        raise PhotoFault(_too_many_points()) from None


def _heic(content: bytes) -> PilImage:
    if content[8:12] not in _HEIC_BRANDS:
        raise PhotoFault(_what_it_is(content))
    try:
        import pillow_heif
    except ImportError:
        sentence = "is HEIC, which needs the extra heic (pip install conclave-desk[heic]); or save it as JPEG"
        raise PhotoFault(sentence) from None
    try:
        found: Any = pillow_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        _check_points(*found.size)
        picture: PilImage = found.to_pillow()
    except (RuntimeError, EOFError) as fault:  # libheif's own
        raise PhotoFault(_BROKEN) from fault
    return picture


def _what_it_is(content: bytes) -> str:
    """What a file is that is no photo, whatever its name says."""
    if not content:
        return "is empty; send it again"
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((name for sign, name in _BEGINNINGS if start.startswith(sign)), "")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        kind = "WebP"
    if content[4:8] == b"ftyp":
        kind = "AVIF" if content[8:12] in (b"avif", b"avis") else "a film"
    told = f"is {kind} inside" if kind else "is no picture"
    return f"{told}, neither a JPEG, a PNG nor HEIC; save it as JPEG"


def _too_many_points() -> str:
    return f"has more than {MOST_POINTS // 1_000_000} million points; send a smaller copy of it"


def _upright_size(picture: PilImage) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if picture.getexif().get(_ORIENTATION, 1) in _ON_THE_SIDE else (width, height)


def _check_points(width: int, height: int) -> None:
    """Before anything is decoded."""
    if width * height > MOST_POINTS:
        raise PhotoFault(_too_many_points())


def _check_size(width: int, height: int) -> None:
    if max(width, height) > _STRIP * min(width, height):
        raise PhotoFault(f"is {width} x {height} points, a strip and no portrait; cut it to the head and shoulders")
    kept = _cut_to(width, height)
    if kept[0] < LEAST_WIDTH or kept[1] < LEAST_HEIGHT:
        cut = "" if kept == (width, height) else f" ({kept[0]} x {kept[1]} of it as a portrait)"
        least = f"at least {LEAST_WIDTH} x {LEAST_HEIGHT}"
        raise PhotoFault(f"is too small: {width} x {height} points{cut}; send one of {least}")


def _cut_to(width: int, height: int) -> tuple[int, int]:
    """The largest part of a picture of this size that is a portrait."""
    if width / height > _WIDEST:
        return round(height * _PROPORTION), height
    if width / height < _NARROWEST:
        return width, round(width / _PROPORTION)
    return width, height


def _as_it_came(picture: PilImage, content: bytes, proportion: float) -> bytes | None:
    """The JPEG itself, but for what a camera adds, if nothing about its picture has to change."""
    points, size = _MAY_STAY
    stays = (
        picture.format == "JPEG"
        and picture.mode in {"L", "RGB"}
        and picture.width * picture.height <= points
        and len(content) <= size
        and _NARROWEST <= proportion <= _WIDEST
        and picture.getexif().get(_ORIENTATION, 1) == 1
        and not _foreign_colours(picture)
    )
    if not stays:
        return None
    kept = bare(content)
    picture.draft(None, (1, 1))
    picture.load()  # to see that it is whole
    return kept


def _made(picture: PilImage) -> bytes:
    """The picture turned upright, cut to a portrait, and no larger than is kept."""
    from PIL import Image, ImageOps

    times = max(1.0, min(_cut_to(*_upright_size(picture))) / WIDTH)
    picture.draft(None, (int(picture.width / times), int(picture.height / times)))  # scaled down as it is read
    upright = _plain(ImageOps.exif_transpose(picture))
    width, height = _cut_to(*upright.size)
    left, top = (upright.width - width) // 2, round((upright.height - height) * _HEAD)
    if (width, height) != upright.size:
        upright = upright.crop((left, top, left + width, top + height))
    upright.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, icc_profile=None, exif=b"")
    return out.getvalue()


def _foreign_colours(picture: PilImage) -> bool:
    """Whether the picture's colours mean something else than those of a screen (sRGB)."""
    profile: bytes = picture.info.get("icc_profile") or b""
    return bool(profile) and b"sRGB" not in profile and "sRGB".encode("utf-16-be") not in profile


def _plain(picture: PilImage) -> PilImage:
    """The picture in grey or in red, green and blue of sRGB; what is see-through becomes white."""
    from PIL import Image

    if _foreign_colours(picture):
        picture = _in_srgb(picture)
    if picture.mode.startswith("I"):  # 16 bits
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")


def _in_srgb(picture: PilImage) -> PilImage:
    """The same colours in sRGB; a profile that makes no sense is as good as none."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return turned or picture
