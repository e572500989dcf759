"""``gate``: badges are scanned, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from conclave_desk.cli import output, serve, stations
from conclave_desk.cli.back_entry import back_entry
from conclave_desk.cli.diagnostics import WRONG_USE, Refused, say
from conclave_desk.cli.fields import moment
from conclave_desk.cli.session import DeskGroup, open_desk, session
from conclave_desk.cli.watch import watch
from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.lines import numbered_lines

if TYPE_CHECKING:
    from conclave_desk.domain.event import Event
    from conclave_desk.gate.scan import Scan, Supervisor
    from conclave_desk.gate.station import Station
    from conclave_desk.registers.roster import Named

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


for _command in (
    stations.prepare,
    stations.export,
    stations.merge,
    stations.withdraw,
    stations.stations,
    stations.report,
    stations.supervisor,
    stations.floaters,
    back_entry,
    watch,
    serve.serve,
    serve.phones,
):
    gate.add_command(_command)


@gate.command()
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--direction", type=click.Choice(["in", "out"]))
@click.option("--at", metavar="ISO", help="When it was scanned; else now.")
@click.option("--override", metavar="REASON", help="Let in against a refusal, by a supervisor.")
@click.option("--supervisor", metavar="CODE|PIN", help="Whose override it is; a station's own file asks for it.")
def scan(
    gate_code: str,
    station: str | None,
    direction: str | None,
    at: str | None,
    override: str | None,
    supervisor: str | None,
) -> None:
    """Read payloads, serials or JSON objects from stdin, one a line; one verdict a line."""
    from conclave_desk.gate.scan import Scan

    wrong = 0
    with _opened(station) as kept:
        kept.way(gate_code, direction)
        who = _supervisor(kept, supervisor, gate_code) if supervisor else None
        flags = Scan("", gate_code, direction, moment(at, kept.event, "--at"), override=override, supervisor=who)
        for number, text in numbered_lines(sys.stdin.buffer):
            try:
                answer = kept.scan(_scan(text, flags, kept.event))
            except WrongUse as fault:
                wrong += 1
                say(f"line {number}: {fault.message}")
                continue
            _show(answer, kept.event.zone_info)
    if wrong:
        raise click.exceptions.Exit(WRONG_USE)


def _opened(station: str | None) -> AbstractContextManager[Station]:
    """The station of that file, or without one a station with the desk file at hand."""
    from conclave_desk.bootstrap import open_station

    return open_station(replace(session().config, station=Path(station) if station else None))


def _supervisor(kept: Station, code: str, gate_code: str) -> Supervisor:
    found = kept.supervisor(code, gate_code)
    if isinstance(found, Refusal):
        raise Refused(found.sentence)
    return found


@gate.command()
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--reason", default="")
def annul(gate_code: str, station: str | None, reason: str) -> None:
    """The last scan that let somebody in or out counts no more, if it is at most 15 minutes old."""
    with _opened(station) as kept:
        found = kept.annul(gate_code, reason)
        if isinstance(found, Refusal):
            raise Refused(found.sentence)
        _show(found, kept.event.zone_info)


@gate.command()
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--done", is_flag=True, help="Tick it as given.")
def handout(gate_code: str, station: str | None, done: bool) -> None:
    """What the guest who was scanned last at the gate is to be given: a lanyard, a folder, a headset."""
    from conclave_desk.gate import handing

    with _opened(station) as kept:
        kept.way(gate_code)
        last = next(iter(kept.last(gate_code, 1)), None)
        items = handing.due(kept, last) if last else ()
        if last and items and done:
            handing.hand_out(kept, last, items)
        values = {"name": last.name if last else None, "due": items, "done": bool(items and done)}
        people = f"{last.name if last else 'Nobody'}: {', '.join(items) or 'nothing is due'}"
        output.document(values, kept.event.zone_info, lambda: output.text(people))


def _scan(text: str, flags: Scan, event: Event) -> Scan:
    """The line as a scan; what it leaves open, the flags say."""
    line = _object(text) or _Line(text)
    return msgspec.structs.replace(
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
@click.argument("person", required=False)
@click.option("--party", metavar="CODE", help="A whole delegation, instead of one person; each is judged alone.")
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--station", metavar="FILE", help="A station's own file: at least three letters of the name.")
@click.option("--direction", type=click.Choice(["in", "out"]))
@click.option("--at", metavar="ISO")
@click.option("--override", metavar="REASON")
@click.option("--supervisor", metavar="CODE|PIN", help="Whose override it is; a station's own file asks for it.")
def admit(
    person: str | None,
    party: str | None,
    gate_code: str,
    station: str | None,
    direction: str | None,
    at: str | None,
    override: str | None,
    supervisor: str | None,
) -> None:
    """By name, for a forgotten badge; the entry says so. With --party a delegation at once."""
    if party is not None and person is None and not at and not override:
        _admit_party(party, gate_code, station, direction)
        return
    if person is None or party is not None:
        raise WrongUse("Name one person, or a delegation with --party alone.")
    with _named(person, gate_code, station) as (kept, named):
        who = _supervisor(kept, supervisor, gate_code) if supervisor else None
        when = moment(at, kept.event, "--at")
        _show(
            kept.scan(msgspec.structs.replace(named, direction=direction, at=when, override=override, supervisor=who)),
            kept.event.zone_info,
        )


def _admit_party(party: str, gate_code: str, station: str | None, direction: str | None) -> None:
    from conclave_desk.gate.delegation import check_in

    with _opened(station) as kept:
        kept.way(gate_code, direction)
        found = check_in(kept, party.upper(), gate_code, direction)
        if not found.answers:
            raise WrongUse(f"Nobody of {party!r} has a badge; a delegation goes by its party's code.")
        for answer in found.answers:
            _show(answer, kept.event.zone_info)
        say(found.summary[0])


@contextmanager
def _named(person: str, gate_code: str, station: str | None) -> Iterator[tuple[Station, Scan]]:
    """The station, and the scan of whoever is meant: of all at the desk, or of those in a station's roster."""
    from conclave_desk.bootstrap import station_of
    from conclave_desk.desk import lookup
    from conclave_desk.gate.scan import Scan

    if station:
        with _opened(station) as kept:
            yield kept, kept.people.by_name(_one(kept.people.find(person), person), gate_code)
        return
    with open_desk() as desk:
        found = lookup.person(desk, person)
        kept = station_of(desk)
        yield kept, Scan(code=f"name:{found.id}", gate=gate_code, by_name=kept.people.badge_of(found.id))


def _one(found: Sequence[Named], person: str) -> Named:
    if not found:
        raise WrongUse(f"Nobody in this roster is {person!r}; give at least three letters of the name.")
    if len(found) > 1:
        names = "; ".join(f"{one.name} ({one.party})" for one in found[:8])
        raise WrongUse(f"{person!r} may be {len(found)} people: {names}. Give more of the name.")
    return found[0]


def _show(answer: Any, zone: Any) -> None:
    from conclave_desk.gate.answer import FIELDS

    if session().json:
        output.line({name: getattr(answer, name) for name in FIELDS}, zone)
        return
    who = " · ".join(text for text in (answer.party, answer.name) if text)
    mark = "← LEFT" if answer.verdict == "left" else _MARKS[answer.action]
    marks = "; ".join((answer.detail or {}).get("marks", ()))
    output.text("  ".join(text for text in (f"{mark:<8}", who, answer.message, f"! {marks}" if marks else "") if text))
