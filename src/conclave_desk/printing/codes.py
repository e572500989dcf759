"""The codes by which a PDF's text names glyphs, so that each code stands for one text only.

A code is the glyph's own number where the glyph stands for what it does by itself. Where it stands for something
else (a ligature, a skeleton that several Arabic letters share) it gets another code, one for each text: so what is
copied from the page, or searched for, is the name as it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from conclave_desk.printing.fonts import Typeface
from conclave_desk.printing.shaping import Glyph, Run

_HIGHEST = 0xFFFF


class Meaning(NamedTuple):
    """A glyph, and the text that it stands for; None if that is told in another way."""

    glyph: int
    text: str | None


class Codes:
    """The codes of one document."""

    def __init__(self) -> None:
        self._codes: dict[Typeface, dict[Meaning, int]] = {}
        self._meanings: dict[Typeface, dict[int, Meaning]] = {}

    def code(self, face: Typeface, glyph: int, text: str) -> int | None:
        """The code for a glyph that stands for this text; None if it can have none."""
        if face.meanings.get(glyph) == text:
            return glyph
        if face.is_cff or glyph == 0:
            return None
        codes = self._codes.setdefault(face, {})
        meaning = Meaning(glyph, text)
        code = codes.get(meaning)
        if code is None:
            code = face.glyph_count + len(codes)
            if code > _HIGHEST:
                return None
            codes[meaning] = code
            self._meanings.setdefault(face, {})[code] = meaning
        return code

    def meaning(self, face: Typeface, code: int) -> Meaning:
        """What a code stands for."""
        known = self._meanings.get(face, {}).get(code)
        return known or Meaning(code, face.meanings.get(code))


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs to be shown together, by their codes; ``numbers`` are those that they have in the font.

    ``text`` is what they stand for if the codes do not tell. ``marks`` (number, right, up from the run's start) are
    points and vowel signs that are drawn as outlines, so that each letter is one code.
    """

    glyphs: tuple[Glyph, ...]
    numbers: tuple[int, ...]
    text: str | None = None
    marks: tuple[tuple[int, int, int], ...] = ()


def pieces_of(run: Run, codes: Codes) -> list[Piece]:
    """A run in pieces whose text can be told."""
    if not run.clusters:
        return [Piece(run.glyphs, tuple([glyph[0] for glyph in run.glyphs]))]
    pieces: list[Piece] = []
    start = pen = 0
    for count, text in run.clusters:
        glyphs = run.glyphs[start : start + count]
        start += count
        piece = _cluster(run, glyphs, text, pen, codes)
        pen += sum(glyph[1] for glyph in glyphs)
        if pieces and (joined := _joined(pieces[-1], piece, run.leftwards)):
            pieces[-1] = joined
        else:
            pieces.append(piece)
    return pieces


def _cluster(run: Run, glyphs: tuple[Glyph, ...], text: str, pen: int, codes: Codes) -> Piece:
    """A cluster as a piece. What one code stands for from right to left is given in the order on the page: readers
    turn it round."""
    numbers = tuple(glyph[0] for glyph in glyphs)
    moving = [glyph for glyph in glyphs if glyph[1]]
    if len(glyphs) == 1 or (run.leftwards and len(moving) == 1 and 0 not in numbers):
        number, advance, dx, dy = moving[0] if moving else glyphs[0]
        code = codes.code(run.face, number, text[::-1] if run.leftwards else text)
        if code is not None:
            return Piece(((code, advance, dx, dy),), (number,), None, _marks(glyphs, number, pen))
    return Piece(glyphs, numbers, text)


def _marks(glyphs: tuple[Glyph, ...], base: int, pen: int) -> tuple[tuple[int, int, int], ...]:
    """All glyphs of a cluster but its base, with their places."""
    marks: list[tuple[int, int, int]] = []
    for number, advance, dx, dy in glyphs:
        if number != base:
            marks.append((number, pen + dx, dy))
        pen += advance
    return tuple(marks)


def _joined(one: Piece, other: Piece, leftwards: bool) -> Piece | None:
    """Two pieces as one. From right to left untold ones stay apart: readers turn such text round piece by piece."""
    if (one.text is None) != (other.text is None) or (leftwards and one.text is not None):
        return None
    text = None if one.text is None or other.text is None else one.text + other.text
    return Piece(one.glyphs + other.glyphs, one.numbers + other.numbers, text, one.marks + other.marks)
