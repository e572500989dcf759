"""What a few screens look like, sign by sign: the files in ``screens/`` are what was looked at and found good.

After a change that is meant, ``make screens`` writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest
from tests.tui.conftest import LARGE, SMALL, Walk
from tools import pictured_event

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config
from conclave_desk.tui.app import DeskApp

FOLDER = Path(__file__).parent / "screens"
_MOST_LOOKS = 50
RENEWED = bool(os.environ.get("RENEW_SCREENS"))
KEYS = {"overview": "1", "delegations": "3", "programme": "5", "badges": "6", "gates": "7"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second day of the conclave, at 10:20; numbers come from a seed."""
    path = tmp_path_factory.mktemp("pictured") / "pune.desk"
    pictured_event.make(path)
    return path


@pytest.mark.parametrize(
    ("size", "modes"),
    [(SMALL, tuple(KEYS)), (LARGE, ("overview", "delegations"))],
    ids=["80x24", "160x45"],
)
def test_screens_look_as_they_did_when_they_were_last_looked_at(
    desk: Path, size: tuple[int, int], modes: tuple[str, ...]
) -> None:
    drawn: dict[str, str] = {}

    async def job() -> None:
        config = Config(desk=desk, officer=pictured_event.OFFICER, now=pictured_event.NOW)
        with open_desk(config) as opened:
            app = DeskApp(config, open_desk, found_from)
            async with app.run_test(size=size) as pilot:
                office = Walk(app, pilot, opened)
                await office.settled()
                for mode in modes:
                    await office.press(KEYS[mode])
                    name = f"{mode}-{size[0]}x{size[1]}.txt"
                    drawn[name] = await _at_rest(office, "" if RENEWED else pinned(name))

    asyncio.run(job())
    if RENEWED:
        for name, text in drawn.items():
            (FOLDER / name).write_text(f"{text}\n", "utf-8")
    for name, text in drawn.items():
        assert text.splitlines() == pinned(name).splitlines(), name


def pinned(name: str) -> str:
    """What was looked at."""
    return (FOLDER / name).read_text("utf-8").removesuffix("\n")


async def _at_rest(office: Walk, expected: str) -> str:
    """The screen as soon as it is what is expected, or as it still is a while after: parts of a mode come by themselves."""
    text = ""
    for _ in range(_MOST_LOOKS):
        text = re.sub(r" +$", "", office.text, flags=re.MULTILINE)
        if text == expected:
            break
        await office.pilot.pause(0.1)
    return text
