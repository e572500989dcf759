"""A printer of this machine or its network, through the commands of CUPS: ``lp`` and ``lpstat``.

Not every machine has them (Debian: ``cups-client``; Windows has none); then there is one clear sentence.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from conclave_desk.errors import MachineFault, WrongUse

if TYPE_CHECKING:
    from conclave_desk.printing.findings import PrintReport

WAITING, PRINTING, PRINTED, STOPPED, GONE = "waiting", "printing", "printed", "printer stopped", "not known any more"
"""How a job stands. A printer forgets jobs after a while."""

_REQUEST = re.compile(r"request id is (\S+-\d+)")
_NOW = re.compile(r"^printer (\S+) now printing (\S+?)\.?\s", re.MULTILINE)
_DISABLED = re.compile(r"^printer (\S+) disabled\b", re.MULTILINE)
_NAMED_SIZES = {(210, 297): "A4", (148, 210): "A5", (105, 148): "A6", (216, 279): "Letter"}
_PATIENCE = 60
"""Seconds that CUPS may take to answer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a printer has to know of a document: the size of its pages in millimetres, and whether backs follow."""

    width: float
    height: float
    duplex: bool = False

    @property
    def options(self) -> list[str]:
        """The same for ``lp``: nothing may be scaled, or badges would not fit their holders."""
        size = (round(self.width), round(self.height))
        media = _NAMED_SIZES.get(size, f"Custom.{self.width:g}x{self.height:g}mm")
        sides = "two-sided-long-edge" if self.duplex else "one-sided"
        said = (f"media={media}", f"sides={sides}", "print-scaling=none", "fit-to-page=false")
        return [word for option in said for word in ("-o", option)]


def printers(patience: float = _PATIENCE) -> list[str]:
    """The printers that CUPS knows, if it says so within ``patience`` seconds. Raises :class:`MachineFault` where there
    is no CUPS, or where it does not run."""
    known = _asked("lpstat", "-e", patience=patience).split()
    if not known and "not running" in _asked("lpstat", "-r", patience=patience):
        raise MachineFault("CUPS does not run; start it, or print to a file with -o FILE.pdf, and that.")
    return known


def check_printer(name: str) -> None:
    """Make sure that there is a printer of that name; :class:`WrongUse` if not."""
    known = printers()
    if name not in known:
        there = f"there are {', '.join(known)}" if known else "CUPS knows none"
        raise WrongUse(f"There is no printer {name!r}; {there}.")


def submit(file: Path, printer: str, title: str, paper: Paper) -> str:
    """Hand the file to the printer, which keeps a copy of its own; the id of the job."""
    answer = _asked("lp", "-d", printer, "-t", title, *paper.options, "--", str(file))
    found = _REQUEST.search(answer)
    if found is None:
        raise MachineFault(f"lp took the badges for printer {printer}, but did not say as which job: {answer.strip()}")
    return found[1]


def to_printer(
    name: str, title: str, paper: Callable[[PrintReport], Paper], write: Callable[[BinaryIO], PrintReport]
) -> tuple[PrintReport, str]:
    """Let ``write`` make the document and hand it over: the report, and the id of the job. No copy stays here, since
    what it holds opens gates."""
    check_printer(name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badges.pdf"
        with file.open("wb") as out:
            report = write(out)
        return report, submit(file, name, title, paper(report))


def states(jobs: list[str]) -> dict[str, str]:
    """How each of the jobs stands now."""
    waiting, done = _jobs("not-completed"), _jobs("completed")
    told = _asked("lpstat", "-p")
    now = {job for _, job in _NOW.findall(told)}
    stopped = set(_DISABLED.findall(told))

    def state(job: str) -> str:
        if job in now:
            return PRINTING
        if job in waiting:
            return STOPPED if job.rpartition("-")[0] in stopped else WAITING
        return PRINTED if job in done else GONE

    return {job: state(job) for job in jobs}


def _jobs(which: str) -> set[str]:
    return {line.split()[0] for line in _asked("lpstat", "-W", which, "-o").splitlines() if line.strip()}


def _asked(program: str, *arguments: str, patience: float = _PATIENCE) -> str:
    """What a command of CUPS answers."""
    path = shutil.which(program)
    if path is None:
        raise MachineFault(
            f"This machine has no {program} (CUPS; on Debian: cups-client). Print to a file with -o FILE.pdf, and that."
        )
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        ran = subprocess.run(
            [path, *arguments], capture_output=True, text=True, errors="replace", env=environment, timeout=patience
        )
    except subprocess.TimeoutExpired as fault:
        raise MachineFault(f"{program} did not answer within {patience:g} seconds; is the print server up?") from fault
    if ran.returncode and not _nothing_there(ran.stderr):
        said = ran.stderr.strip() or ran.stdout.strip() or f"it ended with {ran.returncode}"
        raise MachineFault(f"{program}: {said.removeprefix(f'{program}: ')}")
    return ran.stdout


def _nothing_there(said: str) -> bool:
    """``lpstat`` calls it a fault that there is no printer yet."""
    return "No destinations added" in said
