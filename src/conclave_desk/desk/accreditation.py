"""Clearance step by step, then permission: granted, refused, suspended, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import end_permission
from conclave_desk.domain import accreditation as rules
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Category
from conclave_desk.domain.nomination import ACTIVE
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Nomination


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person and the clearance steps that are still to be taken, in order."""

    nomination: Nomination
    steps: tuple[str, ...]
    results: dict[str, str]


def clear(desk: Desk, person: str, step: str, result: str, *, paper: str = "", remark: str | None = None) -> Decision:
    """Record a step of review: ``passed failed waived deferred``."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        steps = _steps(desk, found)
        if step not in steps:
            raise WrongUse(
                f"Category {found.category} has no clearance step {step!r}; it has {', '.join(steps) or 'none'}."
            )
        if result not in rules.RESULTS:
            raise WrongUse(f"{result!r} is no result; it is one of {', '.join(rules.RESULTS)}.")
        if found.status not in ACTIVE or not found.named:
            return Refusal("not_active", f"{found.titled} cannot be cleared ({found.status}).")
        return Decided((cleared(desk, found, step, result, paper, remark),))

    return desk.record("clearance record", rule)


def cleared(
    desk: Desk, found: Nomination, step: str, result: str, paper: str = "", remark: str | None = None
) -> e.ClearanceRecorded:
    """The entry of one step."""
    return e.ClearanceRecorded(
        nomination=found.id,
        person=found.person,
        step=step,
        result=result,
        officer=desk.officer,
        paper=paper,
        remark=desk.safe.seal(found.person, remark) if remark else None,
    )


def queue(desk: Desk, step: str | None = None, party: str | None = None) -> list[Waiting]:
    """Who waits for which steps; of one step or party if asked."""
    results = accreditations.all_clearances(desk.journal.db)
    waiting = []
    for found in nominations.all_of(desk.journal.db, party=party, status="nominated"):
        if not found.named or found.successor:
            continue
        known = {name: c.result for name, c in results.get(found.id, {}).items()}
        steps = rules.outstanding(_steps(desk, found), known)
        if steps and (step is None or step in steps):
            waiting.append(Waiting(found, tuple(steps), known))
    return waiting


def _steps(desk: Desk, found: Nomination) -> tuple[str, ...]:
    category = desk.event.category(found.category)
    return category.clearance if category else ()


def grant(desk: Desk, person: str, *, provisional: bool = False, paper: dict[str, str] | None = None) -> Decision:
    """Give permission once every step is passed or waived; provisionally, without, until midnight."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if refusal := _may_be_granted(desk, found, provisional):
            return refusal
        entry = granted(desk, found, desk.new_holder_number(), provisional=provisional, paper=paper)
        warnings = [] if entry.paper else [f"{found.titled} is accredited without paper."]
        return Decided((entry,), warnings)

    return desk.record("accreditations grant", rule)


def _may_be_granted(desk: Desk, found: Nomination, provisional: bool) -> Refusal | None:
    if not found.named:
        return Refusal("name_awaited", f"The name for this {found.category} slot of {found.party} is still awaited.")
    if found.status == "accredited":
        return Refusal("accredited", f"{found.titled} is accredited already.")
    if found.status != "nominated":
        return Refusal("not_active", f"{found.titled} is {found.status}; nominate again first.")
    if provisional:
        return None
    results = {name: c.result for name, c in accreditations.clearances(desk.journal.db, found.id).items()}
    if missing := rules.outstanding(_steps(desk, found), results):
        return Refusal("not_cleared", f"{found.titled} still needs: {', '.join(missing)}.")
    return None


def granted(
    desk: Desk, found: Nomination, holder: str, *, provisional: bool = False, paper: dict[str, str] | None = None
) -> e.AccreditationGranted:
    """The entry of a grant. A successor's permission begins when the substitution takes effect."""
    category = desk.event.category(found.category)
    if category is None:
        raise WrongData(f"category {found.category} of {found.titled} is not the event's any more")
    entry = grant_entry(
        desk,
        nomination=found.id,
        category=category,
        zones=found.zones,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        holder=holder,
        paper=paper or found.paper,
    )
    if provisional:
        first = min(entry.valid_from, desk.now())
        return replace(
            entry, provisional=True, valid_from=first, valid_until=rules.until_midnight(desk.event, desk.now())
        )
    if found.effective and found.predecessor:
        return replace(entry, valid_from=max(entry.valid_from, datetime.fromisoformat(found.effective)))
    return entry


def grant_entry(
    desk: Desk,
    *,
    nomination: str,
    category: Category,
    zones: Sequence[str],
    valid_from: str | None,
    valid_until: str | None,
    holder: str,
    paper: dict[str, str],
) -> e.AccreditationGranted:
    """The category's permission with a person's own zones and days."""
    first, last = rules.validity(desk.event, category, valid_from, valid_until)
    return e.AccreditationGranted(
        nomination=nomination,
        holder=holder,
        category=category.code,
        zones=rules.zones(desk.event, category, zones),
        valid_from=first,
        valid_until=last,
        paper=paper,
    )


def refuse(desk: Desk, person: str, reason: str | None = None) -> Decision:
    """The host says no; badges, if there are any, are revoked."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if found.status not in ACTIVE:
            return Refusal("not_active", f"{found.titled} is {found.status} already.")
        sealed = desk.safe.seal(found.person, reason) if reason else None
        ended = end_permission(desk, found, "refused", desk.now())
        return Decided((*ended, e.AccreditationRefused(nomination=found.id, person=found.person, reason=sealed)))

    return desk.record("accreditations refuse", rule)


def suspend(desk: Desk, person: str, reason: str | None = None) -> Decision:
    """The permission rests."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if _status(desk, found) != "granted":
            return Refusal("not_granted", f"{found.titled} has no accreditation that could be suspended.")
        sealed = desk.safe.seal(found.person, reason) if reason else None
        return Decided((e.AccreditationSuspended(nomination=found.id, person=found.person, reason=sealed),))

    return desk.record("accreditations suspend", rule)


def restore(desk: Desk, person: str) -> Decision:
    """A suspended permission holds again."""

    def rule() -> Decision:
        found = lookup.person(desk, person)
        if _status(desk, found) != "suspended":
            return Refusal("not_suspended", f"The accreditation of {found.titled} is not suspended.")
        return Decided((e.AccreditationRestored(nomination=found.id),))

    return desk.record("accreditations restore", rule)


def _status(desk: Desk, found: Nomination) -> str | None:
    accreditation = accreditations.of_nomination(desk.journal.db, found.id)
    return accreditation.status if accreditation else None
