"""Making text fit a box: it shrinks, then wraps; what cannot fit is made to, whole, and said to be too small.

Type is measured in points. Nothing here knows of pages; a block is lines with their places below its top edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from conclave_desk.printing.shaping import Line, Style, set_line

CAP_HEIGHT = 720
_DEPTH = 215
_WORTH_A_HYPHEN = 1.25
_SPACE = r" \t\n\v\f\r\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_PIECE = rf"[^{_SPACE}]*[{_SPACE}]+|[^{_SPACE}]+"
_HYPHEN_PIECE = rf"[^{_SPACE}\u2010/-]*[{_SPACE}\u2010/-]+|[^{_SPACE}\u2010/-]+"
_IDEOGRAPH = r"(?<=[\u2e80-\ud7ff\uf900-\ufaff])(?=[\u2e80-\ud7ff\uf900-\ufaff])"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a text may be set. ``size`` and ``min_size`` in points, ``lines`` the most that it may take.

    It takes another line before it gets smaller than ``wrap_below`` (points); ``leading`` is the distance of
    baselines as a multiple of the size.
    """

    style: Style
    size: float
    min_size: float
    lines: int
    wrap_below: float
    leading: float

    def scaled(self, factor: float) -> Rule:
        """The same with its largest size brought down, but not below the smallest."""
        size = max(self.min_size, self.size * factor)
        return Rule(self.style, size, self.min_size, self.lines, self.wrap_below, self.leading)


@dataclass(frozen=True, slots=True)
class Block:
    """Text of one size. ``baselines`` count downwards from the block's top edge, like ``height``, in points."""

    lines: tuple[Line, ...]
    size: float
    baselines: tuple[float, ...]
    height: float

    @property
    def width(self) -> float:
        """Of the widest line, ink included."""
        return max((line.right - line.left for line in self.lines), default=0) * self.size / 1000

    @property
    def middle(self) -> float:
        """How far below the block's top edge the middle of its capitals is, to which the eye centres it."""
        return (self.baselines[0] - CAP_HEIGHT * self.size / 1000 + self.baselines[-1]) / 2

    @property
    def missing(self) -> str:
        """The characters without a glyph."""
        return "".join(dict.fromkeys("".join(line.missing for line in self.lines)))

    def shrunk(self, factor: float) -> Block:
        """The block, smaller by a factor."""
        places = tuple(place * factor for place in self.baselines)
        return Block(self.lines, self.size * factor, places, self.height * factor)


def fit_width(text: str, rule: Rule, width: float) -> Block:
    """Set a text into a width: on as few lines as keep it from getting too small, else on those that keep it largest.

    A word is broken at a hyphen only where that makes the type much larger. The block is never wider than asked,
    even if its size must go below the rule's smallest.
    """
    whole: tuple[Line, ...] = (set_line(text, rule.style),)
    size, lines = _size_for(whole, rule.size, width), whole
    if size >= min(rule.wrap_below, rule.size):
        return _stacked(lines, size, rule.leading)
    size, lines = _better((size, lines), rule, width, pieces_of(text, at_hyphens=False))
    if size < rule.wrap_below:
        hyphened = _better((size, whole), rule, width, pieces_of(text, at_hyphens=True))
        if hyphened[0] > _WORTH_A_HYPHEN * size:
            size, lines = hyphened
    return _stacked(lines, size, rule.leading)


def _better(
    best: tuple[float, tuple[Line, ...]], rule: Rule, width: float, pieces: list[str]
) -> tuple[float, tuple[Line, ...]]:
    """The size and lines of the best way to break a text between these pieces, or what is best so far."""
    for count in range(2, min(rule.lines, len(pieces)) + 1):
        tried = _broken(pieces, rule.style, count)
        reached = _size_for(tried, rule.size, width)
        if reached > best[0]:
            best = reached, tried
        if reached >= min(rule.wrap_below, rule.size):
            break
    return best


def _size_for(lines: Sequence[Line], size: float, width: float) -> float:
    widest = max(line.right - line.left for line in lines)
    return min(size, width * 1000 / widest) if widest else size


def _stacked(lines: tuple[Line, ...], size: float, leading: float) -> Block:
    scale = size / 1000
    baselines: list[float] = []
    bottom = 0.0
    for index, line in enumerate(lines):
        above, below = max(line.top, CAP_HEIGHT) * scale, max(-line.bottom, _DEPTH) * scale
        even = baselines[-1] + leading * size if index else 0.0
        baselines.append(max(bottom + above, even))
        bottom = baselines[-1] + below
    return Block(lines, size, tuple(baselines), bottom)


def _broken(pieces: list[str], style: Style, count: int) -> tuple[Line, ...]:
    """The pieces on this many lines, or fewer, as even as can be."""
    widths = [set_line(piece, style).width for piece in pieces]
    bare = [set_line(piece.rstrip(), style).width for piece in pieces]
    low, high = max(bare), sum(widths)
    while low < high:
        middle = (low + high) // 2
        if len(_filled(widths, bare, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    starts = _filled(widths, bare, low)
    ends = [*starts[1:], len(pieces)]
    return tuple(set_line("".join(pieces[start:end]).strip(), style) for start, end in zip(starts, ends, strict=True))


def _filled(widths: list[int], bare: list[int], limit: int) -> list[int]:
    """Where lines begin when each takes as many pieces as the limit allows."""
    starts = [0]
    used = 0
    for index, width in enumerate(widths):
        if index > starts[-1] and used + bare[index] > limit:
            starts.append(index)
            used = 0
        used += width
    return starts


def pieces_of(text: str, *, at_hyphens: bool) -> list[str]:
    """A text in pieces between which a line may end: after spaces, between ideographs and, if asked, after hyphens."""
    pieces: list[str] = []
    for part in _pattern(_HYPHEN_PIECE if at_hyphens else _PIECE).findall(text):
        pieces.extend([part] if part.isascii() else filter(None, _pattern(_IDEOGRAPH).split(part)))
    return pieces


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Made when a text first asks for it."""
    return re.compile(source)
