"""Objects of a PDF, written as soon as they are finished: a document of any length takes no more memory than a short one.

reportlab formats all objects when a document is saved. Here it formats each at the time when nothing will change it any
more, and what was written is kept as a mere reference.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFCrossReferenceTable,
    PDFFile,
    PDFIndirectObject,
    PDFObjectReference,
    PDFTrailer,
)


class _Written(PDFFile):  # type: ignore[misc]  # reportlab comes without types
    """reportlab's account of a file, but for the text itself, which goes out at once."""

    strings: Any

    def __init__(self, out: BinaryIO, version: tuple[int, int]) -> None:
        super().__init__(version)
        out.write(b"".join(self.strings))
        self.strings = []
        self.write = out.write


class Folio:
    """The file of one document; ``document`` is reportlab's."""

    def __init__(self, document: Any, out: BinaryIO) -> None:
        self._document = document
        self._file = _Written(out, document._pdfVersion)

    def put(self, name: str) -> None:
        """Write the object that the document knows by this name, which is finished."""
        document = self._document
        content = PDFIndirectObject(name, document.idToObject[name]).format(document)
        document.idToOffset[name] = self._file.add(content)
        document.idToObject[name] = PDFObjectReference(name)

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
        number = 0
        while (number := number + 1) in document.numberToId:  # an object may call for others as it is formatted
            if (name := document.numberToId[number]) not in document.idToOffset:
                self.put(name)
        table = PDFCrossReferenceTable()
        table.addsection(0, list(document.numberToId.values()))
        trailer = PDFTrailer(
            startxref=self._file.add(table.format(document)),
            Size=number,
            Root=catalogue,
            Info=info,
            ID=document.ID(),
        )
        self._file.add(trailer.format(document))
