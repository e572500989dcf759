"""What the terminal desk is timed at, in a process of its own: ``python -m tests.benchmarks.screens_child DESK``."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import DataTable

from conclave_desk.bootstrap import open_desk
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.people_list import PeopleList
from conclave_desk.tui.office import Office
from conclave_desk.tui.people import COLUMNS, PeopleSource
from conclave_desk.tui.widgets.register_table import RegisterTable
from conclave_desk.tui.widgets.source import Query

from .desks import config

_SIZE = (160, 45)
_TYPED = ("lukasz", "garcia", "thorvald", "mwansa", "zoe", "kowal", "adeba", "mali")
_TERMS = (*_TYPED, "a", "an", "e", "o", "xq", "mwansa wojcik", "i s")
_REFILLS = 1


class _Tables(App[None]):
    """The register's table over everybody, and a DataTable to compare with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        settings = config(Path(desk.journal.path))
        self.rows = PeopleSource(Office(desk, settings, lambda: open_desk(settings)))
        self.register = RegisterTable(self.rows, COLUMNS)
        self.data: DataTable[str] = DataTable()

    def compose(self) -> ComposeResult:
        """One above the other; the second is empty until it is timed."""
        yield self.register
        yield self.data


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once, of this process's time: nothing here waits, and others use the machine too."""
    begun = process_time()
    work()
    return (process_time() - begun) * 1000


async def keys(path: Path) -> dict[str, Any]:
    """A key in the filter until the table's lines stand again, pages of scrolling, terms, and a DataTable refilled."""
    with open_desk(config(path)) as desk:
        app = _Tables(desk)
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.pause()
            table = app.register

            def typed(text: str) -> None:
                table.show_query(Query(text))
                table.render_lines(Region(0, 0, *table.size))

            typed("x")
            typing = [word[: end + 1] for word in _TYPED for end in range(len(word))]
            found: dict[str, Any] = {"keys": [milliseconds(lambda text=text: typed(text)) for text in typing]}  # type: ignore[misc]
            typed("")

            def page() -> None:
                table.action_page(1)
                table.render_lines(Region(0, 0, *table.size))

            found["pages"] = [milliseconds(page) for _ in range(60)]
            found["terms"] = {term: _searched(app.rows.people, term) for term in _TERMS}
            found["refill"] = [await _refilled(app) for _ in range(_REFILLS)]
            return found


def _searched(people: PeopleList, term: str) -> float:
    def once() -> float:
        people._found.clear()
        return milliseconds(lambda: people.count(term))

    return median(once() for _ in range(5))


async def _refilled(app: _Tables) -> float:
    """What a key would take if the rows that it leaves were put into a DataTable (those of "a")."""
    people = app.rows.people
    begun = process_time()
    number = people.count("a")
    data = app.data
    data.clear(columns=True)
    data.add_columns(*(column.label for column in COLUMNS))
    rows = app.rows.window(Query("a"), 0, number)
    data.add_rows([[row.cells[column.key] for column in COLUMNS] for row in rows])
    data.render_lines(Region(0, 0, *data.size))
    return (process_time() - begun) * 1000


def main() -> None:
    """Time it and report it as JSON."""
    print(json.dumps(asyncio.run(keys(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
