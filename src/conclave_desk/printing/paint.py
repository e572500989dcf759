"""From a face to operators: fills a design's placeholders, sets the texts, draws the elements, notes what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reportlab.pdfbase.pdfdoc import xObjectName

from conclave_desk.printing import colour, layout
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
    Named,
    Photo,
    Place,
    Qr,
    Stack,
    Text,
    Wording,
    Zones,
    varies,
)
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.findings import Finding, Reason
from conclave_desk.printing.fitting import Block, Rule
from conclave_desk.printing.flags import Bundle, flag_from, flag_name, flag_of, own_name
from conclave_desk.printing.fonts import BOLD
from conclave_desk.printing.layout import Frame, Piece
from conclave_desk.printing.lettering import Letterer, TypeCase
from conclave_desk.printing.pen import POINTS
from conclave_desk.printing.photo import DPI, HEAD, Picture, UnreadablePhoto, prepare
from conclave_desk.printing.placeholders import Template
from conclave_desk.printing.qr import UnfitPayload, modules_of
from conclave_desk.printing.shaping import Style
from conclave_desk.printing.symbols import Symbols

Operator = str | bytes

_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}
_REMEMBERED = 1024
_HAIR = 0.01
_NO_COLOUR = "#000000"
SHARP_ENOUGH = 0.98
"""The share of what print can show below which a photo is told to be too small."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that went wrong with an element, whoever's badge it is on."""

    reason: Reason
    element: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A text of the design, read once for all badges: ``name`` is what findings call it, ``space`` is in points."""

    name: str
    wording: Wording
    rule: Rule
    template: Template
    space: float


@dataclass(slots=True)
class Drawing:
    """A badge, or a part of it, as operators, with all that they refer to. Those in bytes are packed streams."""

    operators: list[Operator] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    flags: list[tuple[str, Bundle]] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    def add(self, other: Drawing) -> None:
        """Draw another one on top."""
        self.operators += other.operators
        self.pictures += other.pictures
        self.flags += other.flags
        self.complaints += other.complaints

    def findings(self, face: BadgeFace | None) -> list[Finding]:
        """What went wrong, with the badge that it went wrong on; None is for what all badges share."""
        serial, holder = ("", "") if face is None else (face.serial, holder_of(face))
        return [
            Finding(each.reason, serial, holder, each.element, each.text, each.sentence) for each in self.complaints
        ]


def holder_of(face: BadgeFace) -> str:
    """The name by which a finding calls the holder."""
    return face.badge_name or " ".join(part for part in (face.given_name, face.family_name) if part)


class Painter:
    """Draws badges of one event in one design. Parts that many badges share are drawn once and remembered."""

    def __init__(self, design: Design, event: EventFace, case: TypeCase, symbols: Symbols, bleed: float = 0.0) -> None:
        self.design = design
        self._height = design.page.height * POINTS
        self._case = case
        self._bleed = bleed
        self._symbols = symbols
        self._emblem = event.emblem
        self._settings = {element.name: _settings(element, event) for element in design.elements}
        self._varying = [element for element in design.elements if varies(element)]
        self._remembered: dict[tuple[object, ...], Drawing] = {}

    def ground(self) -> Drawing:
        """What is the same on every badge."""
        ground = Drawing()
        for element in self.design.elements:
            if not varies(element):
                ground.add(self._drawn(element, None, _NO_COLOUR))
        return ground

    def badge(self, face: BadgeFace) -> Drawing:
        """What is this badge's own."""
        drawing = Drawing()
        category = face.category_colour
        try:
            colour.parse(category)
        except ValueError as fault:
            drawing.complaints.append(Complaint(Reason.NO_COLOUR, CATEGORY, category, str(fault)))
            category = _NO_COLOUR
        for element in self._varying:
            drawing.add(self._drawn(element, face, category))
        return drawing

    def _drawn(self, element: Element, face: BadgeFace | None, category: str) -> Drawing:
        match element:
            case Stack() | Text():
                place = self._place(element, face)
                settings = self._settings[element.name]
                texts = tuple([setting.template.fill(face) for setting in settings])
                draw = partial(self._stack, element, settings, texts, place, category)
                return self._recalled((element.name, texts, place is element, category), draw)
            case Band():
                (setting,) = self._settings[element.name]
                text = setting.template.fill(face)
                draw = partial(self._band, element, setting.rule, text, category)
                return self._recalled((element.name, text, category), draw)
            case Zones():
                held = face.zones if face else ()
                draw = partial(self._zones, element, held, category)
                return self._recalled((element.name, held, category), draw)
            case Line():
                return self._recalled((element.name, category), partial(self._line, element, category))
            case Qr():
                return self._qr(element, face.payload if face else "")
            case Photo():
                return self._portrait(element, face) if face else Drawing()
            case Flag():
                code, own = (face.flag, face.own_flag) if face else ("", None)
                return self._recalled((element.name, code, own), partial(self._flag, element, code, own, category))
            case Emblem():
                return self._recalled((element.name,), partial(self._host, element))
            case Box():
                return self._recalled((element.name, category), partial(self._box, element, category))
            case Image():
                return self._picture(element, self.design.pictures[element.file])[0]

    def _place(self, element: Stack | Text, face: BadgeFace | None) -> Place | Stack | Text:
        if element.with_photo is not None and face is not None and face.photo is not None:
            return element.with_photo
        if isinstance(element, Stack) and element.with_emblem is not None and self._emblem is not None:
            return element.with_emblem
        return element

    def _pen(self) -> Letterer:
        return Letterer(self._height, case=self._case)

    def _recalled(self, key: tuple[object, ...], draw: Callable[[], Drawing]) -> Drawing:
        drawing = self._remembered.get(key)
        if drawing is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            drawing = self._remembered[key] = draw()
        return drawing

    def _stack(
        self,
        element: Stack | Text,
        settings: Sequence[Setting],
        texts: tuple[str, ...],
        place: Place | Stack | Text,
        category: str,
    ) -> Drawing:
        frame = Frame.of(place)
        told = [(setting, text.strip()) for setting, text in zip(settings, texts, strict=True) if text.strip()]
        pieces = [Piece(text, setting.rule, setting.space) for setting, text in told]
        pen, complaints = self._pen(), []
        for (setting, text), placed in zip(told, layout.pile(pieces, frame, element.valign), strict=True):
            line = setting.wording
            shade = self.design.colour(line.colour if isinstance(line, Named) else "ink", category)
            _write(pen, placed.block, frame, placed.top, element.align, shade)
            complaints += _complaints(setting.name, text, placed.block, setting.rule, fits=placed.fits)
        return Drawing([*pen.operators], complaints=complaints)

    def _band(self, band: Band, rule: Rule, text: str, category: str) -> Drawing:
        pen, complaints = self._pen(), []
        frame = Frame.of(band)
        ground = self.design.colour(band.fill, category)
        pen.rectangle(*self._bled(frame), ground)
        if text.strip():
            inner = frame.inside(band.inset * POINTS, band.inset_y * POINTS)
            placed = layout.centre(text.strip(), rule, inner)
            _write(pen, placed.block, inner, placed.top, band.align, colour.readable_on(ground))
            complaints = _complaints(band.name, text, placed.block, rule, fits=placed.fits)
        return Drawing([*pen.operators], complaints=complaints)

    def _bled(self, frame: Frame) -> Frame:
        """The frame, carried on beyond those edges of the page that it touches."""
        page, bleed = self.design.page, self._bleed
        left = bleed if frame.x <= 0 else 0.0
        top = bleed if frame.y <= 0 else 0.0
        right = bleed if frame.x + frame.width >= page.width * POINTS - _HAIR else 0.0
        bottom = bleed if frame.y + frame.height >= page.height * POINTS - _HAIR else 0.0
        return Frame(frame.x - left, frame.y - top, frame.width + left + right, frame.height + top + bottom)

    def _zones(self, zones: Zones, held: tuple[tuple[str, str], ...], category: str) -> Drawing:
        pen, complaints = self._pen(), []
        ground = self.design.colour(zones.fill, category)
        tiles = [
            (code, name, tile, tile.inside(0.08 * tile.width, 0.16 * tile.height), beside)
            for (code, name), tile, beside in layout.tiles(held, zones)
        ]
        rule = Rule(Style(BOLD), zones.size, zones.min_size, 1, zones.min_size, 1.0)
        sizes = [layout.centre(code, rule, inner).block.size for code, _, _, inner, _ in tiles]
        codes = replace(rule, size=min(sizes, default=zones.size))
        names = Rule(Style(), zones.name_size, zones.min_size, 2, zones.min_size, 1.1)
        for code, name, tile, inner, beside in tiles:
            pen.rectangle(*tile, ground)
            texts = [(code, codes, inner, "center", colour.readable_on(ground))]
            if beside is not None and name:
                texts.append((name, names, beside, "left", self.design.colour(zones.name_colour, category)))
            for text, each, frame, align, shade in texts:
                placed = layout.centre(text, each, frame)
                _write(pen, placed.block, frame, placed.top, align, shade)
                complaints += _complaints(zones.name, text, placed.block, each, fits=placed.fits)
        return Drawing([*pen.operators], complaints=complaints)

    def _line(self, line: Line, category: str) -> Drawing:
        pen = self._pen()
        shade = self.design.colour(line.colour, category)
        pen.stroke(line.x * POINTS, line.y * POINTS, line.w * POINTS, line.h * POINTS, line.thickness, shade)
        return Drawing([*pen.operators])

    def _qr(self, element: Qr, payload: str) -> Drawing:
        pen = self._pen()
        try:
            symbol = self._symbols.packed(payload)
            pen.begin_symbol(modules_of(payload), element.x * POINTS, element.y * POINTS, element.size * POINTS)
        except UnfitPayload as fault:
            return Drawing(complaints=[Complaint(Reason.NO_QR, element.name, payload, str(fault))])
        return Drawing([*pen.operators, symbol])

    def _portrait(self, element: Photo, face: BadgeFace) -> Drawing:
        if face.photo is None:
            missing = "The category asks for a photo and there is none; add it (nominations amend --photo FILE)."
            wanted = [Complaint(Reason.NO_PHOTO, element.name, "", missing)] if face.photo_required else []
            return Drawing(complaints=wanted)
        drawing, picture = self._picture(element, face.photo)
        if picture is not None:
            drawing.complaints += _photo_complaints(element, picture, face)
        return drawing

    def _picture(self, element: Photo | Image, content: bytes) -> tuple[Drawing, Picture | None]:
        try:
            picture = prepare(content, element.w, element.h)
        except UnreadablePhoto as fault:
            return Drawing(complaints=[Complaint(Reason.NO_PHOTO, element.name, "", str(fault))]), None
        pen = self._pen()
        pen.picture(xObjectName(picture.name), *Frame.of(element), picture.proportion, HEAD)
        return Drawing([*pen.operators], pictures=[picture]), picture

    def _flag(self, element: Flag, code: str, own: bytes | None, category: str) -> Drawing:
        flag, name = (flag_of(code), flag_name(code)) if own is None else (flag_from(own), own_name(own))
        if flag is None:
            return Drawing()
        pen = self._pen()
        place = _flown(pen, element, name, flag)
        pen.frame(*place, 0.25, self.design.colour(element.colour, category))
        return Drawing([*pen.operators], flags=[(name, flag)])

    def _host(self, element: Emblem) -> Drawing:
        if self._emblem is None:
            return Drawing()
        emblem, name, pen = flag_from(self._emblem), own_name(self._emblem), self._pen()
        _flown(pen, element, name, emblem)
        return Drawing([*pen.operators], flags=[(name, emblem)])

    def _box(self, box: Box, category: str) -> Drawing:
        pen = self._pen()
        pen.frame(*Frame.of(box), box.thickness, self.design.colour(box.colour, category))
        return Drawing([*pen.operators])


