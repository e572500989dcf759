"""Flags and the emblem that the host gives as files, beside event.toml: ``flag = "conclave.svg"`` in a ``[[party]]``,
``emblem = "emblem.svg"`` in ``[event]``."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from conclave_desk.domain.event import Event, names_a_file
from conclave_desk.errors import Flaw
from conclave_desk.exchange.sentences import quoted

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

WIDTH = 1200
"""Points of the widest flag: 24 mm at more than 1200 points an inch."""
MOST_BYTES, MOST_POINTS = 2_000_000, 25_000_000
MOST_KEPT = 400_000
"""Bytes of the PNG that the journal holds."""
_NARROWEST, _WIDEST = 0.6, 3.0
"""Width by height: Nepal's is the narrowest flag of a State, Qatar's the widest."""
_REACHES_OUT = re.compile(rb"<image\b|<!ENTITY|@import|(?:xlink:)?href\s*=\s*[\"'](?!#)", re.IGNORECASE)


class FlagFault(ValueError):
    """The file cannot be a flag or an emblem; the message goes on after its name."""


def read_flags(folder: Path, event: Event) -> tuple[dict[str, bytes], list[Flaw]]:
    """The flags that the event names as files, as PNG by the code of their party, and what is wrong with others."""
    flags: dict[str, bytes] = {}
    flaws: list[Flaw] = []
    for number, party in enumerate(event.parties, 1):
        if not names_a_file(party.flag):
            continue
        try:
            flags[party.code] = read_flag(folder, party.flag)
        except FlagFault as fault:
            flaws.append(Flaw("event.toml", f"{quoted(party.flag)} {fault}", column=f"party[{number}].flag"))
    return flags, flaws


def read_emblem(folder: Path, event: Event) -> tuple[bytes, list[Flaw]]:
    """The emblem that the event names, as PNG (empty if it names none), and what is wrong with it."""
    try:
        return (read_flag(folder, event.emblem) if event.emblem else b""), []
    except FlagFault as fault:
        return b"", [Flaw("event.toml", f"{quoted(event.emblem)} {fault}", column="event.emblem")]


def read_flag(folder: Path, name: str) -> bytes:
    """A flag or an emblem as PNG. Raises :class:`FlagFault`."""
    path = folder / name
    if Path(name).is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
        raise FlagFault("lies elsewhere; put the file beside event.toml")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FlagFault("is not there; put the file beside event.toml") from None
    except OSError as fault:
        raise FlagFault(f"cannot be read ({fault.strerror})") from fault
    if len(content) > MOST_BYTES:
        raise FlagFault(f"has more than {MOST_BYTES // 1_000_000} MB; make it smaller")
    return _as_png(_drawn(content) if path.suffix.lower() == ".svg" else content)


def _drawn(content: bytes) -> bytes:
    """An SVG as PNG. One that asks for other files is refused: who knows which."""
    if _REACHES_OUT.search(content):
        raise FlagFault("refers to other files; save it as a plain SVG, or as PNG")
    try:
        import resvg_py
    except ImportError:
        sentence = "is SVG, which needs the extra svg (pip install conclave-desk[svg]); or save it as PNG"
        raise FlagFault(sentence) from None
    try:
        text = content.decode("utf-8-sig")
        return bytes(resvg_py.svg_to_bytes(svg_string=text, width=WIDTH, skip_system_fonts=True))
    except (UnicodeDecodeError, ValueError, RuntimeError) as fault:
        raise FlagFault("is no whole SVG; save it anew, or as PNG") from fault


def _as_png(content: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MOST_POINTS:
                raise FlagFault("is too large; 1200 points in width are enough")
            if not _NARROWEST <= width / height <= _WIDEST:
                raise FlagFault(f"is {width} x {height} points, no proportion of a flag or an emblem")
            flag = _on_white(picture)
    except UnidentifiedImageError:
        raise FlagFault("is neither SVG, PNG nor JPEG") from None
    except (OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise FlagFault("is not a whole picture") from fault
    flag.thumbnail((WIDTH, WIDTH))
    for kept in (flag, flag.quantize(256)):
        out = io.BytesIO()
        kept.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_KEPT:
            return out.getvalue()
    raise FlagFault("is too detailed; use a drawing instead of a photo")


def _on_white(picture: PilImage) -> PilImage:
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
