"""Looking after the journal: is it whole, and drawing the registers again from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conclave_desk.desk.desk import Desk
from conclave_desk.journal.chain import Break
from conclave_desk.journal.chain import verify as verified
from conclave_desk.registers.rebuild import rebuild

_STEP = 2_000
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Whole:
    """All is well, and what is to be said of it."""

    sentence: str


def verify(desk: Desk, progress: Progress) -> Whole | str:
    """Walk every chain; where one does not hold, the place and what is wrong there."""
    found = verified(desk.journal, progress=progress)
    if isinstance(found, Break):
        return f"{found.chain}:{found.n}: record {found.sentence}"
    count = sum(found.records.values())
    chains = ", ".join(f"{chain} {number:,}" for chain, number in found.records.items())
    return Whole(f"{count:,} records: {chains}.\n\nHead of the desk's chain, to be noted down:\n{found.head.hex()}")


def redraw(desk: Desk, progress: Progress) -> Whole | str:
    """Drop the registers and draw them again, if the journal is whole; else what is wrong with it."""
    found = verify(desk, progress)
    if isinstance(found, str):
        return found
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if done - told >= _STEP:
            told = done
            progress(done, None)

    count = rebuild(desk.journal, desk.projection(), tell)
    return Whole(f"{count:,} entries were drawn into the registers.")