def _flown(pen: Letterer, element: Flag | Emblem, name: str, flag: Bundle) -> Frame:
    """Draws a flag as large as its box allows; returns where it stands."""
    frame = Frame.of(element)
    scale = min(frame.width / flag.width, frame.height / flag.height)
    width, height = flag.width * scale, flag.height * scale
    x = frame.x + (frame.width - width) * _SHARES[element.align]
    y = frame.y + (frame.height - height) / 2
    pen.form(xObjectName(name), x, y, scale, height)
    return Frame(x, y, width, height)


def _settings(element: Element, event: EventFace) -> list[Setting]:
    """The texts of an element."""
    named: list[tuple[str, Wording, float]] = []
    match element:
        case Stack():
            named = [(f"{element.name}.{line.name}", line, line.space * POINTS) for line in element.line]
        case Text() | Band():
            named = [(element.name, element, 0.0)]
    return [
        Setting(name, wording, wording.rule, Template(wording.parts, wording.between, event), space)
        for name, wording, space in named
    ]


def _write(pen: Letterer, block: Block, frame: Frame, top: float, align: str, shade: colour.Colour) -> None:
    share = _SHARES[align]
    for line, baseline in zip(block.lines, block.baselines, strict=True):
        slack = frame.width - (line.right - line.left) * block.size / 1000
        pen.text(line, frame.x + slack * share, top + baseline, block.size, shade)


