"""What is shown besides a badge: floaters from a delegation's pool, escorts, and marks that a guard heeds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.gate.stations import prepared

from conclave_desk.desk import floaters, nominations
from conclave_desk.desk.lookup import person
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.errors import WrongUse
from conclave_desk.gate.scan import Scan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


def cards(guard: Guard, party: str, count: int = 1) -> list[str]:
    """New floaters for the party; their codes."""
    known = {card.holder for card in floaters.pool(guard.desk)}
    allowed(floaters.assign(guard.desk, party, count))
    return [floaters.payload(guard.desk, card) for card in floaters.pool(guard.desk) if card.holder not in known]


def test_a_room_opens_for_the_badge_once_its_delegations_floater_is_shown(guard: Guard) -> None:
    (card,) = cards(guard, "MLI")
    first = guard.enters("Amadou Traoré", "FLT1")
    assert (first.reason, first.action) == ("floater_required", "wait")
    guard.now += timedelta(seconds=20)
    answer = guard.scan(card, "FLT1")
    assert (answer.verdict, answer.action, answer.name, answer.inside) == ("admitted", "admit", "Amadou Traoré", 1)
    (shown,) = floaters.rows(guard.desk, "MLI")
    assert shown["held_by"] == "Amadou Traoré"


def test_a_floater_alone_or_too_late_opens_nothing(guard: Guard) -> None:
    (card,) = cards(guard, "MLI")
    alone = guard.scan(card, "FLT1")
    assert (alone.reason, alone.message) == ("floater_required", "Scan the guest's badge first, then the floater.")
    guard.enters("Amadou Traoré", "FLT1")
    guard.now += timedelta(seconds=61)
    assert guard.scan(card, "FLT1").verdict == "refused"
    assert guard.scan(card, "CMP1").verdict == "refused", "nor where no floater is asked for"
    assert guard.station.inside("FLT1") == 0


def test_two_lanes_at_one_gate_do_not_disturb_each_other(guard: Guard) -> None:
    (card,), (other,) = cards(guard, "MLI"), cards(guard, "NER")
    for name in ("Amadou Traoré", "Issa Moussa"):
        guard.enters(name, "FLT1")
    assert guard.scan(card, "FLT1").name == "Amadou Traoré"
    assert guard.scan(other, "FLT1").name == "Issa Moussa"


def test_another_delegations_floater_opens_nothing(guard: Guard) -> None:
    (card,) = cards(guard, "NER")
    guard.enters("Amadou Traoré", "FLT1")
    answer = guard.scan(card, "FLT1")
    assert (answer.reason, answer.message) == (
        *("floater_required", "This floater is not Mali's. Scan the delegation's own."),
    )


def test_one_floater_is_with_one_person_at_a_time(guard: Guard) -> None:
    (card,) = cards(guard, "MLI")
    guard.enters("Amadou Traoré", "FLT1")
    assert guard.scan(card, "FLT1").verdict == "admitted"
    guard.now += timedelta(minutes=2)
    guard.enters("Fatou Keita", "FLT1")
    assert guard.scan(card, "FLT1").message == "Somebody is inside with this floater. Scan another one."
    guard.leaves("Amadou Traoré", "FLT1")
    guard.now += timedelta(minutes=2)
    guard.enters("Fatou Keita", "FLT1")
    assert guard.scan(card, "FLT1").name == "Fatou Keita"


def test_a_recalled_floater_is_stopped(guard: Guard) -> None:
    (card,) = cards(guard, "MLI")
    serial = floaters.rows(guard.desk)[0]["serial"]
    allowed(floaters.recall(guard.desk, serial))
    guard.enters("Amadou Traoré", "FLT1")
    assert (guard.scan(card, "FLT1").reason, guard.station.inside("FLT1")) == ("revoked", 0)
    assert isinstance(floaters.recall(guard.desk, serial), Refusal)
    with pytest.raises(WrongUse):
        floaters.recall(guard.desk, guard.serial("Amadou Traoré"))


def test_a_floater_helps_against_nothing_else(guard: Guard) -> None:
    (card,) = cards(guard, "IND")
    guard.redeclare(
        zones=tuple(
            msgspec.structs.replace(zone, capacity=1) if zone.code == "FLT" else zone for zone in guard.desk.event.zones
        )
    )
    guard.enters("Ravi Iyer", "FLT1")
    assert guard.scan(card, "FLT1").verdict == "admitted"
    (other,) = cards(guard, "MLI")
    guard.enters("Fatou Keita", "FLT1")
    assert guard.scan(other, "FLT1").reason == "zone_full"


def test_floaters_work_at_a_station_away(guard: Guard, tmp_path: Path) -> None:
    (card,) = cards(guard, "MLI")
    station = prepared(guard.desk, "FLT1", tmp_path / "flt.station")
    assert station.scan(guard.badge("Amadou Traoré")).reason == "floater_required"
    assert station.scan(card).verdict == "admitted"
    assert station.scan(card).verdict == "refused"


def test_a_floater_is_assigned_to_a_party_and_a_zone_that_there_are(guard: Guard) -> None:
    with pytest.raises(WrongUse):
        floaters.assign(guard.desk, "XXX", 1)
    with pytest.raises(WrongUse):
        floaters.assign(guard.desk, "MLI", 1, ["NONE"])


def with_escorts(guard: Guard) -> None:
    categories = tuple(
        msgspec.structs.replace(category, escort=category.code == "MED") for category in guard.desk.event.categories
    )
    guard.redeclare(categories=categories)


def test_whoever_needs_an_escort_comes_in_right_after_one(guard: Guard, tmp_path: Path) -> None:
    with_escorts(guard)
    alone = guard.enters("Meera Nair")
    assert (alone.reason, alone.action) == ("escort_required", "wait")
    assert alone.message == "Scan the escort's badge first, then this one again."
    guard.enters("Asha Rao")
    guard.now += timedelta(seconds=30)
    guard.enters("Amadou Traoré")
    answer = guard.enters("Meera Nair")
    assert (answer.verdict, guard.entry(answer).escort) == ("admitted", guard.holder("Asha Rao"))
    station = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")
    assert station.scan(guard.badge("Meera Nair")).reason == "escort_required"
    station.scan(guard.badge("Asha Rao"))
    assert station.scan(guard.badge("Meera Nair")).verdict == "admitted"


def test_an_escort_who_came_long_ago_elsewhere_or_was_refused_is_none(guard: Guard) -> None:
    with_escorts(guard)
    guard.enters("Asha Rao", "BUF1")
    assert guard.enters("Meera Nair").reason == "escort_required"
    guard.enters("Amadou Traoré")
    assert guard.enters("Meera Nair").reason == "escort_required", "another State's delegate is no escort"
    guard.enters("Asha Rao")
    guard.station.annul("CMP1")
    assert guard.enters("Meera Nair").reason == "escort_required"
    guard.enters("Asha Rao")
    guard.now += timedelta(seconds=61)
    assert guard.enters("Meera Nair").reason == "escort_required"
    assert guard.leaves("Meera Nair").verdict == "left", "leaving is always possible"


def test_a_mark_is_shown_with_every_verdict_on_the_way_in_and_stands_in_no_journal(guard: Guard) -> None:
    found = person(guard.desk, "Issa Moussa")
    cells = {"given_name": "Issa", "family_name": "Oumarou", "marks": "call protocol; one pistol, serial on the list"}
    allowed(nominations.substitute(guard.desk, found.id, cells))
    from conclave_desk.desk import accreditation, badges

    allowed(accreditation.grant(guard.desk, "Oumarou"))
    allowed(badges.issue(guard.desk, ["Oumarou"]))
    answer = guard.enters("Oumarou")
    assert answer.detail == {"marks": ["call protocol", "one pistol, serial on the list"]}
    assert guard.entry(answer).detail is None
    refused = guard.enters("Oumarou", "PBK1", override=None)
    assert (refused.detail or {})["marks"]
    assert guard.leaves("Oumarou").detail is None


def test_a_floaters_scan_that_is_sent_again_is_one_entry(guard: Guard) -> None:
    (card,) = cards(guard, "MLI")
    guard.enters("Amadou Traoré", "FLT1")
    scan = Scan(card, "FLT1", scan_id="f")
    first, again = guard.station.scan(scan), guard.station.scan(scan)
    assert (first.verdict, again.verdict, again.repeated) == ("admitted", "admitted", True)
    assert guard.station.inside("FLT1") == 1
