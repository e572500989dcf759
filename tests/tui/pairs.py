"""Two copies of one desk file: what is written to one at the screen is written to the other on the command line."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.tui.conftest import NOW, Walk

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.cli.diagnostics import guarded
from conclave_desk.cli.main import program
from conclave_desk.config import Config
from conclave_desk.credential.serial import format_serial
from conclave_desk.desk.badge_list import ALL, BadgeList
from conclave_desk.desk.desk import Desk
from conclave_desk.journal import record
from conclave_desk.journal.keyfile import beside
from conclave_desk.tui.app import DeskApp

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{10}")


def told(desk: Desk, after: int, chain: str = record.DESK) -> list[tuple[str, list[Any]]]:
    """A chain's commands after a number with their entries, opened; new ids are numbered as they come."""
    earlier = b"".join(body for n, _hash, body in desk.journal.bodies(chain) if n <= after)
    persons = [row[0] for row in desk.journal.db.execute("SELECT person FROM dossiers ORDER BY person")]
    known: dict[str, str] = {}

    def plain(value: Any) -> Any:
        match value:
            case bytes():
                return next(
                    (opened for one in persons if (opened := desk.safe.unseal(one, value)) is not None), "bytes"
                )
            case str() if _ID.fullmatch(value) and value.encode() not in earlier:
                return known.setdefault(value, f"#{len(known)}")
            case dict():
                return {plain(key): plain(one) for key, one in value.items()}
            case list() | tuple():
                return [plain(one) for one in value]
        return value

    reads = [record.read(body) for _n, _hash, body in desk.journal.bodies(chain, after)]
    kinds = [(read.command.name, [type(entry).__name__ for entry in read.entries]) for read in reads]
    return [
        (name, [(kind, plain(msgspec.structs.asdict(entry))) for kind, entry in zip(names, read.entries, strict=True)])
        for (name, names), read in zip(kinds, reads, strict=True)
    ]


Line = Callable[..., None]
Story = Callable[[Walk], Awaitable[None]]


class Pair:
    """Two copies of one desk file: one is worked at the command line, the other at the screen."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.origin = config
        self.line, self.screen = (replace(config, desk=folder / name / "pune.desk") for name in ("line", "screen"))

    def _part(self) -> None:
        for config in (self.line, self.screen):
            config.desk.parent.mkdir()
            shutil.copy(self.origin.desk, config.desk)
            shutil.copy(beside(self.origin.desk), beside(config.desk))

    def type(self, config: Config, *args: str) -> None:
        """A command at the command line."""
        shared = ("--desk", str(config.desk), "--as", config.officer)
        args = tuple(self._serial(config, arg) for arg in args)
        assert guarded(lambda: program.main([*args, *shared], standalone_mode=False)) == 0, args

    def _serial(self, config: Config, arg: str) -> str:
        """``SERIAL 0`` is the first badge by precedence, whose serial each file has drawn for itself."""
        if not arg.startswith("SERIAL "):
            return arg
        with open_desk(config) as desk:
            one = BadgeList(desk).of(ALL)[int(arg.removeprefix("SERIAL "))]
            return format_serial(bytes.fromhex(one.holder), one.issue)

    def before(self, *args: str) -> None:
        """On the file of which both are copies."""
        self.type(self.origin, *args)

    def same(
        self,
        commands: Sequence[Sequence[str]],
        mode: str,
        story: Story,
        *,
        chain: str = record.DESK,
        records: int | None = None,
    ) -> None:
        """The journal of the one, after the commands, says what that of the other says after the story; a command is one
        record in the chain, or all of them are so many ``records``."""
        self._part()
        after = self._head(self.origin) if chain == record.DESK else 0
        for args in commands:
            self.type(self.line, *args)

        async def walked() -> None:
            with open_desk(self.screen) as desk:
                app = DeskApp(self.screen, open_desk, found_from, start=mode)
                async with app.run_test(size=(112, 20)) as pilot:
                    office = Walk(app, pilot, desk)
                    await office.settled()
                    await story(office)

        asyncio.run(walked())
        with open_desk(self.line) as line, open_desk(self.screen) as screen:
            assert told(screen, after, chain) == told(line, after, chain)
            assert len(told(line, after, chain)) == (len(commands) if records is None else records)

    def _head(self, config: Config) -> int:
        with open_desk(config) as desk:
            return desk.journal.head()[0]


@pytest.fixture
def pair(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setenv("CONCLAVE_NOW", NOW.isoformat())
    monkeypatch.setenv("CONCLAVE_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.chdir(tmp_path)
    return Pair(config, tmp_path)


async def send(office: Walk, key: str, **fields: str) -> None:
    """Open a command's form, let it say something, send it."""
    await office.press(key)
    office.put(**fields)
    await office.settled()
    form = office.screen
    await office.press("ctrl+s")
    assert office.screen is not form, office.refused
