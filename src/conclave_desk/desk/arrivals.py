"""Arrivals that somebody saw or was told of, before any gate or badge says so."""

from __future__ import annotations

from collections.abc import Sequence

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal


def record(desk: Desk, people: Sequence[str]) -> Decision:
    """These people are there, as of now; whoever is recorded so already is left out."""

    def rule() -> Decision:
        found = [lookup.person(desk, one) for one in people]
        for person in found:
            if person.status_at(desk.now()) not in ("nominated", "accredited"):
                return Refusal("not_active", f"{person.titled} is {person.status}; there is nobody to arrive.")
        fresh = [person for person in found if not person.arrived_at]
        if not fresh:
            return Refusal("arrived_already", "All of them are recorded as arrived already.")
        return Decided([e.ArrivalRecorded(nomination=person.id) for person in fresh])

    return desk.record("arrivals record", rule)
