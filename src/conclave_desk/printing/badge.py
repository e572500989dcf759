"""Printing badges: faces in, a PDF out, and a list of what could not be set right."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import BinaryIO

from conclave_desk.printing.cover import cover_pages
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, PrintReport
from conclave_desk.printing.paint import Drawing, Painter
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.sheet import Sheet, sheet_for
from conclave_desk.printing.symbols import Symbols

_NO_EVENT = EventFace(code="", title="", dates="")


class Side:
    """The fronts of all badges, or their backs."""

    def __init__(
        self, name: str, design: Design, event: EventFace, paper: Paper, symbols: Symbols, bleed: float = 0.0
    ) -> None:
        self._ground = f"Ground{name}"
        self._painter = Painter(design, event, paper.case, symbols, bleed=bleed)
        self._paper = paper
        ground = self._painter.ground()
        width, height = design.page.width * POINTS, design.page.height * POINTS
        box = (-bleed, -bleed, width + bleed, height + bleed)
        paper.form(self._ground, ground.operators, box, ground.pictures)
        self.findings = ground.findings(None)

    def drawn(self, face: BadgeFace) -> Drawing:
        """A badge, whose findings are kept."""
        drawing = self._painter.badge(face)
        self.findings += drawing.findings(face)
        return drawing

    def put(self, drawing: Drawing, matrix: str) -> None:
        """Draw a badge at its place on the page."""
        self._paper.draw([f"q {matrix} cm"])
        self._paper.show(self._ground)
        for name, flag in drawing.flags:
            self._paper.fly(name, flag)
        self._paper.draw(drawing.operators)
        for picture in drawing.pictures:
            self._paper.hold(picture)
        self._paper.draw(["Q"])


def print_badges(
    faces: Iterable[BadgeFace],
    event: EventFace,
    out: BinaryIO,
    *,
    design: Design,
    sheet: str = "single",
    duplex: bool = False,
    covers: bool = False,
    progress: Callable[[int], None] | None = None,
) -> PrintReport:
    """Write all badges into one PDF, page by page as they are drawn.

    ``duplex``: after each page of fronts one of backs, for a printer that turns the paper about its long edge.
    ``covers``: before the badges of each party a list of them to be signed on hand-over; a party's badges then begin a
    page of their own. ``progress`` is called after each page with the number of badges so far. Nothing is cut off or
    left out: a text that does not fit is printed smaller, a letter without a glyph as an empty box, and both are
    findings. Raises :class:`~conclave_desk.errors.WrongUse` for an unknown sheet, and whatever ``out`` raises.
    """
    folds = design.page.fold == "top"
    width, height = design.page.width * POINTS, design.page.height * POINTS
    layout = sheet_for(sheet, width, 2 * height if folds else height)
    title = f"{event.title} - badges" if event.title else "Badges"
    paper = Paper(out, layout.width, layout.height, title, trim=layout.across[0] if layout.bleed else 0.0)
    count = 0
    with Symbols() as symbols:
        front = Side("", design, event, paper, symbols, layout.bleed)
        back = Side("Back", design.turned, event, paper, symbols, layout.bleed) if design.turned else None
        for party, group in _groups(symbols.ahead(faces), len(layout.places), apart=covers):
            if party:
                cover_pages(paper, event, party)
            fronts = [front.drawn(face) for face in group]
            backs = [back.drawn(face) for face in group] if back and (duplex or folds) else []
            _draw_page(paper, layout, front, fronts, layout.places)
            if back and folds:
                turned = [(x + width, y + 2 * height) for x, y in layout.places]
                _draw(back, backs, turned, "-1 0 0 -1")
            paper.end_page()
            if back and backs and not folds:
                _draw_page(paper, layout, back, backs, layout.backs)
                paper.end_page()
            count += len(group)
            if progress is not None:
                progress(count)
    paper.save()
    findings = [*front.findings, *(back.findings if back and (duplex or folds) else ())]
    return PrintReport(count, paper.pages, tuple(findings), (layout.width / POINTS, layout.height / POINTS))


def check_faces(
    faces: Iterable[BadgeFace], design: Design, event: EventFace = _NO_EVENT, *, duplex: bool = False
) -> list[Finding]:
    """What :func:`print_badges` would find, without printing; of the event's own texts only if it is given."""
    paper, symbols = Paper(io.BytesIO(), 1, 1, ""), Symbols()
    sides = (design, design.turned if duplex or design.page.fold == "top" else None)
    painters = [Painter(side, event, paper.case, symbols) for side in sides if side]
    findings = [finding for painter in painters for finding in painter.ground().findings(None)]
    for face in faces:
        for painter in painters:
            findings += painter.badge(face).findings(face)
    return findings


def _groups(
    faces: Iterable[BadgeFace], size: int, *, apart: bool
) -> Iterator[tuple[list[BadgeFace] | None, list[BadgeFace]]]:
    """The badges of each page; with ``apart`` the first page of a party comes with all that it has at that place."""
    if apart:
        for _, members in groupby(faces, key=lambda face: (face.party_code, face.collect_at)):
            party = list(members)
            for start in range(0, len(party), size):
                yield (None if start else party), party[start : start + size]
        return
    remaining = iter(faces)
    while group := list(islice(remaining, size)):
        yield None, group


def _draw_page(
    paper: Paper, layout: Sheet, side: Side, drawings: list[Drawing], places: list[tuple[float, float]]
) -> None:
    _draw(side, drawings, places, "1 0 0 1")
    paper.draw([layout.marks()])


def _draw(side: Side, drawings: list[Drawing], places: list[tuple[float, float]], turn: str) -> None:
    for (x, y), drawing in zip(places, drawings, strict=False):
        side.put(drawing, f"{turn} {x:.3f} {y:.3f}")
