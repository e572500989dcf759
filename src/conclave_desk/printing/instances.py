"""What is made once: static instances of the variable fonts, a Regular and a Bold of each family that comes with the
program, and the forms of QR symbols.

The build puts them into the wheel; a source tree that has never been built makes them when it prints first. HarfBuzz
cuts all of them in a fifth of a second.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

FAMILIES = {
    "noto-sans": "NotoSans",
    "noto-sans-arabic": "NotoSansArabic",
    "noto-sans-devanagari": "NotoSansDevanagari",
    "jetbrains-mono": "JetBrainsMono",
}
"""The families that come with the program: how fontpkg calls them, and how their files are called here."""

WEIGHTS = {400: "Regular", 700: "Bold"}

FOLDER = Path(__file__).parent / "_fonts"

INKLESS = FOLDER / "Inkless.ttf"
"""A font of one letter, which stands for all when characters are put beneath outlines; reportlab reads it quickly."""

FORMS = FOLDER / "Symbols.json"
"""What QR symbols have in common, by version (:func:`~conclave_desk.printing.qr_plotting.packed_forms`)."""

_NOTICE = "OFL.txt"


def instance_path(slug: str, weight: int) -> Path:
    """Where the instance of a family lies."""
    return FOLDER / f"{FAMILIES[slug]}-{WEIGHTS[weight]}.ttf"


def are_made() -> bool:
    """Whether all of it is there."""
    files = (INKLESS, FORMS)
    return all(file.is_file() for file in files) and all(
        instance_path(slug, weight).is_file() for slug in FAMILIES for weight in WEIGHTS
    )


def make_instances() -> None:
    """Make all of it, with the licence under which fonts are passed on.

    Raises :class:`LookupError` if the package of a font is not installed, :class:`OSError` if the folder cannot be
    written.
    """
    import fontpkg

    from conclave_desk.printing.qr_plotting import packed_forms

    FOLDER.mkdir(exist_ok=True)
    notices: list[str] = []
    for slug, name in FAMILIES.items():
        family = fontpkg.families().get(slug)
        if family is None:
            raise LookupError(f"A font is not installed; install the package fontpkg-{slug}.")
        source = next(Path(file.path) for file in family.files if file.style == "normal")
        for weight in WEIGHTS:
            _write(instance_path(slug, weight), _instance(source, weight))
        notices.append(f"{name}, static instances at the weights 400 and 700\n\n{_notice_beside(source)}")
    _write(INKLESS, _with_only("H ", instance_path("jetbrains-mono", 400)))
    _write(FORMS, packed_forms())
    _write(FOLDER / _NOTICE, "\n\n".join(notices).encode())


def _instance(source: Path, weight: int) -> bytes:
    """The font with all its glyphs and features, at this weight and otherwise as it is by default."""
    import uharfbuzz

    face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source)))
    wanted: Any = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    for axis in face.axis_infos:
        if axis.tag == "wght":
            wanted.pin_axis_location(face, axis.tag, float(weight))
        else:
            wanted.pin_axis_to_default(face, axis.tag)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _with_only(characters: str, font: Path) -> bytes:
    """The font with no more than these characters."""
    import uharfbuzz

    wanted: Any = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(set(map(ord, characters)))
    face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font)))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _notice_beside(source: Path) -> str:
    """The licence that a font's package holds."""
    for folder in source.parents[:3]:
        if (folder / "LICENSE").is_file():
            return (folder / "LICENSE").read_text(encoding="utf-8")
    raise LookupError(f"The licence of the font {source.name} is not where its package should hold it.")


def _write(path: Path, data: bytes) -> None:
    """Write a file at one stroke, so that whoever looks meanwhile finds it whole or not at all."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
