"""``walkup``: somebody unannounced at the desk."""

from __future__ import annotations

from typing import Any

import click

from conclave_desk.cli.answers import answered
from conclave_desk.cli.columns import COLUMNS, column_flags
from conclave_desk.cli.session import DeskCommand, open_desk

_FLAGS = tuple(column for column in COLUMNS if column not in ("category", "status", "role"))


@click.command(cls=DeskCommand)
@click.option("--category", required=True)
@click.option(
    "--role",
    type=click.Choice(["principal", "representative", "deputy", "member", "accompanying"]),
    default="member",
    show_default=True,
)
@column_flags(*_FLAGS)
@click.option("--level", type=click.Choice(["principal", "representative"]), help="The answer given by word.")
@click.option("--over-quota", metavar="REASON")
@click.option("--same-person", metavar="PERSON")
@click.option("--distinct-from", nargs=2, metavar="PERSON REASON")
def walkup(category: str, role: str, level: str | None, **values: Any) -> None:
    """Answer by word, name, provisional grant until midnight and a badge, in one go.

    Print it with `badges print`.
    """
    from conclave_desk.cli.nominations import proposal
    from conclave_desk.desk.walkup import walk_up

    with open_desk() as desk:
        decision = walk_up(desk, [proposal(desk, category, role, values, needs_invitation=False)], level=level or "")
        answered(desk, decision)
