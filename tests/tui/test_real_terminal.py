"""In a real terminal (tmux): the first run, from the welcome to a mode."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conclave_desk.journal.keyfile import beside

ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 40.0
"""Seconds until a wait is in vain, on a machine that does much else."""
pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A terminal of its own, by a tmux server of its own."""

    def __init__(self, folder: Path, width: int, height: int, desk: Path | None = None) -> None:
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        settings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CONCLAVE_CONFIG": str(folder / "none.toml")}
        settings |= {"CONCLAVE_NOW": "2023-03-20T11:30", "LANG": "C.UTF-8"}
        settings.pop("TMUX", None)
        self._settings, self._folder = settings, folder
        self._program = [
            sys.executable,
            "-m",
            "conclave_desk",
            "--desk",
            str(desk or folder / "first.desk"),
            "--as",
            "Asha",
        ]
        size = ["-x", str(width), "-y", str(height)]
        subprocess.run([*self._tmux, "new-session", "-d", *size, *self._program], env=settings, cwd=folder, check=True)

    def press(self, *keys: str) -> None:
        """Press keys."""
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def type(self, text: str) -> None:
        """Type text, sign by sign."""
        subprocess.run([*self._tmux, "send-keys", "-l", text], check=True)

    def fill(self, *texts: str) -> None:
        """Type into one field after the other; Enter picks from a list and goes to the next."""
        for text in texts:
            if text:
                self.type(text)
            self.press("Tab" if not text else "Enter")

    @property
    def text(self) -> str:
        """What the terminal shows."""
        ran = subprocess.run([*self._tmux, "capture-pane", "-p"], capture_output=True, text=True, check=False)
        return ran.stdout

    def wait(self, holds: Callable[[str], bool]) -> str:
        """Until it shows that; a wait in vain ends with what it shows instead."""
        until = time.monotonic() + _LONGEST
        while not holds(shown := self.text):
            assert time.monotonic() < until, f"\n{shown}"
            time.sleep(0.05)
        return shown

    def read(self, *args: str) -> Any:
        """What a command of the command line answers, in JSON."""
        ran = subprocess.run(
            [*self._program, *args, "--json"], env=self._settings, cwd=self._folder, capture_output=True, check=True
        )
        return json.loads(ran.stdout)

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


@pytest.fixture
def desk_of_pune(tmp_path: Path, pune: Path) -> Iterator[Terminal]:
    """The Pune sample open in a terminal of 80x24."""
    for file in (pune, beside(pune)):
        shutil.copy(file, tmp_path / file.name)
    opened = Terminal(tmp_path, 80, 24, tmp_path / pune.name)
    yield opened
    opened.close()


def _shows(*parts_and_text: str) -> bool:
    *parts, text = parts_and_text
    return all(part in text for part in parts)


@pytest.mark.timeout(120)
def test_from_the_invitation_to_the_printed_badge_in_a_real_terminal(desk_of_pune: Terminal, tmp_path: Path) -> None:
    """Invite Brazil, record its answer, nominate, clear step by step, accredit, issue, print: by keys alone."""
    office = desk_of_pune
    office.wait(lambda text: "Headline" in text)
    office.press("2")
    office.wait(lambda text: "PUNE/23/001" in text)
    office.press("n")
    office.wait(lambda text: "party *" in text)
    office.fill("brazil")
    office.press("C-s")
    office.wait(lambda text: "drafted" in text and "party *" not in text)
    office.press("s")
    office.wait(lambda text: "sent on" in text)
    office.press("C-s")
    office.wait(lambda text: "→ sent" in text and "sent on" not in text)
    office.press("a")
    office.wait(lambda text: "answer *" in text)
    office.fill("acc", "principal", "today", "NV 112/23")
    office.press("C-s")
    office.wait(lambda text: "answer *" not in text and "✓ accepted" in text)
    office.press("d")
    office.wait(lambda text: "Delegations · by precedence" in text)
    office.press("n")
    office.wait(lambda text: "category *" in text)
    office.fill("HOD", "principal", "Army", "general", "João", "Conceição")
    office.press("C-s")
    office.wait(lambda text: "category *" not in text and "Conceição" in text)
    for step in ("paper", "protocol"):
        office.press("c")
        office.wait(partial(_shows, "step *", step))
        office.press("C-s")
        office.wait(lambda text: "step *" not in text)
    office.press("a")
    office.wait(lambda text: "Accredit · " in text)
    office.press("C-s")
    office.wait(lambda text: "✓ accredited" in text)
    office.press("b", "6")
    office.wait(lambda text: "To print 1" in text)
    office.press("p")
    office.wait(lambda text: "file *" in text)
    office.press("C-s")
    office.wait(lambda text: "Printed" in text)
    office.press("Enter")
    (invited,) = [row for row in office.read("invitations", "list") if row["party"] == "BRA"]
    assert (invited["status"], invited["answered_level"], invited["answer_reference"]) == (
        "accepted",
        "principal",
        "NV 112/23",
    )
    (person,) = [row for row in office.read("nominations", "list") if row["party"] == "BRA"]
    assert (person["role"], person["rank"], person["family_name"]) == ("principal", "General", "Conceição")
    (badge,) = [row for row in office.read("badges", "list") if row["party"] == "BRA"]
    assert (badge["status"], badge["printed"]) == ("printed", True)
    (pdf,) = tmp_path.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
