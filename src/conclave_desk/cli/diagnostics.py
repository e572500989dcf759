"""The one place that writes stderr and chooses exit codes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterable

import click

from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import ConclaveError

REFUSED, WRONG_USE, WRONG_DATA, FAULT, INTERRUPTED = 1, 2, 3, 4, 130


class Refused(ConclaveError):
    """A rule said no."""

    code = REFUSED


def say(text: str) -> None:
    """A line for people."""
    click.echo(text, err=True)


def warn(texts: Iterable[object]) -> None:
    """Warnings, a line each."""
    for text in texts:
        say(f"warning: {text}")


def settled(decision: Decision) -> Decided:
    """What was decided; a refusal ends the command with exit code 1."""
    if isinstance(decision, Refusal):
        raise Refused(decision.sentence)
    warn(decision.warnings)
    return decision


def guarded(program: Callable[[], None]) -> int:
    """Run the program; whatever happens becomes a sentence and an exit code, never a traceback."""
    try:
        program()
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        return WRONG_USE
    except ConclaveError as fault:
        say(fault.message)
        return fault.code
    except KeyboardInterrupt:
        say("Stopped; nothing was changed.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except sqlite3.OperationalError as fault:
        say(f"The desk file could not be used: {fault}.")
        return FAULT
    except sqlite3.DatabaseError as fault:
        say(f"The desk file is damaged: {fault}. Restore a copy, or try `conclave-desk journal rebuild`.")
        return WRONG_DATA
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        say(f"{place}{fault.strerror or fault}")
        return FAULT
    return 0
