"""Records of an XLSX sheet: its dates, times and numbers as the text that CSV would hold."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from conclave_desk.exchange.table_fault import TableFault

MAX_UNPACKED_BYTES = 300_000_000
EXACT_DIGITS = 10**15
_FAR_CELL = re.compile(rb'<c r="(?:[A-Z]+\d{6,}|(?:[D-Z][A-Z]|[A-Z]{3,})\d+)"[^>/]*>')
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>(?:<f[^<]*</f>|<f[^>]*/>)?(?:<v>([^<]*)</v>)?')
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What a damaged, locked or forged archive may raise while it is opened."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def xlsx_records(path: Path, table: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of the sheet named like the ``table``, or of the first sheet, with its number in the spreadsheet.

    Raises :class:`TableFault` if the file is no XLSX, is locked by a password, or sprawls beyond 99,999 rows or
    104 columns.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            book = CalamineWorkbook.from_path(path)
            chosen = table if table in book.sheet_names else book.sheet_names[0]
            errors = _examine(archive, chosen)
        sheet = book.get_sheet_by_name(chosen)
    except (CalamineError, *_BROKEN) as fault:
        raise TableFault("the file cannot be read as an .xlsx spreadsheet; save it again, or as CSV") from fault
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        record = [cell if type(cell) is str else _text(cell) for cell in row]
        for position, sign in errors.get(number, {}).items():
            record += [""] * (position + 1 - len(record))
            record[position] = sign
        yield number, record


def _check_size(archive: zipfile.ZipFile) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > MAX_UNPACKED_BYTES:
        raise TableFault(f"the spreadsheet unpacks to {size // 1_000_000} MB; that is no table of people")


def _examine(archive: zipfile.ZipFile, sheet: str) -> dict[int, dict[int, str]]:
    """The cells that hold an error, by row from 1 and column from 0; ``TableFault`` if the sheet sprawls."""
    xml = archive.read(_member(archive, sheet))
    if far := _FAR_CELL.search(xml):
        cell = far[0].split(b'"')[1].decode()
        raise TableFault(f"a cell stands far outside the table, in {cell}; clear it")
    found: dict[int, dict[int, str]] = {}
    if b't="e"' in xml:
        for letters, digits, value in _ERROR_CELL.findall(xml):
            found.setdefault(int(digits), {})[_position(letters)] = value.decode() or "#VALUE!"
    return found


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relation = {e.get("name"): e.get(_RELATION) for e in book.iter() if e.tag.endswith("}sheet")}[sheet]
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {e.get("Id"): str(e.get("Target")) for e in relations}[relation]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _position(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return _moment(datetime.combine(date.min, cell)).split(" ")[1]
    if isinstance(cell, timedelta):
        hours, rest = divmod(round(cell.total_seconds() / 60), 60)
        return f"{hours:02}:{rest:02}"
    return str(cell)


def _number(value: float) -> str:
    if abs(value) >= EXACT_DIGITS:
        return "#DIGITS!"
    return str(int(value)) if value == int(value) else repr(value)


def _moment(at: datetime) -> str:
    """To the second; a spreadsheet's clock is a fraction of a day and often a hair short of the minute."""
    at = (at + timedelta(milliseconds=500)).replace(microsecond=0)
    return at.strftime("%Y-%m-%d %H:%M:%S" if at.second else "%Y-%m-%d %H:%M")
