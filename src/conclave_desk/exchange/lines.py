"""Lines of a stream of codes, as a scanner or a pipe hands them over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

LONGEST = 100_000
"""Bytes of a line that are looked at: no code is near as long."""


def numbered_lines(source: BinaryIO) -> Iterator[tuple[int, str]]:
    """Each line's number and text without its end; a blank one is passed over, an endless one is cut."""
    number = 0
    while line := source.readline(LONGEST):
        number += 1
        rest = line
        while len(rest) == LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text.strip():
            yield number, text
