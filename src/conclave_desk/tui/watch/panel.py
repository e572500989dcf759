"""The verdict: word and shape as large as fits, then who it is, why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text
from textual.widget import Widget

from conclave_desk.domain.event import Event
from conclave_desk.gate.keeper import Seen
from conclave_desk.gate.wording import Wording
from conclave_desk.printing.bitmap import Grid, bitmap
from conclave_desk.printing.fonts import BOLD
from conclave_desk.printing.shaping import Style, set_line
from conclave_desk.tui.page import shown
from conclave_desk.tui.watch.shapes import shape
from conclave_desk.tui.widgets.cells import wrapped

SIGNS = {"admit": "✓", "check": "◉", "wait": "⧖", "stop": "▬", "left": "←"}
BETWEEN = " · "
"""Between party and name."""
_MARGIN = 3
_LEAST_ROWS, _MOST_ROWS = 3, 22
_GAP = 4
_NAME_ROWS, _LEAST_NAME_ROWS = 7, 4
_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


class Said(NamedTuple):
    """A line under the word. Where there is not room for all, those of the highest ``priority`` number go first; one
    that may be ``large`` is drawn in half blocks where there is room for that."""

    text: str
    priority: int = 0
    style: str = ""
    large: bool = False


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the kind (of colour and shape), the word, the lines, a photo (JPEG)."""

    kind: str
    word: str
    lines: Sequence[Said] = field(default_factory=tuple)
    photo: bytes | None = None


