"""Clearance step by step, then permission: granted, refused, suspended, restored.

Each use case takes one person or several; several are one record, and if one of them cannot be, nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.leaving import end_permission
from conclave_desk.desk.lookup import Several
from conclave_desk.domain import accreditation as rules
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.event import Category, Event
from conclave_desk.domain.nomination import ACTIVE
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.views import Accreditation, Nomination

_TOLD_APART = 5
"""People who are warned about one by one; of more the number is told."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person and the clearance steps that are still to be taken, in order."""

    nomination: Nomination
    steps: tuple[str, ...]
    results: dict[str, str]


def clear(
    desk: Desk, people: Several, step: str, result: str, *, paper: str = "", remark: str | None = None
) -> Decision:
    """Record a step of review: ``passed failed waived deferred``."""

    def rule(found: Nomination) -> Decision:
        steps = _steps(desk, found)
        if step not in steps:
            raise WrongUse(
                f"Category {found.category} has no clearance step {step!r}; it has {', '.join(steps) or 'none'}."
            )
        if result not in rules.RESULTS:
            raise WrongUse(f"{result!r} is no result; it is one of {', '.join(rules.RESULTS)}.")
        if not found.named:
            return _name_awaited(found)
        if (status := found.status_at(desk.now())) not in ACTIVE:
            return Refusal("not_active", f"{found.titled} cannot be cleared ({status}).")
        return Decided((cleared(desk, found, step, result, paper, remark),))

    return desk.record("clearance record", lambda: lookup.each(people, lambda text: rule(lookup.person(desk, text))))


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
    """Who waits for which steps, those accredited provisionally among them; of one step or party if asked."""
    results = accreditations.all_clearances(desk.journal.db)
    permissions = accreditations.by_nomination(desk.journal.db)
    waiting = []
    for found in nominations.all_of(desk.journal.db, party=party):
        if not found.named or not found.holds_slot:
            continue
        if found.status == "accredited" and not (found.id in permissions and permissions[found.id].provisional):
            continue
        known = {name: c.result for name, c in results.get(found.id, {}).items()}
        steps = rules.outstanding(_steps(desk, found), known)
        if steps and (step is None or step in steps):
            waiting.append(Waiting(found, tuple(steps), known))
    return waiting


def _steps(desk: Desk, found: Nomination) -> tuple[str, ...]:
    category = desk.event.category(found.category)
    return category.clearance if category else ()


def grant(desk: Desk, people: Several, *, provisional: bool = False, paper: dict[str, str] | None = None) -> Decision:
    """Give permission once every step is passed or waived; provisionally, without, until midnight.

    A provisional permission may be given again or made a full one; the holder number stays.
    """

    def rule(found: Nomination) -> Decision:
        before = accreditations.of_nomination(desk.journal.db, found.id)
        if refusal := _may_be_granted(desk, found, before, provisional):
            return refusal
        holder = before.holder if before else desk.new_holder_number()
        entry = granted(desk, found, holder, provisional=provisional, paper=paper)
        if entry.valid_until <= entry.valid_from:
            return Refusal("never_valid", f"{found.titled} would be accredited for no time at all; check the dates.")
        warnings = [] if entry.paper else [f"{found.titled} is accredited without paper."]
        return Decided((entry, *_until_substituted(found)), warnings)

    def all_of_them() -> Decision:
        decision = lookup.each(people, lambda text: rule(lookup.person(desk, text)))
        if isinstance(decision, Decided) and len(decision.warnings) > _TOLD_APART:
            number = len(decision.warnings)
            return Decided(decision.entries, [f"{number} people are accredited without paper."])
        return decision

    return desk.record("accreditations grant", all_of_them)


def cleared_people(desk: Desk) -> list[str]:
    """The nominations of all who wait for no step any more and have no permission yet."""
    permissions = accreditations.by_nomination(desk.journal.db)
    return [
        found.id
        for found in nominations.all_of(desk.journal.db)
        if found.id not in permissions and _may_be_granted(desk, found, None, provisional=False) is None
    ]


def _until_substituted(found: Nomination) -> list[e.Entry]:
    if not (found.successor and found.effective):
        return []
    return [e.AccreditationWithdrawn(nomination=found.id, effective=datetime.fromisoformat(found.effective))]


def _name_awaited(found: Nomination) -> Refusal:
    return Refusal("name_awaited", f"The name for this {found.category} slot of {found.party} is still awaited.")


