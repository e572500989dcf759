"""Lines of text as PDF operators: glyphs that reportlab embeds where a glyph stands for one character, else outlines.

What is drawn as outlines (Arabic, Devanagari, ligatures, fonts of the machine) has its characters beneath it, in
a typeface without ink, each where it is read: so what is copied from the page, or searched for, is the name as sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFont

from conclave_desk.printing import instances
from conclave_desk.printing.colour import Colour
from conclave_desk.printing.embedding import embeddable
from conclave_desk.printing.fonts import EM, Typeface
from conclave_desk.printing.pen import Pen, number
from conclave_desk.printing.shaping import Glyph, Line, Run

_LAST_IN_A_MAP = 0xFFFF
"""Beyond it reportlab's maps from codes to characters are wrong, and the character is told beside the code."""
_STAND_IN = "\ufffc"
_INKLESS = "Inkless"
_NARROWEST = 0.01


class Sign(NamedTuple):
    """A character as a document shows it: which font, which code there, how far it moves the pen."""

    font: str
    code: str
    advance: float


class TypeCase:
    """The signs of one document; ``document`` is reportlab's."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._fonts: dict[Typeface, _Signs] = {}
        self._inkless: _Signs | None = None

    def signs(self, face: Typeface) -> Mapping[str, Sign]:
        """The characters of a typeface that can be embedded."""
        signs = self._fonts.get(face)
        if signs is None:
            signs = self._fonts[face] = _Signs(embedded(face), self._document)
        return signs

    def inkless(self, character: str) -> Sign:
        """A character without ink."""
        if self._inkless is None:
            self._inkless = _Signs(_inkless_font(), self._document)
        return self._inkless[character]


class _Signs(dict[str, Sign]):
    """The signs of one font, each made when it is first asked for."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font = font
        self._document = document

    def __missing__(self, character: str) -> Sign:
        font, number = self._font, ord(character)
        if font.fontName == _INKLESS:
            font.face.charToGlyph.setdefault(number, font.face.charToGlyph[ord(" ")])
            font.face.charWidths.setdefault(number, font.face.charWidths[ord(" ")])
        ((subset, code),) = font.splitString(character, self._document)
        name = font.getSubsetInternalName(subset, self._document)
        width = font.face.charWidths.get(number, font.face.defaultWidth)
        sign = self[character] = Sign(name, code.hex(), width)
        return sign


@cache
def embedded(face: Typeface) -> Any:
    """A typeface as reportlab has it."""
    return embeddable(face.name, face.path)


@cache
def _inkless_font() -> Any:
    """One glyph stands for all; it is not the space, as readers pass over what has no extent."""
    font = TTFont(_INKLESS, str(instances.INKLESS), shapable=False, asciiReadable=False)
    font.face.name = b"Inkless"
    font.face.charToGlyph = {ord(" "): font.face.charToGlyph[ord("H")]}
    font.face.charWidths = {ord(" "): font.face.charWidths[ord("H")]}
    return font


@dataclass(slots=True, kw_only=True)
class Letterer(Pen):
    """A pen that can write, with the signs of one document."""

    case: TypeCase

    def text(self, line: Line, x: float, baseline: float, size: float, colour: Colour) -> None:
        """A shaped line whose left edge, ink included, is at x."""
        if not line.runs:
            return
        self._fill_with(colour)
        start, up = x - line.left * size / EM, self.height - baseline
        strip = _Strip(size)
        outlines: list[tuple[int, int, str]] = []
        pen = 0
        for run in line.runs:
            if run.face.embeds and not run.clusters:
                strip.add(self.case.signs(run.face), run.text, run.glyphs)
                pen += run.width
                continue
            for glyphs, text in _clusters(run):
                if run.face.embeds and len(glyphs) == 1 and glyphs[0][0] == _plain(run, text):
                    strip.add(self.case.signs(run.face), text, glyphs)
                    pen += glyphs[0][1]
                    continue
                _write_inkless(
                    strip, sum([glyph[1] for glyph in glyphs]), text[:: -1 if run.leftwards else 1], self.case
                )
                for glyph, advance, right, above in glyphs:
                    outlines.append((pen + right, above, run.face.outline(glyph)))
                    pen += advance
        self.operators += [f"BT {number(start)} {number(up)} Td", *strip.finished(), "ET"]
        self.operators += _filled(outlines, start, up, size)


