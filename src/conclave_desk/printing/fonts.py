"""Typefaces: Noto Sans and its sisters and a monospaced one, in Regular and Bold, and the way from a character to a face that has it.

Static instances of the program's own fonts are shaped and embedded. Other families, from packages beside the program
or of the machine, are drawn as outlines, at a weight that HarfBuzz gives to variable ones.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz

from conclave_desk.errors import MachineFault
from conclave_desk.printing import instances

REGULAR = 400
BOLD = 700
EM = 1000
"""All measures of a typeface are in thousandths of its size."""

_MONO = "jetbrains-mono"

Point = tuple[float, float]

Box = tuple[int, int, int, int]
"""Left, bottom, right, top of a glyph's ink."""


class Typeface:
    """One font file at one weight; ``embeds``: whether a PDF may hold the file as it is, under ``name``."""

    def __init__(self, path: Path, family: str, weight: int, *, embeds: bool) -> None:
        self.path = path
        self.embeds = embeds
        self.name = f"{family}-{'Bold' if weight == BOLD else 'Regular'}"
        self.face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self.font: Any = uharfbuzz.Font(self.face)
        self.font.scale = (EM, EM)
        if any(axis.tag == "wght" for axis in self.face.axis_infos):
            self.font.set_variations({"wght": float(weight)})
        self._outlines: dict[int, str] = {}
        self._boxes: dict[int, Box] = {}
        self._nominals: dict[str, int | None] = {}

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the face has a glyph for."""
        return frozenset(self.face.unicodes)

    def nominal(self, character: str) -> int | None:
        """The glyph that a character has by itself; None if the face has none."""
        if character not in self._nominals:
            self._nominals[character] = self.font.get_nominal_glyph(ord(character)) or None
        return self._nominals[character]

    def box(self, glyph: int) -> Box:
        """The ink of a glyph."""
        box = self._boxes.get(glyph)
        if box is None:
            ink = self.font.get_glyph_extents(glyph)
            left, top = ink.x_bearing, ink.y_bearing
            box = (left, top + ink.height, left + ink.width, top) if ink else (0, 0, 0, 0)
            self._boxes[glyph] = box
        return box

    def outline(self, glyph: int) -> str:
        """A glyph's outline as PDF operators, to be filled."""
        outline = self._outlines.get(glyph)
        if outline is None:
            tracer = _Tracer()
            self.font.draw_glyph_with_pen(glyph, tracer)
            outline = self._outlines[glyph] = " ".join(tracer.operators)
        return outline


class _Tracer:
    """Takes an outline from HarfBuzz and writes it down as PDF operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802  (HarfBuzz calls it so, like those below)
        self._write("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._write("l", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._write("c", first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        first, second = (
            (edge[0] + (control[0] - edge[0]) * 2 / 3, edge[1] + (control[1] - edge[1]) * 2 / 3)
            for edge in (self._at, end)
        )
        self._write("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _write(self, operator: str, *points: Point) -> None:
        self.operators += [f"{x:.0f} {y:.0f}" for x, y in points]
        self.operators.append(operator)
        self._at = points[-1]


class Family:
    """A typeface's files by weight, of which one may be missing; ``embeds`` as a :class:`Typeface` has it."""

    def __init__(self, name: str, files: dict[int, Path], *, embeds: bool = False) -> None:
        self.name = name
        self._embeds = embeds
        self._files = files
        self._faces: dict[int, Typeface] = {}

    def face(self, weight: int) -> Typeface:
        """The family at this weight, or at the one that it has."""
        found = self._faces.get(weight)
        if found is None:
            path = self._files.get(weight) or next(iter(self._files.values()))
            found = self._faces[weight] = Typeface(path, self.name, weight, embeds=self._embeds)
        return found


class Shelf:
    """The families at hand, best first: packaged ones, then those that the system has.

    ``sans`` sets everything that it has glyphs for, ``mono`` what is to be compared letter by letter.
    """

    def __init__(self, own: list[Family], mono: Family, folders: list[Path]) -> None:
        self.sans = own[0]
        self.mono = mono
        self._own = own
        self._folders = folders
        self._homes: dict[str, Family | None] = {}

    @cached_property
    def _beside(self) -> list[Family]:
        """Looked for only when a character asks for them: that takes as long as setting a badge."""
        return [*_packaged_families(), *_families_in(self._folders)]

    def home(self, character: str) -> Family | None:
        """The family to set a character in; None if no font here has a glyph for it, as for control characters."""
        if character not in self._homes:
            self._homes[character] = self._search(character)
        return self._homes[character]

    def _search(self, character: str) -> Family | None:
        code = ord(character)
        if unicodedata.category(character) == "Cc":
            return None
        for family in self._own:
            if code in family.face(REGULAR).characters:
                return family
        return next((family for family in self._beside if code in family.face(REGULAR).characters), None)


@cache
def shelf() -> Shelf:
    """The fonts of this machine. Raises :class:`MachineFault` if the program's own are not there."""
    own = _own_families()
    return Shelf([family for slug, family in own.items() if slug != _MONO], own[_MONO], _font_folders())


def _packaged_families() -> list[Family]:
    """The Noto families in packages beside the program."""
    import fontpkg

    return [
        Family(
            family.name.replace(" ", ""),
            {file.weight or REGULAR: file.path for file in family.files if file.style == "normal"},
        )
        for slug, family in sorted(fontpkg.families().items())
        if slug.startswith("noto-") and slug not in instances.FAMILIES
    ]


def _own_families() -> dict[str, Family]:
    """The families that come with the program, Noto Sans first."""
    if not instances.are_made():
        try:
            instances.make_instances()
        except (LookupError, OSError) as fault:
            raise MachineFault(f"The program's fonts are missing and cannot be made here: {fault}") from fault
    return {
        slug: Family(name, {weight: instances.instance_path(slug, weight) for weight in instances.WEIGHTS}, embeds=True)
        for slug, name in instances.FAMILIES.items()
    }


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]


def _families_in(folders: list[Path]) -> list[Family]:
    """The Noto families below these folders, sans before serif, each with the files for its weights."""
    files: dict[str, dict[int, Path]] = {}
    for path in _noto_files(folders):
        name, _, style = path.stem.partition("[")[0].partition("-")
        if style in {"", "VF", "Regular"} or style.startswith("VariableFont"):
            files.setdefault(name, {}).setdefault(REGULAR, path)
        elif style == "Bold":
            files.setdefault(name, {}).setdefault(BOLD, path)
    order = sorted(files, key=lambda name: (not name.startswith("NotoSans"), name))
    return [Family(name, files[name]) for name in order]


def _noto_files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("Noto*")):
            if path.suffix.lower() in {".ttf", ".otf", ".ttc"} and "Emoji" not in path.name:
                yield path


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """The ISO 15924 code of a character's script ("Latn"); None if it belongs to every script."""
    buffer: Any = uharfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return script


def is_invisible(character: str) -> bool:
    """Whether a character is only a hint to layout (joiners, marks of direction), which needs no glyph."""
    return unicodedata.category(character) == "Cf"
