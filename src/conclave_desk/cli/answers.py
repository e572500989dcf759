"""What a command that changed something says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import settled

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.domain.decision import Decided, Decision

_IDS = ("successor", "nomination", "invitation", "session", "holder")


def answered(desk: Desk, decision: Decision) -> Decided:
    """Print what was written: the id it is about, the kinds of entries, and the serials of badges that were issued."""
    decided = settled(decision)
    subject = next((value for name in _IDS for e in decided.entries if (value := getattr(e, name, None))), None)
    kinds, serials = output.kinds(decided.entries), serials_of(decided.entries)
    issued = {"serials": serials} if serials else {}
    values = {"id": subject, **issued, "entries": kinds, "warnings": list(decided.warnings)}
    spoken = " · ".join(filter(None, (output.counted(kinds) or "nothing new", subject, *serials)))
    output.document(values, desk.event.zone_info, lambda: output.text(spoken))
    return decided


def serials_of(entries: Iterable[object]) -> list[str]:
    """The serials of the badges that were issued."""
    from conclave_desk.credential.serial import format_serial
    from conclave_desk.domain.entries import BadgeIssued

    issued = (entry for entry in entries if isinstance(entry, BadgeIssued))
    return [format_serial(bytes.fromhex(badge.holder), badge.issue) for badge in issued]
