"""What a rule says of flags and commands, said for somebody at a screen."""

from __future__ import annotations

import pytest

from conclave_desk.tui.wording import spoken


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Withdraw one, or use --over-quota REASON.", "Withdraw one, or fill in “over quota”."),
        ("print it again with --reprint REASON", "print it again with “reprint” filled in"),
        ("`conclave-desk nominations list` shows them all", "“nominations list” shows them all"),
        ("like `K7Q4-9XTM-1R 09:41` or `Goïta 12:30 out`", "like `K7Q4-9XTM-1R 09:41` or `Goïta 12:30 out`"),
    ],
)
def test_a_flag_is_a_field_and_a_command_its_name(sentence: str, said: str) -> None:
    assert spoken(sentence) == said
