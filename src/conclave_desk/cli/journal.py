"""``journal``: who did what when; is it whole; draw the registers again."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_DATA, WRONG_USE, say
from conclave_desk.cli.session import DeskGroup, open_desk, session
from conclave_desk.desk.told import told
from conclave_desk.errors import WrongUse

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)")


@click.group(cls=DeskGroup)
def journal() -> None:
    """Who did what when; verify; rebuild."""


@journal.command()
@click.option("--chain", help="Only this chain: desk, or a station's. All of them otherwise.")
@click.option("--after", type=click.IntRange(min=0), default=0, help="Only records after this number of their chain.")
@click.option("--officer", help="Only what this officer did.")
@click.option("--person", help="Only what concerns this person: a name, an id, a serial.")
@click.option("--party", help="Only what concerns this party and its people.")
def show(chain: str | None, after: int, officer: str | None, person: str | None, party: str | None) -> None:
    """The records in time's order, one object or line each. What is sealed stays sealed.

    With --person or --party a record shows only those of its entries that concern them.
    """
    from conclave_desk.desk import history, lookup

    with open_desk() as desk, desk.journal.reading():
        zone, chains = desk.event.zone_info, desk.journal.chains()
        if chain is not None and chain not in (*chains, "station:local"):
            raise WrongUse(f"The journal has no chain {chain!r}; it has {', '.join(chains)}.")
        concerned = history.Concern()
        if person:
            concerned = history.of_person(desk, lookup.person(desk, person))
        if party:
            concerned = concerned & history.of_party(desk, lookup.party(desk, party))
        width = max(len(f"{name}:{desk.journal.head(name)[0]}") for name in chains)
        told_of = history.records(desk, [chain] if chain else chains, after=after, officer=officer, concern=concerned)
        for found in told_of:
            if session().json:
                output.line(_object(found), zone)
            else:
                command = found.record.command
                when = command.at.astimezone(zone).isoformat(" ", "seconds")
                which = f"{found.record.chain}:{found.record.n}"
                what = " ".join(told(desk, [found.record.entries[number] for number in found.shown]))
                output.text(f"{which:<{width}}  {when}  {command.officer}  {command.name}: {what}")


def _object(found: Any) -> dict[str, Any]:
    import json

    read, digest = found.record, found.digest
    entries = json.loads(found.body)["entries"]
    return {
        "chain": read.chain,
        "n": read.n,
        "hash": digest,
        "part": read.part,
        "parts": read.parts,
        "command": read.command.name,
        "command_id": read.command.id,
        "officer": read.command.officer,
        "where": read.command.where,
        "at": read.command.at,
        "clock": read.command.clock or None,
        "entries": [_in_zone(entries[number]) for number in found.shown],
    }


def _in_zone(value: Any) -> Any:
    """The value with the instants in it (which the journal writes in UTC) as such, so that they get the event's offset."""
    if isinstance(value, str):
        return datetime.fromisoformat(value) if _INSTANT.fullmatch(value) else value
    if isinstance(value, dict):
        return {name: _in_zone(item) for name, item in value.items()}
    return [_in_zone(item) for item in value] if isinstance(value, list) else value


@journal.command()
@click.option("--head", metavar="HASH", help="A head noted down earlier; the journal must hold it.")
def verify(head: str | None) -> None:
    """Is the journal whole? Names the first record that was changed or is missing; exit 3 then."""
    from conclave_desk.journal.chain import Break
    from conclave_desk.journal.chain import verify as verified

    try:
        known = bytes.fromhex(head) if head else None
    except ValueError:
        say(f"{head!r} is no hash: 64 hexadecimal digits.")
        raise click.exceptions.Exit(WRONG_USE) from None
    with open_desk() as desk:
        found = verified(desk.journal, known)
        zone = desk.event.zone_info
        if isinstance(found, Break):
            values = {"whole": False, "chain": found.chain, "n": found.n, "what": found.sentence}
            output.document(values, zone, lambda: None)
            say(f"{desk.journal.path}:{found.chain}:{found.n}: record {found.sentence}")
            raise click.exceptions.Exit(WRONG_DATA)
        values = {"whole": True, "records": found.records, "head": found.head}
        count = sum(found.records.values())
        people = f"The journal is whole: {output.number(count, 'record')}. Head {found.head.hex()}"
        output.document(values, zone, lambda: output.text(people))


@journal.command()
def rebuild() -> None:
    """Draw all registers again from the journal, if it is whole."""
    from conclave_desk.journal.chain import Break
    from conclave_desk.journal.chain import verify as verified
    from conclave_desk.registers import schema
    from conclave_desk.registers.rebuild import rebuild as drawn

    with open_desk() as desk:
        if isinstance(found := verified(desk.journal), Break):
            say(f"{desk.journal.path}:{found.chain}:{found.n}: record {found.sentence}; the registers stay as they are")
            raise click.exceptions.Exit(WRONG_DATA)
        count = drawn(desk.journal, desk.projection())
        values = {"entries": count, "digest": schema.digest(desk.journal.db)}
        entries = "1 entry is" if count == 1 else f"{count} entries are"
        people = f"{entries} drawn into the registers."
        output.document(values, desk.event.zone_info, lambda: output.text(people))
