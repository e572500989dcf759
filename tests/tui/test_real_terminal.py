"""In a real terminal (tmux): the first run, from the welcome to a mode."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A terminal of its own, by a tmux server of its own."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        settings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CONCLAVE_CONFIG": str(folder / "none.toml")}
        settings |= {"CONCLAVE_NOW": "2023-03-20T11:30", "LANG": "C.UTF-8"}
        settings.pop("TMUX", None)
        desk = [sys.executable, "-m", "conclave_desk", "--desk", str(folder / "first.desk"), "--as", "Asha"]
        size = ["-x", str(width), "-y", str(height)]
        subprocess.run([*self._tmux, "new-session", "-d", *size, *desk], env=settings, cwd=folder, check=True)

    def press(self, *keys: str) -> None:
        """Press keys."""
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    @property
    def text(self) -> str:
        """What the terminal shows."""
        ran = subprocess.run([*self._tmux, "capture-pane", "-p"], capture_output=True, text=True, check=False)
        return ran.stdout

    def wait(self, holds: Callable[[str], bool]) -> str:
        """Until it shows that; the suite's timeout ends a wait in vain."""
        while not holds(shown := self.text):
            time.sleep(0.1)
        return shown

    def close(self) -> None:
        """End the server that was started here, and what runs in it."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture(params=[(80, 24), (160, 45)], ids=["80x24", "160x45"])
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(tmp_path, *request.param)
    yield opened
    opened.close()


@pytest.mark.timeout(60)
def test_the_first_run_welcomes_and_opens_the_sample(terminal: Terminal, tmp_path: Path) -> None:
    shown = terminal.wait(lambda text: "Quit" in text)
    for step in ("invitation", "nomination", "clearance", "accreditation", "badge", "gate"):
        assert step in shown
    terminal.press("o")
    terminal.wait(lambda text: "PUNE23" in text and "Headline" in text)
    assert (tmp_path / "first.desk").exists()
    terminal.press("2")
    assert "Algeria" in terminal.wait(lambda text: "PUNE/23/001" in text)
    terminal.press("?")
    assert "Draw up an invitation" in terminal.wait(lambda text: "Keys · invitations" in text)
