"""``gate watch``: the scan screen in the terminal, for a USB scanner."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import click

from conclave_desk.cli.session import DeskCommand, session


@click.command(cls=DeskCommand)
@click.option("--gate", "gate_code", required=True, metavar="CODE")
@click.option("--station", metavar="FILE", help="A station's own file, instead of the desk file.")
@click.option("--direction", type=click.Choice(["in", "out"]), help="Else the gate's usual way; Esc 1 turns it round.")
@click.option("--language", type=click.Choice(["en", "fr", "ar", "pt", "hi"]), help="Else what was chosen last; Esc 7.")
@click.option("--day/--night", default=None, help="Dark on bright, for sunlight; else what was chosen last; Esc 6.")
def watch(gate_code: str, station: str | None, direction: str | None, language: str | None, day: bool | None) -> None:
    """Fill the terminal with the scan screen. Leave it with Esc 9.

    Input comes from a USB scanner that poses as a keyboard, or is typed: a serial, or three letters of a name.
    """
    from conclave_desk.bootstrap import open_keeper, open_station
    from conclave_desk.tui.log import kept_log
    from conclave_desk.tui.watch.app import WatchApp
    from conclave_desk.tui.watch.remembered import Choices
    from conclave_desk.tui.watch.screen import Gatehouse

    config = replace(session().config, station=Path(station) if station else None)
    with open_station(config) as opened:
        opened.way(gate_code, direction)
        house = Gatehouse(gate_code, direction, language, day, choices=Choices(config.station or config.desk))
    if find_spec("textual_image") is not None:
        import textual_image.widget  # noqa: F401  (asks the terminal what pictures it can show, while it listens)
    with kept_log(config.station or config.desk):
        WatchApp(lambda: open_keeper(config), house).run()
