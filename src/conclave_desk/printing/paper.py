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
    PDFObjectReference,
    PDFResourceDictionary,
)
from reportlab.pdfgen.canvas import Canvas

from conclave_desk.printing.flags import Bundle
from conclave_desk.printing.folio import Finished, Folio
from conclave_desk.printing.fonts import REGULAR, shelf
from conclave_desk.printing.lettering import TypeCase, embedded
from conclave_desk.printing.pen import number
from conclave_desk.printing.photo import Picture
from conclave_desk.printing.symbols import COMPRESSION

rl_config.useA85 = 0
"""Streams as bytes: as letters they would be a quarter larger, and slower to write."""

_SHARED = "Shared"


def _sides(across: float, up: float) -> bytes:
    return f"{number(across)} {number(up)}".encode()


def _packed(code: list[str]) -> bytes:
    return zlib.compress("\n".join([*code, ""]).encode("latin-1"), COMPRESSION)


class Paper:
    """A document whose pages are all of one size in points. Call :meth:`save` once at the end.

    Pages and photos are written as they are finished; only what they share waits for the end. ``trim`` is how far from
    the paper's edges a badge is cut, if that is to be told.
    """

    def __init__(self, out: BinaryIO, width: float, height: float, title: str, trim: float = 0.0) -> None:
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
        self._box = b"[0 0 %b]" % _sides(width, height)
        if trim:
            self._box += b"/TrimBox[%b %b]" % (_sides(trim, trim), _sides(width - trim, height - trim))
        self._streams: list[bytes] = []
        self._pictures: list[str] = []
        self.case = TypeCase(self._document)
        self.pages = 0

    def form(
        self,
        name: str,
        operators: Sequence[str | bytes],
        box: tuple[float, float, float, float],
        pictures: Sequence[Picture] = (),
    ) -> None:
        """Operators that pages may show again and again, within a box of left, lower, right and upper edge."""
        for picture in pictures:
            self.hold(picture)
        self._pictures = []
        self._canvas.beginForm(name, *box)
        self._canvas._formsinuse += [picture.name for picture in pictures]
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

    def fly(self, name: str, flag: Bundle) -> None:
        """Have a flag at hand for the operators of all pages; the document has it once."""
        inside = self._document.getXObjectName(name)
        if inside in self._document.idToObject:
            return
        names = [inside, *(f"{inside}.{number}" for number in range(1, len(flag.parts)))]
        references = [self._document.Reference(Finished(b""), name) for name in names]
        texts = [reference.format(self._document) for reference in references]
        for name, part in zip(names, flag.parts, strict=True):
            self._document.idToObject[name] = Finished(b"%b", part.text(texts))
            self._folio.put(name)
        self._resources.XObject[inside] = references[0]

    def hold(self, picture: Picture) -> None:
        """Have a picture at hand for the page's operators; the document has it once, however often it is shown."""
        inside = self._document.getXObjectName(picture.name)
        if inside not in self._document.idToObject:
            image = PDFImageXObject(picture.name)
            image.loadImageFromJPEG(io.BytesIO(picture.data))
            self._document.Reference(image, inside)
            self._folio.put(inside)
        self._pictures.append(inside)

    def end_page(self, size: tuple[float, float] | None = None) -> None:
        """Write the page, which is of the document's size if no other is given, and go on to the next one."""
        document = self._document
        name = document.thisPageName()
        streams = [*self._streams, _packed(self._canvas._code)]
        self._streams = []
        self._canvas._code = ["n"]
        self._canvas.showPage()
        references = [
            self._folio.add(b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed))
            for packed in streams
        ]
        self._folio.put_page(
            name,
            b"<</Type/Page/Parent %b/MediaBox%b/Resources %b/Contents[%b]>>"
            % (
                document.Reference(document.Pages).format(document),
                self._box if size is None else b"[0 0 %b]" % _sides(*size),
                self._resources_of_page(),
                b" ".join(references),
            ),
        )
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
