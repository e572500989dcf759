"""Who is inside: zones within zones, ways back in, limits, the day's end, and scans that arrive late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conclave_desk.desk import badges, programme

if TYPE_CHECKING:
    from tests.gate.conftest import Guard


def test_leaving_the_campus_ends_presence_in_the_hall_and_in_the_room_within_it(guard: Guard) -> None:
    for gate in ("CMP1", "PLN1", "PBK1"):
        guard.enters("Amadou Traoré", gate)
    assert guard.leaves("Amadou Traoré", "CMP1").inside == 0
    assert guard.leaves("Amadou Traoré", "PLN1").reason == "not_seen_entering"
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_leaving_the_hall_does_not_end_presence_on_the_campus(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "CMP1")
    guard.enters("Amadou Traoré", "PLN1")
    guard.leaves("Amadou Traoré", "PLN1")
    answer = guard.leaves("Amadou Traoré", "CMP1")
    assert (answer.verdict, answer.reason, answer.inside) == ("left", None, 0)


def test_gates_of_other_zones_know_nothing_of_each_other(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "DIN1")
    guard.enters("Amadou Traoré", "SML1")
    assert guard.leaves("Amadou Traoré", "PTY1").reason == "not_seen_entering"
    assert guard.enters("Amadou Traoré", "BUF1").verdict == "admitted"


def test_passback_lets_in_again_after_a_way_out_at_any_gate_of_the_zone(guard: Guard) -> None:
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"
    refused = guard.enters("Amadou Traoré", "PBK2")
    assert (refused.reason, refused.previous_gate) == ("already_inside", "PBK1")
    guard.leaves("Amadou Traoré", "PBK2")
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_whoever_is_seen_leaving_first_has_not_spent_the_badge(guard: Guard) -> None:
    assert guard.leaves("Amadou Traoré", "PBK1").reason == "not_seen_entering"
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_a_refused_scan_spends_nothing(guard: Guard) -> None:
    guard.enters("Meera Nair", "DIN1")
    assert guard.enters("Meera Nair", "DIN1").reason == "wrong_zone"
    assert guard.enters("Meera Nair", "DIN1", override="guest of the host").overrode == "wrong_zone"


def test_once_is_once_for_the_whole_event_whatever_badge_is_shown(guard: Guard) -> None:
    guard.at(27, 19)
    guard.enters("Amadou Traoré", "DIN1")
    guard.at(28, 19)
    badges.replace(guard.desk, guard.serial("Amadou Traoré"))
    answer = guard.enters("Amadou Traoré", "DIN1")
    assert (answer.reason, answer.message) == ("already_used", "Already used at 19:00 on 27 March (Dinner).")
    assert answer.previous_at == guard.at(27, 19)


def test_daily_is_once_a_day_by_the_events_own_midnight(guard: Guard) -> None:
    guard.at(27, 23, 50)
    assert guard.enters("Amadou Traoré", "BUF1").verdict == "admitted"
    assert guard.enters("Amadou Traoré", "BUF1").reason == "already_used"
    guard.at(28, 0, 10)
    assert guard.enters("Amadou Traoré", "BUF1").verdict == "admitted"


def test_presence_is_cut_at_the_days_end(guard: Guard) -> None:
    guard.at(27, 22)
    guard.enters("Amadou Traoré", "PBK1")
    guard.enters("Fatou Keita", "PBK1")
    guard.at(28, 8)
    answer = guard.enters("Amadou Traoré", "PBK1")
    assert (answer.verdict, answer.inside) == ("admitted", 1)
    assert guard.leaves("Fatou Keita", "PBK1").reason == "not_seen_entering"


def test_a_day_may_end_in_the_small_hours(guard: Guard) -> None:
    guard.redeclare(day_ends="03:00")
    guard.at(27, 22)
    guard.enters("Amadou Traoré", "PBK1")
    guard.at(28, 2, 59)
    assert guard.enters("Amadou Traoré", "PBK1").reason == "already_inside"
    guard.at(28, 3)
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_a_day_of_a_clock_change_ends_at_its_own_midnight(guard: Guard) -> None:
    guard.redeclare(timezone="Europe/Berlin")
    before = guard.at(26, 23, 59)
    guard.enters("Amadou Traoré", "PBK1", at=before)
    assert guard.enters("Amadou Traoré", "PBK1").reason == "already_inside"
    after = guard.at(27, 0, 1)
    assert after - before == timedelta(minutes=2)
    assert guard.enters("Amadou Traoré", "PBK1").verdict == "admitted"


def test_a_full_room_takes_the_next_one_when_somebody_leaves(guard: Guard) -> None:
    assert guard.enters("Amadou Traoré", "SML1").inside == 1
    assert guard.enters("Fatou Keita", "SML1").inside == 2
    refused = guard.enters("Issa Moussa", "SML1")
    assert (refused.reason, refused.inside, refused.detail) == ("zone_full", 2, {"capacity": 2})
    assert guard.enters("Amadou Traoré", "SML1").verdict == "admitted", "whoever is inside already takes no more room"
    assert guard.leaves("Fatou Keita", "SML1").inside == 1
    assert guard.enters("Issa Moussa", "SML1").inside == 2


def test_a_delegations_limit_is_its_own(guard: Guard) -> None:
    assert guard.enters("Amadou Traoré", "PTY1").verdict == "admitted"
    assert guard.enters("Issa Moussa", "PTY1").verdict == "admitted"
    assert guard.enters("Fatou Keita", "PTY1").message == "Mali has 1 of 1 inside."
    guard.leaves("Amadou Traoré", "PTY1")
    assert guard.enters("Fatou Keita", "PTY1").verdict == "admitted"


def test_somebody_let_in_against_the_limit_counts(guard: Guard) -> None:
    for name in ("Amadou Traoré", "Fatou Keita"):
        guard.enters(name, "SML1")
    assert guard.enters("Issa Moussa", "SML1", override="minister").inside == 3
    assert guard.enters("Ravi Iyer", "SML1").message == "Full: 3 inside."


def test_a_scan_recorded_late_counts_who_was_inside_then(guard: Guard) -> None:
    nine, half, ten = guard.at(28, 9), guard.at(28, 9, 30), guard.at(28, 10)
    guard.enters("Amadou Traoré", "SML1", at=nine)
    guard.leaves("Amadou Traoré", "SML1", at=ten)
    guard.at(28, 10, 30)
    late = guard.enters("Fatou Keita", "SML1", at=half)
    assert (late.verdict, late.inside, late.at) == ("admitted", 2, half)
    assert guard.enters("Issa Moussa", "SML1").inside == 2


def test_a_late_scan_is_refused_by_what_had_happened_by_then_and_not_by_what_came_after(guard: Guard) -> None:
    nine, half, ten = guard.at(28, 9), guard.at(28, 9, 30), guard.at(28, 10)
    guard.enters("Amadou Traoré", "PBK1", at=ten)
    assert guard.enters("Amadou Traoré", "PBK1", at=nine).verdict == "admitted"
    refused = guard.enters("Amadou Traoré", "PBK2", at=half)
    assert (refused.reason, refused.previous_at) == ("already_inside", nine)


def test_validity_is_judged_as_of_the_scan_and_loss_as_of_its_recording(guard: Guard) -> None:
    yesterday = guard.at(27, 9)
    guard.at(28, 9)
    assert guard.enters("Early Leaver", at=yesterday).verdict == "admitted"
    assert guard.enters("Late Comer", at=yesterday).reason == "not_yet_valid"
    badges.revoke(guard.desk, [guard.serial("Amadou Traoré")])
    assert guard.enters("Amadou Traoré", at=yesterday).reason == "revoked"


@pytest.mark.parametrize(("hour", "minute", "verdict"), [(9, 29, "admitted"), (9, 30, "refused"), (11, 0, "admitted")])
def test_a_closed_session_keeps_others_out_from_its_doors_to_its_end(
    guard: Guard, hour: int, minute: int, verdict: str
) -> None:
    starts, ends = guard.at(28, 10), guard.at(28, 11)
    decision = programme.add(
        guard.desk, "C1", "Drafting", starts, ends, venue="ROOM", access="categories", categories=["HOST"], doors=30
    )
    assert getattr(decision, "entries", None)
    at = guard.at(28, hour, minute)
    guard.at(28, 12)
    assert guard.enters("Asha Rao", "CLS1", at=at).verdict == "admitted"
    assert guard.enters("Amadou Traoré", "CLS1", at=at).verdict == verdict
