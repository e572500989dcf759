"""Specimens: each design with names that are hard to set, and a code that opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from conclave_desk.printing.badge import Side
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, PrintReport
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.symbols import Symbols

SERIAL = "0000-0000-00"
_PAYLOAD = ("CD1:SPECIMEN NOT A BADGE " * 9)[:204]


def without_power(face: BadgeFace) -> BadgeFace:
    """The same badge with a code and a serial that no gate takes."""
    return replace(face, payload=_PAYLOAD, serial=SERIAL)


def print_specimens(
    faces: Sequence[BadgeFace], event: EventFace, out: BinaryIO, designs: Sequence[Design]
) -> PrintReport:
    """Each design with each face, fronts and backs, a page each in the design's own size."""
    paper = Paper(out, 1, 1, f"{event.title} - specimens")
    findings: list[Finding] = []
    with Symbols() as symbols:
        for design in designs:
            findings += _pages(paper, design, [without_power(face) for face in faces], event, symbols)
    paper.save()
    return PrintReport(len(designs) * len(faces), paper.pages, tuple(findings))


def _pages(
    paper: Paper, design: Design, faces: Sequence[BadgeFace], event: EventFace, symbols: Symbols
) -> list[Finding]:
    size = design.page.width * POINTS, design.page.height * POINTS
    sides = [Side(design.name, design, event, paper, symbols)]
    if design.turned is not None:
        sides.append(Side(f"{design.name}Back", design.turned, event, paper, symbols))
    for face in faces:
        for side in sides:
            side.put(side.drawn(face), "1 0 0 1 0 0")
            paper.end_page(size)
    return [finding for side in sides for finding in side.findings]
