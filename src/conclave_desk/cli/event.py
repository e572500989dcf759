"""``init``, ``load``, ``status``, ``link``: the event as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import say, warn
from conclave_desk.cli.session import DeskCommand, open_desk, session

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.exchange.folder import EventFolder


@click.command(cls=DeskCommand)
@click.option(
    "--event", "event_file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="event.toml"
)
def init(event_file: Path) -> None:
    """Make a desk file for an event, and its key file beside it."""
    from conclave_desk.bootstrap import make_desk
    from conclave_desk.errors import WrongData, WrongUse
    from conclave_desk.exchange.countries import iso_countries
    from conclave_desk.exchange.event_file import read_event

    if event_file.is_dir():
        raise WrongUse(f"{event_file}: is a folder; name the event.toml in it.")
    event, flaws = read_event(event_file, iso_countries())
    if event is None or flaws:
        raise WrongData(flaws)
    config = session().config
    make_desk(config, event)
    values = {"event": event.code, "desk": str(config.desk), "key": f"{config.desk}.key"}
    people = f"{config.desk} is ready for {event.title}. Keep {config.desk}.key safe: no name can be read without it."
    output.document(values, event.zone_info, lambda: say(people))


@click.command(cls=DeskCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be loaded and change nothing.")
def load(folder: Path, dry_run: bool) -> None:
    """Load an event folder: event.toml, invitations, nominations, programme (CSV or XLSX)."""
    from conclave_desk.desk.load import load as load_folder

    with open_desk() as desk:
        read = _read(desk, folder)
        total = len(read.invitations) + len(read.nominations) + len(read.programme)
        with output.progress("Loading", total) as bar:
            loaded = load_folder(desk, read, dry_run=dry_run, progress=lambda done: bar.update(done - bar.pos))
        warn(loaded.warnings)
        values = {
            "new": loaded.new,
            "changed": loaded.changed,
            "unchanged": loaded.unchanged,
            "entries": loaded.entries,
            "dry_run": dry_run,
            "warnings": [str(w) for w in loaded.warnings],
        }
        would = "Would load" if dry_run else "Loaded"
        new, changed = output.number(loaded.new, "new row"), output.number(loaded.changed, "changed row")
        people = f"{would} {new} and {changed}; {output.number(loaded.unchanged, 'row')} as before."
        output.document(values, desk.event.zone_info, lambda: output.text(people))


def _read(desk: Desk, folder: Path) -> EventFolder:
    from conclave_desk.desk.load import known_photos
    from conclave_desk.exchange.folder import read_folder

    photos = sum(path.is_file() for path in (folder / "photos").rglob("*"))
    if not photos:
        return read_folder(folder)
    with output.progress("Reading photos", photos) as bar:
        return read_folder(folder, known_photos=known_photos(desk), progress=lambda done: bar.update(done - bar.pos))


@click.command(cls=DeskCommand)
def status() -> None:
    """The headline: States invited, confirmed, accredited, arrived; and people."""
    from conclave_desk.desk.status import headline

    with open_desk() as desk:
        found = headline(desk)
        output.document(found, desk.event.zone_info, lambda: show_headline(found))


def show_headline(found: dict[str, Any]) -> None:
    """The headline as two small tables."""
    event, parties, people = found["event"], found["parties"], found["people"]
    output.text(" · ".join(filter(None, (event["title"], event["city"], f"{event['starts']} to {event['ends']}"))))
    steps = ("invited", "confirmed", "accredited", "arrived")
    levels = {"principal": "principal", "represented": "representative"}
    rows = [{"level": shown, **parties["by_level"][level]} for shown, level in levels.items()]
    rows.append({"level": "all", **{step: parties[step] for step in steps}})
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("UTC")
    output.table(rows, {"level": "States", **{step: step for step in steps}}, zone)
    output.table([people], {key: key.replace("_", " ") for key in people}, zone)


@click.command(cls=DeskCommand)
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
def link(code: str, file: Path) -> None:
    """Bring in the key and roster of a linked event, made there by `badges key --roster`."""
    from conclave_desk.cli.diagnostics import settled
    from conclave_desk.desk.linking import link as link_event

    with open_desk() as desk:
        decided = settled(link_event(desk, code, file))
        counted = sum(len(getattr(entry, "badges", ())) for entry in decided.entries)
        output.document(
            {"linked": code, "badges": counted},
            desk.event.zone_info,
            lambda: output.text(f"{code} is linked: {output.number(counted, 'badge')} known here now."),
        )
