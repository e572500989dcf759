"""Columns of a register: which of them fit, and how wide each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``width`` is the least, in cells, under which it folds away; ``grow`` its share of what is left over,
    up to ``most``. Where not all fit, those of the highest ``priority`` number go first; 0 always stays.
    What is ``ranked`` begins with a rank, which is written short where room is scarce.
    """

    key: str
    label: str
    width: int
    grow: int = 0
    most: int = 60
    priority: int = 0
    right: bool = False
    sortable: bool = True
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column where it stands: its first cell and its width."""

    column: Column
    start: int
    width: int


def laid_out(columns: Sequence[Column], width: int) -> list[Placed]:
    """The columns that fit into ``width`` cells, in their order."""
    shown = list(columns)
    while _least(shown) > width and any(column.priority for column in shown):
        shown.remove(max(reversed(shown), key=lambda column: column.priority))
    widths = _grown(shown, width - _least(shown))
    placed, start = [], 0
    for column, wide in zip(shown, widths, strict=True):
        placed.append(Placed(column, start, max(1, min(wide, width - start))))
        start += wide + GAP
    return placed


def _least(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + GAP * (len(columns) - 1)


def _grown(columns: Sequence[Column], spare: int) -> list[int]:
    widths = [column.width for column in columns]
    while spare > 0:
        growing = [i for i, column in enumerate(columns) if column.grow and widths[i] < column.most]
        shares = sum(columns[i].grow for i in growing)
        if not growing:
            break
        given = 0
        for i in growing:
            more = min(max(1, spare * columns[i].grow // shares), columns[i].most - widths[i], spare - given)
            widths[i] += more
            given += more
        spare -= given
    return widths
