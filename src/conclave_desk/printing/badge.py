"""Printing badges: faces in, a PDF out, and a list of what could not be set right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, PrintReport
from conclave_desk.printing.paint import Drawing, Painter
from conclave_desk.printing.pdf import PdfFile
from conclave_desk.printing.sheet import Sheet, sheet_for

_NO_EVENT = EventFace(code="", title="", dates="")


def print_badges(
    faces: Iterable[BadgeFace],
    event: EventFace,
    out: BinaryIO,
    *,
    design: Design,
    sheet: str = "single",
    progress: Callable[[int], None] | None = None,
) -> PrintReport:
    """Write all badges into one PDF, page by page: memory does not grow with their number.

    ``progress`` is called after each page with the number of badges so far. Nothing is cut off or left out: a
    text that does not fit is printed smaller, a letter without a glyph as an empty box, and both are findings.
    Raises :class:`~conclave_desk.errors.WrongUse` for an unknown sheet, and whatever ``out`` raises.
    """
    painter = Painter(design, event)
    paper = sheet_for(sheet, painter.width, painter.height)
    file = PdfFile(out, f"{event.title} - badges" if event.title else "Badges")
    ground = painter.ground()
    file.use(ground.glyphs)
    form = file.form("\n".join(ground.operators), painter.width, painter.height)
    findings = ground.findings(None)
    count = 0
    for group in _groups(faces, len(paper.places)):
        drawings = [painter.badge(face, slot) for slot, face in enumerate(group)]
        _write_page(file, paper, form, drawings)
        for face, drawing in zip(group, drawings, strict=True):
            findings += drawing.findings(face)
        count += len(group)
        if progress is not None:
            progress(count)
    file.close(painter.codes)
    return PrintReport(count, file.pages, tuple(findings))


def check_faces(faces: Iterable[BadgeFace], design: Design, event: EventFace = _NO_EVENT) -> list[Finding]:
    """What :func:`print_badges` would find, without printing; of the event's own texts only if it is given."""
    painter = Painter(design, event)
    findings = painter.ground().findings(None)
    for face in faces:
        findings += painter.badge(face).findings(face)
    return findings


def _groups(faces: Iterable[BadgeFace], size: int) -> Iterator[list[BadgeFace]]:
    remaining = iter(faces)
    while group := list(islice(remaining, size)):
        yield group


def _write_page(file: PdfFile, paper: Sheet, form: int, drawings: list[Drawing]) -> None:
    operators: list[str] = []
    shown = {"Ground": form}
    for (x, y), drawing in zip(paper.places, drawings, strict=False):
        file.use(drawing.glyphs)
        for name, picture in drawing.pictures.items():
            shown[name] = file.stream(picture.data, picture.entries, packed=True)
        operators.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm /Ground Do")
        operators += drawing.operators
        operators.append("Q")
    operators.append(paper.marks())
    file.page("\n".join(operators), paper.width, paper.height, shown)
