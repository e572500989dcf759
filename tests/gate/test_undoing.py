"""The last scan is taken back by an entry; what a gate's screen shows of its day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.gate.stations import prepared

from conclave_desk.domain.decision import Refusal
from conclave_desk.gate.answer import Answer
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.registers import schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard


def annulled(guard: Guard, gate: str = "CMP1") -> Answer:
    answer = guard.station.annul(gate, "wrong button")
    assert isinstance(answer, Answer), answer
    return answer


def refused(guard: Guard, gate: str = "CMP1") -> str:
    answer = guard.station.annul(gate)
    assert isinstance(answer, Refusal), answer
    return answer.reason


def test_the_last_scan_is_taken_back_and_everything_is_as_before_it(guard: Guard) -> None:
    guard.enters("Fatou Keita")
    inside = guard.station.inside("CMP1")
    entered = guard.enters("Amadou Traoré", scan_id="a")
    answer = annulled(guard)
    assert (answer.scan_id, answer.verdict, answer.reason, answer.name) == (
        *(entered.scan_id, "refused", "annulled", "Amadou Traoré"),
    )
    assert guard.station.inside("CMP1") == inside
    assert guard.leaves("Amadou Traoré").reason == "not_seen_entering"
    assert guard.entries() == 4, "nothing is deleted"


def test_a_meal_that_was_taken_back_can_be_had(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "DIN1")
    annulled(guard, "DIN1")
    assert guard.enters("Amadou Traoré", "DIN1").verdict == "admitted"
    assert guard.enters("Amadou Traoré", "DIN1").reason == "already_used"


def test_an_exit_that_was_taken_back_leaves_everybody_where_they_were(guard: Guard) -> None:
    for gate in ("CMP1", "PLN1", "PBK1"):
        guard.enters("Amadou Traoré", gate)
    guard.leaves("Amadou Traoré", "CMP1")
    assert [guard.station.inside(gate) for gate in ("CMP1", "PLN1", "PBK1")] == [0, 0, 0]
    annulled(guard)
    assert [guard.station.inside(gate) for gate in ("CMP1", "PLN1", "PBK1")] == [1, 1, 1]
    assert guard.enters("Amadou Traoré", "PBK1").reason == "already_inside"


def test_asking_again_for_an_annulled_scan_admits_nobody(guard: Guard) -> None:
    guard.enters("Amadou Traoré", scan_id="a")
    annulled(guard)
    again = guard.enters("Amadou Traoré", scan_id="a")
    assert (again.verdict, again.action, again.reason, again.repeated) == ("refused", "wait", "annulled", True)
    assert guard.station.inside("CMP1") == 0
    assert guard.enters("Amadou Traoré", scan_id="b").verdict == "admitted"


def test_only_the_last_scan_of_the_gate_is_taken_back_and_only_once(guard: Guard) -> None:
    assert refused(guard) == "nothing_to_annul"
    guard.enters("Fatou Keita")
    guard.enters("Amadou Traoré")
    guard.enters("Meera Nair", "SML1")
    assert annulled(guard).name == "Amadou Traoré"
    assert refused(guard) == "annulled"
    assert guard.station.inside("CMP1") == 1


@pytest.mark.parametrize(("minutes", "possible"), [(0, True), (15, True), (16, False), (-60, False)])
def test_a_scan_can_be_taken_back_for_15_minutes_by_the_stations_clock(
    guard: Guard, minutes: int, *, possible: bool
) -> None:
    guard.enters("Amadou Traoré")
    guard.now += timedelta(minutes=minutes)
    assert isinstance(guard.station.annul("CMP1"), Answer) == possible


def test_an_annulled_scan_draws_the_same_registers_again(guard: Guard) -> None:
    for name in ("Amadou Traoré", "Fatou Keita", "Amadou Traoré"):
        guard.enters(name)
        guard.now += timedelta(seconds=1)
    annulled(guard)
    before = schema.digest(guard.desk.journal.db)
    rebuild(guard.desk.journal, guard.desk.projection())
    assert schema.digest(guard.desk.journal.db) == before
    assert isinstance(verify(guard.desk.journal), Verified)


def test_a_station_away_takes_back_its_own(guard: Guard, tmp_path: Path) -> None:
    station = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")
    station.scan(guard.badge("Amadou Traoré"), scan_id="a")
    with station.opened() as opened:
        assert isinstance(opened.annul("CMP1"), Answer)
        assert opened.inside("CMP1") == 0
    assert station.scan(guard.badge("Amadou Traoré"), scan_id="a").reason == "annulled"


def test_a_gates_screen_shows_the_last_scans_and_the_days_numbers(guard: Guard) -> None:
    for name in ("Amadou Traoré", "Fatou Keita", "Issa Moussa"):
        guard.enters(name, "PLN1")
    guard.leaves("Fatou Keita", "PLN1")
    guard.enters("Meera Nair", "PLN1")
    guard.scan("hello", "PLN1")
    guard.enters("Meera Nair", "CMP1")
    counts = guard.station.counts("PLN1")
    assert (counts.inside, counts.admitted, counts.left, counts.refused) == (2, 3, 1, 2)
    assert counts.refused_by_reason == {"wrong_zone": 1, "unreadable": 1}
    assert (counts.admitted_by_party, counts.admitted_by_category) == ({"MLI": 2, "NER": 1}, {"DEL": 3})
    assert counts.inside_by_party == {"MLI": 1, "NER": 1}
    shown = guard.station.last("PLN1", 3)
    assert [(answer.reason, answer.name) for answer in shown] == [
        ("unreadable", None),
        ("wrong_zone", "Meera Nair"),
        (None, "Fatou Keita"),
    ]
    guard.at(29)
    assert guard.station.counts("PLN1").admitted == 0
