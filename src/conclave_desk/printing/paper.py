"""The PDF, as reportlab writes it: pages of operators, forms that they share, photos, and nothing of the clock."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFImageXObject,
    PDFObject,
    PDFObjectReference,
    PDFResourceDictionary,
)
from reportlab.pdfgen.canvas import Canvas

from conclave_desk.printing.folio import Folio
from conclave_desk.printing.fonts import REGULAR, shelf
from conclave_desk.printing.lettering import TypeCase, embedded
from conclave_desk.printing.pen import number
from conclave_desk.printing.photo import Picture
from conclave_desk.printing.symbols import COMPRESSION

rl_config.useA85 = 0
"""Streams as bytes: as letters they would be a quarter larger, and slower to write."""

_SHARED = "Shared"


class _Finished(PDFObject):  # type: ignore[misc]  # reportlab comes without types
    """An object that is text already: reportlab's own pages take a third of the time that a badge takes to draw."""

    def __init__(self, pattern: bytes, *values: object) -> None:
        self._text = pattern % values

    def format(self, document: Any) -> bytes:
        """The text."""
        return self._text


def _packed(code: list[str]) -> bytes:
    return zlib.compress("\n".join([*code, ""]).encode("latin-1"), COMPRESSION)


class Paper:
    """A document whose pages are all of one size in points. Call :meth:`save` once at the end.

    Pages and photos are written as they are finished; only what they share waits for the end.
    """

    def __init__(self, out: BinaryIO, width: float, height: float, title: str) -> None:
        font = embedded(shelf().sans.face(REGULAR))
        pdfmetrics.registerFont(font)
        self._canvas: Any = Canvas(
            out, (width, height), pageCompression=1, invariant=1, pdfVersion=(1, 7), initialFontName=font.fontName
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setProducer("conclave-desk")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._document: Any = self._canvas._doc
        self._folio = Folio(self._document, out)
        self._resources = PDFResourceDictionary()
        self._resources.basicFonts()
        self._shared = self._document.Reference(self._resources, _SHARED)
        self._box = f"[0 0 {number(width)} {number(height)}]".encode()
        self._streams: list[bytes] = []
        self._pictures: list[str] = []
        self.case = TypeCase(self._document)
        self.pages = 0

    def form(self, name: str, operators: Sequence[str | bytes], width: float, height: float) -> None:
        """Operators that pages may show again and again."""
        self._canvas.beginForm(name, 0, 0, width, height)
        self.draw(operators)
        self._canvas.endForm()
        inside = self._document.getXObjectName(name)
        self._resources.XObject[inside] = PDFObjectReference(inside)

    def show(self, name: str) -> None:
        """Put a form on the page, at the origin of the moment."""
        self.draw([f"/{self._document.getXObjectName(name)} Do"])

    def draw(self, operators: Iterable[str | bytes]) -> None:
        """Put operators on the page; those in bytes are packed already."""
        code = self._canvas._code
        for operator in operators:
            if isinstance(operator, str):
                code.append(operator)
            else:
                self._streams += [_packed(code), operator]
                code.clear()

    def hold(self, picture: Picture) -> None:
        """Have a picture at hand for the page's operators; the document has it once, however often it is shown."""
        inside = self._document.getXObjectName(picture.name)
        if inside not in self._document.idToObject:
            image = PDFImageXObject(picture.name)
            image.loadImageFromJPEG(io.BytesIO(picture.data))
            self._document.Reference(image, inside)
            self._folio.put(inside)
        self._pictures.append(inside)

    def end_page(self) -> None:
        """Write the page, and go on to the next one."""
        document = self._document
        name = document.thisPageName()
        streams = [*self._streams, _packed(self._canvas._code)]
        self._streams = []
        self._canvas._code = ["n"]
        self._canvas.showPage()
        references = [
            document.Reference(
                _Finished(b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream", len(packed), packed)
            )
            for packed in streams
        ]
        contents = b" ".join([reference.format(document) for reference in references])
        document.idToObject[name] = _Finished(
            b"<</Type/Page/Parent %b/MediaBox%b/Resources %b/Contents[%b]>>",
            document.Reference(document.Pages).format(document),
            self._box,
            self._resources_of_page(),
            contents,
        )
        for finished in (*(reference.name for reference in references), name):
            self._folio.put(finished)
        document.Pages.pages[-1] = PDFObjectReference(name)
        self.pages += 1

    def _resources_of_page(self) -> bytes:
        """What the page refers to: that which all pages share, and its photos."""
        if not self._pictures:
            return bytes(self._shared.format(self._document))
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        resources.XObject = self._resources.XObject | {name: PDFObjectReference(name) for name in self._pictures}
        self._pictures = []
        return bytes(resources.format(self._document))

    def save(self) -> None:
        """Write the rest of the document."""
        self._folio.close(self._canvas)
