"""What a command that changed something says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import settled
from conclave_desk.desk.told import serial, told

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.domain.decision import Decided, Decision

_IDS = ("successor", "nomination", "invitation", "session", "holder")


def answered(desk: Desk, decision: Decision) -> Decided:
    """Say what was decided, and the ids of new nominations. For programs: the id it is about, the kinds of entries, serials of badges issued."""
    from conclave_desk.domain.entries import NominationReceived

    decided = settled(decision)
    subject = next((value for name in _IDS for e in decided.entries if (value := getattr(e, name, None))), None)
    serials = serials_of(decided.entries)
    issued = {"serials": serials} if serials else {}
    kinds = [type(entry).__name__ for entry in decided.entries]
    values = {"id": subject, **issued, "entries": kinds, "warnings": list(decided.warnings)}

    def people() -> None:
        for sentence in told(desk, decided.entries) or ["Nothing changed."]:
            output.text(sentence)
        for badge in serials if len(serials) > 1 else ():
            output.text(badge)
        for entry in decided.entries:
            if isinstance(entry, NominationReceived):
                output.text(f"id {entry.nomination}")

    output.document(values, desk.event.zone_info, people)
    return decided


def serials_of(entries: Iterable[object]) -> list[str]:
    """The serials of the badges that were issued."""
    from conclave_desk.domain.entries import BadgeIssued

    return [serial(entry.holder, entry.issue) for entry in entries if isinstance(entry, BadgeIssued)]
