"""The one place that writes stderr and chooses exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import ConclaveError, explained

REFUSED, WRONG_USE, WRONG_DATA, INTERRUPTED = 1, 2, 3, 130


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


def guarded(program: Callable[[], object]) -> int:
    """Run the program; whatever happens becomes a sentence and an exit code, never a traceback.

    A whole number that the program returns is its exit code. ``python -X dev`` shows a fault of the program itself
    as Python does.
    """
    try:
        code = program()
    except SystemExit as left:
        return _code(left.code)
    except click.exceptions.Exit as left:
        return left.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Stopped; what was not finished has changed nothing.")
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        return WRONG_USE
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        sentence, code = explained(fault)
        say(sentence)
        return code
    return _code(code)


def _code(value: object) -> int:
    return value if isinstance(value, int) else 0