def _photo_complaints(element: Photo, picture: Picture, face: BadgeFace) -> list[Complaint]:
    complaints: list[Complaint] = []
    shown = picture.dpi(element.w, element.h)
    if shown < SHARP_ENOUGH * DPI:
        enough = f"{element.w / 25.4 * DPI:.0f} x {element.h / 25.4 * DPI:.0f}"
        complaints.append(
            Complaint(
                Reason.SMALL_PHOTO,
                element.name,
                "",
                f"The photo prints at {shown:.0f} points an inch; {DPI} need {enough} points.",
            )
        )
    if face.sides_cut:
        sentence = "The photo was wider than high and its sides are cut off; see whether the head is whole."
        complaints.append(Complaint(Reason.NO_PORTRAIT, element.name, "", sentence))
    return complaints


def _complaints(element: str, text: str, block: Block, rule: Rule, *, fits: bool) -> list[Complaint]:
    complaints: list[Complaint] = []
    if not fits:
        complaints.append(
            Complaint(
                Reason.TOO_LONG,
                element,
                text,
                f"{text!r} fits only at {block.size:.1f} pt, smaller than the design's {rule.min_size:g} pt; "
                "shorten it, for a name by a badge name.",
            )
        )
    if block.missing:
        codes = ", ".join(f"{character} (U+{ord(character):04X})" for character in block.missing)
        remedy = "install one that has them (of Debian: fonts-noto-cjk, fonts-noto-extra), or give a badge name"
        sentence = f"{text!r} has letters that no font here has: {codes}; {remedy}."
        complaints.append(Complaint(Reason.NO_GLYPH, element, text, sentence))
    return complaints
