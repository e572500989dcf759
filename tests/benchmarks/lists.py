"""What modes and commands read of 100,000 people, each in a process of its own, beside reading every nomination once."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from . import crowd
from .measure import Line, fresh, in_turn, middle_ratio

_ROUNDS = 3
_READ = {
    "status": "headline",
    "overview, before the event": "overview_before",
    "overview, during it": "overview_during",
    "mode 3, delegations": "delegations",
    "mode 4, the lists of review": "reviews",
    "  after a command": "reviews_again",
    "mode 6, the lists of badges": "badges",
    "mode 8, everybody counted": "attendance",
    "  its first page, before that": "attendance_page",
}


def lines(folder: Path) -> list[Line]:
    """CPU seconds and the most memory of each."""
    path = crowd.desk_of(folder / "crowd.desk")
    memory: dict[str, list[float]] = {}

    def seconds(task: str) -> float:
        report = fresh(task, str(path))
        memory.setdefault(task, []).append(report["megabytes"])
        return float(report["count"]) / 1e6

    tasks = ("everybody", *_READ.values())
    baseline, *measured = in_turn(_ROUNDS, [lambda task=task: seconds(task) for task in tasks])  # type: ignore[misc]
    least = median(fresh("nothing", str(path))["megabytes"] for _ in range(_ROUNDS))
    found = []
    for (name, task), took in zip(_READ.items(), measured, strict=True):
        more = median(memory[task]) - least
        read = f"{median(baseline):.2f} s, {median(memory['everybody']) - least:.0f} MB nominations read"
        found.append(
            Line(
                f"{name}, {crowd.PEOPLE:,} people" if not name.startswith(" ") else name,
                f"{median(took):.2f} s CPU, {more:.0f} MB",
                read if task == "headline" else "the same",
                middle_ratio(took, baseline),
            )
        )
    return found
