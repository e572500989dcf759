"""What goes through the press in a worker: badges and the entry that they were printed, specimens, a check before."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conclave_desk.desk import badges as use_case
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
from conclave_desk.printing.specimen import print_specimens
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
    duplex: bool = False,
    covers: bool = False,
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
                event_face(desk),
                out,
                design=load_design(design),
                sheet=sheet,
                duplex=duplex,
                covers=covers,
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
    write_whole(file, out.getvalue())
    return report.pages


def write_whole(file: str, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; one that names people is its owner's alone."""
    path = Path(file).expanduser()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.touch(mode=0o600 if private else 0o666)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be written ({fault.strerror or fault})") from fault
    finally:
        unfinished.unlink(missing_ok=True)
