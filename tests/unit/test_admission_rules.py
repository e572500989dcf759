"""The rules under the table of refusals: revocation, time, the roster's age, sessions, re-entry, limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

import pytest

from conclave_desk.credential.serial import format_serial
from conclave_desk.domain.admission import judge
from conclave_desk.domain.event import Category, Event, Gate, Party, Zone
from conclave_desk.domain.scene import Attempt, ClosedSession, Holding, Reading, Scene, Verdict, Visit

Changes = Mapping[str, Any]


class Facts(TypedDict, total=False):
    """How a scan differs from one with nothing against it; a ``holding`` of ``None`` is not in the roster."""

    attempt: Changes
    zone: Changes
    reading: Changes
    holding: Changes | None
    scene: Changes
    reentry: str


def local(day: int, time: str) -> datetime:
    """A time of March 2023 in Pune."""
    hours, minutes = (int(part) for part in time.split(":"))
    return datetime(2023, 3, day, hours, minutes, tzinfo=ZoneInfo("Asia/Kolkata"))


AT = local(28, "11:00")
BADGE: Changes = {
    "issuer": "PUNE23",
    "holder": "0102030405",
    "issue": 1,
    "party": "MLI",
    "category": "HOD",
    "zones": ("PLN", "LNG"),
    "valid_from": local(24, "00:00"),
    "valid_until": local(31, "00:00"),
}
EVENT = Event(
    code="PUNE23",
    kind="conclave",
    title="Conclave of Chiefs",
    host="IND",
    timezone="Asia/Kolkata",
    starts=local(27, "00:00").date(),
    ends=local(30, "00:00").date(),
    linked=("AFINDEX23",),
    parties=(Party(code="AU", name="African Union Commission"),),
    categories=(
        Category(code="HOD", name="Head of delegation", rank=0),
        Category(code="INT", name="Interpreter", rank=1, works_sessions=True),
    ),
    zones=(Zone(code="PLN", name="Plenary hall"), Zone(code="LNG", name="Lounge")),
)


def closed(opens: str, ends: str, *, code: str = "S1", access: str = "invited", **listed: Any) -> ClosedSession:
    """A closed session of that day, from the opening of its doors."""
    return ClosedSession(code, local(28, opens), local(28, ends), access, **listed)


FOR_GHANA = closed("09:30", "11:30", parties=("GHA",))


def judged(**facts: Unpack[Facts]) -> Verdict:
    """The verdict on a scan at the plenary hall, of a badge that opens it unless the facts say otherwise."""
    attempt: dict[str, Any] = {
        "event": EVENT,
        "gate": Gate(code="G1", name="Main entrance", zone="PLN", reentry=facts.get("reentry", "free")),
        "zone": Zone(**{"code": "PLN", "name": "Plenary hall", **facts.get("zone", {})}),
        "direction": "in",
        "at": AT,
        "now": AT,
    }
    changes = facts.get("holding", {})
    return judge(
        Attempt(**{**attempt, **facts.get("attempt", {})}),
        Reading(**{**BADGE, "issued_at": local(20, "09:00"), **facts.get("reading", {})}),
        None if changes is None else Holding(**{**BADGE, "name": "GOÏTA", "party_name": "Mali", **changes}),
        Scene(**facts.get("scene", {})),
    )


def visit(day: int, time: str, gate_name: str = "Main entrance") -> Visit:
    return Visit(at=local(day, time), gate_name=gate_name, gate="G1")


# Revocation


@pytest.mark.parametrize(
    ("cause", "guard_reads"),
    [
        ("lost", "This badge was reported lost. Keep it; call the badge office."),
        ("withdrawn", "This badge was withdrawn. Keep it; call the badge office."),
        ("surrendered", "This badge was handed back. Keep it; call the badge office."),
        ("a cause of later years", "This badge is no longer valid. Keep it; call the badge office."),
    ],
)
def test_a_revoked_badge_is_kept_and_the_guard_reads_why(cause: str, guard_reads: str) -> None:
    verdict = judged(holding={"revoked_from": AT, "cause": cause})
    assert (verdict.reason, verdict.action, verdict.message) == ("revoked", "stop", guard_reads)


def test_a_badge_is_revoked_once_a_newer_issue_has_been_seen() -> None:
    verdict = judged(holding={"newest_seen": 2})
    assert (verdict.reason, verdict.action, verdict.replaced_by) == ("revoked", "stop", 2)
    assert verdict.message == "This badge was replaced (issue 2 is valid). Keep it; call the badge office."


@pytest.mark.parametrize("seen", [None, 1, 2])
def test_the_newest_issue_that_was_seen_is_admitted(seen: int | None) -> None:
    assert judged(holding={"issue": 2, "newest_seen": seen}).verdict == "admitted"


def test_of_a_badge_that_was_replaced_twice_the_guard_reads_the_last_issue() -> None:
    replaced = {"revoked_from": AT, "cause": "replaced", "replaced_by": 2, "newest_seen": 3}
    verdict = judged(holding=replaced)
    assert verdict.replaced_by == 3
    assert "(issue 3 is valid)" in verdict.message


def test_the_desk_learns_what_came_after_a_lost_badge() -> None:
    assert judged(holding={"revoked_from": AT, "cause": "lost", "newest_seen": 2}).replaced_by == 2


@pytest.mark.parametrize("cause", ["replaced", "lost", "withdrawn", "substituted", ""])
def test_the_guard_never_reads_a_serial(cause: str) -> None:
    verdict = judged(holding={"revoked_from": AT, "cause": cause, "replaced_by": 2, "newest_seen": 2})
    assert verdict.replaced_by == 2
    for issue in (1, 2):
        serial = format_serial(bytes.fromhex(BADGE["holder"]), issue)
        assert not [part for part in (serial, *serial.split("-"), BADGE["holder"]) if part in verdict.message]


# Badges newer than the roster


def newer(**facts: Unpack[Facts]) -> Verdict:
    """A scan of a badge that was issued a minute after the station's roster, and so is not in it."""
    attempt = {"roster_as_of": local(28, "08:00"), **facts.get("attempt", {})}
    reading = {"issued_at": local(28, "08:01"), **facts.get("reading", {})}
    out_of_roster: Facts = {**facts, "attempt": attempt, "reading": reading, "holding": None}
    return judged(**out_of_roster)


