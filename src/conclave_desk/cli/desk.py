"""``conclave-desk`` without a command: the terminal desk; ``serve --tui``: the same in a browser."""

from __future__ import annotations

import gc
import os
import shlex
import subprocess
import sys

import click

from conclave_desk.cli.session import DeskCommand, session
from conclave_desk.errors import WrongUse


def open_terminal() -> None:
    """Open the terminal desk on the desk file that the session names."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise WrongUse("The terminal desk needs a terminal; `conclave-desk --help` lists what works without one.")
    from conclave_desk.bootstrap import found_from, open_desk
    from conclave_desk.tui.app import DeskApp
    from conclave_desk.tui.log import kept_log

    config = session().config
    with kept_log(config.desk):
        app = DeskApp(config, open_desk, found_from)
        gc.freeze()  # What was imported stays: the collector need not look through it over and over, holding up keys.
        app.run()
    if app.ended_by is not None:
        raise app.ended_by
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)


@click.command(cls=DeskCommand)
@click.option("--tui", is_flag=True, required=True, expose_value=False, help="The terminal desk, in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Whoever has the address acts as the officer.")
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the terminal desk to a browser, by an address with a key in it that is drawn anew each time.

    What goes between browser and desk is not encrypted: leave it on loopback, or put something before it that does.
    """
    from conclave_desk.cli.diagnostics import say

    try:
        from conclave_desk.tui.served import DeskServer
    except ModuleNotFoundError as fault:
        raise WrongUse("`serve --tui` needs the extra: pip install 'conclave-desk[serve]'") from fault
    config = session().config
    command = [sys.executable, "-m", "conclave_desk", "--desk", str(config.desk.resolve()), "--as", config.officer]
    joined = subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)
    DeskServer(joined, config.officer, host, port, say).serve()
