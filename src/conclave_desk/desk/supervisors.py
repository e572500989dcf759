"""Who may override a refusal at a gate."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable

from conclave_desk.credential.pin import pin_hash
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import SupervisorAppointed, SupervisorRelieved
from conclave_desk.domain.event import BADGE_ALONE
from conclave_desk.errors import WrongUse

DIGITS = (8, 12)


def drawn_pin(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A PIN of eight digits that nobody has thought of."""
    return f"{draw(10 ** DIGITS[0]):0{DIGITS[0]}}"


def in_groups(pin: str) -> str:
    """As it is read aloud and written down: in fours. At a gate the blank may be typed or not."""
    return " ".join(pin[place : place + 4] for place in range(0, len(pin), 4))


def appoint(desk: Desk, person: str, pin: str | None = None) -> Decision:
    """The person may override with their own badge, and with the PIN if one is given."""
    if pin is not None and not (pin.isascii() and pin.isdecimal() and DIGITS[0] <= len(pin) <= DIGITS[1]):
        raise WrongUse(f"A PIN has {DIGITS[0]} to {DIGITS[1]} digits.")
    hashed = pin_hash(pin, os.urandom(16)) if pin else None

    def rule() -> Decision:
        if hashed and desk.event.policy.override_by == BADGE_ALONE:
            return Refusal("badge_alone", "At this event supervisors override by their own badge alone: give no PIN.")
        found = lookup.person(desk, person)
        if found.status_at(desk.now()) != "accredited":
            return Refusal("not_accredited", f"{found.titled} is not accredited and has no badge to override with.")
        return Decided((SupervisorAppointed(nomination=found.id, person=found.person, pin=hashed),))

    return desk.record("gate supervisor", rule)


def relieve(desk: Desk, person: str) -> Decision:
    """The person may override no more."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        known = desk.journal.db.execute("SELECT 1 FROM supervisors WHERE nomination = ?", (found.id,)).fetchone()
        if known is None:
            return Refusal("no_supervisor", f"{found.titled} is no supervisor.")
        return Decided((SupervisorRelieved(nomination=found.id, person=found.person),))

    return desk.record("gate supervisor", rule)
