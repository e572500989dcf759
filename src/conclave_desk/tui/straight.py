"""Columns that stay straight in terminals that measure some writing otherwise.

How many cells a vowel sign of Devanagari, a joined emoji or a sign of direction takes is not the same in any two
terminals. Columns are reckoned by one table; so behind such a text the cursor is sent to where the next column begins,
instead of being trusted to have come there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.driver import Driver

_DOUBTFUL = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0700-\u0fff\u1000-\u109f"
    "\u135d-\u135f\u1700-\u1cff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u302a-\u302f"
    "\ua66f-\uabff\ufe00-\ufe2f\U0001f000-\U0001faff\U000e0000-\U000e01ef]"
)
"""Marks, scripts with marks that take room, emoji, signs of direction."""
_ESCAPE = re.compile("(\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[P_^X\\]].*?(?:\x1b\\\\|\x07)|[\r\n])", re.DOTALL)
_MOVE = re.compile("\x1b\\[[0-9]+;([0-9]+)H")
_PIECE = re.compile("( +|[\u2500-\u259f]+)")
"""Blanks, and the lines of frames."""
_GAP = 2
"""Blanks that are no longer part of a name but stand between columns."""


def straightened(sequence: str) -> str:
    """What is to be written to the terminal, with the cursor sent to its column after every text that is doubtful."""
    if _DOUBTFUL.search(sequence) is None:
        return sequence
    return "".join(_Line.all_of(sequence))


class _Line:
    """How far a line has come: its column as reckoned, whether that is in doubt, and how many blanks went before."""

    def __init__(self) -> None:
        self.column: int | None = None
        self.doubt = False
        self.blanks = 0

    @classmethod
    def all_of(cls, sequence: str) -> Iterator[str]:
        line = cls()
        for number, token in enumerate(_ESCAPE.split(sequence)):
            if number % 2 == 0:
                yield from line.text(token) if line.column is not None else (token,)
                continue
            if (move := _MOVE.fullmatch(token)) or token in "\r\n":
                line = cls()
                line.column = int(move[1]) if move else None
            yield token

    def text(self, text: str) -> Iterator[str]:
        assert self.column is not None
        pieces = [piece for piece in _PIECE.split(text) if piece]
        for place, piece in enumerate(pieces):
            width = cell_len(piece)
            if piece[0] == " ":
                self.blanks += width
            else:
                if self.doubt and (self.blanks >= _GAP or "\u2500" <= piece[0] <= "\u259f"):
                    yield f"\x1b[{self.column}G"
                    self.doubt = False
                self.blanks = 0
                if _DOUBTFUL.search(piece):
                    after = pieces[place + 1] if place + 1 < len(pieces) else ""
                    yield f"\x1b[{width + (len(after) if after[:1] == ' ' else 0)}X"
                    self.doubt = True
            self.column += width
            yield piece


def straight(driver: type[Driver]) -> type[Driver]:
    """The driver, but that everything it writes is straightened."""

    def write(self: Driver, data: str) -> None:
        driver.write(self, straightened(data))

    return type(f"Straight{driver.__name__}", (driver,), {"write": write, "__doc__": driver.__doc__})
