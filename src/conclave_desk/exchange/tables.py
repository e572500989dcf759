"""Tables as people hand them in: CSV or XLSX, read into rows of cells without losing where each stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from sys import intern
from typing import Self

from msgspec import Struct

from conclave_desk.errors import Flaw
from conclave_desk.exchange.sentences import listed, quoted
from conclave_desk.exchange.table_fault import TableFault, column_name

MAX_FILE_BYTES = 256_000_000
CELL_FAULTS = {
    "#CONTROL!": "the cell holds a control character; type it again",
    "#DIGITS!": "a spreadsheet keeps only 15 digits of a number; format the column as text and type it again",
    **dict.fromkeys(
        ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!"),
        "the cell holds a spreadsheet's error, not a value; correct or clear it",
    ),
}
"""What a cell reads as when its value cannot be had, and why."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?")
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
_BLANKS = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))))
_MARGIN = _BLANKS + "\u2028\u2029\u202f\u205f\u3000" + _INVISIBLE


class Columns(Struct, frozen=True):
    """What a table may hold: its name, all its columns in their usual order, and those that must be there."""

    table: str
    names: tuple[str, ...]
    required: tuple[str, ...]

    @classmethod
    def written(cls, table: str, header: str) -> Self:
        """From a header line in which ``*`` marks the columns that must be there."""
        names = header.split(",")
        required = tuple(name[:-1] for name in names if name.endswith("*"))
        return cls(table, tuple(name.rstrip("*") for name in names), required)


class Table(Struct, frozen=True):
    """A table as read. ``rows`` pairs the row's number (the header is usually 1) with its cells that are not blank.

    ``usable`` is false when the file as a whole, or its header, could not be made out.
    """

    file: str
    header: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    flaws: tuple[Flaw, ...]
    usable: bool


def read_table(path: Path, columns: Columns) -> Table:
    """The table in ``path``, by its ending CSV or XLSX; what is wrong with it stands in ``flaws``.

    Text is NFC without blanks around it; line ends inside a cell are ``\\n``; the case is never touched.
    """
    flaws: list[Flaw] = []
    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        records = _records(path, columns)
        number, header = _header(records)
        flaws += _header_flaws(path.name, number, header, columns)
        usable = not flaws
        rows += _rows(path.name, records, header, flaws)
    except TableFault as fault:
        flaws.append(Flaw(path.name, fault.sentence, fault.row, fault.column))
        usable = False
    except OSError as fault:
        flaws.append(Flaw(path.name, f"the file cannot be read: {fault.strerror}"))
        usable = False
    return Table(path.name, tuple(header), rows, tuple(flaws), usable)


def _records(path: Path, columns: Columns) -> Iterator[tuple[int, list[str]]]:
    if not path.is_file():
        raise TableFault("this is not a file")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise TableFault(f"the file has {size // 1_000_000} MB; a table may have {MAX_FILE_BYTES // 1_000_000}")
    if path.suffix.lower() == ".xlsx":
        from conclave_desk.exchange.xlsx_tables import xlsx_records

        return xlsx_records(path, columns.table)
    from conclave_desk.exchange.csv_tables import csv_records

    return csv_records(path, columns.names)


def tidy(cell: str) -> str:
    """The cell's text in NFC, without blanks and invisible marks around it."""
    text = cell.strip(_MARGIN)
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return "#CONTROL!" if _CONTROL.search(text) else unicodedata.normalize("NFC", text)


def _header(records: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    for number, raw in records:
        names = [intern(tidy(cell)) for cell in raw]
        while names and not names[-1]:
            names.pop()
        if names:
            return number, names
    raise TableFault("the file is empty; its first row must name the columns")


def _header_flaws(file: str, row: int, header: Sequence[str], columns: Columns) -> Iterator[Flaw]:
    for position, name in enumerate(header):
        shown = column_name(header, position)
        if not name:
            yield Flaw(file, "the column has no name", row, shown)
        elif name in header[:position]:
            yield Flaw(file, "the column stands twice; leave one", row, shown)
        elif name not in columns.names:
            yield Flaw(file, _unknown_column(name, header, columns), row, shown)
    for name in columns.required:
        if name not in header:
            yield Flaw(file, "the column is missing, and must be there", row, name)


def _unknown_column(name: str, header: Sequence[str], columns: Columns) -> str:
    if "\t" in name:
        return "the columns are separated by tabs; save the file with commas or semicolons"
    free = [known for known in columns.names if known not in header]
    near = get_close_matches(name.casefold().replace(" ", "_"), free, n=1, cutoff=0.6)
    if near:
        return f"{quoted(name)} is not a column of {columns.table}; did you mean {near[0]}?"
    return f"{quoted(name)} is not a column of {columns.table}; the columns are {listed(columns.names)}"


def _rows(
    file: str, records: Iterator[tuple[int, list[str]]], header: list[str], flaws: list[Flaw]
) -> Iterator[tuple[int, dict[str, str]]]:
    width = len(header)
    for number, raw in records:
        line = f"|{'|'.join(raw)}|"
        if _clean(line):
            cells = {name: cell for name, cell in zip(header, raw, strict=False) if cell}
        else:
            cells = {name: text for name, cell in zip(header, raw, strict=False) if (text := tidy(cell))}
        if len(raw) != width and (flaw := _ragged(file, number, raw, header)):
            flaws.append(flaw)
            continue
        if "#" in line or not line.isprintable():
            for name in [name for name, text in cells.items() if text in CELL_FAULTS]:
                flaws.append(Flaw(file, CELL_FAULTS[cells.pop(name)], number, name))
        if cells:
            yield number, cells


def _clean(line: str) -> bool:
    """Whether :func:`tidy` would change no cell of a row, told from all of them between bars."""
    return line.isprintable() and "| " not in line and " |" not in line and unicodedata.is_normalized("NFC", line)


def _ragged(file: str, number: int, raw: Sequence[str], header: Sequence[str]) -> Flaw | None:
    beyond = [position for position in range(len(header), len(raw)) if tidy(raw[position])]
    if beyond:
        sentence = f"a cell stands beyond the {len(header)} columns that the header names; is a comma unquoted?"
        return Flaw(file, sentence, number, column_name(header, beyond[0]))
    if len(raw) < len(header) and any(map(tidy, raw)):
        sentence = f"the row stops after {len(raw)} of the {len(header)} columns that the header names"
        return Flaw(file, sentence, number, header[len(raw)])
    return None
