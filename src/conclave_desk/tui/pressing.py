"""Printing badges to a file, for a worker: the press, then the entry that they were printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conclave_desk.desk import badges as use_case
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import MachineFault, WrongUse
from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.designs import load_design
from conclave_desk.registers import accreditations


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came out of the press, and what stands out on it."""

    file: Path
    count: int
    pages: int
    findings: tuple[str, ...]


def press(
    desk: Desk,
    wanted: Sequence[tuple[str, int]],
    file: Path,
    progress: Callable[[int, int | None], None],
    *,
    design: str = "a6-portrait",
    sheet: str = "single",
    reprint: str = "",
) -> Pressed:
    """Print those badges (holder number, issue) in the order given; the file is replaced whole or not at all."""
    found = [accreditations.badge(desk.journal.db, holder, issue) for holder, issue in wanted]
    badges = [badge for badge in found if badge is not None]
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as out:
            report = print_badges(
                faces(desk, badges, party_names(desk.event)),
                event_face(desk.event),
                out,
                design=load_design(design),
                sheet=sheet,
                progress=lambda done: progress(done, len(badges)),
            )
        decision = use_case.printed(desk, badges, reprint)
        if isinstance(decision, Refusal):
            raise WrongUse(decision.sentence)
        unfinished.replace(file)
    except OSError as fault:
        raise MachineFault(f"{file}: cannot be written ({fault.strerror or fault})") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return Pressed(file, report.count, report.pages, tuple(str(finding) for finding in report.findings))
