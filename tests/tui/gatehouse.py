"""A gate of the Pune desk with a guard and a scanner at its screen."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, drained
from textual import events
from textual.message import Message
from textual.pilot import Pilot

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges, lookup, nominations, reasons, supervisors
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.journal import record
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import accreditations
from conclave_desk.tui.watch.app import WatchApp
from conclave_desk.tui.watch.clerk import Opened, keeping
from conclave_desk.tui.watch.panel import VerdictPanel
from conclave_desk.tui.watch.screen import Gatehouse, WatchScreen

NOW = datetime(2023, 3, 28, 4, 11, 7, tzinfo=UTC)
"""09:41:07 in Pune."""
PIN = "47011623"
"""The last of the people may override."""
PEOPLE = ("Mamadou Samaké", "Moussa Goïta", "Łukasz Façade-Testé")


def allowed(decision: Decision) -> None:
    assert isinstance(decision, Decided), decision


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, pune: Path) -> Path:
    """The Pune desk with badges for the two colonels and one more, who is marked."""
    path = tmp_path_factory.mktemp("printed") / "gate.desk"
    shutil.copy(pune, path)
    shutil.copy(beside(pune), beside(path))
    with open_desk(Config(desk=path, officer="Asha", now=datetime(2023, 3, 24, 6, 0, tzinfo=UTC))) as desk:
        cells = {"rank": "General", "given_name": "Łukasz", "family_name": "Façade-Testé", "badge_name": "Ł. Façade"}
        cells |= {"appointment": "Chief of Staff (test)", "service": "Army", "marks": "salute, do not stop"}
        allowed(nominations.add(desk, Proposal("IND", "HOST", cells)))
        for name in PEOPLE:
            found = desk.event.category("DEL")
            for step in found.clearance if found and name != PEOPLE[2] else ():
                allowed(accreditation.clear(desk, name, step, "passed"))
            allowed(accreditation.grant(desk, name))
        allowed(badges.issue(desk, (), all_accredited=True))
        allowed(supervisors.appoint(desk, PEOPLE[2], PIN))
    return path


@dataclass
class Gate:
    """A guard and a scanner at the screen, and a second connection by which the test looks at what was recorded."""

    app: WatchApp
    pilot: Pilot[None]
    desk: Desk
    at: float = field(default_factory=lambda: Message().time)

    @property
    def screen(self) -> WatchScreen:
        assert isinstance(self.app.screen, WatchScreen)
        return self.app.screen

    @property
    def text(self) -> str:
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text[:width] for strip in strips[:height])

    @property
    def word(self) -> str:
        return self.app.screen.query_one(VerdictPanel).now.word

    @property
    def kind(self) -> str:
        return self.app.screen.query_one(VerdictPanel).now.kind

    def badge(self, name: str, issue: int = -1) -> str:
        """What the QR of the person's badge holds."""
        found = accreditations.badges_of(self.desk.journal.db, lookup.person(self.desk, name).id)
        return next(faces(self.desk, [found[issue]], lambda code: code)).payload

    def serial(self, name: str) -> str:
        found = accreditations.badges_of(self.desk.journal.db, lookup.person(self.desk, name).id)
        return badges.serial_of(found[-1])

    async def wedge(self, text: str, pace: float = 0.002) -> None:
        """Keys as a scanner sends them, or fingers, by the times that they carry."""
        for sign in text:
            self.at += pace
            names = {"\n": "enter", "\t": "tab"}
            key = events.Key(names.get(sign, sign), None if sign in names else sign)
            key.time = self.at
            self.screen.on_key(key)
        await drained()

    async def scan(self, *codes: str, end: str = "\n") -> None:
        """Codes one after the other, and the answers to all of them."""
        before = len(self.scans())
        for code in codes:
            await self.wedge(code + end)
        await self.until(lambda: self.screen.waiting == 0 and len(self.scans()) >= before)

    async def fingers(self, text: str) -> None:
        await self.wedge(text, 0.2)

    async def until(self, holds: Callable[[], bool]) -> None:
        await drained()
        while not holds():
            await asyncio.sleep(0.005)
            await drained()
        self.app.screen._on_timer_update()
        await drained()

    def reason(self, scan: ScanRecorded) -> str:
        """The reason of a scan's override, as the desk reads it."""
        return reasons.read(self.desk, scan.issuer, scan.holder, scan.override)

    async def menu(self, digit: str) -> None:
        await self.pilot.press("escape", digit)
        await drained()

    async def click(self, text: str) -> None:
        """Click where that stands on the screen, in the lowest line that has it."""
        lines = self.text.split("\n")
        row = max(number for number, line in enumerate(lines) if text in line)
        await self.pilot.click(offset=(lines[row].index(text) + 1, row))
        await self.until(lambda: True)

    def scans(self) -> list[ScanRecorded]:
        """What the journal holds of this gate."""
        reads = (record.read(body) for _n, _hash, body in self.desk.journal.bodies("station:local"))
        return [entry for read in reads for entry in read.entries if isinstance(entry, ScanRecorded)]


Keeps = Callable[..., AbstractAsyncContextManager[Gate]]


@pytest.fixture
def keeps(tmp_path: Path, printed: Path) -> Keeps:
    """``async with keeps(size=SMALL) as gate``: the screen is open at the main entrance."""
    path = tmp_path / "gate.desk"
    shutil.copy(printed, path)
    shutil.copy(beside(printed), beside(path))
    config = Config(desk=path, officer="Guard", now=NOW)

    @asynccontextmanager
    async def kept(
        size: tuple[int, int] = LARGE, gate: str = "G1", opened: Opened | None = None, **more: object
    ) -> AsyncIterator[Gate]:
        app = WatchApp(opened or keeping(lambda: open_desk(config)), Gatehouse(gate, **more))  # type: ignore[arg-type]
        with open_desk(config) as desk:
            async with app.run_test(size=size) as pilot:
                found = Gate(app, pilot, desk)
                await found.until(lambda: isinstance(app.screen, WatchScreen) and app.screen.said is not None)
                yield found

    return kept
