"""A PDF file written from front to back: each page goes out as soon as it is drawn, and nothing of it is kept.

This is why reportlab does not write badges: it holds every page until the last one. The file is the same for the
same drawings, byte for byte: it holds no time, and its identifier is a digest of its content.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

from conclave_desk.printing.codes import Codes
from conclave_desk.printing.embedding import FontFile, Number, font_objects
from conclave_desk.printing.fonts import Typeface
from conclave_desk.printing.pen import Glyphs

_PAGES_IN_A_GROUP = 64
_LEVEL = 4
"""Twice as fast as zlib's default, and pages get only a twentieth larger."""

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class PdfFile:
    """Writes to a binary stream that need not be able to seek. Call :meth:`close` once at the end."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._title = title
        self._position = 0
        self._digest = hashlib.sha256()
        self._offsets: list[int] = []
        self._glyphs: dict[Typeface, set[int]] = {}
        self._tree = self.reserve()
        self._fonts = self.reserve()
        self._groups: list[tuple[Number, int]] = []
        self._group: list[Number] = []
        self._group_number = 0
        self.pages = 0
        self._write(_HEADER)

    def reserve(self) -> Number:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def object(self, body: str | bytes, number: Number | None = None) -> Number:
        """Write an object, under a reserved number or a new one."""
        number = number or self.reserve()
        self._offsets[number - 1] = self._position
        data = body.encode("latin-1") if isinstance(body, str) else body
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        return number

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> Number:
        """Write a stream; ``packed``: the data is already compressed as ``entries`` say."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
            entries += " /Filter /FlateDecode"
        head = f"<< /Length {len(data)}{entries} >>".encode("latin-1")
        return self.object(b"%b\nstream\n%b\nendstream" % (head, data))

    def form(self, operators: str, width: float, height: float) -> Number:
        """Write a drawing that pages can show again and again."""
        entries = (
            f" /Type /XObject /Subtype /Form /BBox [0 0 {width:.3f} {height:.3f}]"
            f" /Resources << /Font {self._fonts} 0 R >>"
        )
        return self.stream(operators.encode("latin-1"), entries)

    def page(self, operators: str, width: float, height: float, shown: dict[str, Number]) -> None:
        """Write a page of this size in points; ``shown`` gives the forms and images that it names."""
        content = self.stream(operators.encode("latin-1"))
        if not self._group:
            self._group_number = self.reserve()
        images = "".join(f" /{name} {number} 0 R" for name, number in shown.items())
        self._group.append(
            self.object(
                f"<< /Type /Page /Parent {self._group_number} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}]"
                f" /Contents {content} 0 R"
                f" /Resources << /Font {self._fonts} 0 R /XObject <<{images} >> >> >>"
            )
        )
        self.pages += 1
        if len(self._group) == _PAGES_IN_A_GROUP:
            self._end_group()

    def use(self, glyphs: Glyphs) -> None:
        """Take note of glyphs that a drawing shows, so that the file will hold them."""
        for face, numbers in glyphs.items():
            self._glyphs.setdefault(face, set()).update(numbers)

    def close(self, codes: Codes) -> None:
        """Write the fonts, with what their codes stand for, the page tree and the index."""
        self._write_fonts(codes)
        if self._group:
            self._end_group()
        kids = " ".join(f"{number} 0 R" for number, _ in self._groups)
        self.object(f"<< /Type /Pages /Count {self.pages} /Kids [{kids}] >>", self._tree)
        catalog = self.object(
            f"<< /Type /Catalog /Pages {self._tree} 0 R"
            " /ViewerPreferences << /PrintScaling /None /DisplayDocTitle true >> >>"
        )
        title = f"\ufeff{self._title}".encode("utf-16-be").hex()
        info = self.object(f"<< /Title <{title}> /Producer (conclave-desk) >>")
        self._write_index(catalog, info)

    def _write_fonts(self, codes: Codes) -> None:
        entries: list[str] = []
        for face in sorted(self._glyphs, key=lambda face: face.name):
            file = FontFile(face, {code: codes.meaning(face, code) for code in self._glyphs[face] | {0}})
            entries.append(f"/{face.name} {font_objects(self, file)} 0 R")
        self.object(f"<< {' '.join(entries)} >>", self._fonts)

    def _end_group(self) -> None:
        kids = " ".join(f"{number} 0 R" for number in self._group)
        self.object(
            f"<< /Type /Pages /Parent {self._tree} 0 R /Count {len(self._group)} /Kids [{kids}] >>",
            self._group_number,
        )
        self._groups.append((self._group_number, len(self._group)))
        self._group = []

    def _write_index(self, catalog: Number, info: Number) -> None:
        start = self._position
        identifier = self._digest.hexdigest()[:32]
        rows = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets)
        size = len(self._offsets) + 1
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode("latin-1"))
        self._write(
            f"trailer\n<< /Size {size} /Root {catalog} 0 R /Info {info} 0 R"
            f" /ID [<{identifier}> <{identifier}>] >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
        )

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._position += len(data)
