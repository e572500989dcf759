"""Rows that are handed out as a file: CSV for spreadsheets, JSON for programs.

No cell can become a formula: in CSV a text that a spreadsheet would calculate gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], zone: ZoneInfo, out: BinaryIO) -> None:
    """RFC 4180, UTF-8 with BOM; times are local to ``zone``, ``YYYY-MM-DD HH:MM:SS``."""

    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        return harmless(value) if isinstance(value, str) else str(value)

    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    text.detach()


def write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]], zone: ZoneInfo, out: BinaryIO) -> None:
    """A list of objects, one a line; times are ISO 8601 with the zone's offset, ``null`` where not known."""

    def value_of(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(zone).isoformat()
        return value.isoformat() if isinstance(value, date) else value

    separator = b"["
    for row in rows:
        values = {name: value_of(value) for name, value in zip(columns, row, strict=True)}
        out.write(separator + b"\n" + json.dumps(values, ensure_ascii=False).encode())
        separator = b","
    out.write(b"[]\n" if separator == b"[" else b"\n]\n")
