"""Walks through the terminal desk on the Pune sample, at the smallest size and at a large one."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config
from conclave_desk.desk.desk import Desk
from conclave_desk.exchange.samples import sample_folder
from conclave_desk.journal import record
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import invitations, nominations
from conclave_desk.registers.views import Invitation, Nomination
from conclave_desk.tui.app import DeskApp
from conclave_desk.tui.widgets.register_table import RegisterTable

NOW = datetime(2023, 3, 20, 6, 0, tzinfo=UTC)
"""11:30 in Pune, a week before the conclave."""
SMALL, LARGE = (80, 24), (160, 45)


@pytest.fixture(scope="session")
def pune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of the Pune sample as it is after loading; to be copied."""
    path = tmp_path_factory.mktemp("pune") / "pune.desk"
    found_from(Config(desk=path, officer="Asha", now=NOW), sample_folder("pune-2023"))
    return path


@pytest.fixture
def config(tmp_path: Path, pune: Path) -> Config:
    path = tmp_path / "pune.desk"
    shutil.copy(pune, path)
    shutil.copy(beside(pune), beside(path))
    return Config(desk=path, officer="Asha", now=NOW)


@pytest.fixture
def desk(config: Config) -> Iterator[Desk]:
    """The same file, opened once more: what another officer, or a script, sees."""
    with open_desk(config) as opened:
        yield opened


@dataclass
class Walk:
    """An officer at the keyboard, and a second connection by which the test looks at what was written."""

    app: DeskApp
    pilot: Pilot[None]
    desk: Desk

    async def press(self, *keys: str) -> None:
        """Press keys one by one, as an officer does; the screen is done with each before the next."""
        for key in keys:
            self.strike(key)
            await self.settled()

    async def settled(self) -> None:
        """Until the desk waits for somebody: no message is on its way, no thread works, and the screen is drawn.

        Pilot's own pause guesses that from the processor's idleness, which takes longer and fails on a busy machine.
        """
        while True:
            await drained()
            if not self.app.keys_ahead.idle or any(
                worker.is_running and worker._thread_worker and worker.group != "station" for worker in self.app.workers
            ):
                await asyncio.sleep(0.005)
                continue
            self.screen._on_timer_update()
            if not _waiting():
                return

    def strike(self, key: str) -> None:
        """A key arrives; nobody waits for what it does."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        sign = key if len(key) == 1 else _SIGNS.get(name)
        struck = events.Key(name, sign)
        struck.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(struck)

    async def type(self, text: str) -> None:
        """Text into the field that has the focus: all but the last sign pasted, that one typed."""
        if text[:-1]:
            self.app.focused.post_message(events.Paste(text[:-1]))  # type: ignore[union-attr]
            await self.settled()
        self.strike(text[-1])
        await self.settled()

    async def fill(self, **fields: str) -> None:
        """Go to each of the form's fields and type into it."""
        from conclave_desk.tui.forms.field_box import FieldBox

        boxes = {box.field.name: box for box in self.screen.query(FieldBox)}
        for name, text in fields.items():
            self.screen.set_focus(boxes[name].input)
            await self.settled()
            boxes[name].put("")
            await self.type(text)

    def put(self, **fields: str) -> None:
        """Let fields of the form say something, as if it had been pasted."""
        from conclave_desk.tui.forms.field_box import FieldBox

        boxes = {box.field.name: box for box in self.screen.query(FieldBox)}
        for name, text in fields.items():
            boxes[name].put(text)

    @property
    def said(self) -> str:
        """What the modal that is open says will happen, or why not."""
        return " ".join(str(self.screen.query_one(".what").content).split())

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that comes by itself; a walk that waits in vain fails by the suite's timeout."""
        while not holds():
            await asyncio.sleep(0.02)
            await self.settled()

    @property
    def screen(self) -> Any:
        """What has the keyboard: the mode, or the modal over it."""
        return self.app.screen

    @property
    def table(self) -> RegisterTable:
        """The mode's table."""
        found: RegisterTable = self.screen.table
        return found

    @property
    def text(self) -> str:
        """All that stands on the screen, line by line."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text[:width] for strip in lines[:height])

    @property
    def refused(self) -> str:
        """Why the form that is open was refused."""
        return str(self.screen.query_one(".refused").content)

    def invitation(self, party: str) -> Invitation:
        """The party's invitation, as the register has it."""
        return invitations.all_of(self.desk.journal.db, party=party)[-1]

    def people(self, party: str) -> list[Nomination]:
        """The party's nominations, as the register has them."""
        return nominations.all_of(self.desk.journal.db, party=party)

    def written(self, after: int) -> list[tuple[str, list[str]]]:
        """The commands after a journal number, each with the kinds of its entries."""
        reads = [record.read(body) for _n, _hash, body in self.desk.journal.bodies(record.DESK, after)]
        return [(read.command.name, [type(entry).__name__ for entry in read.entries]) for read in reads]


_SIGNS = {"space": " ", "colon": ":", "slash": "/", "minus": "-", "plus": "+", "full_stop": ".", "question_mark": "?"}
"""What keys that are named write."""


async def drained() -> None:
    """Until nothing in the running loop can go on at once."""
    await asyncio.sleep(0)
    while _waiting():
        await asyncio.sleep(0)


def _waiting() -> bool:
    """Whether anything in the running loop can go on at once."""
    loop: Any = asyncio.get_running_loop()
    return bool(loop._ready)


Walks = Callable[..., AbstractAsyncContextManager[Walk]]


@pytest.fixture
def walk(config: Config, desk: Desk) -> Walks:
    """``async with walk(mode, size=SMALL) as office``: the desk is open in that mode."""

    @asynccontextmanager
    async def walked(
        mode: str = "invitations",
        size: tuple[int, int] = LARGE,
        now: datetime | None = None,
        *,
        notifications: bool = False,
    ) -> AsyncIterator[Walk]:
        app = DeskApp(replace(config, now=now or config.now), open_desk, found_from, start=mode)
        async with app.run_test(size=size, notifications=notifications) as pilot:
            office = Walk(app, pilot, desk)
            await office.settled()
            yield office

    return walked
