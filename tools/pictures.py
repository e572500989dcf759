"""Takes the pictures of the terminal desk in the README: ``python -m tools.pictures [FOLDER]``, or ``make pictures``.

Each mode is opened on the desk of :mod:`tools.pictured_event` as an officer would, by its keys, and written as an SVG.
The same code gives the same pictures: the clock stands still and numbers come from a seed. The journal's hashes differ
from desk to desk, so that mode is taken at a width that shows no page. Run it again when a mode has changed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from tools import pictured_event

from conclave_desk.bootstrap import found_from, open_desk
from conclave_desk.config import Config, Screen
from conclave_desk.tui.app import DeskApp

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_WIDE, _NARROW = (132, 36), (104, 30)
_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*|<!-- .*? -->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed before it is taken; keys are Textual's names, ``wait`` lets slow work come to its end."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int] = _WIDE
    theme: str = "dark"


PICTURES = (
    Picture("1-overview", ("1", "wait")),
    Picture("2-invitations", ("2", "slash", *"mali", "enter", "slash", "escape")),
    Picture("3-delegations", ("3", "slash", *"goita", "enter", "slash", "escape", "enter")),
    Picture("4-accreditation", ("4", "down", "down")),
    Picture("5-programme", ("5", "down")),
    Picture("6-badges", ("6", "wait", "right", "right", "down", "wait")),
    Picture("7-gates", ("7", "wait")),
    Picture("8-attendance", ("8", "wait", "down", "down")),
    Picture("9-journal", ("9", "wait"), _NARROW),
    Picture(
        "walk-up",
        (
            "w",
            *"niger",
            "enter",
            "tab",
            "tab",
            *"hod",
            "enter",
            *"prin",
            "enter",
            *"gen",
            "down",
            "enter",
            *"Abdou",
            "tab",
            *"Sani",
        ),
        _NARROW,
    ),
    Picture("light", ("2", "slash", *"mali", "enter", "slash", "escape"), _WIDE, "light"),
)


def main(folder: Path) -> None:
    """All of them, one after the other; what lies in the folder under other names stays."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        desk = Path(place) / "pune.desk"
        pictured_event.make(desk)
        for picture in PICTURES:
            drawn = asyncio.run(taken(desk, picture))
            (folder / f"{picture.name}.svg").write_text(drawn, "utf-8")
            print(f"{picture.name}.svg")


async def taken(desk: Path, picture: Picture) -> str:
    """One picture, as an SVG that asks no other host for a font."""
    screen = Screen(theme=picture.theme, keys={}, steps=())
    config = Config(desk=desk, officer=pictured_event.OFFICER, now=pictured_event.NOW, screen=screen)
    app = DeskApp(config, open_desk, found_from)
    async with app.run_test(size=picture.size) as pilot:
        await _still(app, pilot)
        for key in picture.keys:
            if key != "wait":
                await pilot.press(key)
            await _still(app, pilot)
        drawn = app.export_screenshot(title="conclave-desk", simplify=True)
    return _FROM_ELSEWHERE.sub("", drawn).replace("Fira Code, monospace", "monospace")


async def _still(app: DeskApp, pilot: Pilot[None]) -> None:
    """Until nothing moves any more: no key is on its way, and nothing is counted or drawn in a thread."""
    await pilot.pause()
    for _ in range(400):
        await asyncio.sleep(0.05)
        working = {worker.group for worker in app.workers if worker.is_running} - {"commands"}
        if app.keys_ahead.idle and not working:
            break
    await pilot.pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
