"""The life of an invitation: which step may follow which, and the way back."""

from __future__ import annotations

from datetime import date

from conclave_desk.domain.decision import Refusal

STATUSES = ("drafted", "sent", "acknowledged", "accepted", "regretted", "lapsed", "withdrawn", "cancelled")
LEVELS = ("principal", "representative")

MAY_FOLLOW: dict[str, frozenset[str]] = {
    "drafted": frozenset({"sent", "accepted", "regretted", "withdrawn"}),
    "sent": frozenset({"sent", "acknowledged", "accepted", "regretted", "lapsed", "withdrawn"}),
    "acknowledged": frozenset({"accepted", "regretted", "lapsed", "withdrawn"}),
    "accepted": frozenset({"accepted", "cancelled", "withdrawn"}),
    "regretted": frozenset({"accepted", "withdrawn"}),
    "lapsed": frozenset({"accepted", "regretted", "withdrawn"}),
    "withdrawn": frozenset({"sent"}),
    "cancelled": frozenset({"accepted", "withdrawn"}),
}
"""A party that had accepted cancels; one that had not regrets. Both may come back with a later answer."""

OPEN_FOR_NOMINATIONS = frozenset({"drafted", "sent", "acknowledged", "accepted"})
"""A nomination may come before the formal answer; not to an invitation that stands refused or taken back."""


def may_become(reference: str, status: str, wanted: str) -> Refusal | None:
    """Why an invitation that is ``status`` cannot become ``wanted``; ``None`` when it can."""
    if wanted in MAY_FOLLOW[status]:
        return None
    if status == "accepted" and wanted == "regretted":
        return Refusal(
            "accepted", f"Invitation {reference} was accepted; use `invitations cancel` if the party will not come."
        )
    possible = ", ".join(sorted(MAY_FOLLOW[status]))
    return Refusal("wrong_status", f"Invitation {reference} is {status}; it cannot become {wanted}, only {possible}.")


def answered_early(issued_on: str | None, answered_on: str | None) -> str | None:
    """A warning when an answer is dated before its invitation: word of mouth goes before paper."""
    if issued_on and answered_on and date.fromisoformat(answered_on) < date.fromisoformat(issued_on):
        return f"The answer is dated {answered_on}, before the invitation of {issued_on}."
    return None
