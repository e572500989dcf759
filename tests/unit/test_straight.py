"""What is sent to the terminal behind writing that terminals measure differently."""

from __future__ import annotations

import pytest

from conclave_desk.tui.straight import straightened

AT = "\x1b[3;1H"
"""Line 3, at its beginning."""


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("│ Mali    Goïta     DEL │", "│ Mali    Goïta     DEL │"),
        ("│ Mali    सिंह       DEL │", "│ Mali    \x1b[9Xसिंह       \x1b[20GDEL │"),
        ("│ \x1b[1mसिंह कौर\x1b[0m  DEL │", "│ \x1b[1m\x1b[3Xसिंह \x1b[2Xकौर\x1b[0m  \x1b[10GDEL │"),
        ("╭─ सिंह ───╮", "╭─ \x1b[3Xसिंह \x1b[7G───╮"),
    ],
)
def test_the_cursor_is_sent_to_the_next_column_behind_a_doubtful_text(written: str, sent: str) -> None:
    assert straightened(AT + written) == AT + sent


def test_what_has_no_place_is_left_alone() -> None:
    assert straightened("सिंह  DEL") == "सिंह  DEL"
    assert straightened(f"{AT}सिंह\x1bPq  sixel  \x1b\\\n") == f"{AT}\x1b[2Xसिंह\x1bPq  sixel  \x1b\\\n"
