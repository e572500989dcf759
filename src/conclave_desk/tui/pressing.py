"""What goes through the press in a worker: badges and the entry that they were printed, specimens, a check before."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from conclave_desk.desk import badges as use_case
from conclave_desk.desk import cards
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces, faces_of
from conclave_desk.desk.precedence import party_names
from conclave_desk.desk.pressing import press_run
from conclave_desk.desk.specimens import hardest
from conclave_desk.domain.decision import Refusal
from conclave_desk.errors import MachineFault, WrongUse
from conclave_desk.printing.badge import check_faces, print_badges
from conclave_desk.printing.designs import design_names, load_design
from conclave_desk.printing.face import BadgeFace
from conclave_desk.printing.findings import PrintReport
from conclave_desk.printing.printer import Paper, printers, to_printer
from conclave_desk.printing.specimen import print_specimens
from conclave_desk.registers import accreditations
from conclave_desk.whole import whole_file

_SOON = 3.0
"""Seconds that printers may take to answer before the form opens without them."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came out of the press, and what stands out on it."""

    where: str
    """The file, or the job at a printer."""
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
    duplex: bool = False,
    covers: bool = False,
    reprint: str = "",
    printer: str = "",
) -> Pressed:
    """Print those badges (holder number, issue) in the order given, to the file or, if one is named, to a printer."""
    found = [accreditations.badge(desk.journal.db, holder, issue) for holder, issue in wanted]
    badges = [badge for badge in found if badge is not None]

    def write(out: BinaryIO) -> PrintReport:
        return print_badges(
            faces(desk, badges, party_names(desk.event)),
            event_face(desk),
            out,
            design=load_design(design),
            sheet=sheet,
            duplex=duplex,
            covers=covers,
            progress=lambda done: progress(done, len(badges)),
        )

    def record(job: str = "") -> None:
        decision = use_case.printed(desk, badges, reprint, printer=printer, job=job)
        if isinstance(decision, Refusal):
            raise WrongUse(decision.sentence)

    if printer:
        title = f"{desk.event.code} badges"
        report, job = to_printer(printer, title, lambda report: Paper(*report.size, duplex=duplex), write)
        record(job)
        where = f"job {job} on {printer}"
    else:
        report, where = _to_file(file, write, record), str(file)
    return Pressed(where, report.count, report.pages, tuple(str(finding) for finding in report.findings))


def _to_file(file: Path, write: Callable[[BinaryIO], PrintReport], record: Callable[[], None]) -> PrintReport:
    """The file is replaced whole or not at all, and not before ``record`` has written that."""
    with whole_file(file) as out:
        report = write(out)
        out.flush()
        record()
    return report


def printers_here() -> tuple[str, ...]:
    """The printers of this machine; none where it has no CUPS, or that does not answer soon."""
    try:
        return tuple(printers(patience=_SOON))
    except MachineFault:
        return ()


def cards_to_file(desk: Desk, count: int | None, file: Path, design: str, sheet: str) -> Pressed:
    """Prepare so many temporary cards and print them; ``None`` prints those again that nobody has."""
    chosen = cards.for_printing(desk, count)
    if isinstance(chosen, Refusal):
        raise WrongUse(chosen.sentence)
    if not chosen:
        raise WrongUse("There is no card that nobody has; prepare some.")
    out = io.BytesIO()
    report = print_badges(cards.faces(desk, chosen), event_face(desk), out, design=load_design(design), sheet=sheet)
    with whole_file(file) as paper:
        paper.write(out.getvalue())
    findings = tuple(str(finding) for finding in report.findings)
    return Pressed(f"{file}\nCards {chosen[0].number} to {chosen[-1].number}.", report.count, report.pages, findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a print would not set right, and of how many badges."""

    count: int
    findings: tuple[str, ...]


def checked(
    desk: Desk, among: Collection[tuple[str, int]] | None, design: str, progress: Callable[[int, int | None], None]
) -> Checked:
    """Look through the badges that are to be printed (``None``), or those of them that were chosen."""
    run = press_run(desk, among=among)
    if isinstance(run, Refusal):
        raise WrongUse(run.sentence)
    total = len(run.chosen)

    def told(faces: Iterable[BadgeFace]) -> Iterator[BadgeFace]:
        for number, face in enumerate(faces, 1):
            progress(number, total)
            yield face

    faces = told(faces_of(desk, run.chosen, party_names(desk.event)))
    findings = check_faces(faces, load_design(design), event_face(desk), duplex=True)
    return Checked(total, (*run.warnings, *(str(finding) for finding in findings)))


def specimens(desk: Desk, file: str) -> int:
    """Every design with the hardest names, to that file; how many pages."""
    out = io.BytesIO()
    designs = [load_design(name) for name in design_names()]
    report = print_specimens(hardest(desk), event_face(desk), out, designs)
    with whole_file(file) as paper:
        paper.write(out.getvalue())
    return report.pages
