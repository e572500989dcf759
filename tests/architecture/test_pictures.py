"""Every mode of the terminal desk has its picture in the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from conclave_desk.tui.modes import MODES, Mode

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_every_mode_is_pictured(mode: Mode) -> None:
    place = f"docs/pictures/{mode.key}-{mode.name}.svg"
    assert place in (ROOT / "README.md").read_text("utf-8")
    drawn = (ROOT / place).read_text("utf-8")
    assert mode.title in drawn.replace("&#160;", " ")
    assert "https://" not in drawn
