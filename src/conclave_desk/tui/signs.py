"""Signs that say how something stands; beside each stands its word, colour only helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conclave_desk.desk.invitation_list import Held

FILLED, AWAITED, FREE = "●", "◐", "○"
SLOTS = "● filled  ◐ name awaited  ○ free"

STATUS: dict[str, tuple[str, str]] = {
    "drafted": ("·", "muted"),
    "sent": ("→", "ink"),
    "acknowledged": ("»", "ink"),
    "accepted": ("✓", "good"),
    "regretted": ("✗", "stop"),
    "lapsed": ("…", "warn"),
    "withdrawn": ("⊘", "muted"),
    "cancelled": ("✗", "stop"),
    "nominated": ("◔", "ink"),
    "accredited": ("✓", "good"),
    "granted": ("✓", "good"),
    "provisional": ("◷", "warn"),
    "refused": ("✗", "stop"),
    "suspended": ("!", "warn"),
    "ended": ("⊘", "muted"),
    "issued": ("·", "ink"),
    "printed": ("▣", "ink"),
    "collected": ("✓", "good"),
    "surrendered": ("⊘", "muted"),
    "revoked": ("✗", "stop"),
    "name awaited": (AWAITED, "warn"),
    "cleared": ("✓", "good"),
    "passed": ("✓", "good"),
    "waived": ("≈", "good"),
    "failed": ("✗", "stop"),
    "deferred": ("…", "warn"),
    "without paper": ("!", "warn"),
    "not issued": ("·", "muted"),
    "lost": ("✗", "stop"),
    "replaced": ("✗", "stop"),
}
"""Of each word the sign that stands before it, and its tone."""


def marked(status: str) -> str:
    """The word with its sign: ``✓ accepted``."""
    sign, _tone = STATUS.get(status, ("", ""))
    return f"{sign} {status}".strip()


def sign(status: str) -> str:
    """The sign of a word, where the word itself stands further on."""
    return STATUS.get(status, ("·", ""))[0]


def tone(status: str) -> str:
    """The tone of a word: ``good stop warn muted ink``, or blank."""
    return STATUS.get(status, ("", ""))[1]


def strip(slots: Sequence[Held]) -> str:
    """The slots of a delegation, category by category: ``● ●◐○``. More than twelve of a kind are counted."""
    return " ".join(filter(None, (_of_category(held) for held in slots)))


def _of_category(held: Held) -> str:
    if held.filled + held.awaited + held.free > 12:
        parts = ((held.filled, FILLED), (held.awaited, AWAITED), (held.free, FREE))
        return "".join(f"{number}{sign}" for number, sign in parts if number)
    return FILLED * held.filled + AWAITED * held.awaited + FREE * held.free