def test_a_badge_newer_than_the_roster_is_admitted_after_a_look_at_face_and_paper() -> None:
    verdict = newer()
    assert (verdict.verdict, verdict.action, verdict.reason) == ("admitted", "check", "not_yet_in_roster")


@pytest.mark.parametrize(
    ("before_the_roster", "reason"),
    [
        (timedelta(minutes=-5), "not_yet_in_roster"),
        (timedelta(minutes=9, seconds=59), "not_yet_in_roster"),
        (timedelta(minutes=10), "unknown_badge"),
        (timedelta(days=1), "unknown_badge"),
    ],
)
def test_a_badge_that_ought_to_be_in_the_roster_is_unknown(before_the_roster: timedelta, reason: str) -> None:
    assert newer(reading={"issued_at": local(28, "08:00") - before_the_roster}).reason == reason


def test_a_station_that_reads_the_desk_file_itself_excuses_nothing() -> None:
    assert newer(attempt={"roster_as_of": None}).reason == "unknown_badge"


def test_a_badge_newer_than_the_roster_may_come_from_a_linked_event() -> None:
    assert newer(reading={"issuer": "AFINDEX23"}).reason == "not_yet_in_roster"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts(reading={"valid_from": local(29, "00:00")}), "not_yet_valid"),
        (Facts(reading={"valid_until": local(28, "00:00")}), "expired"),
        (Facts(reading={"zones": ("LNG",)}), "wrong_zone"),
        (Facts(scene={"sessions": (FOR_GHANA,)}), "not_invited"),
        (Facts(scene={"sessions": (FOR_GHANA, closed("10:30", "12:30", parties=("MLI",)))}), "not_yet_in_roster"),
        (Facts(reading={"category": "INT"}, scene={"sessions": (FOR_GHANA,)}), "not_yet_in_roster"),
        (Facts(reading={"category": "INT", "issuer": "AFINDEX23"}, scene={"sessions": (FOR_GHANA,)}), "not_invited"),
        (Facts(scene={"newest_seen": 2}), "revoked"),
        (Facts(reading={"valid_until": None}), "unknown_badge"),
        (Facts(reading={"valid_from": None}), "unknown_badge"),
    ],
)
def test_a_badge_newer_than_the_roster_is_judged_by_its_claims(facts: Facts, reason: str) -> None:
    assert newer(**facts).reason == reason


