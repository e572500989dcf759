"""From a text to a line of glyphs: split by direction, script and font, shaped by HarfBuzz, in visual order.

A line is measured in thousandths of the type size, so one shaping serves every size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import uharfbuzz

from conclave_desk.printing.fonts import REGULAR, Family, Typeface, is_invisible, script_of, shelf

_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_LAST_LATIN = "\u024f"
_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
_UNKNOWN_TO_BIDI = {"": "L", "LRI": "BN", "RLI": "BN", "FSI": "BN", "PDI": "BN"}
"""What python-bidi takes for the classes that it does not know: letters newer than Python's tables, and isolates."""
NO_LIGATURES = {"liga": False, "clig": False}
"""Names are set letter by letter where a script does not ask for more: so each can be copied, and a font embeds it."""

_LETTERED = {"Latn", "Grek", "Cyrl", "Zyyy"}
_SHARED_SCRIPTS = {None, "Zyyy", "Zinh", "Zzzz"}


class Style(NamedTuple):
    """Which face a text is set in: its weight, and whether all letters are to be equally wide."""

    weight: int = REGULAR
    mono: bool = False


Glyph = tuple[int, int, int, int]
"""Number in the font, how far it moves the pen, and where it stands beside the pen (right, up)."""


class Cluster(NamedTuple):
    """Characters that a number of glyphs stand for together, and cannot be told apart further."""

    glyphs: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one typeface, left to right. ``clusters`` (in the same order) is empty if each glyph is the one that
    a character of the text has by itself."""

    face: Typeface
    text: str
    glyphs: tuple[Glyph, ...]
    clusters: tuple[Cluster, ...]
    leftwards: bool

    @property
    def width(self) -> int:
        """How far the glyphs move the pen."""
        return sum([glyph[1] for glyph in self.glyphs])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, ready to be drawn. ``left``, ``right``, ``bottom`` and ``top`` enclose ink and advance.

    ``missing`` holds the characters that no font here has a glyph for.
    """

    text: str
    runs: tuple[Run, ...]
    width: int
    left: int
    right: int
    bottom: int
    top: int
    missing: str


@lru_cache(maxsize=1024)
def set_line(text: str, style: Style) -> Line:
    """Shape a text as one line; line ends and tabs in it count as spaces."""
    text = text.translate(_SPACES)
    fonts = shelf()
    first = fonts.mono if style.mono else fonts.sans
    if not text:
        return _measured(text, (), "")
    if text.isprintable() and max(text) <= _LAST_LATIN:
        run = _shape(text, first.face(style.weight), leftwards=False)
        if not run.clusters:
            return _measured(text, (run,), "")
    runs = tuple(
        _shape(text[span.start : span.end], span.family.face(style.weight), leftwards=span.level % 2 == 1)
        for span in _visual_spans(text, first)
    )
    missing = (character for character in text if not is_invisible(character) and fonts.home(character) is None)
    return _measured(text, runs, "".join(dict.fromkeys(missing)))


def _measured(text: str, runs: tuple[Run, ...], missing: str) -> Line:
    pen = left = right = bottom = top = 0
    for run in runs:
        box = run.face.box
        for number, advance, dx, dy in run.glyphs:
            ink_left, ink_bottom, ink_right, ink_top = box(number)
            start = pen + dx
            if start + ink_left < left:
                left = start + ink_left
            if start + ink_right > right:
                right = start + ink_right
            if dy + ink_bottom < bottom:
                bottom = dy + ink_bottom
            if dy + ink_top > top:
                top = dy + ink_top
            pen += advance
    return Line(text, runs, pen, left, max(right, pen), bottom, top, missing)


class _Span(NamedTuple):
    start: int
    end: int
    level: int
    family: Family


def _visual_spans(text: str, first: Family) -> list[_Span]:
    """The pieces of a line that are shaped as one, in the order in which they stand on paper."""
    levels = _levels(text)
    spans: list[_Span] = []
    keys = list(zip(levels, *_families_and_scripts(text, first), strict=True))
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or keys[index] != keys[start]:
            level, family, _ = keys[start]
            spans.append(_Span(start, index, level, family))
            start = index
    return _reordered(spans)


def _families_and_scripts(text: str, first: Family) -> tuple[list[Family], list[str | None]]:
    """Family and script of each character. What belongs to every script goes with its neighbour before, else after."""
    families: list[Family] = []
    scripts: list[str | None] = []
    fonts = shelf()
    for character in text:
        script = script_of(character) if character > _LAST_LATIN else ("Latn" if character.isalpha() else None)
        shared = script in _SHARED_SCRIPTS
        follows = shared or is_invisible(character) or unicodedata.combining(character)
        before = families[-1] if families else first
        if (follows or before is first) and _has(before, character):
            families.append(before)
        else:
            families.append(fonts.home(character) or before)
        scripts.append((scripts[-1] if scripts else None) if shared or follows else script)
    earliest = next((script for script in scripts if script is not None), None)
    return families, [script or earliest for script in scripts]


def _has(family: Family, character: str) -> bool:
    return is_invisible(character) or ord(character) in family.face(REGULAR).characters


def _levels(text: str) -> Sequence[int]:
    """The embedding level of each character by the bidirectional algorithm; odd ones run from right to left."""
    if max(text, default="") < _FIRST_RIGHT_TO_LEFT or not any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text
    ):
        return [0] * len(text)
    return list(_resolved_levels(text))


def _resolved_levels(text: str) -> Iterator[int]:
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    base = storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    characters: list[dict[str, Any]] = list(storage["chars"])
    for character in characters:
        character["type"] = character["orig"] = _UNKNOWN_TO_BIDI.get(character["type"], character["type"])
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    kept = {id(character) for character in storage["chars"]}
    level = base
    for character in characters:
        if id(character) in kept:
            level = character["level"]
        yield level


def _reordered(spans: list[_Span]) -> list[_Span]:
    """Rule L2: from the highest level down to the lowest odd one, turn round what is at that level or above."""
    for level in range(max((span.level for span in spans), default=0), 0, -1):
        start = 0
        while start < len(spans):
            end = start
            while end < len(spans) and spans[end].level >= level:
                end += 1
            spans[start:end] = spans[start:end][::-1]
            start = end + 1
    return spans


def _shape(text: str, face: Typeface, *, leftwards: bool) -> Run:
    buffer: Any = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    uharfbuzz.shape(face.font, buffer, NO_LIGATURES if buffer.script in _LETTERED else None)
    numbers = [info.codepoint for info in buffer.glyph_infos]
    glyphs = tuple(
        [
            (number, place.x_advance, place.x_offset, place.y_offset)
            for number, place in zip(numbers, buffer.glyph_positions, strict=True)
        ]
    )
    if not leftwards and [face.nominal(character) for character in text] == numbers:
        return Run(face, text, glyphs, (), leftwards)
    return Run(face, text, glyphs, _clusters(text, [info.cluster for info in buffer.glyph_infos]), leftwards)


def _clusters(text: str, starts: list[int]) -> tuple[Cluster, ...]:
    """Clusters by the place in the text that each glyph says it comes from."""
    firsts = sorted(set(starts))
    ends = dict(zip(firsts, [*firsts[1:], len(text)], strict=True))
    return tuple(Cluster(len(list(group)), text[start : ends[start]]) for start, group in groupby(starts))
