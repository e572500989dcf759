"""``walkup``: somebody unannounced at the desk."""

from __future__ import annotations

from typing import Any

import click

from conclave_desk.cli.answers import answered
from conclave_desk.cli.columns import column_flags
from conclave_desk.cli.nominations import ADDED, ROLE, proposal, who_flags
from conclave_desk.cli.session import DeskCommand, open_desk


@click.command(cls=DeskCommand)
@click.option("--category", required=True)
@click.option("--role", type=ROLE, default="member", show_default=True)
@column_flags(*ADDED)
@click.option("--level", type=click.Choice(["principal", "representative"]), help="The answer given by word.")
@who_flags
def walkup(category: str, role: str, level: str | None, **values: Any) -> None:
    """Answer by word, name, provisional grant until midnight and a badge, in one go.

    Print it with `badges print`.
    """
    from conclave_desk.desk.walkup import walk_up

    with open_desk() as desk:
        decision = walk_up(desk, [proposal(desk, category, role, values, needs_invitation=False)], level=level or "")
        answered(desk, decision)
