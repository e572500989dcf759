"""``gate prepare | export | merge | withdraw | stations | report``: stations with a file of their own; and who may
override, and floaters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import settled
from conclave_desk.cli.session import DeskCommand, open_desk, session

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.gate.merge import Merged
    from conclave_desk.registers.findings import Findings


@click.command(cls=DeskCommand)
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("-o", "--output", "target", required=True, metavar="STATION", help="The station's file.")
@click.option(
    "--photos",
    is_flag=True,
    help="With small photos, which its screen shows beside the verdict: whoever has the file has them.",
)
def prepare(gate_code: str, target: str, photos: bool) -> None:
    """A station's file for a gate's machine; one that is there gets the roster of now and keeps its scans."""
    from conclave_desk.desk.founding import signing_key
    from conclave_desk.desk.thumbnails import for_gates
    from conclave_desk.gate import prepare as preparing

    with open_desk() as desk:
        pictures = for_gates(desk) if photos else ()
        (entry,) = settled(preparing.prepare(desk, signing_key(desk), gate_code, Path(target), pictures)).entries
        zone, known = desk.event.zone_info, {"station": target, "gate": gate_code}
        count = preparing.badges_in(Path(target))
        values = {**known, "chain": getattr(entry, "chain", ""), "roster_as_of": desk.now(), "badges": count}
        as_of = desk.now().astimezone(zone).strftime("%H:%M")
        people = f"{target} keeps gate {gate_code}: roster of {as_of}, {count} badges. Take it to the gate's machine."
        output.document(values, zone, lambda: output.text(people))


@click.command(cls=DeskCommand)
@click.option("--station", required=True, metavar="FILE", help="The station's file.")
@click.option("-o", "--output", "target", required=True, metavar="SCANS")
def export(station: str, target: str) -> None:
    """All that a station has recorded, signed by it, to be merged at the desk."""
    from dataclasses import replace

    from conclave_desk.bootstrap import open_station
    from conclave_desk.gate.scans_file import of_station

    with open_station(replace(session().config, station=Path(station))) as opened:
        content, records = of_station(opened)
        output.whole_file(target, lambda handle: handle.write(content))
        chain = opened.books.chain
        values = {"scans": target, "chain": chain, "records": records}
        if target != "-":
            people = f"{records} records of {chain} in {target}; merge it at the desk."
            output.document(values, opened.event.zone_info, lambda: output.text(people))


@click.command(cls=DeskCommand)
@click.argument("files", nargs=-1, required=True, metavar="SCANS|STATION...")
def merge(files: Sequence[str]) -> None:
    """Take in stations' scans, in any order and any number of times; lists what should be looked into."""
    from conclave_desk.gate import merge as merging

    with open_desk() as desk:
        merged = merging.merge(desk, [Path(file) for file in files])
        zone = desk.event.zone_info
        output.document(_merged(merged), zone, lambda: _say_merged(desk, merged))


@click.command(cls=DeskCommand)
@click.argument("station", metavar="STATION")
@click.option("--reason", default="", help="About the machine; not about a person.")
def withdraw(station: str, reason: str) -> None:
    """Take a station out of use: what comes from it after this is kept apart.

    STATION is its file, or its name as `gate stations` lists it, since the file may be what was lost.
    """
    from conclave_desk.gate import merge as merging

    with open_desk() as desk:
        settled(merging.withdraw(desk, station if station.startswith("station:") else Path(station), reason))
        values = {"station": station, "withdrawn": True}
        people = f"{station} is withdrawn; what comes from it now is kept apart."
        output.document(values, desk.event.zone_info, lambda: output.text(people))


@click.command(cls=DeskCommand)
def stations() -> None:
    """The stations that were prepared here: their gates, how old their rosters are, what has come from them."""
    from dataclasses import asdict

    from conclave_desk.desk.gate_lists import stations as listed

    with open_desk() as desk:
        rows = [{**asdict(one), "state": one.state} for one in listed(desk)]
        columns = {
            "chain": "Station",
            "gate": "Gate",
            "state": "State",
            "as_of": "Roster as of",
            "records": "Records",
            "until": "Scans until",
            "kept_apart": "Kept apart",
        }
        output.listing(rows, desk.event.zone_info, columns, empty="No station was prepared yet.")


@click.command(cls=DeskCommand)
@click.option("--gate", "gate_code", metavar="CODE")
def report(gate_code: str | None) -> None:
    """What should be looked into among all scans: double entries, revoked badges let in, clocks that jumped."""
    from conclave_desk.registers import findings

    with open_desk() as desk:
        found = findings.of(desk.journal.db, desk.event)
        if gate_code is not None:
            found = findings.at_gate(found, gate_code)
        output.document(_findings(found), desk.event.zone_info, lambda: _say_findings(desk, found))