def _may_be_granted(desk: Desk, found: Nomination, before: Accreditation | None, provisional: bool) -> Refusal | None:
    if not found.named:
        return _name_awaited(found)
    if (status := found.status_at(desk.now())) not in ACTIVE:
        return Refusal("not_active", f"{found.titled} is {status}; nominate again first.")
    if before and before.status_at(desk.now()) == "suspended":
        return Refusal("suspended", f"The accreditation of {found.titled} is suspended; restore it first.")
    if status == "accredited" and not (before and before.provisional):
        return Refusal("accredited", f"{found.titled} is accredited already.")
    if provisional:
        return None
    results = {name: c.result for name, c in accreditations.clearances(desk.journal.db, found.id).items()}
    if missing := rules.outstanding(_steps(desk, found), results):
        return Refusal("not_cleared", f"{found.titled} still needs: {', '.join(missing)}.")
    return None


def granted(
    desk: Desk, found: Nomination, holder: str, *, provisional: bool = False, paper: dict[str, str] | None = None
) -> e.AccreditationGranted:
    """The entry of a grant. At a substitution one permission ends and the successor's begins."""
    category = desk.event.category(found.category)
    if category is None:
        raise WrongData(f"category {found.category} of {found.titled} is not the event's any more")
    entry = grant_entry(
        desk.event,
        nomination=found.id,
        category=category,
        zones=found.zones,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        holder=holder,
        paper=paper or found.paper,
    )
    if provisional:
        first, last = min(entry.valid_from, desk.now()), rules.until_midnight(desk.event, desk.now())
        entry = replace(entry, provisional=True, valid_from=first, valid_until=last)
    before = nominations.by_id(desk.journal.db, found.predecessor) if found.predecessor else None
    if before and before.effective:
        entry = replace(entry, valid_from=max(entry.valid_from, datetime.fromisoformat(before.effective)))
    if found.successor and found.effective:
        entry = replace(entry, valid_until=min(entry.valid_until, datetime.fromisoformat(found.effective)))
    return entry


def grant_entry(
    event: Event,
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
    first, last = rules.validity(event, category, valid_from, valid_until)
    return e.AccreditationGranted(
        nomination=nomination,
        holder=holder,
        category=category.code,
        zones=rules.zones(event, category, zones),
        valid_from=first,
        valid_until=last,
        paper=paper,
    )


def refuse(desk: Desk, people: Several, reason: str | None = None) -> Decision:
    """The host says no; badges, if there are any, are revoked."""

    def rule(found: Nomination) -> Decision:
        if (status := found.status_at(desk.now())) not in ACTIVE:
            return Refusal("not_active", f"{found.titled} is {status} already.")
        sealed = desk.safe.seal(found.person, reason) if reason else None
        ended = end_permission(desk, found, "refused", desk.now())
        return Decided((*ended, e.AccreditationRefused(nomination=found.id, person=found.person, reason=sealed)))

    return desk.record(
        "accreditations refuse", lambda: lookup.each(people, lambda text: rule(lookup.person(desk, text)))
    )


def suspend(desk: Desk, people: Several, reason: str | None = None) -> Decision:
    """The permission rests."""

    def rule(found: Nomination) -> Decision:
        if _status(desk, found) != "granted":
            return Refusal("not_granted", f"{found.titled} has no accreditation that could be suspended.")
        sealed = desk.safe.seal(found.person, reason) if reason else None
        return Decided((e.AccreditationSuspended(nomination=found.id, person=found.person, reason=sealed),))

    return desk.record(
        "accreditations suspend", lambda: lookup.each(people, lambda text: rule(lookup.person(desk, text)))
    )


def restore(desk: Desk, people: Several) -> Decision:
    """A suspended permission holds again."""

    def rule(found: Nomination) -> Decision:
        if _status(desk, found) != "suspended":
            return Refusal("not_suspended", f"The accreditation of {found.titled} is not suspended.")
        return Decided((e.AccreditationRestored(nomination=found.id),))

    return desk.record(
        "accreditations restore", lambda: lookup.each(people, lambda text: rule(lookup.person(desk, text)))
    )


def _status(desk: Desk, found: Nomination) -> str | None:
    accreditation = accreditations.of_nomination(desk.journal.db, found.id)
    return accreditation.status_at(desk.now()) if accreditation else None
