"""``journal``: who did what when; is it whole; draw the registers again."""

from __future__ import annotations

from typing import Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import WRONG_DATA, WRONG_USE, say
from conclave_desk.cli.session import DeskGroup, open_desk, session
from conclave_desk.errors import WrongUse


@click.group(cls=DeskGroup)
def journal() -> None:
    """Who did what when; verify; rebuild."""


@journal.command()
@click.option("--chain", default="desk", show_default=True)
@click.option("--after", type=int, default=0, help="Only records after this number.")
@click.option("--officer", help="Only what this officer did.")
def show(chain: str, after: int, officer: str | None) -> None:
    """The records, one object or line each. What is sealed stays sealed."""
    from conclave_desk.journal import record

    with open_desk() as desk:
        zone, chains = desk.event.zone_info, desk.journal.chains()
        if chain not in (*chains, "station:local"):
            raise WrongUse(f"The journal has no chain {chain!r}; it has {', '.join(chains)}.")
        for _n, digest, body in desk.journal.bodies(chain, after):
            read = record.read(body)
            if officer and read.command.officer != officer:
                continue
            if session().json:
                output.line(_object(read, digest, body), zone)
            else:
                at = read.command.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
                kinds = output.counted(output.kinds(read.entries))
                output.text(f"{read.n:>6}  {at}  {read.command.officer}  {read.command.name}  {kinds}")


def _object(read: Any, digest: bytes, body: bytes) -> dict[str, Any]:
    import json

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
        "entries": json.loads(body)["entries"],
    }


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
        people = f"The journal is whole: {count} records. Head {found.head.hex()}"
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
        people = f"{count} entries drawn into the registers."
        output.document(values, desk.event.zone_info, lambda: output.text(people))
