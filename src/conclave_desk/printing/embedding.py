"""Typefaces as reportlab embeds them, read in a tenth of its time: which glyph a character has is asked of HarfBuzz, and
tables are unpacked at once."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from conclave_desk.printing import instances

_BLANK, _FIXED_BLANK = 0x20, 0xA0


class _Face(TTFontFace):  # type: ignore[misc]
    """What reportlab's own finds out, without walking over each character of the font."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803  (reportlab calls it so)
        super().extractInfo(0)
        if not charInfo:
            return
        advances, rest = self._numbers("hhea", "H")[17], self._numbers("hmtx", "H")
        pairs = list(zip(rest[: 2 * advances : 2], rest[1 : 2 * advances : 2], strict=True))
        self.hmetrics = pairs + [(pairs[-1][0], bearing) for bearing in rest[2 * advances : advances + self.numGlyphs]]
        long = self._numbers("head", "H")[25]
        self.glyphPos = self._numbers("loca", "L") if long else [place << 1 for place in self._numbers("loca", "H")]
        glyphs = _glyphs(self.filename)
        if _BLANK in glyphs:
            glyphs[_FIXED_BLANK] = glyphs[_BLANK]
        elif _FIXED_BLANK in glyphs:
            glyphs[_BLANK] = glyphs[_FIXED_BLANK]
        self.charToGlyph = glyphs
        self.charWidths = {code: self._pdfScale(self.hmetrics[glyph][0]) for code, glyph in glyphs.items()}
        self.defaultWidth = self._pdfScale(self.hmetrics[0][0])

    def _numbers(self, table: str, kind: str) -> list[int]:
        """A table as unsigned numbers, of two (``H``) or four (``L``) bytes."""
        data: bytes = self.get_table(table)
        size = struct.calcsize(f">{kind}")
        return list(struct.unpack(f">{len(data) // size}{kind}", data[: len(data) // size * size]))


def _glyphs(path: str) -> dict[int, int]:
    face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    font: Any = uharfbuzz.Font(face)
    return {code: font.get_nominal_glyph(code) for code in face.unicodes}


def embeddable(name: str, path: Path) -> Any:
    """The font file at ``path`` as reportlab's font ``name``."""
    font = TTFont(name, str(instances.INKLESS), shapable=False)  # a small one, which is exchanged at once
    font.face = _Face(str(path))
    font.face.name = name.encode("ascii")
    return font
