"""What stops the reading of a table, and what its columns are called in faults."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.exchange.sentences import one_line


class TableFault(Exception):
    """The file cannot be read on from here."""

    def __init__(self, sentence: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.row = row
        self.column = column


def column_name(header: Sequence[str], position: int) -> str:
    """What a fault calls the column at that position, from 0: its name on one line, or its number from 1."""
    name = one_line(header[position]) if position < len(header) else ""
    return name or f"column {position + 1}"
