"""``attendance``: who was there, corrected, and the returns signed."""

from __future__ import annotations

from datetime import datetime

import click

from conclave_desk.cli.answers import answered
from conclave_desk.cli.fields import TEXT
from conclave_desk.cli.session import DeskGroup, open_desk


@click.group(cls=DeskGroup)
def attendance() -> None:
    """Corrections of attendance."""


@attendance.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON...")
@click.option("--session", required=True, metavar="CODE")
@click.option("--by-sight", is_flag=True, help="Somebody saw them there.")
@click.option("--excused", is_flag=True, help="They had leave to be away; with --from-paper, by a paper.")
@click.option("--from-paper", is_flag=True, help="They stand on a signed list.")
@click.option("--reason", type=TEXT, required=True)
def mark(people: tuple[str, ...], session: str, by_sight: bool, excused: bool, from_paper: bool, reason: str) -> None:
    """A correction, as an entry of its own; of several people in one record. An excuse may rest on a paper: --excused --from-paper."""
    from conclave_desk.desk import attendance as use_case

    if by_sight == (excused or from_paper):
        raise click.UsageError("Say how it is known: one of --by-sight, --excused and --from-paper.")
    evidence = "sight" if by_sight else "paper" if from_paper else ""
    with open_desk() as desk:
        decision = use_case.mark(desk, people, session, evidence=evidence, excused=excused, reason=reason)
        answered(desk, decision)


@attendance.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON...")
@click.option("--session", required=True, metavar="CODE")
def unmark(people: tuple[str, ...], session: str) -> None:
    """Take marks of a session back: what the gates saw holds again."""
    from conclave_desk.desk import attendance as use_case

    with open_desk() as desk:
        answered(desk, use_case.unmark(desk, people, session))


@attendance.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="YYYY-MM-DD")
def sign(day: datetime) -> None:
    """Record that the return of a day is signed."""
    from conclave_desk.desk import attendance as use_case

    with open_desk() as desk:
        answered(desk, use_case.sign(desk, day.date()))
