"""Reading badge designs: those that come with the program, by name, and anybody's own, by path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from conclave_desk.data import data_folder
from conclave_desk.errors import Flaw, WrongData, WrongUse
from conclave_desk.printing.design import (
    Band,
    Box,
    Design,
    Element,
    Emblem,
    Flag,
    Image,
    Line,
    Page,
    Photo,
    Place,
    Qr,
    Stack,
    StackLine,
    Text,
    Zones,
)
from conclave_desk.printing.design_rules import flaws_of
from conclave_desk.printing.photo import UnreadablePhoto, prepare

KINDS: dict[str, type[msgspec.Struct]] = {
    "text": Text,
    "stack": Stack,
    "band": Band,
    "line": Line,
    "qr": Qr,
    "zones": Zones,
    "photo": Photo,
    "flag": Flag,
    "emblem": Emblem,
    "box": Box,
    "image": Image,
}
"""What ``kind`` may be, and what an element of that kind is."""

_LEARNT = tuple(msgspec.json.Decoder(kind) for kind in (Page, *KINDS.values()))
"""msgspec learns a type when it first reads one, and crashes if two threads have it learn the same type at once: so it
does here, while this is imported."""

T = TypeVar("T")

_TABLES = ("page", "colours", "element", "back")
_UNKNOWN = re.compile(r"unknown field `(\w+)`")


def design_names() -> list[str]:
    """The designs that come with the program."""
    return sorted(path.stem for path in data_folder("badges").glob("*.toml"))


def load_design(name: str) -> Design:
    """Read a design by its name, or by the path of a TOML file.

    Raises :class:`WrongUse` if there is none such, :class:`WrongData` with a flaw for each thing that is wrong in it.
    """
    if name.endswith(".toml"):
        path = Path(name)
    elif name in design_names():
        path = data_folder("badges") / f"{name}.toml"
    else:
        raise WrongUse(
            f"There is no badge design {name!r}; there are {', '.join(design_names())}, or the path of a .toml file."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise WrongUse(f"There is no file {name}.") from None
    except UnicodeDecodeError:
        raise WrongData([Flaw(path.name, "The file is not UTF-8 text.")]) from None
    return parse_design(text, path.name, path.parent)


def parse_design(text: str, file: str, folder: Path | None = None) -> Design:
    """Read a design from its text; ``file`` is what flaws call it, ``folder`` is where its images lie.

    Raises :class:`WrongData`.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise WrongData([Flaw(file, f"The file is not TOML: {fault}.")]) from None
    flaws = [
        Flaw(file, f"Unknown table; there are {', '.join(_TABLES)}.", column=name)
        for name in tables
        if name not in _TABLES
    ]
    page = _converted(tables.get("page"), Page, file, "page", flaws)
    colours = _converted(tables.get("colours", {}), dict[str, str], file, "colours", flaws)
    elements = tuple(_elements(tables.get("element"), file, flaws))
    back = tuple(_elements(tables["back"], file, flaws, "back")) if "back" in tables else ()
    pictures = dict(_pictures((*elements, *back), file, folder, flaws))
    if flaws or page is None or colours is None:
        raise WrongData(flaws)
    design = Design(name=Path(file).stem, page=page, colours=colours, elements=elements, back=back, pictures=pictures)
    flaws = [Flaw(file, sentence, column=where) for where, sentence in flaws_of(design)]
    if flaws:
        raise WrongData(flaws)
    return design


def _pictures(
    elements: tuple[Element, ...], file: str, folder: Path | None, flaws: list[Flaw]
) -> Iterator[tuple[str, bytes]]:
    for element in elements:
        if not isinstance(element, Image):
            continue
        try:
            data = ((folder or Path()) / element.file).read_bytes()
            prepare(data, element.w, element.h)
        except OSError as fault:
            flaws.append(Flaw(file, f"{element.file} cannot be read: {fault.strerror}.", column=f"{element.name}.file"))
        except UnreadablePhoto:
            flaws.append(
                Flaw(file, f"{element.file} is neither a whole JPEG nor a whole PNG.", column=f"{element.name}.file")
            )
        else:
            yield element.file, data


def _elements(tables: object, file: str, flaws: list[Flaw], side: str = "element") -> Iterator[Element]:
    if not isinstance(tables, list) or not tables:
        flaws.append(Flaw(file, f"A design needs at least one [[{side}]].", column=side))
        return
    for number, table in enumerate(tables, 1):
        where = str(table.get("name") or f"{side} {number}")
        kind = table.get("kind")
        if kind not in KINDS:
            flaws.append(Flaw(file, f"kind {kind!r} is not one of {', '.join(KINDS)}.", column=where))
            continue
        element = _converted(table, KINDS[kind], file, where, flaws)
        if element is not None:
            yield cast("Element", element)


def _converted(table: object, kind: type[T], file: str, where: str, flaws: list[Flaw]) -> T | None:
    """A table as what it stands for; None, and a flaw, if it does not."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as fault:
        flaws.append(Flaw(file, _sentence(str(fault), kind), column=where + _path(str(fault))))
        return None


def _path(message: str) -> str:
    """Where in the table, as ``.line[0].size``; nothing if it is the table itself."""
    _, _, path = message.partition(" - at `$")
    return path.rstrip("`")


def _sentence(message: str, kind: Any) -> str:
    """What is wrong, with the keys that may stand there if one may not."""
    text, _, path = message.partition(" - at `")
    unknown = _UNKNOWN.search(text)
    if unknown is None:
        return f"{text}."
    within = StackLine if ".line[" in path else Place if ".with_" in path else kind
    allowed = ", ".join(field.encode_name for field in msgspec.structs.fields(within))
    return f"Unknown key {unknown[1]!r}; there are {allowed}."
