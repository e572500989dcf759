"""Sentences of rules, said for somebody at a screen: what is a flag on the command line is a field here."""

from __future__ import annotations

import re

_FLAG = re.compile(r"(?:use |give )?--([a-z]+(?:-[a-z]+)*)(?: [A-Z]+(?: [A-Z]+)*\b| [0-9a-f-]{36})?")
_COMMAND = re.compile(r"`(?:conclave-desk )?([a-z ]+)`")


def spoken(sentence: str) -> str:
    """``use --over-quota REASON`` becomes ``fill in “over quota”``."""
    said = _FLAG.sub(lambda found: f"fill in “{found[1].replace('-', ' ')}”", sentence)
    return _COMMAND.sub(lambda found: f"“{found[1]}”", said)
