"""What a command that changed something says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import settled

if TYPE_CHECKING:
    from conclave_desk.desk.desk import Desk
    from conclave_desk.domain.decision import Decided, Decision

_IDS = ("successor", "nomination", "invitation", "session", "holder")


def answered(desk: Desk, decision: Decision, **more: Any) -> Decided:
    """Print what was written: the id it is about, and the kinds of entries."""
    decided = settled(decision)
    subject = next((value for name in _IDS for e in decided.entries if (value := getattr(e, name, None))), None)
    kinds = output.kinds(decided.entries)
    values = {"id": subject, **more, "entries": kinds, "warnings": list(decided.warnings)}
    output.document(values, desk.event.zone_info, lambda: output.text(_spoken(kinds, subject)))
    return decided


def _spoken(kinds: list[str], subject: str | None) -> str:
    said = output.counted(kinds) or "nothing new"
    return f"{said} · {subject}" if subject else said
