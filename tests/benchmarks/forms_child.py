"""A key in the walk-up form, and in a bare Textual app of one field: ``python -m tests.benchmarks.forms_child DESK``."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.tui.app import DeskApp
from conclave_desk.tui.forms.field_box import FieldBox

from .desks import config

_SIZE = (160, 45)
_TYPED = "thorvaldsson"
_PAUSE = 0.12
"""Seconds after a key in which all that it causes is done."""


class _Bare(App[None]):
    """One field and nothing else."""

    def compose(self) -> ComposeResult:
        """The field."""
        yield Input()


async def _keys(app: App[Any]) -> float:
    """Milliseconds of processor time for a key in the field that has the focus, less what goes by without any."""
    begun = process_time()
    await asyncio.sleep(_PAUSE * 5)
    idle = (process_time() - begun) / 5
    taken = []
    for sign in _TYPED:
        begun = process_time()
        key = events.Key(sign, sign)
        key.set_sender(app)
        assert app._driver is not None
        app._driver.send_message(key)
        await asyncio.sleep(_PAUSE)
        taken.append(process_time() - begun - idle)
    return median(taken) * 1000


async def measured(path: Path) -> dict[str, float]:
    """By what is typed in."""
    found: dict[str, float] = {}
    bare = _Bare()
    async with bare.run_test(size=_SIZE) as pilot:
        await pilot.pause()
        found["bare"] = await _keys(bare)
    desk = DeskApp(config(path), open_desk, found_from, start="invitations")
    async with desk.run_test(size=_SIZE) as pilot:
        await pilot.press("w")
        await pilot.pause(0.5)
        for name in ("family_name_1", "party"):
            box = next(box for box in desk.screen.query(FieldBox) if box.field.name == name)
            desk.screen.set_focus(box.input)
            await pilot.pause(0.5)
            found[name] = await _keys(desk)
    return found


def main() -> None:
    """Time it and report it as JSON."""
    print(json.dumps(asyncio.run(measured(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
