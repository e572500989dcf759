"""What was handed to printers, and how it stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conclave_desk.desk.desk import Desk
from conclave_desk.errors import MachineFault
from conclave_desk.printing.printer import states
from conclave_desk.registers import print_jobs
from conclave_desk.registers.print_jobs import PrintJob


@dataclass(frozen=True, slots=True)
class Asked:
    """The jobs that were handed to printers, and how each stands; ``fault`` says why that cannot be told."""

    known: Sequence[PrintJob]
    states: Mapping[str, str]
    fault: str = ""


def asked(desk: Desk) -> Asked:
    """All of them, the latest first."""
    known = print_jobs.all_of(desk.journal.db)
    try:
        return Asked(known, states([job.job for job in known]) if known else {})
    except MachineFault as fault:
        return Asked(known, {}, fault.message)
