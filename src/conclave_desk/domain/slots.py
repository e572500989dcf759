"""Slots: places offered in a category, and who holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event


def offered(event: Event, slots: Mapping[str, int], category: str) -> int | None:
    """How many places there are: the invitation's own number, else the category's; ``None`` is no limit."""
    if category in slots:
        return slots[category]
    found = event.category(category)
    return found.quota if found else None


def room_for_one(reference: str, category: str, number: int | None, held_by: Sequence[str]) -> Refusal | None:
    """Whether one more fits; the refusal says the numbers and who holds the slots."""
    if number is None or len(held_by) < number:
        return None
    holders = ", ".join(held_by) or "nobody"
    verb = "is" if len(held_by) == 1 else "are"
    sentence = (
        f"Invitation {reference} offers {number} {category} and {len(held_by)} {verb} taken (by {holders}). "
        "Withdraw one, or use --over-quota REASON."
    )
    return Refusal("over_quota", sentence)
