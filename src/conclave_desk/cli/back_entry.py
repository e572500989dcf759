"""``gate back-entry``: what guards ticked on paper while the machines were dark, typed in afterwards."""

from __future__ import annotations

import hashlib
import re
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_USE, say
from conclave_desk.cli.lines import numbered_lines
from conclave_desk.cli.session import DeskCommand, open_desk, session
from conclave_desk.errors import WrongUse

if TYPE_CHECKING:
    from datetime import date

    from conclave_desk.desk.desk import Desk
    from conclave_desk.gate.scan import Scan
    from conclave_desk.gate.station import Station

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]?([0-5]\d)", re.ASCII)
_WAYS = ("in", "out")


@click.command("back-entry", cls=DeskCommand)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Of the times; else today."
)
@click.option("--override", metavar="REASON", help="They were let in even where a rule says no.")
def back_entry(file: Path | None, gate_code: str, day: datetime | None, override: str | None) -> None:
    """Type in a gate's paper list, from FILE or stdin: who, when, and `out` for those who left; one a line.

    \b
    K7Q4-9XTM-1R 09:41
    17 09:50               a temporary card by its number
    Goïta 12:30 out

    Each becomes a scan with the method `paper`, as of its time. The same line twice is one scan.
    """
    from conclave_desk.bootstrap import station_of
    from conclave_desk.domain.event import day_of

    wrong = refused = taken = 0
    with open_desk() as desk, _opened(file) as stream:
        station = station_of(desk)
        station.way(gate_code)
        chosen = day.date() if day else day_of(desk.event, desk.now())
        for number, text in numbered_lines(stream):
            try:
                answer = station.scan(_scan(desk, station, text, gate_code, chosen, override))
            except WrongUse as fault:
                wrong += 1
                say(f"line {number}: {fault.message}")
                continue
            taken += answer.verdict != "refused"
            refused += answer.verdict == "refused"
            if session().json:
                from conclave_desk.gate.answer import FIELDS

                output.line({name: getattr(answer, name) for name in FIELDS}, desk.event.zone_info)
            elif answer.verdict == "refused":
                say(f"line {number}: {answer.name or text.strip()}: {answer.message} (refused: {answer.reason})")
    if not session().json:
        output.text(f"{output.number(taken, 'scan')} from paper; {refused} refused.")
    if wrong:
        raise click.exceptions.Exit(WRONG_USE)


def _opened(file: Path | None) -> AbstractContextManager[BinaryIO]:
    return file.open("rb") if file else nullcontext(sys.stdin.buffer)


def _scan(desk: Desk, station: Station, text: str, gate: str, day: date, override: str | None) -> Scan:
    from conclave_desk.desk import cards, lookup
    from conclave_desk.gate.scan import Scan

    words = text.replace(";", " ").replace(",", " ").split()
    way = words.pop().lower() if words and words[-1].lower() in _WAYS else "in"
    if len(words) < 2:
        raise WrongUse(f"{text.strip()!r} needs who and when, like `K7Q4-9XTM-1R 09:41` or `Goïta 12:30 out`.")
    at = _moment(words.pop(), day, desk)
    who = " ".join(words)
    reading = None
    if card := cards.find(desk, who):
        code = cards.serial_of(card)
    elif _is_serial(who):
        code = who
    else:
        found = lookup.person(desk, who)
        code, reading = f"name:{found.id}", station.badge_of(found.id)
    mark = hashlib.sha256(f"{gate} {way} {at.isoformat()} {code.upper()} {override or ''}".encode()).hexdigest()[:32]
    return Scan(code, gate, way, at, f"paper-{mark}", override, reading, paper=True)


def _is_serial(text: str) -> bool:
    from conclave_desk.credential.serial import parse_serial

    return parse_serial(text) is not None


def _moment(text: str, day: date, desk: Desk) -> datetime:
    """``09:41``, ``9.41``, ``0941`` of the day, or an instant in ISO 8601."""
    zone = desk.event.zone_info
    if found := _CLOCK.fullmatch(text):
        return datetime.combine(day, time(int(found[1]), int(found[2])), zone)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text!r} is no time; write it like 09:41.") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)