def _clusters(run: Run) -> Iterator[tuple[tuple[Glyph, ...], str]]:
    """The glyphs of each cluster, and its text."""
    if not run.clusters:
        for character, glyph in zip(run.text, run.glyphs, strict=True):
            yield (glyph,), character
    start = 0
    for count, text in run.clusters:
        yield run.glyphs[start : start + count], text
        start += count


def _plain(run: Run, text: str) -> int | None:
    """The glyph of a text that is one character, read from left to right."""
    return run.face.nominal(text) if len(text) == 1 and not run.leftwards else None


def _write_inkless(strip: _Strip, advance: int, text: str, case: TypeCase) -> None:
    """Characters in the order in which they stand on paper, which readers turn round where they must."""
    places = [round(advance * index / len(text)) for index in range(len(text) + 1)]
    for character, place, following in zip(text, places, places[1:], strict=False):
        if ord(character) <= _LAST_IN_A_MAP:
            strip.stretch(case.inkless(character), following - place)
        else:
            strip.stretch(case.inkless(_STAND_IN), following - place, character)


def _filled(outlines: list[tuple[int, int, str]], x: float, y: float, size: float) -> list[str]:
    """Outlines as filled shapes, each so far right of a point and above it."""
    scale = f"{size / EM:.5f}"
    drawn: list[str] = []
    at = height = 0
    for right, above, outline in outlines:
        if outline:
            drawn.append(f"1 0 0 1 {right - at} {above - height} cm {outline} f")
            at, height = right, above
    return [f"q {scale} 0 0 {scale} {number(x)} {number(y)} cm", *drawn, "Q"] if drawn else []


class _Strip:
    """Signs one after the other, as operators of a text object."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._operators: list[str] = []
        self._shown: list[str] = []
        self._font = ""
        self._visible = True
        self._height = 0
        self._owed = 0.0

    def add(self, signs: Mapping[str, Sign], text: str, glyphs: Sequence[Glyph]) -> None:
        """Signs, each as far beside the pen and above the line as its glyph, which moves the pen on."""
        self._ink(True)
        shown, owed = self._shown, self._owed
        for character, (_, advance, right, up) in zip(text, glyphs, strict=True):
            font, code, width = signs[character]
            if font != self._font or up != self._height:
                self._owed = owed
                self._turn_to(font)
                self._rise_to(up)
                shown, owed = self._shown, self._owed
            if owed != right:
                shown.append(f">{owed - right:g}<")
            shown.append(code)
            owed = width - advance + right
        self._owed = owed

    def _rise_to(self, up: int) -> None:
        if up != self._height:
            self._show()
            self._operators.append(f"{number(up * self._size / EM)} Ts")
            self._height = up

    def stretch(self, sign: Sign, advance: int, told: str = "") -> None:
        """A sign without ink, as wide as the pen moves; ``told`` is what it stands for if its code does not tell."""
        self._ink(False)
        self._turn_to(sign.font)
        share = max(advance / sign.advance, _NARROWEST)
        back = round(sign.advance - advance / share)
        shown = f"{100 * share:.4g} Tz [<{sign.code}>{back or ''}] TJ"
        if told:
            told = f"\ufeff{told}".encode("utf-16-be", "surrogatepass").hex()
            shown = f"/Span <</ActualText <{told}>>> BDC {shown} EMC"
        self._operators.append(shown)

    def finished(self) -> list[str]:
        """All operators, with nothing left that would bear on another line."""
        self._ink(True)
        self._show()
        return [*self._operators, "0 Ts"] if self._height else self._operators

    def _ink(self, visible: bool) -> None:
        if visible != self._visible:
            self._show()
            self._operators.append("0 Tr 100 Tz" if visible else "3 Tr")
            self._visible = visible

    def _turn_to(self, font: str) -> None:
        if font != self._font:
            self._show()
            self._operators.append(f"{font} {number(self._size)} Tf")
            self._font = font

    def _show(self) -> None:
        if self._owed:
            self._shown.append(f">{self._owed:g}<")
            self._owed = 0
        if self._shown:
            self._operators.append(f"[<{''.join(self._shown)}>] TJ")
            self._shown = []
