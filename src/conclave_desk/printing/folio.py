"""Objects of a PDF, written as soon as they are finished: a document of any length takes no more memory than a short one.

reportlab formats all objects when a document is saved. Here it formats each at the time when nothing will change it any
more, and what was written is kept as a mere reference.
"""

from __future__ import annotations

from array import array
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFFile,
    PDFIndirectObject,
    PDFObject,
    PDFObjectReference,
    PDFTrailer,
)

_LINES = 1_000
"""Of the table of objects, put together at a time."""


class _Written(PDFFile):  # type: ignore[misc]  # reportlab comes without types
    """reportlab's account of a file, but for the text itself, which goes out at once."""

    strings: Any

    def __init__(self, out: BinaryIO, version: tuple[int, int]) -> None:
        super().__init__(version)
        out.write(b"".join(self.strings))
        self.strings = []
        self.write = out.write


class Finished(PDFObject):  # type: ignore[misc]
    """An object that is text already: reportlab's own pages take a third of the time that a badge takes to draw."""

    def __init__(self, pattern: bytes, *values: object) -> None:
        self._text = pattern % values

    def format(self, document: Any) -> bytes:
        """The text."""
        return self._text


class Folio:
    """The file of one document; ``document`` is reportlab's.

    Of pages and what they alone refer to, of which there are most, only their places in the file are kept.
    """

    def __init__(self, document: Any, out: BinaryIO) -> None:
        self._document = document
        self._file = _Written(out, document._pdfVersion)
        self._places = array("Q")
        self._pages = array("L")

    def put(self, name: str) -> None:
        """Write the object that the document knows by this name, which is finished."""
        document = self._document
        content = PDFIndirectObject(name, document.idToObject[name]).format(document)
        self._place(document.idToObjectNumberAndVersion[name][0], content)
        document.idToObject[name] = PDFObjectReference(name)

    def add(self, content: bytes) -> bytes:
        """Write an object that has no name; what others refer to it by is returned."""
        self._document.objectcounter += 1
        number = self._document.objectcounter
        self._place(number, b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return b"%d 0 R" % number

    def put_page(self, name: str, content: bytes) -> None:
        """Write the page that reportlab has just ended under this name, and have it forgotten there."""
        document = self._document
        number, _ = document.idToObjectNumberAndVersion.pop(name)
        del document.idToObject[name], document.numberToId[number]
        document.Pages.pages.clear()
        self._place(number, b"%d 0 obj\n%b\nendobj\n" % (number, content))
        self._pages.append(number)

    def close(self, canvas: Any) -> None:
        """Write what is left, and the table by which objects are found."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        catalogue, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        tree = document.Reference(document.Pages)
        pages = b"\n".join([b"%d 0 R" % number for number in self._pages])
        document.idToObject[tree.name] = Finished(b"<</Type/Pages/Count %d/Kids[%b]>>", len(self._pages), pages)
        number = 0
        while (number := number + 1) <= document.objectcounter:  # an object may call for others as it is formatted
            if not self._is_written(number):
                self.put(document.numberToId[number])
        trailer = PDFTrailer(startxref=self._table(), Size=number, Root=catalogue, Info=info, ID=document.ID())
        self._file.add(trailer.format(document))

    def _place(self, number: int, content: bytes) -> None:
        missing = number - len(self._places)
        if missing > 0:
            self._places.extend([0] * missing)
        self._places[number - 1] = self._file.add(content)

    def _is_written(self, number: int) -> bool:
        return number <= len(self._places) and self._places[number - 1] > 0

    def _table(self) -> int:
        """Write the table; returns where it begins."""
        begin: int = self._file.add(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._places) + 1))
        for start in range(0, len(self._places), _LINES):
            places = self._places[start : start + _LINES]
            self._file.add(b"".join([b"%010d 00000 n \n" % place for place in places]))
        return begin
