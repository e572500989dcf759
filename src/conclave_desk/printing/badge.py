"""Printing badges: faces in, a PDF out, and a list of what could not be set right."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, PrintReport
from conclave_desk.printing.paint import Drawing, Painter
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.sheet import Sheet, sheet_for
from conclave_desk.printing.symbols import Symbols

_GROUND = "Ground"
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
    """Write all badges into one PDF, page by page as they are drawn.

    ``progress`` is called after each page with the number of badges so far. Nothing is cut off or left out: a
    text that does not fit is printed smaller, a letter without a glyph as an empty box, and both are findings.
    Raises :class:`~conclave_desk.errors.WrongUse` for an unknown sheet, and whatever ``out`` raises.
    """
    width, height = design.page.width * POINTS, design.page.height * POINTS
    layout = sheet_for(sheet, width, height)
    paper = Paper(out, layout.width, layout.height, f"{event.title} - badges" if event.title else "Badges")
    with Symbols() as symbols:
        painter = Painter(design, event, paper.case, symbols)
        ground = painter.ground()
        paper.form(_GROUND, ground.operators, width, height)
        findings = ground.findings(None)
        count = 0
        for group in _groups(symbols.ahead(faces), len(layout.places)):
            drawings = [painter.badge(face) for face in group]
            _draw_page(paper, layout, drawings)
            for face, drawing in zip(group, drawings, strict=True):
                findings += drawing.findings(face)
            count += len(group)
            if progress is not None:
                progress(count)
    paper.save()
    return PrintReport(count, paper.pages, tuple(findings))


def check_faces(faces: Iterable[BadgeFace], design: Design, event: EventFace = _NO_EVENT) -> list[Finding]:
    """What :func:`print_badges` would find, without printing; of the event's own texts only if it is given."""
    paper = Paper(io.BytesIO(), 1, 1, "")
    painter = Painter(design, event, paper.case, Symbols())
    findings = painter.ground().findings(None)
    for face in faces:
        findings += painter.badge(face).findings(face)
    return findings


def _groups(faces: Iterable[BadgeFace], size: int) -> Iterator[list[BadgeFace]]:
    remaining = iter(faces)
    while group := list(islice(remaining, size)):
        yield group


def _draw_page(paper: Paper, layout: Sheet, drawings: list[Drawing]) -> None:
    for (x, y), drawing in zip(layout.places, drawings, strict=False):
        paper.draw([f"q 1 0 0 1 {x:.3f} {y:.3f} cm"])
        paper.show(_GROUND)
        paper.draw(drawing.operators)
        for picture in drawing.pictures:
            paper.hold(picture)
        paper.draw(["Q"])
    paper.draw([layout.marks()])
    paper.end_page()
