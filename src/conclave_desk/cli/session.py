"""What every command shares: which desk file, who acts, and whether a program reads the answer."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from conclave_desk import config

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk


@dataclass
class Session:
    """The flags that may stand before or after a command's name."""

    desk: str | None = None
    officer: str | None = None
    json: bool = False

    @property
    def config(self) -> config.Config:
        """Flags that were typed, before the environment, before the config file."""
        return config.merge(os.environ, _login(), self.desk, self.officer, config.from_file(os.environ))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "officer"


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value:
        setattr(session(ctx), param.name or "", value)


def session(ctx: click.Context | None = None) -> Session:
    """The session of the command that runs."""
    root = (ctx or click.get_current_context()).find_root()
    if root.obj is None:
        root.obj = Session()
    found: Session = root.obj
    return found


def shared_options() -> list[click.Parameter]:
    """``--desk``, ``--as`` and ``--json``, which every command takes."""
    return [
        click.Option(["--desk"], metavar="FILE", expose_value=False, callback=_keep, help="The desk file."),
        click.Option(["--as", "officer"], metavar="NAME", expose_value=False, callback=_keep, help="Who acts."),
        click.Option(["--json"], is_flag=True, expose_value=False, callback=_keep, help="Answer in JSON."),
    ]


class DeskCommand(click.Command):
    """A command that takes the shared options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options())


class DeskGroup(click.Group):
    """A group whose commands take the shared options."""

    command_class = DeskCommand


@contextmanager
def open_desk() -> Iterator[Desk]:
    """The desk that the session names."""
    from conclave_desk.bootstrap import open_desk as opened

    with opened(session().config) as desk:
        yield desk
