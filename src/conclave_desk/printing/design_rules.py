"""What a design must keep to so that its badges can be read, scanned and cut; each breach is told in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conclave_desk.printing.design import (
    CATEGORY,
    Band,
    Box,
    Design,
    Element,
    Emblem,
    Flag,
    Image,
    Line,
    Photo,
    Place,
    Qr,
    Stack,
    Text,
    Wording,
    Zones,
)
from conclave_desk.printing.placeholders import OF_BADGE, OF_EVENT, placeholders_in
from conclave_desk.printing.qr import QUIET_ZONE

SMALLEST_TYPE = 7.0
"""Points."""

SMALLEST_QR = 25.0
"""Millimetres, without the quiet zone."""

_MOST_LINES = 6
_LARGEST_PAGE = 1000.0
_FEWEST_MODULES = 41
"""A signed payload never takes a smaller symbol than this one (version 6), whose quiet zone is the widest."""

Breach = tuple[str, str]
"""Which element (and key), and a sentence."""


def quiet_zone(qr: Qr) -> float:
    """The white that must be free on each side of a symbol, in millimetres."""
    return QUIET_ZONE * qr.size / _FEWEST_MODULES


def flaws_of(design: Design) -> Iterator[Breach]:
    """All breaches, in the order of the file."""
    yield from _page(design)
    if design.page.fold != "none" and not design.back:
        yield "page.fold", "A badge that is folded needs a [[back]]."
    yield from _side(design)
    if design.turned is not None:
        yield from _side(design.turned)


def _side(design: Design) -> Iterator[Breach]:
    names = Counter(element.name for element in design.elements)
    for element in design.elements:
        if names[element.name] > 1:
            yield element.name, "Another element has this name too; names must differ."
            names[element.name] = 0
        yield from _place(element, design)
        yield from _type(element)
        yield from _colours(element, design)
        if isinstance(element, Qr):
            yield from _symbol(element, design)


def _page(design: Design) -> Iterator[Breach]:
    page = design.page
    if not (0 < page.width <= _LARGEST_PAGE and 0 < page.height <= _LARGEST_PAGE):
        yield "page", f"width and height must be more than 0 and at most {_LARGEST_PAGE:g} mm."
    if page.margin < 0 or 2 * page.margin >= min(page.width, page.height):
        yield "page.margin", "The margin must not be negative, and has to leave room on the page."
    for name, value in design.colours.items():
        if name == CATEGORY:
            yield f"colours.{name}", "This name means the colour of the badge's category; take another one."
        try:
            design.colour(value)
        except ValueError as fault:
            yield f"colours.{name}", str(fault)


def box_of(element: Element) -> Place:
    """Where an element stands."""
    if isinstance(element, Qr):
        return Place(x=element.x, y=element.y, w=element.size, h=element.size)
    return Place(x=element.x, y=element.y, w=element.w, h=element.h)


def _place(element: Element, design: Design) -> Iterator[Breach]:
    boxes = [(element.name, box_of(element))]
    if isinstance(element, Text | Stack) and element.with_photo is not None:
        boxes.append((f"{element.name}.with_photo", element.with_photo))
    if isinstance(element, Stack) and element.with_emblem is not None:
        boxes.append((f"{element.name}.with_emblem", element.with_emblem))
    free = isinstance(element, Band | Line)
    margin = 0.0 if free else design.page.margin
    for where, box in boxes:
        if not isinstance(element, Line) and (box.w <= 0 or box.h <= 0):
            yield where, "w and h (of a QR symbol: size) must be more than 0 mm."
        if not _inside(box, design, margin):
            edge = "the page" if free else f"the page's margin of {margin:g} mm"
            yield where, f"It reaches beyond {edge}, which is {design.page.width:g} x {design.page.height:g} mm."


def _inside(box: Place, design: Design, margin: float) -> bool:
    slack = 1e-6
    return (
        box.x >= margin - slack
        and box.y >= margin - slack
        and box.x + box.w <= design.page.width - margin + slack
        and box.y + box.h <= design.page.height - margin + slack
    )


def _type(element: Element) -> Iterator[Breach]:
    match element:
        case Stack():
            if not element.line:
                yield element.name, "A stack needs at least one [[element.line]]."
            for line in element.line:
                yield from _wording(f"{element.name}.{line.name}", line)
        case Text() | Band():
            yield from _wording(element.name, element)
        case Zones():
            if not SMALLEST_TYPE <= element.min_size <= element.size:
                yield element.name, f"min_size must be from {SMALLEST_TYPE:g} pt up to size."
            if element.tile_w <= 0 or element.tile_h <= 0 or element.gap < 0:
                yield element.name, "tile_w and tile_h must be more than 0 mm, gap not negative."
        case Line() | Box():
            if element.thickness <= 0:
                yield element.name, "thickness must be more than 0 pt."
        case Qr() | Photo() | Flag() | Emblem() | Image():
            pass


def _wording(where: str, wording: Wording) -> Iterator[Breach]:
    rule = wording.rule
    if not SMALLEST_TYPE <= rule.min_size <= rule.size:
        yield f"{where}.min_size", f"It must be from {SMALLEST_TYPE:g} pt up to size."
    if not rule.min_size <= rule.wrap_below <= rule.size:
        yield f"{where}.wrap_below", "It must be from min_size up to size."
    if not 1 <= rule.lines <= _MOST_LINES:
        yield f"{where}.lines", f"It must be from 1 to {_MOST_LINES}."
    if not 1 <= rule.leading <= 3:
        yield f"{where}.leading", "It must be from 1 to 3."
    for part in wording.parts:
        for name in placeholders_in(part):
            if name not in OF_BADGE and name not in OF_EVENT:
                known = ", ".join(sorted([*OF_BADGE, *OF_EVENT]))
                yield f"{where}.text", f"Unknown placeholder {{{name}}}; there are {known}."


def _colours(element: Element, design: Design) -> Iterator[Breach]:
    named: list[tuple[str, str]] = []
    match element:
        case Stack():
            named = [(f"{element.name}.{line.name}.colour", line.colour) for line in element.line]
        case Text() | Line() | Box() | Flag():
            named = [(f"{element.name}.colour", element.colour)]
        case Band() | Zones():
            named = [(f"{element.name}.fill", element.fill)]
        case Qr() | Photo() | Image():
            pass
    for where, name in named:
        try:
            design.colour(name)
        except ValueError:
            known = ", ".join([*design.colours, CATEGORY])
            yield where, f"{name!r} is no colour here; there are {known}, or write #RRGGBB."


def _symbol(qr: Qr, design: Design) -> Iterator[Breach]:
    if qr.size < SMALLEST_QR:
        yield f"{qr.name}.size", f"A QR symbol must be at least {SMALLEST_QR:g} mm wide to be read at a gate."
    quiet = quiet_zone(qr)
    white = Place(x=qr.x - quiet, y=qr.y - quiet, w=qr.size + 2 * quiet, h=qr.size + 2 * quiet)
    if not _inside(white, design, 0.0):
        yield qr.name, f"Its quiet zone, {quiet:.1f} mm on each side, reaches beyond the page."
    for other in design.elements:
        boxes = [box_of(other)]
        if isinstance(other, Text | Stack) and other.with_photo is not None:
            boxes.append(other.with_photo)
        if other is not qr and any(_overlap(white, box) for box in boxes):
            yield qr.name, f"{other.name} lies in its quiet zone, {quiet:.1f} mm on each side."


def _overlap(one: Place, other: Place) -> bool:
    slack = 1e-6
    return (
        one.x + slack < other.x + other.w
        and other.x + slack < one.x + one.w
        and one.y + slack < other.y + other.h
        and other.y + slack < one.y + one.h
    )
