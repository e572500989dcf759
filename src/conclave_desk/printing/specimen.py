"""Specimens: each design with names that are hard to set, and a code that opens nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import BinaryIO

from conclave_desk.printing.badge import Side
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, PrintReport
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.symbols import Symbols

SERIAL = "0000-0000-00"
_NUMBER = "17"
_PAYLOAD = ("CD1:SPECIMEN NOT A BADGE " * 9)[:204]


@cache
def nobody() -> bytes:
    """A portrait of nobody in particular, in greys, to stand where a photo will."""
    from PIL import Image, ImageDraw

    times = 2
    portrait = Image.new("L", (360 * times, 480 * times), 222)
    draw = ImageDraw.Draw(portrait)
    for left, top, right, bottom in ((26, 300, 334, 660), (112, 84, 248, 264), (150, 230, 210, 330)):
        draw.ellipse([edge * times for edge in (left, top, right, bottom)], fill=150)
    out = io.BytesIO()
    portrait.resize((360, 480)).save(out, "JPEG", quality=88)
    return out.getvalue()


def without_power(face: BadgeFace) -> BadgeFace:
    """The same badge with a code and a serial that no gate takes."""
    return replace(face, payload=_PAYLOAD, serial=SERIAL, number=_NUMBER)


def print_specimens(
    faces: Sequence[BadgeFace], event: EventFace, out: BinaryIO, designs: Sequence[Design]
) -> PrintReport:
    """Each design with each face, fronts and backs, a page each in the design's own size.

    Every second face has a photo, its own or :func:`nobody`'s, so that designs are seen with and without one.
    """
    paper = Paper(out, 1, 1, f"{event.title} - specimens")
    findings: list[Finding] = []
    shown = [without_power(_pictured(face) if number % 2 else face) for number, face in enumerate(faces)]
    with Symbols() as symbols:
        for design in designs:
            findings += _pages(paper, design, shown, event, symbols)
    paper.save()
    return PrintReport(len(designs) * len(faces), paper.pages, tuple(findings))


def _pictured(face: BadgeFace) -> BadgeFace:
    return face if face.photo else replace(face, photo=nobody())


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
