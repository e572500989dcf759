"""Every refusal of the list, met by a real badge at a real gate, with the words that the guard reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conclave_desk.credential.serial import format_serial
from conclave_desk.desk import accreditation, badges, programme
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.domain.event import Policy

if TYPE_CHECKING:
    from tests.gate.conftest import Guard

    Attempt = Callable[[Guard], tuple[str, str]]

UNCONFIRMED = "This badge cannot be confirmed here. Ask the guest to wait; call the badge office."


def allowed(decision: Decision) -> None:
    assert isinstance(decision, Decided), decision


def unreadable(_: Guard) -> tuple[str, str]:
    return "https://example.org/menu", "CMP1"


def wrong_event(guard: Guard) -> tuple[str, str]:
    return guard.of_another_key(event="DEFEXPO"), "CMP1"


def unknown_key(guard: Guard) -> tuple[str, str]:
    return guard.of_another_key(), "CMP1"


def forged(guard: Guard) -> tuple[str, str]:
    return guard.forged("Amadou Traoré"), "CMP1"


def unknown_badge(guard: Guard) -> tuple[str, str]:
    return guard.stray(holder=b"stray"), "CMP1"


def unknown_serial(_: Guard) -> tuple[str, str]:
    return format_serial(b"stray", 1), "CMP1"


def lost(guard: Guard) -> tuple[str, str]:
    allowed(badges.revoke(guard.desk, [guard.serial("Amadou Traoré")]))
    return guard.badge("Amadou Traoré"), "CMP1"


def withdrawn(guard: Guard) -> tuple[str, str]:
    allowed(badges.revoke(guard.desk, [guard.serial("Amadou Traoré")], "withdrawn"))
    return guard.badge("Amadou Traoré"), "CMP1"


def surrendered(guard: Guard) -> tuple[str, str]:
    allowed(badges.surrender(guard.desk, [guard.serial("Amadou Traoré")]))
    return guard.badge("Amadou Traoré"), "CMP1"


def replaced(guard: Guard) -> tuple[str, str]:
    allowed(badges.replace(guard.desk, guard.serial("Amadou Traoré")))
    return guard.badge("Amadou Traoré", 0), "CMP1"


def refused_after_all(guard: Guard) -> tuple[str, str]:
    allowed(accreditation.refuse(guard.desk, "Amadou Traoré"))
    return guard.badge("Amadou Traoré"), "CMP1"


def not_collected(guard: Guard) -> tuple[str, str]:
    guard.redeclare(policy=Policy(collect="required"))
    return guard.badge("Amadou Traoré"), "CMP1"


def suspended(guard: Guard) -> tuple[str, str]:
    allowed(accreditation.suspend(guard.desk, "Amadou Traoré"))
    return guard.badge("Amadou Traoré"), "CMP1"


def not_yet_valid(guard: Guard) -> tuple[str, str]:
    return guard.badge("Late Comer"), "CMP1"


def expired(guard: Guard) -> tuple[str, str]:
    return guard.badge("Early Leaver"), "CMP1"


def wrong_zone(guard: Guard) -> tuple[str, str]:
    return guard.badge("Meera Nair"), "PLN1"


def not_invited(guard: Guard) -> tuple[str, str]:
    zone = guard.desk.event.zone_info
    starts, ends = datetime(2023, 3, 28, 10, tzinfo=zone), datetime(2023, 3, 28, 11, 30, tzinfo=zone)
    decision = programme.add(
        guard.desk, "C1", "Drafting", starts, ends, venue="ROOM", access="invited", parties=["NER"], doors=45
    )
    allowed(decision)
    return guard.badge("Amadou Traoré"), "CLS1"


def floater_required(guard: Guard) -> tuple[str, str]:
    return guard.badge("Amadou Traoré"), "FLT1"


def already_inside(guard: Guard) -> tuple[str, str]:
    guard.enters("Amadou Traoré", "PBK1", at=guard.now - timedelta(minutes=89))
    return guard.badge("Amadou Traoré"), "PBK2"


def already_used(guard: Guard) -> tuple[str, str]:
    guard.at(28, 21)
    guard.enters("Amadou Traoré", "DIN1", at=guard.now - timedelta(hours=2))
    return guard.badge("Amadou Traoré"), "DIN1"


def party_limit(guard: Guard) -> tuple[str, str]:
    guard.enters("Fatou Keita", "PTY1")
    return guard.badge("Amadou Traoré"), "PTY1"


def zone_full(guard: Guard) -> tuple[str, str]:
    guard.enters("Fatou Keita", "SML1")
    guard.enters("Issa Moussa", "SML1")
    return guard.badge("Amadou Traoré"), "SML1"


REFUSALS: list[tuple[Attempt, str, str, str]] = [
    (unreadable, "unreadable", "stop", "This is not a badge of this event."),
    (wrong_event, "wrong_event", "stop", "This badge is for another event: DEFEXPO."),
    (unknown_key, "unknown_key", "wait", UNCONFIRMED),
    (forged, "forged", "wait", UNCONFIRMED),
    (unknown_badge, "unknown_badge", "wait", "This badge is not on the list. Call the badge office."),
    (unknown_serial, "unknown_badge", "wait", "This badge is not on the list. Call the badge office."),
    (lost, "revoked", "stop", "This badge was reported lost. Keep it; call the badge office."),
    (withdrawn, "revoked", "stop", "This badge was withdrawn. Keep it; call the badge office."),
    (surrendered, "revoked", "stop", "This badge was handed back. Keep it; call the badge office."),
    (replaced, "revoked", "stop", "This badge was replaced (issue 2 is valid). Keep it; call the badge office."),
    (refused_after_all, "revoked", "stop", "The accreditation was refused. Keep it; call the badge office."),
    (not_collected, "not_collected", "wait", "This badge was never handed out. Call the badge office."),
    (
        suspended,
        "suspended",
        "stop",
        "Accreditation suspended. Ask the guest to wait; call the supervisor.",
    ),
    (not_yet_valid, "not_yet_valid", "wait", "Valid from 29 March."),
    (expired, "expired", "wait", "Expired on 27 March."),
    (wrong_zone, "wrong_zone", "stop", "This badge does not open Plenary hall. It opens: Campus, Buffet."),
    (not_invited, "not_invited", "wait", "Closed session until 11:30."),
    (floater_required, "floater_required", "wait", "Scan the delegation's floater."),
    (already_inside, "already_inside", "wait", "Already inside since 08:01 (Vault)."),
    (already_used, "already_used", "stop", "Already used at 19:00 (Dinner)."),
    (party_limit, "party_limit", "wait", "Mali has 1 of 1 inside."),
    (zone_full, "zone_full", "wait", "Full: 2 inside."),
]
NAMES = [row[0].__name__ for row in REFUSALS]
NEVER_OVERRIDDEN = ("unreadable", "wrong_event", "unknown_key", "forged", "unknown_badge")


@pytest.mark.parametrize(("attempt", "reason", "action", "message"), REFUSALS, ids=NAMES)
def test_each_refusal_says_why_and_what_next_and_is_an_entry(
    guard: Guard, attempt: Attempt, reason: str, action: str, message: str
) -> None:
    code, gate = attempt(guard)
    entries = guard.entries()
    answer = guard.scan(code, gate)
    assert (answer.verdict, answer.reason, answer.action, answer.message) == ("refused", reason, action, message)
    assert (answer.gate, answer.direction, answer.overrode, answer.at) == (gate, "in", None, guard.now)
    assert guard.entries() == entries + 1
    assert guard.row(answer)["verdict"] == "refused"


@pytest.mark.parametrize(("attempt", "reason"), [row[:2] for row in REFUSALS], ids=NAMES)
def test_a_supervisor_lets_in_against_every_refusal_but_the_first_five(
    guard: Guard, attempt: Attempt, reason: str
) -> None:
    code, gate = attempt(guard)
    answer = guard.scan(code, gate, override="minister's word")
    if reason in NEVER_OVERRIDDEN:
        assert (answer.verdict, answer.reason, answer.overrode) == ("refused", reason, None)
    else:
        assert (answer.verdict, answer.reason, answer.overrode) == ("admitted", "override", reason)
        assert answer.action in ("admit", "check")
    assert guard.reason(answer) == "minister's word"


@pytest.mark.parametrize(("attempt", "reason"), [row[:2] for row in REFUSALS], ids=NAMES)
def test_whoever_has_a_badge_of_this_event_may_always_leave(guard: Guard, attempt: Attempt, reason: str) -> None:
    code, _ = attempt(guard)
    answer = guard.scan(code, "CMP1", "out")
    if reason in NEVER_OVERRIDDEN:
        assert (answer.verdict, answer.reason) == ("refused", reason)
    else:
        assert (answer.verdict, answer.reason, answer.action) == ("left", "not_seen_entering", "admit")


def test_a_replaced_badge_names_the_issue_to_the_guard_and_the_serial_to_nobody_at_the_gate(guard: Guard) -> None:
    old = guard.badge("Amadou Traoré")
    allowed(badges.replace(guard.desk, guard.serial("Amadou Traoré")))
    answer = guard.scan(old)
    assert (answer.name, answer.issue, answer.replaced_by) == ("Amadou Traoré", 1, 2)
    assert guard.serial("Amadou Traoré") not in str(answer)


def test_a_newer_badge_that_was_shown_stops_the_older_one_before_the_desk_says_so(guard: Guard) -> None:
    newer = guard.stray(holder=bytes.fromhex(guard.holder("Amadou Traoré")), issue=2)
    assert guard.scan(newer).reason == "unknown_badge"
    answer = guard.enters("Amadou Traoré")
    assert (answer.reason, answer.replaced_by) == ("revoked", 2)


def test_a_serial_that_was_typed_proves_no_newer_badge(guard: Guard) -> None:
    guard.scan(format_serial(bytes.fromhex(guard.holder("Amadou Traoré")), 2))
    assert guard.enters("Amadou Traoré").verdict == "admitted"


def test_a_good_badge_is_admitted_with_all_that_the_screen_shows(guard: Guard) -> None:
    answer = guard.enters("Amadou Traoré", "PLN1")
    assert (answer.verdict, answer.action, answer.reason, answer.message) == ("admitted", "admit", None, "")
    assert (answer.name, answer.party, answer.category) == ("Amadou Traoré", "MLI", "DEL")
    assert (answer.method, answer.issue, answer.serial) == ("qr", 1, guard.serial("Amadou Traoré"))
    assert (answer.inside, answer.offline, answer.zone) == (1, False, "PLN")


def test_interpreters_come_into_closed_sessions(guard: Guard) -> None:
    not_invited(guard)
    assert guard.enters("Ravi Iyer", "CLS1").verdict == "admitted"
    assert guard.enters("Issa Moussa", "CLS1").verdict == "admitted"


def test_what_cannot_be_read_is_kept_to_512_characters_and_what_is_a_badge_is_not_kept(guard: Guard) -> None:
    garbage = "é" * 600
    assert guard.entry(guard.scan(garbage)).text == "é" * 512
    assert guard.entry(guard.enters("Amadou Traoré")).text == ""


def test_a_badge_that_cannot_be_confirmed_is_laid_at_nobodys_door(guard: Guard) -> None:
    answer = guard.scan(guard.forged("Amadou Traoré"))
    assert (answer.name, answer.serial, answer.party, answer.issue) == (None, None, None, None)
    assert guard.entry(answer).holder is None
    assert guard.row(answer)["holder"] == ""
