"""Ranks of armies, navies and air forces in the order of their grade: offered when one is typed, never imposed.

A rank that the table does not know is kept and printed as sent.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conclave_desk.domain.names import fold

_TABLE = Path(__file__).with_name("data") / "ranks.csv"


@dataclass(frozen=True, slots=True)
class Rank:
    """``order`` is 10 for the highest; ``grade`` is NATO's (OF-10 … OF-1), for comparison only."""

    title: str
    order: int
    grade: str
    service: str
    language: str


@cache
def ranks() -> tuple[Rank, ...]:
    """All that the table has, the highest first."""
    found = []
    with _TABLE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for column in list(row)[2:]:
                service, _, language = column.partition("_")
                titles = filter(None, (row[column] or "").split("|"))
                found += [Rank(title, int(row["order"]), row["grade"], service, language) for title in titles]
    return tuple(sorted(found, key=lambda rank: rank.order))


def service_of(text: str) -> str:
    """``army navy air``, from what somebody wrote as the service; the army where nothing speaks against it."""
    folded = fold(text)
    if any(word in folded for word in ("nav", "marin", "coast")):
        return "navy"
    return "air" if folded.startswith("air") or " air" in folded or "aer" in folded else "army"


def of_service(text: str, languages: tuple[str, ...]) -> list[Rank]:
    """The ranks of a service in the event's languages, the highest first; English always among them."""
    service, wanted = service_of(text), {*languages, "en"}
    unique = {
        fold(rank.title): rank for rank in reversed(ranks()) if rank.service == service and rank.language in wanted
    }
    return sorted(unique.values(), key=lambda rank: (rank.order, rank.language != "en"))
