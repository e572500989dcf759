"""The one place that writes stdout: JSON for programs, tables for people, files whole or not at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import click

from conclave_desk import whole
from conclave_desk.cli.session import session


def plain(value: Any, zone: ZoneInfo) -> Any:
    """The value as JSON holds it: times ISO 8601 with the event's offset, bytes as hex."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {key: plain(item, zone) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, zone) for item in value]
    return value


def document(value: Any, zone: ZoneInfo, people: Callable[[], None]) -> None:
    """One JSON document, or what ``people`` shows."""
    if session().json:
        click.echo(json.dumps(plain(value, zone), ensure_ascii=False, indent=2))
    else:
        people()


def line(value: Mapping[str, Any], zone: ZoneInfo) -> None:
    """One object a line, at once."""
    click.echo(json.dumps(plain(value, zone), ensure_ascii=False))
    sys.stdout.flush()


def text(line: str) -> None:
    """A line of the answer."""
    click.echo(line)


def listing(
    rows: Sequence[Mapping[str, Any]], zone: ZoneInfo, columns: Mapping[str, str], *, empty: str = "Nothing here yet."
) -> None:
    """Rows as one JSON array, or as a table of ``columns`` (key to heading)."""
    document(list(rows), zone, lambda: table(rows, columns, zone, empty))


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], zone: ZoneInfo, empty: str = "") -> None:
    """A table for people; no cell is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    if not rows:
        click.echo(empty)
        return
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in columns.values():
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(_shown(row.get(key), zone) for key in columns))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = max(console.width, 200)
    console.print(grid)


def _shown(value: Any, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (list, tuple)):
        return " ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def whole_file(path: str, write: Callable[[BinaryIO], Any], *, private: bool = False) -> Any:
    """Let ``write`` fill the file at ``path`` (``-`` is stdout), which is replaced whole or not at all."""
    if path == "-":
        result = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return result
    with whole.whole_file(path, private=private) as handle:
        return write(handle)


def progress(label: str, total: int | None = None) -> Any:
    """A progress bar on stderr; nothing where a program reads."""
    shown = not session().json and sys.stderr.isatty()
    return click.progressbar(length=total or 0, label=label, file=sys.stderr, hidden=not shown)


def number(count: int, noun: str) -> str:
    """``1 badge``, ``2 badges``; for nouns that add an s."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
