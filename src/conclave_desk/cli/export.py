"""``export``: what organisers and auditors are handed, as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import say
from conclave_desk.cli.session import DeskGroup, open_desk
from conclave_desk.desk.desk import Desk

_format = click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
_output = click.option("-o", "--output", "path", required=True, metavar="FILE", help="- is stdout")


@click.group(cls=DeskGroup)
def export() -> None:
    """Attendance for the organisers; the journal for those who look into it."""


@export.command()
@_format
@_output
def attendance(kind: str, path: str) -> None:
    """A row per person expected and session, and per person and day."""
    from conclave_desk.desk.attendance import export as rows_of

    with open_desk() as desk:
        _written(desk, kind, path, lambda out: rows_of(desk, kind, out))


@export.command()
@_format
@_output
def journal(kind: str, path: str) -> None:
    """A row an entry, all scans among them. What is sealed stays sealed."""
    from conclave_desk.desk.journal_export import export as rows_of
    from conclave_desk.desk.journal_list import count

    with open_desk() as desk, output.progress("Journal", count(desk)) as bar:
        _written(desk, kind, path, lambda out: rows_of(desk, kind, out, lambda done: bar.update(done - bar.pos)))


def _written(desk: Desk, kind: str, path: str, write: Callable[[BinaryIO], int]) -> None:
    rows = output.whole_file(path, write)
    if path != "-":
        values = {"file": path, "format": kind, "rows": rows}
        output.document(values, desk.event.zone_info, lambda: say(f"{output.number(rows, 'row')}: {path}"))
