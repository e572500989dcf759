"""``conclave-desk``: the commands by name, each loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from conclave_desk import __version__
from conclave_desk.cli.session import DeskGroup, shared_options

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("event:init", "Make a desk file for an event."),
    "load": ("event:load", "Load an event folder."),
    "status": ("event:status", "The headline: States and people."),
    "invitations": ("invitations:invitations", "Invite, send, record answers."),
    "nominations": ("nominations:nominations", "Who is put forward, substituted, withdrawn."),
    "clearance": ("accreditations:clearance", "Steps of review."),
    "accreditations": ("accreditations:accreditations", "Permission: grant, refuse, suspend, restore."),
    "walkup": ("walkup:walkup", "Somebody unannounced at the desk, in one go."),
    "badges": ("badges:badges", "Issue, print, hand out, revoke, verify."),
    "link": ("event:link", "Bring in a linked event's key and roster."),
    "programme": ("programme:programme", "The timetable and its clashes."),
    "gate": ("gate:gate", "Scan badges at a gate."),
    "attendance": ("attendance:attendance", "Corrections of attendance."),
    "export": ("export:export", "Attendance for the organisers; the journal, a row an entry."),
    "report": ("report:report", "Papers: lists for gates without power."),
    "journal": ("journal:journal", "Who did what when; verify; rebuild."),
    "doctor": ("doctor:doctor", "What is wrong with the file; what a torn station's has lost."),
    "serve": ("desk:serve", "The terminal desk in a browser."),
    "demo": ("demo:demo", "The Pune conclave from invitation to return."),
}


class _Program(DeskGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"conclave_desk.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"No such command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has read enough.
            raise click.exceptions.Exit(0) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=_Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="conclave-desk")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Run the delegations of an event: invitation, nomination, clearance, accreditation, badge, gate, return.

    Without a command the terminal desk opens. The desk file is --desk FILE, else $CONCLAVE_DESK, else
    ./conclave.desk. Try `conclave-desk demo`.
    """
    if ctx.invoked_subcommand is None:
        from conclave_desk.cli.desk import open_terminal

        open_terminal()


program.params.extend(shared_options())

_LITTER = 50_000
"""Objects made and kept after which the garbage collector looks for circles: a command's modules and rows are most of
what it makes, they stay, and to look through them every 700, as is usual, takes a tenth of a short command's time."""


def run() -> None:
    """Entry point of the program."""
    gc.set_threshold(_LITTER)
    from conclave_desk.cli.diagnostics import guarded

    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = guarded(lambda: program.main(standalone_mode=False))
    _let_go_of_stdout()
    gc.freeze()  # Python looks for circles once more before it ends, when all goes anyway.
    sys.exit(code)


def _stand_in_for_closed_streams() -> None:
    """A stream that our caller closed is none to Python, and its number would go to the first file that is opened."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _let_go_of_stdout() -> None:
    """What could not be written was reported already; Python would try it again when it ends, and complain."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
