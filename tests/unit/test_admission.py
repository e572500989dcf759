"""What a gate answers: every refusal in its order, and the rules that stand under the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import combinations
from typing import Any, NamedTuple, TypedDict, Unpack
from zoneinfo import ZoneInfo

import pytest

from conclave_desk.domain.admission import UNCHALLENGED, judge
from conclave_desk.domain.event import Event, Gate, Policy, Zone
from conclave_desk.domain.scene import Attempt, ClosedSession, Holding, Reading, Scene, Verdict, Visit

Changes = Mapping[str, Any]


class Facts(TypedDict, total=False):
    """How a scan differs from one with nothing against it; a ``holding`` of ``None`` is not in the roster."""

    attempt: Changes
    policy: Changes
    zone: Changes
    gate: Changes
    reading: Changes
    holding: Changes | None
    scene: Changes


def local(day: int, time: str) -> datetime:
    """A time of March 2023 in Pune."""
    hours, minutes = (int(part) for part in time.split(":"))
    return datetime(2023, 3, day, hours, minutes, tzinfo=ZoneInfo("Asia/Kolkata"))


AT = local(28, "11:00")
EARLIER = Visit(at=local(28, "08:01"), gate_name="Main entrance", gate="G1")
VALIDITY = {"valid_from": local(24, "00:00"), "valid_until": local(31, "00:00")}
BADGE = {"issuer": "PUNE23", "holder": "0102030405", "issue": 1}
CLOSED = ClosedSession("S1", opens=local(28, "09:30"), ends=local(28, "11:30"), access="invited", parties=("GHA",))


def event(policy: Changes) -> Event:
    return Event(
        code="PUNE23",
        kind="conclave",
        title="Conclave of Chiefs",
        host="IND",
        timezone="Asia/Kolkata",
        starts=local(27, "00:00").date(),
        ends=local(30, "00:00").date(),
        policy=Policy(**policy),
        zones=(Zone(code="PLN", name="Plenary hall"), Zone(code="LNG", name="Lounge")),
    )


def judged(**facts: Unpack[Facts]) -> Verdict:
    """The verdict on a scan at the plenary hall, of a badge that opens it unless the facts say otherwise."""
    attempt: dict[str, Any] = {
        "event": event(facts.get("policy", {})),
        "gate": Gate(**{"code": "G1", "name": "Main entrance", "zone": "PLN", **facts.get("gate", {})}),
        "zone": Zone(**{"code": "PLN", "name": "Plenary hall", **facts.get("zone", {})}),
        "direction": "in",
        "at": AT,
        "now": AT,
    }
    badge: dict[str, Any] = {**BADGE, "party": "MLI", "category": "HOD", "zones": ("PLN", "LNG"), **VALIDITY}
    changes = facts.get("holding", {})
    return judge(
        Attempt(**{**attempt, **facts.get("attempt", {})}),
        Reading(**{**badge, "issued_at": local(20, "09:00"), **facts.get("reading", {})}),
        None if changes is None else Holding(**{**badge, "name": "GOÏTA", "party_name": "Mali", **changes}),
        Scene(**facts.get("scene", {})),
    )


class Row(NamedTuple):
    reason: str
    action: str
    guard_reads: str
    facts: Facts


UNCONFIRMED = "This badge cannot be confirmed here. Ask the guest to wait; call the badge office."
TABLE = [
    Row("unreadable", "stop", "This is not a badge of this event.", {"reading": {"fault": "unreadable"}}),
    Row(
        "wrong_event",
        "stop",
        "This badge is for another event: ABUJA24.",
        {"reading": {"fault": "wrong_event", "issuer": "ABUJA24"}},
    ),
    Row("unknown_key", "wait", UNCONFIRMED, {"reading": {"fault": "unknown_key"}}),
    Row("forged", "wait", UNCONFIRMED, {"reading": {"fault": "forged"}}),
    Row("unknown_badge", "wait", "This badge is not on the list. Call the badge office.", {"holding": None}),
    Row(
        "revoked",
        "stop",
        "This badge was replaced (issue 2 is valid). Keep it; call the badge office.",
        {"holding": {"revoked_from": local(27, "08:00"), "cause": "replaced", "replaced_by": 2}},
    ),
    Row(
        "not_collected",
        "wait",
        "This badge was never handed out. Call the badge office.",
        {"policy": {"collect": "required"}, "holding": {"collected": False}},
    ),
    Row(
        "suspended",
        "stop",
        "Accreditation suspended. Ask the guest to wait; call the supervisor.",
        {"holding": {"suspended": True}},
    ),
    Row("not_yet_valid", "wait", "Valid from 29 March.", {"holding": {"valid_from": local(29, "00:00")}}),
    Row("expired", "wait", "Expired on 27 March.", {"holding": {"valid_until": local(28, "00:00")}}),
    Row(
        "wrong_zone",
        "stop",
        "This badge does not open Plenary hall. It opens: Lounge.",
        {"holding": {"zones": ("LNG",)}},
    ),
    Row("not_invited", "wait", "Closed session until 11:30.", {"scene": {"sessions": (CLOSED,)}}),
    Row("floater_required", "wait", "Scan the delegation's floater.", {"zone": {"floater": True}}),
    Row(
        "already_inside",
        "wait",
        "Already inside since 08:01 (Main entrance).",
        {"gate": {"reentry": "passback"}, "scene": {"inside": True, "inside_since": EARLIER}},
    ),
    Row(
        "already_used",
        "stop",
        "Already used at 08:01 (Main entrance).",
        {"gate": {"reentry": "daily"}, "scene": {"first_entry_today": EARLIER}},
    ),
    Row("party_limit", "wait", "Mali has 2 of 2 inside.", {"zone": {"per_party": 2}, "scene": {"party_inside": 2}}),
    Row("zone_full", "wait", "Full: 400 inside.", {"zone": {"capacity": 400}, "scene": {"zone_inside": 400}}),
]
FIRST_FIVE, LIFTABLE = TABLE[:5], TABLE[5:]


def all_of(*rows: Row) -> Facts:
    """The facts of all the rows; where they cannot both be, those of the earlier row."""
    together: Facts = {}
    for part in ("attempt", "policy", "zone", "gate", "reading", "holding", "scene"):
        found = [row.facts[part] for row in reversed(rows) if part in row.facts]
        if part == "holding" and None in found:
            together["holding"] = None
        elif found:
            together[part] = {key: value for changes in found for key, value in (changes or {}).items()}
    return together


def attempted(row: Row, **attempt: Any) -> Facts:
    """The facts of the row, on a scan that differs in these ways too."""
    return {**row.facts, "attempt": attempt}


def named(row: object) -> str:
    return row.reason if isinstance(row, Row) else str(row)


each_refusal = pytest.mark.parametrize("row", TABLE, ids=named)
each_of_the_first_five = pytest.mark.parametrize("row", FIRST_FIVE, ids=named)
each_liftable_refusal = pytest.mark.parametrize("row", LIFTABLE, ids=named)


def test_a_badge_with_nothing_against_it_is_admitted() -> None:
    assert judged() == Verdict("admitted", "admit")


@each_refusal
def test_a_refusal_tells_the_guard_why_and_what_to_do(row: Row) -> None:
    verdict = judged(**row.facts)
    assert (verdict.verdict, verdict.reason, verdict.action) == ("refused", row.reason, row.action)
    assert verdict.message == row.guard_reads


@pytest.mark.parametrize(("earlier", "later"), list(combinations(TABLE, 2)), ids=named)
def test_of_two_refusals_the_one_that_stands_first_in_the_table_is_given(earlier: Row, later: Row) -> None:
    verdict = judged(**all_of(earlier, later))
    assert (verdict.reason, verdict.message) == (earlier.reason, earlier.guard_reads)


def test_the_first_five_reasons_are_those_that_nothing_lifts() -> None:
    assert tuple(row.reason for row in FIRST_FIVE) == UNCHALLENGED


# Leaving


@each_of_the_first_five
def test_somebody_who_leaves_is_still_asked_for_a_known_badge(row: Row) -> None:
    verdict = judged(**attempted(row, direction="out"))
    assert (verdict.verdict, verdict.reason, verdict.action) == ("refused", row.reason, row.action)


@each_liftable_refusal
def test_somebody_who_leaves_is_asked_nothing_else(row: Row) -> None:
    facts = attempted(row, direction="out")
    facts["scene"] = {**facts.get("scene", {}), "inside": True}
    assert judged(**facts) == Verdict("left", "admit")


def test_somebody_who_leaves_without_having_entered_is_let_out_and_marked() -> None:
    assert judged(attempt={"direction": "out"}) == Verdict("left", "admit", "not_seen_entering")


def test_a_badge_newer_than_the_roster_may_leave() -> None:
    verdict = judged(
        attempt={"direction": "out", "roster_as_of": AT},
        reading={"issued_at": AT},
        holding=None,
        scene={"inside": True},
    )
    assert verdict == Verdict("left", "admit")


# Overrides


@each_liftable_refusal
def test_an_override_admits_and_says_what_it_overrode(row: Row) -> None:
    verdict = judged(**attempted(row, override="Minister vouches"))
    assert (verdict.verdict, verdict.action, verdict.reason) == ("admitted", "admit", "override")
    assert verdict.overrode == row.reason


@each_of_the_first_five
def test_no_override_lifts_one_of_the_first_five(row: Row) -> None:
    assert judged(**attempted(row, override="Minister vouches")) == judged(**row.facts)


def test_an_override_on_a_scan_that_would_pass_is_not_used() -> None:
    assert judged(attempt={"override": "Minister vouches"}) == Verdict("admitted", "admit")


def test_an_override_on_the_way_out_is_not_used() -> None:
    verdict = judged(attempt={"direction": "out", "override": "hurry"}, holding={"suspended": True})
    assert verdict == Verdict("left", "admit", "not_seen_entering")


# Typed serials


def test_a_typed_serial_admits_after_a_look_at_face_and_paper() -> None:
    verdict = Verdict("admitted", "check", message="Compare face and paper.")
    assert judged(reading={"serial": True, "issued_at": None}) == verdict


def test_an_override_of_a_typed_serial_still_asks_for_that_look() -> None:
    verdict = judged(attempt={"override": "vouched"}, reading={"serial": True}, holding={"suspended": True})
    assert (verdict.verdict, verdict.action, verdict.overrode) == ("admitted", "check", "suspended")


def test_a_typed_serial_that_is_not_on_the_list_has_no_excuse() -> None:
    typed = {"serial": True, "issued_at": AT}
    assert judged(attempt={"roster_as_of": AT}, reading=typed, holding=None).reason == "unknown_badge"
