"""Sentences of rules, said for somebody at a screen: what is a flag on the command line is a field here."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FLAG = re.compile(r"(use |give |with )?--([a-z]+(?:-[a-z]+)*)(?: [A-Z]+(?: [A-Z]+)*\b| [0-9a-f-]{36})?")
_TOLD = 12
"""Findings that a message shows; of more it says how many."""
_COMMAND = re.compile(r"`(?:conclave-desk )?([a-z]+(?: [a-z]+)*)`")


def spoken(sentence: str) -> str:
    """``use --over-quota REASON`` becomes ``fill in “over quota”``."""
    said = _FLAG.sub(_field, sentence)
    return _COMMAND.sub(lambda found: f"“{found[1]}”", said)


def badges_counted(number: int) -> str:
    """``1 badge``, ``12 badges``."""
    return "1 badge" if number == 1 else f"{number:,} badges"


def few(lines: Sequence[str]) -> list[str]:
    """Findings as a message shows them: of many the first."""
    more = len(lines) - _TOLD
    return [*(f"! {line}" for line in lines[:_TOLD]), *([f"… and {more} more."] if more > 0 else [])]


def _field(found: re.Match[str]) -> str:
    name = f"“{found[2].replace('-', ' ')}”"
    return f"with {name} filled in" if found[1] == "with " else f"fill in {name}"
