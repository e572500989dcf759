"""The gate's verdict: the one function that decides whether a badge opens a gate.

Pure: what was read, what the roster and earlier scans say, and the times are all handed in. Refusals are judged in
the order of the rules in :data:`RULES`; the first that applies is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from conclave_desk.domain.event import EVERY_ZONE, Event, start_of_day
from conclave_desk.domain.scene import Attempt, Holding, Reading, Scene, Verdict, Visit

FLOATER, TEMPORARY = "floater", "temporary"
FRESH = timedelta(minutes=10)
"""A badge issued later than this before the roster's time may be missing from it in good faith."""
UNCHALLENGED = ("unreadable", "wrong_event", "unknown_key", "forged", "unknown_badge")
"""Refusals that no override lifts, and the only ones that somebody who leaves can meet."""
_STOP = {"unreadable", "wrong_event", "revoked", "suspended", "wrong_zone", "already_used"}
_UNCONFIRMED = "This badge cannot be confirmed here. Ask the guest to wait; call the badge office."
_CAUSES = {
    "lost": "This badge was reported lost.",
    "withdrawn": "This badge was withdrawn.",
    "substituted": "Somebody else comes in this guest's place.",
    "cancelled": "The delegation has cancelled.",
    "refused": "The accreditation was refused.",
    "surrendered": "This badge was handed back.",
}


class _Case(Struct, frozen=True):
    attempt: Attempt
    reading: Reading
    holding: Holding
    scene: Scene

    def day(self, at: datetime) -> str:
        return _day(at.astimezone(self.attempt.event.zone_info).date())

    def clock(self, at: datetime) -> str:
        return at.astimezone(self.attempt.event.zone_info).strftime("%H:%M")

    def local(self, at: datetime) -> str:
        """The instant for a verdict's ``detail``: ISO 8601 with the event's offset."""
        return at.astimezone(self.attempt.event.zone_info).isoformat()


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _no(reason: str, message: str, **more: Any) -> Verdict:
    return Verdict("refused", "stop" if reason in _STOP else "wait", reason, message, **more)


def _unconfirmed(reading: Reading, event: Event) -> Verdict | None:
    """The first four refusals: what was read is no badge that can be confirmed here."""
    match reading.fault:
        case None:
            return None
        case "unreadable":
            return _no("unreadable", "This is not a badge of this event.")
        case "wrong_event":
            detail = {"event": reading.issuer}
            return _no("wrong_event", f"This badge is for another event: {reading.issuer}.", detail=detail)
        case fault:
            return _no(fault, _UNCONFIRMED, detail={"event": reading.issuer or event.code})


def _revoked(case: _Case) -> Verdict | None:
    held = case.holding
    seen = 0 if held.kind == TEMPORARY else max(held.newest_seen or 0, case.scene.newest_seen or 0)
    newer = seen if seen > held.issue else None
    if held.revoked_from is None or held.revoked_from > case.attempt.now:
        return _replaced(newer, "newer_issue_seen") if newer else None
    if held.cause == "replaced":
        return _replaced(max(held.replaced_by or held.issue + 1, seen), "replaced")
    message = f"{_CAUSES.get(held.cause, 'This badge is no longer valid.')} Keep it; call the badge office."
    return _no("revoked", message, detail={"cause": held.cause}, replaced_by=held.replaced_by or newer)


def _replaced(issue: int, cause: str) -> Verdict:
    message = f"This badge was replaced (issue {issue} is valid). Keep it; call the badge office."
    return _no("revoked", message, detail={"cause": cause}, replaced_by=issue)


def _not_collected(case: _Case) -> Verdict | None:
    asked = case.attempt.event.policy.collect == "required" or case.holding.kind == TEMPORARY
    if not asked or case.holding.collected:
        return None
    if (as_of := case.attempt.roster_as_of) is None:
        return _no("not_collected", "This badge was never handed out. Call the badge office.")
    today = case.day(as_of) == case.day(case.attempt.at)
    time = case.clock(as_of) if today else f"{case.clock(as_of)} on {case.day(as_of)}"
    message = f"Not handed out as of {time} (this gate's roster). Call the badge office."
    return _no("not_collected", message, detail={"roster": case.local(as_of)})


def _suspended(case: _Case) -> Verdict | None:
    if not case.holding.suspended:
        return None
    return _no("suspended", "Accreditation suspended. Ask the guest to wait; call the supervisor.")


def _validity(case: _Case) -> Verdict | None:
    held, at = case.holding, case.attempt.at
    if at < held.valid_from:
        today = case.day(at) == case.day(held.valid_from)
        begins = case.clock(held.valid_from) if today else case.day(held.valid_from)
        return _no("not_yet_valid", f"Valid from {begins}.", detail={"from": case.local(held.valid_from)})
    if at >= held.valid_until:
        ended = held.valid_until - timedelta(microseconds=1)
        return _no("expired", f"Expired on {case.day(ended)}.", detail={"until": case.local(held.valid_until)})
    return None


def _wrong_zone(case: _Case) -> Verdict | None:
    zone, event = case.attempt.zone, case.attempt.event
    if opens(case.holding.zones, zone.code):
        return None
    names = [known.name for known in event.zones if known.code in case.holding.zones]
    opened = f"It opens: {', '.join(names)}." if names else "It opens no zone."
    return _no(
        "wrong_zone", f"This badge does not open {zone.name}. {opened}", detail={"zones": list(case.holding.zones)}
    )


def opens(zones: tuple[str, ...] | list[str], zone: str) -> bool:
    """Whether a list of zones holds the zone (``*`` is every zone)."""
    return EVERY_ZONE in zones or zone in zones


