"""Temporary cards at gates: worth nothing until they are handed out, and their bearer's badge for a day from then on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.gate.stations import merged, prepared

from conclave_desk.desk import accreditation, attendance, badges, cards, floaters
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.gate.wording import LANGUAGES, Wording

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard

AMADOU = "Amadou Traoré"


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


def refused(decision: Decision) -> str:
    assert isinstance(decision, Refusal), decision
    return decision.reason


@pytest.fixture
def kit(guard: Guard) -> list[str]:
    """What the codes of three cards hold, the first of which has the number 1."""
    allowed(cards.prepare(guard.desk, 3))
    return [face.payload for face in cards.faces(guard.desk, cards.free(guard.desk))]


def test_a_card_that_nobody_was_given_opens_nothing(guard: Guard, kit: list[str]) -> None:
    answer = guard.scan(kit[0])
    assert (answer.verdict, answer.reason, answer.name) == ("refused", "not_collected", "")
    assert answer.message == "This badge was never handed out. Call the badge office."


def test_a_card_that_was_handed_out_is_its_bearers_badge(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    answer = guard.scan(kit[0])
    assert (answer.verdict, answer.action, answer.name) == ("admitted", "check", AMADOU)
    assert (answer.party, answer.category) == ("MLI", "DEL")
    assert answer.serial == cards.serial_of(cards.named(guard.desk, "1"))
    assert guard.row(answer)["holder"] == guard.holder(AMADOU)
    assert guard.scan(kit[1]).reason == "not_collected"


def test_card_and_badge_count_as_one_person(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    assert guard.enters(AMADOU, "PBK1").verdict == "admitted"
    assert guard.scan(kit[0], "PBK2", "in").reason == "already_inside"
    assert guard.scan(kit[0], "PBK2", "out").verdict == "left"
    assert guard.enters(AMADOU, "PBK1").verdict == "admitted"
    assert guard.station.inside("PBK1") == 1


def test_a_badge_that_was_lost_and_replaced_does_not_shut_its_holders_card_out(guard: Guard, kit: list[str]) -> None:
    allowed(badges.replace(guard.desk, guard.serial(AMADOU)))
    assert guard.enters(AMADOU).verdict == "admitted"
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    assert guard.scan(kit[0]).verdict == "admitted"
    assert guard.enters(AMADOU).verdict == "admitted"


@pytest.mark.usefixtures("kit")
def test_a_card_typed_by_its_serial_is_taken_too(guard: Guard) -> None:
    serial = cards.serial_of(cards.named(guard.desk, "2"))
    assert guard.scan(serial).reason == "not_collected"
    allowed(cards.hand_out(guard.desk, serial, AMADOU))
    answer = guard.scan(serial)
    assert (answer.verdict, answer.method, answer.name) == ("admitted", "typed", AMADOU)


def test_a_card_opens_what_its_bearers_accreditation_opens(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", "Meera Nair"))
    assert guard.scan(kit[0], "PLN1").reason == "wrong_zone"
    assert guard.scan(kit[0], "CMP1").verdict == "admitted"
    allowed(accreditation.suspend(guard.desk, "Meera Nair", "asked to wait"))
    assert guard.scan(kit[0], "CMP1").reason == "suspended"


def test_a_card_is_good_for_one_day(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    earlier = guard.now - timedelta(minutes=1)
    assert guard.scan(kit[0], at=earlier).reason == "not_yet_valid"
    guard.at(28, 23, 59)
    assert guard.scan(kit[0]).verdict == "admitted"
    guard.at(29, 0, 1)
    assert guard.scan(kit[0]).reason == "expired"
    assert refused(cards.hand_out(guard.desk, "1", "Fatou Keita")) == "card_taken"
    allowed(cards.hand_out(guard.desk, "2", AMADOU))
    assert guard.scan(kit[1]).verdict == "admitted"


@pytest.mark.parametrize("cause", ["lost", "withdrawn", "surrendered"])
def test_a_card_that_is_lost_or_handed_back_opens_nothing_any_more(guard: Guard, kit: list[str], cause: str) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    serial = cards.serial_of(cards.named(guard.desk, "1"))
    if cause == "surrendered":
        allowed(badges.surrender(guard.desk, [serial]))
    else:
        allowed(badges.revoke(guard.desk, [serial], cause))
    answer = guard.scan(kit[0])
    assert (answer.reason, answer.detail) == ("revoked", {"cause": cause})
    assert guard.enters(AMADOU).verdict == "admitted"
    assert refused(badges.revoke(guard.desk, ["1"])) == "card_ended"
    allowed(cards.hand_out(guard.desk, "2", AMADOU))


@pytest.mark.usefixtures("kit")
def test_whom_a_card_cannot_be_given_to(guard: Guard) -> None:
    desk = guard.desk
    allowed(accreditation.suspend(desk, AMADOU, "asked to wait"))
    assert refused(cards.hand_out(desk, "1", AMADOU)) == "not_accredited"
    allowed(cards.hand_out(desk, "1", "Fatou Keita"))
    assert refused(cards.hand_out(desk, "2", "Fatou Keita")) == "has_card"
    assert refused(cards.hand_out(desk, "1", "Asha Rao")) == "card_taken"
    with pytest.raises(WrongUse, match="no temporary card '77'"):
        cards.hand_out(desk, "77", "Asha Rao")
    guard.at(31)
    assert refused(cards.hand_out(desk, "2", "Asha Rao")) in ("card_not_valid", "not_accredited")


def test_a_card_that_a_gate_apart_took_after_it_was_lost_is_found_when_scans_come_back(
    guard: Guard, kit: list[str], tmp_path: Path
) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    station = prepared(guard.desk, "CMP1", tmp_path / "campus.station")
    guard.now += timedelta(minutes=5)
    allowed(badges.revoke(guard.desk, ["1"]))
    station.now = guard.now + timedelta(minutes=5)
    assert station.scan(kit[0]).verdict == "admitted"
    guard.now += timedelta(minutes=10)
    (found,) = merged(guard.desk, station.export(tmp_path / "campus.scans")).findings.revoked_admitted
    assert (found.holder, found.cause, found.name) == (cards.named(guard.desk, "1").holder, "lost", AMADOU)


@pytest.mark.usefixtures("kit")
def test_cards_are_numbered_on_and_no_two_are_alike(guard: Guard) -> None:
    allowed(cards.prepare(guard.desk, 2))
    assert [row["number"] for row in cards.rows(guard.desk)] == [1, 2, 3, 4, 5]
    assert len({row["serial"] for row in cards.rows(guard.desk)}) == 5
    for count in (0, cards.MOST + 1):
        with pytest.raises(WrongUse):
            cards.prepare(guard.desk, count)


def test_who_came_on_a_card_was_there(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    guard.scan(kit[0], "PLN1")
    rows = [row for row in attendance.rows(guard.desk) if row.family_name == "Traoré" and not row.session]
    assert [row.status for row in rows if row.date.day == 28] == ["attended"]


def test_a_card_and_a_floater_open_a_room_together(guard: Guard, kit: list[str]) -> None:
    allowed(floaters.assign(guard.desk, "MLI", 1))
    (pool,) = floaters.pool(guard.desk)
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    assert guard.scan(kit[0], "FLT1").reason == "floater_required"
    guard.now += timedelta(seconds=5)
    answer = guard.scan(floaters.payload(guard.desk, pool), "FLT1")
    assert (answer.verdict, answer.name) == ("admitted", AMADOU)


def test_a_scan_that_is_sent_again_is_answered_with_the_same_name(guard: Guard, kit: list[str]) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    first = guard.scan(kit[0], scan_id="one")
    again = guard.scan(kit[0], scan_id="one")
    assert (again.repeated, again.name, again.serial) == (True, AMADOU, first.serial)


def test_a_station_of_its_own_knows_cards_as_of_its_roster(guard: Guard, kit: list[str], tmp_path: Path) -> None:
    allowed(cards.hand_out(guard.desk, "1", AMADOU))
    station = prepared(guard.desk, "CMP1", tmp_path / "campus.station")
    assert station.scan(kit[0]).name == AMADOU
    allowed(cards.hand_out(guard.desk, "2", "Fatou Keita"))
    answer = station.scan(kit[1])
    assert answer.reason == "not_collected"
    assert answer.message == "Not handed out as of 09:30 (this gate's roster). Call the badge office."
    for language in LANGUAGES:
        assert "09:30" in Wording(language, guard.desk.event).sentence(answer)
    assert Wording("en", guard.desk.event).sentence(answer) == answer.message
    prepared(guard.desk, "CMP1", station.path)
    assert station.scan(kit[1]).name == "Fatou Keita"
    allowed(cards.prepare(guard.desk, 1))
    newest = next(cards.faces(guard.desk, [cards.named(guard.desk, "4")]))
    assert station.scan(newest.payload).reason == "unknown_badge"
