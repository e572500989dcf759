"""What a list of the overview is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conclave_desk.desk.overview import Overview
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list, where Enter leads (``mode``, ``record``, ``person``), and what its commands are about.

    ``about`` are the ids that the journal names; ``arrive`` the nominations that may be recorded as arrived.
    """

    row: Row
    mode: str
    record: str = ""
    person: str | None = None
    about: tuple[str, ...] = ()
    arrive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A list of the overview: in which phases it is shown, and what it says when there is nothing in it."""

    name: str
    phases: tuple[str, ...]
    columns: tuple[Column, ...]
    items: Callable[[Office, Overview], Sequence[Item]]
    title: Callable[[Office, Overview], str]
    nothing: str