def _not_invited(case: _Case) -> Verdict | None:
    if case.holding.works_sessions:
        return None
    at = case.attempt.at
    running = [session for session in case.scene.sessions if session.opens <= at < session.ends]
    if not running or any(session.admits(case.holding) for session in running):
        return None
    last = max(running, key=lambda session: session.ends)
    detail = {"session": last.code, "until": case.local(last.ends)}
    return _no("not_invited", f"Closed session until {case.clock(last.ends)}.", detail=detail)


def _floater(case: _Case) -> Verdict | None:
    if not case.attempt.zone.floater or case.scene.floater_shown:
        return None
    return _no("floater_required", "Scan the delegation's floater.")


def _escort(case: _Case) -> Verdict | None:
    if not case.holding.escort or case.scene.escorted:
        return None
    return _no("escort_required", "Scan the escort's badge first, then this one again.")


def _reentry(case: _Case) -> Verdict | None:
    scene = case.scene
    match case.attempt.gate.reentry:
        case "passback" if scene.inside_since:
            before = scene.inside_since
            message = f"Already inside since {case.clock(before.at)} ({before.gate_name})."
            return _no("already_inside", message, previous=before)
        case "once" if scene.first_entry:
            return _used(case, scene.first_entry)
        case "daily" if scene.first_entry_today:
            return _used(case, scene.first_entry_today)
    return None


def _used(case: _Case, before: Visit) -> Verdict:
    when = case.clock(before.at)
    if before.at < start_of_day(
        case.attempt.at.astimezone(case.attempt.event.zone_info).date(), case.attempt.event.zone_info
    ):
        when = f"{when} on {case.day(before.at)}"
    return _no("already_used", f"Already used at {when} ({before.gate_name}).", previous=before)


def _party_limit(case: _Case) -> Verdict | None:
    limit = case.attempt.zone.per_party
    if limit is None or case.scene.inside or case.scene.party_inside < limit:
        return None
    count = case.scene.party_inside
    detail = {"limit": limit, "inside": count}
    return _no("party_limit", f"{case.holding.party_name} has {count} of {limit} inside.", detail=detail)


def _zone_full(case: _Case) -> Verdict | None:
    capacity = case.attempt.zone.capacity
    if capacity is None or case.scene.inside or case.scene.zone_inside < capacity:
        return None
    return _no("zone_full", f"Full: {case.scene.zone_inside} inside.", detail={"capacity": capacity})


RULES: tuple[Callable[[_Case], Verdict | None], ...] = (
    _revoked,
    _not_collected,
    _suspended,
    _validity,
    _wrong_zone,
    _not_invited,
    _floater,
    _escort,
    _reentry,
    _party_limit,
    _zone_full,
)
"""What a known badge is asked on its way in, in this order."""


def judge(attempt: Attempt, reading: Reading, holding: Holding | None, scene: Scene) -> Verdict:
    """The verdict on one scan.

    ``holding`` is the roster's row of the badge that was read, if it has one. Somebody who leaves is asked for a
    known badge and nothing else.
    """
    if refusal := _unconfirmed(reading, attempt.event):
        return refusal
    held = holding or by_claims(attempt, reading)
    if held is None and reading.name is not None:
        return _no("unknown_badge", "No badge was made for this guest. Ask the guest to wait; call the badge office.")
    if held is None:
        return _no("unknown_badge", "This badge is not on the list. Call the badge office.")
    if attempt.direction == "out":
        return Verdict("left", "admit", None if scene.inside else "not_seen_entering")
    if held.kind == FLOATER:
        detail = {"cause": "badge_first"}
        return _no("floater_required", "Scan the guest's badge first, then the floater.", detail=detail)
    case = _Case(attempt, reading, held, scene)
    admits = "check" if reading.serial or holding is None or held.kind == TEMPORARY else "admit"
    refusal = next((found for rule in RULES if (found := rule(case))), None)
    if refusal is not None:
        return _overridden(refusal, admits) if attempt.override else refusal
    if holding is None:
        message = "Newer than this gate's list: compare face and paper."
        return Verdict("admitted", admits, "not_yet_in_roster", message)
    return Verdict("admitted", admits, message="Compare face and paper." if admits == "check" else "")


def _overridden(refusal: Verdict, action: str) -> Verdict:
    message = "Let in by a supervisor."
    return replace(
        refusal, verdict="admitted", action=action, reason="override", message=message, overrode=refusal.reason
    )


def by_claims(attempt: Attempt, reading: Reading) -> Holding | None:
    """What a signed badge that may be newer than the roster says of itself; ``None`` when nothing excuses it."""
    roster, issued, begins, ends = attempt.roster_as_of, reading.issued_at, reading.valid_from, reading.valid_until
    if reading.serial or reading.issuer is None or reading.holder is None or reading.issue is None:
        return None
    if roster is None or issued is None or begins is None or ends is None or issued <= roster - FRESH:
        return None
    event, party, code = attempt.event, reading.party or "", reading.category or ""
    if code in (FLOATER, TEMPORARY):
        return None
    category = event.category(code) if reading.issuer == event.code else None
    return Holding(
        issuer=reading.issuer,
        holder=reading.holder,
        issue=reading.issue,
        name="",
        party=party,
        party_name=next((known.name for known in event.parties if known.code == party), party),
        category=code,
        zones=reading.zones,
        valid_from=begins,
        valid_until=ends,
        works_sessions=category.works_sessions if category else False,
        escort=category.escort if category else False,
    )