def test_an_override_of_a_badge_newer_than_the_roster_still_asks_for_a_look() -> None:
    verdict = newer(attempt={"override": "vouched"}, zone={"floater": True})
    assert (verdict.action, verdict.reason, verdict.overrode) == ("check", "override", "floater_required")


def test_a_party_that_the_event_declares_is_named_even_when_the_roster_lacks_the_badge() -> None:
    verdict = newer(reading={"party": "AU"}, zone={"per_party": 1}, scene={"party_inside": 1})
    assert verdict.message == "African Union Commission has 1 of 1 inside."


# What is judged when it is recorded, and what as of the scan


def test_a_badge_revoked_since_the_scan_is_refused_when_the_scan_is_recorded() -> None:
    lost = {"revoked_from": AT + timedelta(minutes=30), "cause": "lost"}
    assert judged(attempt={"now": AT + timedelta(hours=1)}, holding=lost).reason == "revoked"
    assert judged(attempt={"now": AT + timedelta(minutes=29)}, holding=lost).verdict == "admitted"


def test_validity_is_judged_as_of_the_scan_however_late_it_is_recorded() -> None:
    assert judged(attempt={"now": local(31, "09:00")}).verdict == "admitted"
    assert judged(attempt={"at": local(23, "09:00"), "now": AT}).reason == "not_yet_valid"


@pytest.mark.parametrize(
    ("at", "guard_reads"),
    [
        (local(23, "23:59"), "Valid from 24 March."),
        (local(24, "00:00"), ""),
        (local(30, "23:59"), ""),
        (local(31, "00:00"), "Expired on 30 March."),
    ],
)
def test_a_badge_is_valid_from_its_first_midnight_to_its_last(at: datetime, guard_reads: str) -> None:
    assert judged(attempt={"at": at}).message == guard_reads


def test_a_badge_revoked_from_a_later_time_opens_until_then() -> None:
    assert judged(holding={"revoked_from": AT}).reason == "revoked"
    assert judged(holding={"revoked_from": AT + timedelta(seconds=1)}).verdict == "admitted"


# Closed sessions


@pytest.mark.parametrize(
    ("at", "reason"),
    [("09:29", None), ("09:30", "not_invited"), ("11:29", "not_invited"), ("11:30", None)],
)
def test_a_closed_session_keeps_others_out_from_its_doors_to_its_end(at: str, reason: str | None) -> None:
    assert judged(attempt={"at": local(28, at)}, scene={"sessions": (FOR_GHANA,)}).reason == reason


@pytest.mark.parametrize(
    "session",
    [
        closed("09:30", "11:30", parties=("GHA", "MLI")),
        closed("09:30", "11:30", parties=("GHA",), people=("MLI-1",)),
        closed("09:30", "11:30", access="categories", categories=("HOD",)),
    ],
    ids=["their party", "chair or speaker", "their category"],
)
def test_a_closed_session_admits_whoever_is_on_its_list(session: ClosedSession) -> None:
    verdict = judged(holding={"person_keys": frozenset({"MLI-1"})}, scene={"sessions": (session,)})
    assert verdict == Verdict("admitted", "admit")


def test_a_session_for_categories_asks_nothing_about_the_party() -> None:
    session = closed("09:30", "11:30", access="categories", categories=("DEL",), parties=("MLI",))
    assert judged(scene={"sessions": (session,)}).reason == "not_invited"


def test_sessions_do_not_keep_out_those_who_work_in_them() -> None:
    assert judged(holding={"works_sessions": True}, scene={"sessions": (FOR_GHANA,)}).verdict == "admitted"


def test_of_two_closed_sessions_at_once_one_invitation_is_enough() -> None:
    for_mali = closed("10:30", "12:30", code="S2", parties=("MLI",))
    assert judged(scene={"sessions": (FOR_GHANA, for_mali)}).verdict == "admitted"
    assert judged(scene={"sessions": (for_mali, FOR_GHANA)}).verdict == "admitted"