def _merged(merged: Merged) -> dict[str, Any]:
    numbers = {"imported": merged.imported, "duplicates": merged.duplicates}
    return {**numbers, **_findings(merged.findings), "quarantined": merged.quarantined}


def _findings(found: Findings) -> dict[str, list[dict[str, Any]]]:
    from conclave_desk.credential.serial import serial_of

    return {
        "double_entries": [
            {
                "rule": item.rule,
                "serial": serial_of(item.holder, item.issue),
                "party": item.party,
                "zone": item.zone,
                "first_at": item.first.at,
                "first_gate": item.first.gate,
                "at": item.second.at,
                "gate": item.second.gate,
                "scan_id": item.second.scan_id,
            }
            for item in found.double_entries
        ],
        "revoked_admitted": [
            {
                "serial": serial_of(item.holder, item.issue),
                "name": item.name,
                "party": item.party,
                "cause": item.cause,
                "revoked_from": item.revoked_from,
                "at": item.scan.at,
                "gate": item.scan.gate,
                "scan_id": item.scan.scan_id,
            }
            for item in found.revoked_admitted
        ],
        "clock_jumps": [
            {
                "station": item.scan.chain,
                "back_seconds": int(item.back.total_seconds()),
                "at": item.scan.at,
                "gate": item.scan.gate,
                "scan_id": item.scan.scan_id,
            }
            for item in found.clock_jumps
        ],
    }


def _say_merged(desk: Desk, merged: Merged) -> None:
    output.text(f"{merged.imported} scans taken in, {merged.duplicates} were here already.")
    if merged.quarantined:
        output.text(f"{merged.quarantined} scans kept apart: their station was withdrawn, or is a copy of another.")
    _say_findings(desk, merged.findings)


def _say_findings(desk: Desk, findings: Findings) -> None:
    from conclave_desk.desk import found

    for line in found.lines(desk, findings):
        output.text(f"! {line.sentence(desk.event.zone_info)}")


@click.command(cls=DeskCommand)
@click.argument("person", required=False)
@click.option("--pin", is_flag=True, help="Draw a PIN too, shown this once; else the badge alone.")
@click.option("--remove", is_flag=True, help="Not any more.")
def supervisor(person: str | None, pin: bool, remove: bool) -> None:
    """Let somebody override refusals with their own badge (or a PIN); without PERSON, list who may."""
    from conclave_desk.desk import gate_lists, supervisors

    with open_desk() as desk:
        if person is None:
            rows = [
                {"name": one.titled, "party": one.party, "serial": one.serial, "pin": one.has_pin, "lacks": one.lacks}
                for one in gate_lists.supervisors(desk)
            ]
            columns = {"name": "Name", "party": "Party", "serial": "Badge", "pin": "PIN", "lacks": "Lacks"}
            output.listing(rows, desk.event.zone_info, columns, empty="Nobody may override at gates yet.")
            return
        drawn = supervisors.drawn_pin() if pin and not remove else None
        settled(supervisors.relieve(desk, person) if remove else supervisors.appoint(desk, person, drawn))
        values = {"person": person, "supervises": not remove, "pin": drawn}
        people = f"{person} {'may override no more' if remove else 'may override'}; prepare the stations again."
        told = (
            f"\nThe PIN is {supervisors.in_groups(drawn)}. It is shown this once: hand it over yourself."
            if drawn
            else ""
        )
        output.document(values, desk.event.zone_info, lambda: output.text(people + told))


@click.command(cls=DeskCommand)
@click.option("--party", metavar="CODE")
@click.option("--count", type=click.IntRange(1, 50), help="Assign so many new cards to the party.")
@click.option("--zones", metavar="A;B", help="What they open; without it every zone that asks for a floater.")
@click.option("--recall", metavar="SERIAL", help="This card opens nothing any more.")
def floaters(party: str | None, count: int | None, zones: str | None, recall: str | None) -> None:
    """A delegation's pool of floaters: list it, add to it, take a card out."""
    from conclave_desk.cli.fields import listed
    from conclave_desk.desk import floaters as pool

    with open_desk() as desk:
        if recall:
            settled(pool.recall(desk, recall))
        elif count:
            settled(pool.assign(desk, party or "", count, listed(zones)))
        columns = {
            "serial": "Serial",
            "party": "Party",
            "zones": "Zones",
            "held_by": "Inside with",
            "recalled": "Recalled",
        }
        output.listing(pool.rows(desk, party), desk.event.zone_info, columns, empty="No floaters yet.")
