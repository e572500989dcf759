"""Records of a CSV file, with bounds on what a broken or hostile one may take."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path

from conclave_desk.exchange.table_fault import TableFault, column_name

MAX_ROW = 1_000_000
_CHUNK = 1 << 16
_FOREIGN_STARTS = {
    codecs.BOM_UTF16_LE: "the file is UTF-16; save it as UTF-8",
    codecs.BOM_UTF16_BE: "the file is UTF-16; save it as UTF-8",
    b"PK\x03\x04": "the file is a spreadsheet; give it the ending .xlsx or save it as CSV",
}


def csv_records(path: Path, names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number from 1, as a spreadsheet counts rows: a line end in quotes starts no row.

    Comma or semicolon is told by which of the column ``names`` the first line then shows. Raises
    :class:`TableFault` for what cannot be read: not UTF-8, a cell or row out of all bounds, quotes that never close.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    for sign, sentence in _FOREIGN_STARTS.items():
        if start.startswith(sign):
            raise TableFault(sentence)
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield from _split(text, names)
    except UnicodeDecodeError:
        raise _not_utf8(path, names) from None


class _Lines:
    """Lines of a file, each and all of one record within bounds; ``taken`` is set back when a record ends."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW + 1)
        if not line:
            raise StopIteration
        self.taken += len(line)
        if self.taken > MAX_ROW:
            raise csv.Error(f"the row is longer than {MAX_ROW:,} characters")
        return line


def _split(text: TextIOWrapper, names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    first = text.readline(MAX_ROW)
    text.seek(0)
    lines = _Lines(text)
    number = 0
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=_delimiter(first, names), strict=True), start=1):
            yield number, record
            lines.taken = 0
    except csv.Error as fault:
        raise TableFault(_csv_sentence(str(fault)), number + 1) from None


def _csv_sentence(fault: str) -> str:
    if "unexpected end" in fault:
        return "a quotation mark opens a cell here and never closes"
    if "expected after" in fault:
        return 'text follows a closing quotation mark; a quotation mark inside a cell is written twice ("")'
    if "field limit" in fault:
        return f"the cell is longer than {csv.field_size_limit():,} characters; is a quotation mark missing?"
    return f"{fault}; is a quotation mark missing?"


def _delimiter(line: str, names: Sequence[str]) -> str:
    def known(delimiter: str) -> int:
        return len({cell.strip(' "\r\n\ufeff') for cell in line.split(delimiter)} & set(names))

    if known(";") == known(","):
        return ";" if line.count(";") > line.count(",") else ","
    return ";" if known(";") > known(",") else ","


def _not_utf8(path: Path, names: Sequence[str]) -> TableFault:
    byte = _first_bad_byte(path)
    row, column, header = None, None, list[str]()
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
            for number, record in _split(text, names):
                row, header = number, header or record
                marked = [position for position, cell in enumerate(record) if _undecoded(cell)]
                if marked:
                    column = column_name(["" if _undecoded(name) else name for name in header], marked[0])
                    break
    except TableFault as fault:
        row = fault.row
    return TableFault(f"byte {byte} of the file is not UTF-8; save the file as UTF-8", row, column)


def _undecoded(cell: str) -> bool:
    return not cell.isascii() and any("\udc80" <= sign <= "\udcff" for sign in cell)


def _first_bad_byte(path: Path) -> int:
    """Counted from 1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                return done - kept + fault.start + 1
            if not chunk:
                return done
            done += len(chunk)