def test_an_invitation_to_a_session_that_is_over_or_not_yet_open_is_no_help() -> None:
    over = closed("08:00", "10:00", code="S0", parties=("MLI",))
    to_come = closed("11:01", "12:30", code="S2", parties=("MLI",))
    assert judged(scene={"sessions": (over, FOR_GHANA, to_come)}).reason == "not_invited"


def test_of_two_closed_sessions_at_once_the_guard_reads_when_the_last_is_over() -> None:
    longer = closed("10:30", "12:30", code="S2", parties=("IND",))
    verdict = judged(scene={"sessions": (longer, FOR_GHANA)})
    assert verdict.message == "Closed session until 12:30."


# The zone


def test_a_badge_for_every_zone_opens_any() -> None:
    assert judged(holding={"zones": ("*",)}).verdict == "admitted"


def test_a_floater_that_was_shown_is_not_asked_for_again() -> None:
    assert judged(zone={"floater": True}, scene={"floater_shown": True}) == Verdict("admitted", "admit")


# Coming in again

INSIDE: Changes = {
    "inside": True,
    "inside_since": visit(28, "08:01"),
    "first_entry": visit(28, "08:01"),
    "first_entry_today": visit(28, "08:01"),
}
LEFT_AGAIN: Changes = {**INSIDE, "inside": False, "inside_since": None}
HERE_YESTERDAY: Changes = {"first_entry": visit(27, "19:00", "Dinner")}


@pytest.mark.parametrize(
    ("reentry", "here_yesterday", "left_again", "inside"),
    [
        ("free", None, None, None),
        ("passback", None, None, "already_inside"),
        ("daily", None, "already_used", "already_used"),
        ("once", "already_used", "already_used", "already_used"),
    ],
)
def test_who_may_come_in_again(
    reentry: str, here_yesterday: str | None, left_again: str | None, inside: str | None
) -> None:
    assert judged(reentry=reentry).verdict == "admitted"
    assert judged(reentry=reentry, scene=HERE_YESTERDAY).reason == here_yesterday
    assert judged(reentry=reentry, scene=LEFT_AGAIN).reason == left_again
    assert judged(reentry=reentry, scene=INSIDE).reason == inside


def test_a_used_badge_says_when_and_where_it_was_used() -> None:
    first = visit(28, "19:00", "Dinner")
    verdict = judged(attempt={"at": local(28, "20:00")}, reentry="once", scene={"first_entry": first})
    assert (verdict.message, verdict.previous) == ("Already used at 19:00 (Dinner).", first)


def test_a_badge_that_was_used_on_another_day_says_which() -> None:
    assert judged(reentry="once", scene=HERE_YESTERDAY).message == "Already used at 19:00 on 27 March (Dinner)."


def test_somebody_already_inside_is_shown_with_their_earlier_entry() -> None:
    assert judged(reentry="passback", scene=INSIDE).previous == INSIDE["inside_since"]


# Limits


@pytest.mark.parametrize(
    ("inside", "guard_reads"),
    [(0, ""), (1, ""), (2, "Mali has 2 of 2 inside."), (3, "Mali has 3 of 2 inside.")],
)
def test_a_delegation_has_so_many_inside_at_once(inside: int, guard_reads: str) -> None:
    assert judged(zone={"per_party": 2}, scene={"party_inside": inside}).message == guard_reads


@pytest.mark.parametrize(
    ("inside", "guard_reads"), [(0, ""), (399, ""), (400, "Full: 400 inside."), (401, "Full: 401 inside.")]
)
def test_a_zone_holds_so_many_at_once(inside: int, guard_reads: str) -> None:
    assert judged(zone={"capacity": 400}, scene={"zone_inside": inside}).message == guard_reads


def test_a_zone_without_limits_is_never_full() -> None:
    assert judged(scene={"party_inside": 10_000, "zone_inside": 10_000}).verdict == "admitted"


def test_somebody_already_inside_takes_no_second_place() -> None:
    full = {"inside": True, "party_inside": 2, "zone_inside": 400}
    assert judged(zone={"per_party": 2, "capacity": 400}, scene=full) == Verdict("admitted", "admit")
