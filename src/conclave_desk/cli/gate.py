"""``gate``: badges are scanned, one a line."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
import msgspec

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_USE, say
from conclave_desk.cli.fields import moment
from conclave_desk.cli.lines import numbered_lines
from conclave_desk.cli.session import DeskGroup, open_desk, session
from conclave_desk.cli.watch import watch
from conclave_desk.errors import WrongUse

if TYPE_CHECKING:
    from conclave_desk.domain.event import Event
    from conclave_desk.gate.scan import Scan

_MARKS = {"admit": "✔ ADMIT", "check": "◉ CHECK", "wait": "⧖ WAIT", "stop": "▬ STOP"}


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    payload: str
    scan_id: str | None = None
    at: str | None = None
    direction: str | None = None
    override: str | None = None


@click.group(cls=DeskGroup)
def gate() -> None:
    """Scan badges at a gate."""


gate.add_command(watch)


@gate.command()
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--direction", type=click.Choice(["in", "out"]))
@click.option("--at", metavar="ISO", help="When it was scanned; else now.")
@click.option("--override", metavar="REASON", help="Let in against a refusal, by a supervisor.")
def scan(gate_code: str, direction: str | None, at: str | None, override: str | None) -> None:
    """Read payloads, serials or JSON objects from stdin, one a line; one verdict a line."""
    from conclave_desk.bootstrap import station_of
    from conclave_desk.gate.scan import Scan

    wrong = 0
    with open_desk() as desk:
        station = station_of(desk)
        station.way(gate_code, direction)
        flags = Scan("", gate_code, direction, moment(at, desk.event, "--at"), override=override)
        for number, text in numbered_lines(sys.stdin.buffer):
            try:
                answer = station.scan(_scan(text, flags, desk.event))
            except WrongUse as fault:
                wrong += 1
                say(f"line {number}: {fault.message}")
                continue
            _show(answer, desk.event.zone_info)
    if wrong:
        raise click.exceptions.Exit(WRONG_USE)


def _scan(text: str, flags: Scan, event: Event) -> Scan:
    """The line as a scan; what it leaves open, the flags say."""
    line = _object(text) or _Line(text)
    return replace(
        flags,
        code=line.payload,
        direction=line.direction or flags.direction,
        at=moment(line.at, event, "at") or flags.at,
        scan_id=line.scan_id,
        override=line.override or flags.override,
    )


def _object(text: str) -> _Line | None:
    """The object that the line holds; any other text, JSON without a payload too, is what a scanner read."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    if "payload" not in found:
        return None
    try:
        return msgspec.convert(found, _Line)
    except msgspec.ValidationError as fault:
        raise WrongUse(f"is no scan ({fault}); give payload, scan_id, at, direction, override.") from fault


@gate.command()
@click.argument("person")
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--direction", type=click.Choice(["in", "out"]))
@click.option("--at", metavar="ISO")
@click.option("--override", metavar="REASON")
def admit(person: str, gate_code: str, direction: str | None, at: str | None, override: str | None) -> None:
    """By name, for a forgotten badge; the entry says so."""
    from conclave_desk.bootstrap import station_of
    from conclave_desk.desk import lookup
    from conclave_desk.gate.scan import Scan

    with open_desk() as desk:
        found = lookup.person(desk, person)
        station = station_of(desk)
        scanned = Scan(
            code=f"name:{found.id}",
            gate=gate_code,
            direction=direction,
            at=moment(at, desk.event, "--at"),
            override=override,
            by_name=station.badge_of(found.id),
        )
        _show(station.scan(scanned), desk.event.zone_info)


def _show(answer: Any, zone: Any) -> None:
    from conclave_desk.gate.answer import FIELDS

    if session().json:
        output.line({name: getattr(answer, name) for name in FIELDS}, zone)
        return
    who = " · ".join(text for text in (answer.party, answer.name) if text)
    mark = "← LEFT" if answer.verdict == "left" else _MARKS[answer.action]
    output.text("  ".join(text for text in (f"{mark:<8}", who, answer.message) if text))
