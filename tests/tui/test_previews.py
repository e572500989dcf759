"""An officer who goes through badges faster than they are drawn has several threads draw at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tui.gatehouse import printed

__all__ = ["printed"]
_DRAW = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.registers import accreditations
from conclave_desk.tui.previews import Previews

sys.setswitchinterval(1e-6)
config = Config(desk=Path(sys.argv[1]), officer="Asha")
with open_desk(config) as desk:
    badges = [(badge.holder, badge.issue) for badge in accreditations.badges(desk.journal.db)]
previews = Previews(lambda: open_desk(config))
with ThreadPoolExecutor(6) as threads:
    drawn = list(threads.map(lambda badge: previews.of(badge, "a6-portrait").image.size, badges * 2))
print(len(drawn))
"""


def test_previews_that_are_asked_for_at_once_are_drawn_and_the_program_lives(printed: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", _DRAW, str(printed)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "6"), ran.stderr[-800:]
