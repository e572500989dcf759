"""``gate serve``: the scan page for phones; and ``gate phones``, which of them may scan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import INTERRUPTED, Refused
from conclave_desk.cli.session import DeskCommand, session
from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import WrongUse

_COLUMNS = {
    "label": "Phone",
    "gate": "Gate",
    "paired_at": "Paired",
    "until": "Until",
    "revoked_at": "Revoked",
    "phone": "Id",
}


@click.command(cls=DeskCommand)
@click.option("--gate", "gate_code", metavar="CODE", help="Offer a code for a phone at this gate at once.")
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 is every one.")
@click.option("--port", default=8443, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--cert", metavar="FILE", help="A certificate and its key (PEM), instead of one made here.")
def serve(gate_code: str | None, station: str | None, host: str, port: int, cert: str | None) -> None:
    """Serve the scan page to phones, over HTTPS. Each is paired by a code that works once.

    Type a gate's code for a phone's code to scan, compare the number that both screens show, and answer y or n.
    """
    try:
        from conclave_desk.cli.console import keep
    except ModuleNotFoundError as fault:
        if (fault.name or "").startswith("conclave_desk"):
            raise
        raise WrongUse("`gate serve` needs the extra: pip install 'conclave-desk[serve]'") from fault
    config = replace(session().config, station=Path(station) if station else None)
    if keep(config, gate_code, host, port, Path(cert) if cert else None):
        raise click.exceptions.Exit(INTERRUPTED)


@click.command(cls=DeskCommand)
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--revoke", metavar="PHONE", help="This one, by its name or id, may scan no more.")
def phones(station: str | None, revoke: str | None) -> None:
    """Phones that were paired to scan at gates; a lost one is revoked within a second."""
    from conclave_desk.bootstrap import open_station
    from conclave_desk.gate import phones as paired

    with open_station(replace(session().config, station=Path(station) if station else None)) as opened:
        if revoke:
            found = paired.revoke(opened, revoke)
            if isinstance(found, Refusal):
                raise Refused(found.sentence)
        rows = [{name: getattr(phone, name) for name in _COLUMNS} for phone in paired.paired(opened)]
        output.listing(rows, opened.event.zone_info, _COLUMNS, empty="No phone was paired yet.")
