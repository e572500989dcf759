"""``gate``: badges are scanned, one a line."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_USE, say
from conclave_desk.cli.fields import moment
from conclave_desk.cli.session import DeskGroup, open_desk, session
from conclave_desk.errors import WrongUse

LONGEST_LINE = 100_000
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


@gate.command()
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--direction", type=click.Choice(["in", "out"]))
@click.option("--at", metavar="ISO", help="When it was scanned; else now.")
@click.option("--override", metavar="REASON", help="Let in against a refusal, by a supervisor.")
def scan(gate_code: str, direction: str | None, at: str | None, override: str | None) -> None:
    """Read payloads, serials or JSON objects from stdin, one a line; one verdict a line."""
    from conclave_desk.bootstrap import station_of

    wrong = 0
    with open_desk() as desk:
        station = station_of(desk)
        station.gate(gate_code)
        for number, text in enumerate(_lines(), 1):
            try:
                answer = station.scan(_scan(text, gate_code, direction, at, override, desk.event))
            except WrongUse as fault:
                wrong += 1
                say(f"line {number}: {fault.message}")
                continue
            _show(answer, desk.event.zone_info)
    if wrong:
        raise click.exceptions.Exit(WRONG_USE)


def _lines() -> Any:
    """Lines of stdin without their ends; a blank one is no scan, an endless one is cut."""
    source = sys.stdin.buffer
    while line := source.readline(LONGEST_LINE):
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        if text.strip():
            yield text


def _scan(text: str, gate_code: str, direction: str | None, at: str | None, override: str | None, event: Any) -> Any:
    from conclave_desk.gate.station import Scan

    line = _Line(text)
    if text.lstrip().startswith("{"):
        try:
            line = msgspec.json.decode(text.encode(), type=_Line)
        except msgspec.DecodeError as fault:
            raise WrongUse(f"is no scan ({fault}); give payload, scan_id, at, direction, override.") from fault
    return Scan(
        code=line.payload,
        gate=gate_code,
        direction=line.direction or direction,
        at=moment(line.at or at, event, "at"),
        scan_id=line.scan_id,
        override=line.override or override,
    )


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
    from conclave_desk.gate.station import Scan

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
