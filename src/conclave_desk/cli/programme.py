"""``programme``: the timetable and its clashes."""

from __future__ import annotations

import re
from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.answers import answered
from conclave_desk.cli.diagnostics import WRONG_DATA, say
from conclave_desk.cli.fields import FILLED, TEXT, listed, moment
from conclave_desk.cli.session import DeskGroup, open_desk
from conclave_desk.errors import WrongUse

_COLUMNS = (
    *("code", "title", "kind", "venue", "starts", "ends", "access", "categories", "parties", "chair"),
    *("speakers", "doors", "note"),
)
_SHOWN = {
    "starts": "starts",
    "ends": "ends",
    "code": "code",
    "title": "title",
    "venue": "venue",
    "access": "access",
    "status": "status",
}


@click.group(cls=DeskGroup)
def programme() -> None:
    """The timetable and its clashes."""


@programme.command("list")
def list_() -> None:
    """The programme in time's order."""
    from conclave_desk.registers import sessions

    with open_desk() as desk:
        rows = []
        for session in sessions.all_of(desk.journal.db):
            values: dict[str, Any] = {"id": session.code, **{name: getattr(session, name) for name in _COLUMNS}}
            for name in ("categories", "parties", "speakers"):
                values[name] = ";".join(values[name]) or None
            rows.append({**{k: None if v == "" else v for k, v in values.items()}, "status": session.status})
        output.listing(rows, desk.event.zone_info, _SHOWN, empty="No session yet: `programme add`.")


@programme.command()
@click.option("--code", required=True)
@click.option("--title", type=FILLED, required=True)
@click.option("--starts", required=True, metavar="ISO")
@click.option("--ends", required=True, metavar="ISO")
@click.option("--kind", "item", default="session", show_default=True)
@click.option("--venue", default="")
@click.option("--access", default="open", show_default=True)
@click.option("--categories", metavar="A;B")
@click.option("--parties", metavar="A;B")
@click.option("--chair", type=TEXT, default="")
@click.option("--speakers", type=TEXT, metavar="A;B")
@click.option("--doors", type=click.IntRange(min=0), default=30, show_default=True, help="Minutes before the start.")
@click.option("--note", type=TEXT, default="")
def add(code: str, title: str, starts: str, ends: str, **values: Any) -> None:
    """Put an item on the programme."""
    from conclave_desk.desk import lookup
    from conclave_desk.desk import programme as use_case

    for name in ("categories", "parties", "speakers"):
        values[name] = listed(values[name])
    if not re.fullmatch("[A-Z0-9]{1,8}", code):
        raise WrongUse(f"{code!r} is no code of a session; a code is 1 to 8 of A-Z and 0-9.")
    if values["access"] == "categories" and not values["categories"]:
        raise WrongUse("Say whose session it is: --categories A;B.")
    if values["access"] == "invited" and not (values["parties"] or values["chair"] or values["speakers"]):
        raise WrongUse("Say who is invited: --parties A;B, --chair or --speakers.")
    with open_desk() as desk:
        values["categories"] = [lookup.category(desk, category) for category in values["categories"]]
        values["parties"] = [lookup.party(desk, party) for party in values["parties"]]
        begin, end = moment(starts, desk.event, "--starts"), moment(ends, desk.event, "--ends")
        if begin is None or end is None:
            raise WrongUse("A session needs --starts and --ends.")
        answered(desk, use_case.add(desk, code, title, begin, end, **values))


@programme.command()
@click.argument("code")
@click.option("--starts", metavar="ISO")
@click.option("--ends", metavar="ISO")
@click.option("--venue")
def move(code: str, starts: str | None, ends: str | None, venue: str | None) -> None:
    """Another time or venue; with only a new start the length stays."""
    from conclave_desk.desk import programme as use_case

    if not (starts or ends or venue):
        raise click.UsageError("Say where to: --starts, --ends or --venue.")
    with open_desk() as desk:
        begin, end = moment(starts, desk.event, "--starts"), moment(ends, desk.event, "--ends")
        answered(desk, use_case.move(desk, code, starts=begin, ends=end, venue=venue))


@programme.command()
@click.argument("code")
@click.option("--note", type=TEXT, default="")
def cancel(code: str, note: str) -> None:
    """It does not take place."""
    from conclave_desk.desk import programme as use_case

    with open_desk() as desk:
        answered(desk, use_case.cancel(desk, code, note))


@programme.command()
@click.option("--note", type=TEXT, default="", help="What the amendment is about.")
def release(note: str) -> None:
    """Give the programme out as it stands: first as number 0, then as the next amendment."""
    from conclave_desk.desk import programme as use_case

    with open_desk() as desk:
        answered(desk, use_case.release(desk, note))


@programme.command()
def check() -> None:
    """Clashes of venues, people and parties; exit 3 if one is fatal."""
    from conclave_desk.desk import programme as use_case

    with open_desk() as desk:
        found = use_case.check(desk)
        rows = [
            {name: getattr(clash, name) for name in ("kind", "what", "first", "second", "fatal")} for clash in found
        ]
        shown = {"kind": "of", "what": "which", "first": "one", "second": "other", "fatal": "fatal"}
        output.listing(rows, desk.event.zone_info, shown, empty="No clash.")
        for clash in found:
            if clash.fatal:
                say(clash.sentence)
    if any(clash.fatal for clash in found):
        raise click.exceptions.Exit(WRONG_DATA)
