"""A typeface inside a PDF: the glyphs that are used, their widths, and the characters that they stand for."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Protocol

from conclave_desk.printing.codes import Meaning
from conclave_desk.printing.fonts import BOLD, Typeface

Number = int
"""The number of an object in a PDF file."""


class Objects(Protocol):
    """Whatever objects can be written to."""

    def object(self, body: str | bytes, number: Number | None = None) -> Number: ...

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> Number: ...


@dataclass(frozen=True, slots=True)
class FontFile:
    """A typeface, and what the codes stand for by which a document shows its glyphs."""

    face: Typeface
    codes: dict[int, Meaning]


def font_objects(out: Objects, font: FontFile) -> Number:
    """Write a font; text that uses it gives glyphs by their numbers, two bytes each."""
    face = font.face
    data = face.cut({meaning.glyph for meaning in font.codes.values()})
    kind, entries, key = (
        ("CIDFontType0", " /Subtype /OpenType", "FontFile3")
        if face.is_cff
        else ("CIDFontType2", f" /Length1 {len(data)}", "FontFile2")
    )
    file = out.stream(data, entries)
    name = f"{_tag(data)}+{face.name}"
    descriptor = out.object(_descriptor(face, name, f"/{key} {file} 0 R"))
    mapping = "" if face.is_cff else f" /CIDToGIDMap {_mapping(out, font)}"
    glyphs = out.object(
        f"<< /Type /Font /Subtype /{kind} /BaseFont /{name} /FontDescriptor {descriptor} 0 R{mapping}"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W [{_widths(font)}] >>"
    )
    meanings = out.stream(_to_unicode(font).encode("ascii"))
    return out.object(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{glyphs} 0 R] /ToUnicode {meanings} 0 R >>"
    )


def _tag(data: bytes) -> str:
    """Six letters, as a PDF asks for the name of a font with some glyphs only."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _descriptor(face: Typeface, name: str, file: str) -> str:
    extents = face.font.get_font_extents("ltr")
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /CapHeight 714"
        f" /FontBBox [-1000 {extents.descender} 3000 {extents.ascender}]"
        f" /Ascent {extents.ascender} /Descent {extents.descender}"
        f" /StemV {140 if face.weight == BOLD else 80} {file} >>"
    )


def _widths(font: FontFile) -> str:
    return " ".join(f"{code} [{font.face.advance(font.codes[code].glyph)}]" for code in sorted(font.codes))


def _mapping(out: Objects, font: FontFile) -> str:
    """Which glyph each code shows; nothing to say if they are all the same."""
    if all(code == meaning.glyph for code, meaning in font.codes.items()):
        return "/Identity"
    glyphs = [0] * (max(font.codes) + 1)
    for code, meaning in font.codes.items():
        glyphs[code] = meaning.glyph
    return f"{out.stream(struct.pack(f'>{len(glyphs)}H', *glyphs))} 0 R"


def _to_unicode(font: FontFile) -> str:
    rows = [
        f"<{code:04X}> <{meaning.text.encode('utf-16-be').hex()}>"
        for code, meaning in sorted(font.codes.items())
        if meaning.text
    ]
    hundreds = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    blocks = [f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in hundreds]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *blocks,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )
