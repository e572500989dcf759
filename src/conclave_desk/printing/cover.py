"""The list that goes with a party's badges, to be signed by whoever takes them."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.printing.cell import write
from conclave_desk.printing.colour import BLACK, parse
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.fonts import BOLD, REGULAR
from conclave_desk.printing.lettering import Letterer
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS

WIDTH, HEIGHT = 210.0, 297.0
_EDGE = 18.0
_FIRST_ROW = 62.0
_ROW = 9.5
_ROWS = 20
_GREY = parse("#B4B4B4")
_COLUMNS = ((0.0, 8.0), (8.0, 82.0), (92.0, 34.0), (128.0, 46.0))
_HEADINGS = ("", "Name", "Category", "Badge")


def cover_pages(paper: Paper, event: EventFace, party: Sequence[BadgeFace]) -> None:
    """Pages of A4 with the party's badges in order, and lines for date, name and signature on the last one."""
    for start in range(0, len(party), _ROWS):
        pen = Letterer(HEIGHT * POINTS, case=paper.case)
        _head(pen, event, party)
        for row, face in enumerate(party[start : start + _ROWS]):
            _row(pen, start + row + 1, _FIRST_ROW + row * _ROW, face)
        if start + _ROWS >= len(party):
            _signature(pen)
        paper.draw(pen.operators)
        paper.end_page((WIDTH * POINTS, HEIGHT * POINTS))


def _head(pen: Letterer, event: EventFace, party: Sequence[BadgeFace]) -> None:
    when = "  ·  ".join(part for part in (event.dates, event.city) if part)
    count = f"{len(party)} badge{'s' * (len(party) != 1)}, received on behalf of"
    _set(pen, event.title, (0, 174), 18, 8, 13, BOLD)
    _set(pen, when, (0, 174), 25, 6, 10)
    _set(pen, count, (0, 174), 33, 6, 10)
    _set(pen, party[0].party_name, (0, 174), 39, 11, 22, BOLD)
    if party[0].collect_at:
        _set(pen, f"Handed out at: {party[0].collect_at}", (0, 174), 49.5, 4.5, 10)
    for (x, width), heading in zip(_COLUMNS, _HEADINGS, strict=True):
        _set(pen, heading, (x, width), _FIRST_ROW - 8, 6, 9)
    pen.stroke(_EDGE * POINTS, (_FIRST_ROW - 1.5) * POINTS, 174 * POINTS, 0, 0.8, BLACK)


def _row(pen: Letterer, number: int, top: float, face: BadgeFace) -> None:
    name = face.badge_name or " ".join(part for part in (face.given_name, face.family_name) if part)
    cells = (f"{number}", " ".join(part for part in (face.rank, name) if part), face.category_name, face.serial)
    for (x, width), text in zip(_COLUMNS, cells, strict=True):
        _set(pen, text, (x, width), top, _ROW - 2, 11, mono=text == face.serial)
    pen.stroke(_EDGE * POINTS, (top + _ROW - 1.5) * POINTS, 174 * POINTS, 0, 0.3, _GREY)


def _signature(pen: Letterer) -> None:
    for x, width, label in (
        (0.0, 34.0, "Date and time"),
        (40.0, 62.0, "Name, in capitals"),
        (108.0, 66.0, "Signature"),
    ):
        pen.stroke((_EDGE + x) * POINTS, 274 * POINTS, width * POINTS, 0, 0.5, BLACK)
        _set(pen, label, (x, width), 275, 6, 9)


def _set(
    pen: Letterer,
    text: str,
    column: tuple[float, float],
    top: float,
    height: float,
    size: float,
    weight: int = REGULAR,
    *,
    mono: bool = False,
) -> None:
    """One text in a box whose left edge and width are given, in millimetres."""
    write(pen, text, (_EDGE + column[0], top, column[1], height), size, weight, mono=mono)
