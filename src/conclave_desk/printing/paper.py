"""The PDF, as reportlab writes it: pages of operators, forms that they share, photos, and nothing of the clock."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFImageXObject,
    PDFName,
    PDFObjectReference,
    PDFResourceDictionary,
    PDFStream,
)
from reportlab.pdfgen.canvas import Canvas

from conclave_desk.printing.folio import Folio
from conclave_desk.printing.fonts import REGULAR, shelf
from conclave_desk.printing.lettering import TypeCase, embedded
from conclave_desk.printing.photo import Picture

rl_config.useA85 = 0
"""Streams as bytes: as letters they would be a quarter larger, and slower to write."""

_COMPRESSION = 4
"""A twentieth larger than zlib's usual 6, in half the time."""

_SHARED = "Shared"


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
        self._pictures: list[str] = []
        self.case = TypeCase(self._document)
        self.pages = 0

    def form(self, name: str, operators: Sequence[str], width: float, height: float) -> None:
        """Operators that pages may show again and again."""
        self._canvas.beginForm(name, 0, 0, width, height)
        self.draw(operators)
        self._canvas.endForm()
        inside = self._document.getXObjectName(name)
        self._resources.XObject[inside] = PDFObjectReference(inside)

    def show(self, name: str) -> None:
        """Put a form on the page, at the origin of the moment."""
        self.draw([f"/{self._document.getXObjectName(name)} Do"])

    def draw(self, operators: Sequence[str]) -> None:
        """Put operators on the page."""
        self._canvas._code += operators

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
        name = self._document.thisPageName()
        self._canvas.showPage()
        page = self._document.idToObject[name]
        packed = zlib.compress(page.stream.encode("latin-1"), _COMPRESSION)
        contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed, [])
        page.Contents = self._document.Reference(contents)
        page.Resources = self._with_pictures() if self._pictures else self._shared
        self._folio.put(page.Contents.name)
        self._folio.put(name)
        self._document.Pages.pages[-1] = PDFObjectReference(name)
        self.pages += 1

    def _with_pictures(self) -> PDFResourceDictionary:
        """What a page with photos refers to."""
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        resources.XObject = self._resources.XObject | {name: PDFObjectReference(name) for name in self._pictures}
        self._pictures = []
        return resources

    def save(self) -> None:
        """Write the rest of the document."""
        self._folio.close(self._canvas)