class VerdictPanel(Widget):
    """Fills what the screen's margins leave."""

    def __init__(self) -> None:
        super().__init__(id="verdict")
        self.now = Shown("starting", "")

    def show(self, shown_now: Shown) -> None:
        """Show that from now on."""
        self.set_classes(shown_now.kind)
        self.now = shown_now
        self.refresh()

    def render(self) -> RenderableType:
        """Word and shape side by side; the lines below."""
        width, height = self.size
        room = max(0, height - 1 - _LEAST_ROWS)
        lines = _fitted(list(_wrapped(self.now.lines, max(8, width - 2 * _MARGIN))), room)
        rows = min(_MOST_ROWS, height - 1 - (len(lines) + 1 if lines else 0))
        parts = [Text(""), *(_indented(line) for line in self._large(width, rows))]
        spare = height - len(parts) - len(lines)
        name, lines = self._large_name(lines, width, spare)
        spare = height - len(parts) - len(lines) - len(name) if name else spare
        parts += [Text("")] * (1 if spare < 4 else spare // 2)
        parts += [*(_indented(line) for line in name), *([Text("")] if name else []), *map(_line, lines)]
        return Group(*parts[:height])

    def _large_name(self, lines: list[Said], width: int, spare: int) -> tuple[list[str], list[Said]]:
        """Who it is in letters of several lines, where nothing has to make room for them, and the lines that are left:
        where party and name together are too long, the name alone is large."""
        rows = min(_NAME_ROWS, spare - 3)
        if rows < _LEAST_NAME_ROWS or not lines or not lines[0].large or set_line(lines[0].text, Style(BOLD)).missing:
            return [], lines
        party, _, name = lines[0].text.partition(BETWEEN)
        beside = [Said(party, 0, "bold"), *lines[1:]]
        for text, left in ((lines[0].text, lines[1:]), *([(name, beside)] if name else [])):
            grid = bitmap(text, width - 2 * _MARGIN, 2 * rows)
            if len(grid) >= 2 * _LEAST_NAME_ROWS:
                return half_blocks(grid if len(grid) % 2 == 0 else (*grid, (False,) * len(grid[0]))), left
        return [], lines

    def _large(self, width: int, rows: int) -> list[str]:
        if not self.now.word or rows < 1:
            return []
        kind = self.now.kind if self.now.kind != "fault" else "stop"
        pixels = 2 * rows
        beside = shape(kind, min(pixels, width // 4), pixels)
        word = bitmap(self.now.word, width - 2 * _MARGIN - len(beside[0]) - _GAP, pixels)
        return half_blocks(_beside(beside, word, rows))


def _beside(left: Grid, right: Grid, rows: int) -> Grid:
    """Two grids side by side, each in the middle of the height that the taller has."""
    high = min(2 * rows, max(len(left), len(right)) + 1)
    return tuple(
        (*_row(left, high, line), *([False] * _GAP), *_row(right, high, line)) for line in range(high - high % 2)
    )


def _row(grid: Grid, high: int, line: int) -> Sequence[bool]:
    place = line - (high - len(grid)) // 2
    return grid[place] if 0 <= place < len(grid) else [False] * len(grid[0])


def half_blocks(grid: Grid) -> list[str]:
    """Two rows of squares to a line of text."""
    return [
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(grid[::2], grid[1::2], strict=True)
    ]


def _indented(line: str) -> Text:
    return Text(" " * _MARGIN + line.rstrip(), no_wrap=True, overflow="crop")


def _line(line: Said) -> Text:
    """What stands out has a blank of its own on both sides."""
    text, out = shown(line.text), "reverse" in line.style
    drawn = Text(" " * (_MARGIN - out), no_wrap=True, overflow="crop")
    return drawn.append(f" {text} " if out else text, line.style)


def _wrapped(lines: Iterable[Said], width: int) -> Iterable[Said]:
    for line in lines:
        pieces = wrapped(line.text, width)
        for piece in pieces:
            yield Said(piece, line.priority, line.style, line.large and len(pieces) == 1)


def _fitted(lines: list[Said], room: int) -> list[Said]:
    while len(lines) > room and any(line.priority for line in lines):
        lines.remove(max(reversed(lines), key=lambda line: line.priority))
    return lines[:room]


def about(seen: Seen, event: Event, said: Wording) -> list[Said]:
    """Whom the verdict is about, as a gate may know them, and why it is so."""
    answer, guest = seen.answer, seen.guest
    lines = [Said(_who(seen, said), 0, "bold", large=True)]
    category = event.category(answer.category) if answer.category else None
    office = (guest.appointment, guest.service) if guest else ()
    lines.append(Said(" · ".join(filter(None, (category.name if category else answer.category, *office))), 2))
    if guest and guest.passport_name:
        lines.append(Said(said.say("passport-name", name=guest.passport_name), 3))
    how = {"typed": said.say("typed-serial"), "name": said.say("no-badge-shown")}.get(answer.method, "")
    badge = f"{said.say('issue', issue=answer.issue)} · {answer.serial}" if answer.serial else ""
    lines.append(Said(" · ".join(filter(None, (badge, how))), 4))
    if marks := (answer.detail or {}).get("marks"):
        lines.append(Said(f"! {' · '.join(marks)}", 0, "bold reverse"))
    if seen.due:
        lines.append(Said(said.say("hand-out", items=", ".join(seen.due)), 0, "bold reverse"))
    lines.append(Said(said.sentence(answer), 0, "bold"))
    lines.append(Said(said.next_step(answer), 1))
    return [line for line in lines if line.text]


def _who(seen: Seen, said: Wording) -> str:
    answer, guest = seen.answer, seen.guest
    name = f"{guest.rank} {answer.name or guest.name}".strip() if guest else answer.name or ""
    return BETWEEN.join(filter(None, (said.party(answer.party) if answer.party else "", name)))


def kind_of(seen: Seen) -> str:
    """Which colour and shape: ``admit check wait stop left``."""
    return "left" if seen.answer.verdict == "left" else seen.answer.action


def in_short(seen: Seen, said: Wording) -> str:
    """The answer in a line: when, the word with its sign, who, and why if refused."""
    why = said.sentence(seen.answer) if seen.answer.verdict == "refused" else ""
    return "  ".join(filter(None, (_when_and_what(seen, said), _who(seen, said), why)))


def in_half(seen: Seen, said: Wording) -> str:
    """The same in half a line: the name alone, and why in a word or two."""
    answer = seen.answer
    return "  ".join(filter(None, (_when_and_what(seen, said), answer.name, said.brief(answer))))


def _when_and_what(seen: Seen, said: Wording) -> str:
    return f"{said.clock(seen.answer.at, seconds=True)}  {SIGNS[kind_of(seen)]} {said.word(seen.answer)}"
