"""The PDF, as reportlab writes it: pages of operators, a ground that they share, photos, and nothing of the clock."""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFImageXObject, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from conclave_desk.printing.fonts import REGULAR, shelf
from conclave_desk.printing.lettering import TypeCase, embedded
from conclave_desk.printing.photo import Picture

rl_config.useA85 = 0
"""Streams as bytes: as letters they would be a quarter larger, and slower to write."""

_GROUND = "Ground"


class Paper:
    """A document whose pages are all of one size in points. Call :meth:`save` once at the end.

    reportlab keeps all pages until then, and writes them together.
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
        self.case = TypeCase(self._canvas._doc)
        self.pages = 0

    def ground(self, operators: list[str], width: float, height: float) -> None:
        """What lies beneath every badge."""
        self._canvas.beginForm(_GROUND, 0, 0, width, height)
        self.draw(operators)
        self._canvas.endForm()

    def show_ground(self) -> None:
        """Put the ground on the page, at the origin of the moment."""
        self._canvas.doForm(_GROUND)

    def draw(self, operators: list[str]) -> None:
        """Put operators on the page."""
        self._canvas._code += operators

    def hold(self, picture: Picture) -> None:
        """Have a picture at hand for the page's operators; the document has it once, however often it is shown."""
        document = self._canvas._doc
        inside = document.getXObjectName(picture.name)
        if inside not in document.idToObject:
            image = PDFImageXObject(picture.name)
            image.loadImageFromJPEG(io.BytesIO(picture.data))
            document.Reference(image, inside)
        self._canvas._formsinuse.append(picture.name)
        self._canvas._currentPageHasImages = 1

    def end_page(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()
        self._pack()
        self.pages += 1

    def _pack(self) -> None:
        """Compress the page at once: reportlab would keep it as it is until the document is written."""
        page = self._canvas._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1"))
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed, [])
        page.stream = None

    def save(self) -> None:
        """Write the document."""
        self._canvas.save()
