"""Lists for a gate whose machines are dark: who may come in, party by party, with boxes to be ticked by hand.

A party's block stays together where a page can hold it; one that is longer goes on under its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from conclave_desk.printing.cell import write
from conclave_desk.printing.colour import BLACK, parse
from conclave_desk.printing.face import EventFace
from conclave_desk.printing.fonts import BOLD
from conclave_desk.printing.lettering import Letterer
from conclave_desk.printing.paper import Paper
from conclave_desk.printing.pen import POINTS

WIDTH, HEIGHT = 210.0, 297.0
_EDGE, _RIGHT = 14.0, 196.0
_FIRST, _LAST = 45.0, 277.0
_ROW, _HEAD, _GAP = 8.4, 9.0, 3.0
_TICK = 4.6
_WRITTEN_IN = 6
_GREY, _SOFT, _GROUND = parse("#B4B4B4"), parse("#4A4A4A"), parse("#E6E6E6")
_IN, _OUT, _NAME, _CATEGORY, _SERIAL = 14.0, 36.0, 59.0, 133.0, 165.0
_HEADINGS = ((_IN, "In, time"), (_OUT, "Out, time"), (_NAME, "Name"), (_CATEGORY, "Category"), (_SERIAL, "Badge"))


@dataclass(frozen=True, slots=True)
class Guest:
    """A line of the list; ``remark`` is what a guard should heed, ``serial`` is that of the latest badge."""

    name: str
    category: str
    serial: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A block of the list."""

    name: str
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The list of one gate. ``occasion`` is the day, or the session with its times; ``as_of`` says when it was drawn
    up, ``code`` is the gate's; ``kept_out`` are people who look as if they might come in, and may not. Without ``exits``
    nobody leaves by the gate."""

    code: str
    gate: str
    zone: str
    occasion: str
    as_of: str
    parties: tuple[Party, ...]
    kept_out: tuple[str, ...] = ()
    exits: bool = True

    @property
    def where(self) -> str:
        """The gate, and where it leads if its name does not say so."""
        return self.gate if self.zone.casefold() in self.gate.casefold() else f"{self.gate}, to {self.zone}"

    @property
    def count(self) -> int:
        """How many may come in."""
        return sum(len(party.guests) for party in self.parties)


def print_registers(registers: Iterable[Register], event: EventFace, out: BinaryIO) -> int:
    """Write the lists into one PDF of A4, each gate beginning a page; returns the number of pages."""
    paper = Paper(out, WIDTH * POINTS, HEIGHT * POINTS, f"{event.title} - gate register")
    for register in registers:
        pages = list(_pages(register))
        for number, lines in enumerate(pages, 1):
            pen = Letterer(HEIGHT * POINTS, case=paper.case)
            _head(pen, event, register, f"{number} of {len(pages)}")
            top = _FIRST
            for line in lines:
                line.draw(pen, top)
                top += line.height
            _foot(pen)
            paper.draw(pen.operators)
            paper.end_page()
    paper.save()
    return paper.pages


@dataclass(frozen=True, slots=True)
class _Line:
    height: float

    def draw(self, pen: Letterer, top: float) -> None:
        """Room alone."""


@dataclass(frozen=True, slots=True)
class _Heading(_Line):
    text: str
    right: str = ""

    def draw(self, pen: Letterer, top: float) -> None:
        pen.rectangle(_EDGE * POINTS, top * POINTS, (_RIGHT - _EDGE) * POINTS, 7 * POINTS, _GROUND)
        write(pen, self.text, (_EDGE + 2, top, 150, 7), 12.5, BOLD)
        write(pen, self.right, (_SERIAL, top, _RIGHT - _SERIAL, 7), 9, colour=_SOFT)


@dataclass(frozen=True, slots=True)
class _Row(_Line):
    guest: Guest | None
    exits: bool

    def draw(self, pen: Letterer, top: float) -> None:
        for left in (_IN, _OUT) if self.exits else (_IN,):
            pen.frame(left * POINTS, (top + 1.4) * POINTS, _TICK * POINTS, _TICK * POINTS, 0.8, BLACK)
            pen.stroke((left + 6) * POINTS, (top + 6) * POINTS, 13 * POINTS, 0, 0.4, _GREY)
        if self.guest is not None:
            high = 4.6 if self.guest.remark else 7.4
            write(pen, self.guest.name, (_NAME, top, _CATEGORY - _NAME - 2, high), 11, BOLD)
            write(pen, self.guest.remark, (_NAME, top + 4.4, _CATEGORY - _NAME - 2, 3.4), 7.5, colour=_SOFT)
            write(pen, self.guest.category, (_CATEGORY, top, _SERIAL - _CATEGORY - 2, 7.4), 9.5)
            write(pen, self.guest.serial, (_SERIAL, top, _RIGHT - _SERIAL, 7.4), 10, mono=True)
        pen.stroke(_EDGE * POINTS, (top + 7.8) * POINTS, (_RIGHT - _EDGE) * POINTS, 0, 0.3, _GREY)


@dataclass(frozen=True, slots=True)
class _Words(_Line):
    text: str

    def draw(self, pen: Letterer, top: float) -> None:
        write(pen, self.text, (_EDGE + 2, top, _RIGHT - _EDGE - 4, self.height), 10)


def _pages(register: Register) -> Iterator[list[_Line]]:
    """What stands on each page, block by block."""
    page: list[_Line] = []
    free = _LAST - _FIRST
    for block in _blocks(register):
        need = sum(line.height for line in block)
        if page and need > free and need <= _LAST - _FIRST:
            yield page
            page, free = [], _LAST - _FIRST
        heading = block[0]
        for line in block:
            if line.height > free:
                yield page
                page, free = [], _LAST - _FIRST
                if isinstance(heading, _Heading) and line is not heading:
                    again = _Heading(_HEAD, f"{heading.text}, continued")
                    page.append(again)
                    free -= again.height
            page.append(line)
            free -= line.height
    yield page


def _blocks(register: Register) -> Iterator[Sequence[_Line]]:
    for party in register.parties:
        number = len(party.guests)
        told = f"{number} {'person' if number == 1 else 'people'}"
        yield [
            _Heading(_HEAD, party.name, told),
            *(_Row(_ROW, guest, register.exits) for guest in party.guests),
            _Line(_GAP),
        ]
    if register.kept_out:
        yield [
            _Heading(_HEAD, "Not to be let in"),
            *(_Words(6.0, name) for name in register.kept_out),
            _Line(_GAP),
        ]
    yield [
        _Heading(_HEAD, "Let in by word of the badge office"),
        *(_Row(_ROW, None, register.exits) for _ in range(_WRITTEN_IN)),
    ]


def _head(pen: Letterer, event: EventFace, register: Register, page: str) -> None:
    write(pen, event.title, (_EDGE, 10, 130, 5), 9.5)
    write(pen, f"{register.code}  ·  page {page}", (_SERIAL, 10, _RIGHT - _SERIAL, 5), 9.5)
    write(pen, register.where, (_EDGE, 15, _RIGHT - _EDGE, 10), 20, BOLD)
    write(pen, register.occasion, (_EDGE, 25, 140, 7), 12.5)
    count = f"{register.count} on this list, drawn up on {register.as_of}"
    write(pen, count, (_EDGE, 31.5, 140, 5), 9.5, colour=_SOFT)
    for left, text in _HEADINGS if register.exits else [each for each in _HEADINGS if each[0] != _OUT]:
        write(pen, text, (left, 38.5, 32, 4), 8.5, colour=_SOFT)
    pen.stroke(_EDGE * POINTS, 43 * POINTS, (_RIGHT - _EDGE) * POINTS, 0, 0.8, BLACK)


def _foot(pen: Letterer) -> None:
    for left, width, label in ((_EDGE, 60, "Kept by, in capitals"), (80, 56, "Signature"), (142, 54, "From and to")):
        pen.stroke(left * POINTS, 286 * POINTS, width * POINTS, 0, 0.5, BLACK)
        write(pen, label, (left, 286.4, width, 4), 8, colour=_SOFT)
