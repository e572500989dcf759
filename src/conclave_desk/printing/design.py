"""What a badge design may say: a page in millimetres and the elements on it, each at its place.

Places count from the page's top left corner, rightwards and downwards, in millimetres; type in points. Elements are
painted in the order of the file, those that are the same on every badge first. badges/README.md is for designers.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from conclave_desk.printing import colour
from conclave_desk.printing.fitting import Rule
from conclave_desk.printing.fonts import BOLD, REGULAR
from conclave_desk.printing.placeholders import OF_BADGE, placeholders_in
from conclave_desk.printing.shaping import Style

CATEGORY = "category"
"""Instead of a colour: the one of the badge's category."""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A box on the page, in millimetres."""

    x: float
    y: float
    w: float
    h: float


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text and how to set it. ``min_size`` and ``wrap_below`` are ``size`` where they are not given."""

    text: str | list[str]
    size: float
    between: str = " "
    min_size: float | None = None
    lines: int = 1
    wrap_below: float | None = None
    leading: float = 1.18
    weight: Literal["regular", "bold"] = "regular"
    face: Literal["sans", "mono"] = "sans"

    @property
    def parts(self) -> list[str]:
        """The text as parts that may be left out one by one."""
        return [self.text] if isinstance(self.text, str) else self.text

    @property
    def rule(self) -> Rule:
        """The same for the fitter."""
        smallest = self.size if self.min_size is None else self.min_size
        return Rule(
            style=Style(BOLD if self.weight == "bold" else REGULAR, self.face == "mono"),
            size=self.size,
            min_size=smallest,
            lines=self.lines,
            wrap_below=smallest if self.wrap_below is None else self.wrap_below,
            leading=self.leading,
        )

    @property
    def varies(self) -> bool:
        """Whether the text differs from badge to badge."""
        return any(name in OF_BADGE for part in self.parts for name in placeholders_in(part))


class Named(Wording, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text that has a name, by which findings call it, and a colour."""

    name: str
    colour: str = "ink"


class StackLine(Named, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text in a stack; ``space`` is the room above it in millimetres, unless it is the topmost one."""

    space: float = 0.0


class Stack(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="stack"):
    """Texts one below the other; one that is empty leaves no gap. All shrink together if they are too high."""

    name: str
    line: list[StackLine]
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    with_photo: Place | None = None
    with_emblem: Place | None = None


class Text(Named, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="text"):
    """One text in a box."""

    x: float
    y: float
    w: float
    h: float
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    with_photo: Place | None = None


class Band(Wording, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="band"):
    """A coloured box with a text in black or white, whichever is easier to read.

    ``inset`` keeps the text off the left and right sides, ``inset_y`` off the upper and lower ones.
    """

    name: str
    x: float
    y: float
    w: float
    h: float
    text: str | list[str] = ""
    size: float = 12.0
    fill: str = CATEGORY
    inset: float = 2.0
    inset_y: float = 1.0
    align: Literal["left", "center", "right"] = "left"


class Line(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="line"):
    """A straight line from (x, y), ``w`` to the right and ``h`` down; ``thickness`` in points."""

    name: str
    thickness: float = 0.5
    colour: str = "ink"


class Qr(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="qr"):
    """The QR symbol, ``size`` millimetres wide without its quiet zone, which has to be free all around."""

    name: str
    x: float
    y: float
    size: float


class Zones(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="zones"):
    """A tile with the code of each zone. A few stand one below the other with the zone's name at their side, if
    tiles then are at least ``named_h`` high; more stand in rows, and get smaller when there are many."""

    name: str
    tile_w: float
    tile_h: float
    gap: float = 1.5
    size: float = 14.0
    min_size: float = 7.0
    fill: str = "ink"
    named_h: float | None = None
    name_size: float = 10.0
    name_colour: str = "ink"


class Photo(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="photo"):
    """The holder's photo, cut to the box about its middle; nothing if there is none."""

    name: str


class Flag(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="flag"):
    """The party's flag, as large as the box allows in its own proportion, with a hairline around it.

    Nothing is drawn if the host leaves it out, or if no flag is known.
    """

    name: str
    align: Literal["left", "center", "right"] = "left"
    colour: str = "#B4B4B4"


class Emblem(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="emblem"):
    """The host's emblem, as large as the box allows in its own proportion; nothing is drawn if the host gave none."""

    name: str
    align: Literal["left", "center", "right"] = "center"


class Box(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="box"):
    """A frame; ``thickness`` of its line in points."""

    name: str
    thickness: float = 0.5
    colour: str = "ink"


class Image(Place, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind", tag="image"):
    """A JPEG or PNG that lies beside the design; the box is filled, and cut to."""

    name: str
    file: str


Element = Stack | Text | Band | Line | Qr | Zones | Photo | Flag | Emblem | Box | Image


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The badge's size and, on each side, the margin that only bands and lines may enter, in millimetres.

    With ``fold`` both faces are printed on one piece, the back upside down above the front, to be folded between them.
    """

    width: float
    height: float
    margin: float = 5.0
    fold: Literal["none", "top"] = "none"


class Design(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A badge design. ``name`` is that of its file, ``colours`` gives names to colours.

    ``elements`` stand on the front, ``back`` on the back; ``pictures`` are the files that images show.
    """

    name: str
    page: Page
    colours: dict[str, str]
    elements: tuple[Element, ...]
    back: tuple[Element, ...] = ()
    pictures: dict[str, bytes] = {}

    @property
    def turned(self) -> Design | None:
        """The back, as a design of its own; None if there is none."""
        return msgspec.structs.replace(self, elements=self.back, back=()) if self.back else None

    @property
    def shows_photo(self) -> bool:
        """Whether a holder's photo stands on either face."""
        return any(isinstance(element, Photo) for element in (*self.elements, *self.back))

    def colour(self, name: str, category: str = "#000000") -> colour.Colour:
        """What a name, ``category`` or ``#RRGGBB`` stands for. Raises :class:`ValueError` for anything else."""
        if name == CATEGORY:
            return colour.parse(category)
        return colour.parse(self.colours.get(name, name))


def varies(element: Element) -> bool:
    """Whether an element differs from badge to badge."""
    if isinstance(element, Stack):
        return element.with_photo is not None or any(line.varies or line.colour == CATEGORY for line in element.line)
    if isinstance(element, Text):
        return element.with_photo is not None or element.varies or element.colour == CATEGORY
    if isinstance(element, Band):
        return element.varies or element.fill == CATEGORY
    if isinstance(element, Line | Box):
        return element.colour == CATEGORY
    return not isinstance(element, Image)
