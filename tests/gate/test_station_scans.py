"""A scan is answered once: ids, times, directions, overrides, serials and names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conclave_desk.bootstrap import open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges
from conclave_desk.desk import lookup as people
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import FIELDS
from conclave_desk.gate.scan import Scan
from conclave_desk.journal import record
from conclave_desk.journal.chain import Break, verify
from conclave_desk.registers import schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard

    from conclave_desk.gate.answer import Answer


def allowed(decision: Decision) -> None:
    assert isinstance(decision, Decided), decision


def shown(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in FIELDS}


def test_the_same_scan_again_gets_the_first_answer_and_makes_no_entry(guard: Guard) -> None:
    badge = guard.badge("Amadou Traoré")
    first = guard.scan(badge, "PBK1", scan_id="a", at=guard.now)
    entries = guard.entries()
    guard.now += timedelta(minutes=5)
    again = guard.scan(badge, "PBK1", scan_id="a", at=first.at)
    assert shown(again) == shown(first)
    assert (first.repeated, again.repeated, guard.entries()) == (False, True, entries)


def test_a_repeated_answer_stays_the_first_one_even_if_the_badge_was_lost_since(guard: Guard) -> None:
    badge = guard.badge("Amadou Traoré")
    guard.scan(badge, scan_id="a")
    allowed(badges.revoke(guard.desk, [guard.serial("Amadou Traoré")]))
    assert guard.scan(badge, scan_id="a").verdict == "admitted"
    assert guard.scan(badge, scan_id="b").reason == "revoked"


def test_a_replayed_override_is_one_entry(guard: Guard) -> None:
    badge = guard.badge("Meera Nair")
    first = guard.scan(badge, "PLN1", scan_id="a", override="expected")
    assert shown(guard.scan(badge, "PLN1", scan_id="a", override="expected")) == shown(first)
    assert guard.entries() == 1


def test_the_id_of_a_refused_scan_is_its_own_too(guard: Guard) -> None:
    badge = guard.badge("Meera Nair")
    assert guard.scan(badge, "PLN1", scan_id="a").reason == "wrong_zone"
    with pytest.raises(WrongUse, match="used for another scan"):
        guard.scan(badge, "BUF1", scan_id="a")
    assert guard.scan(badge, "BUF1", scan_id="b").verdict == "admitted"


@pytest.mark.parametrize("change", ["code", "gate", "direction", "at"])
def test_an_id_that_was_used_for_something_else_is_wrong_use_and_no_entry(guard: Guard, change: str) -> None:
    same: dict[str, Any] = {"code": guard.badge("Amadou Traoré"), "gate": "PLN1", "direction": "in", "at": guard.now}
    guard.scan(**same, scan_id="a")
    other = {"code": guard.badge("Fatou Keita"), "gate": "CMP1", "direction": "out"}
    changed = {**same, change: other.get(change, guard.now - timedelta(seconds=1))}
    with pytest.raises(WrongUse, match="scan_id a"):
        guard.scan(**changed, scan_id="a")
    assert guard.entries() == 1


def test_a_clock_may_run_two_minutes_ahead_and_not_more(guard: Guard) -> None:
    assert guard.enters("Amadou Traoré", at=guard.now + timedelta(minutes=2)).verdict == "admitted"
    with pytest.raises(WrongUse, match="more than 2 minutes ahead"):
        guard.enters("Amadou Traoré", at=guard.now + timedelta(minutes=2, seconds=1))
    assert guard.entries() == 1


def test_a_gate_that_is_not_there_and_a_way_that_it_does_not_let_people_are_wrong_use(guard: Guard) -> None:
    badge = guard.badge("Amadou Traoré")
    for gate, direction, sentence in (
        ("G99", None, "no gate 'G99'"),
        ("DIN1", "out", "lets people in only"),
        ("PLN2", "in", "lets people out only"),
        ("PLN1", "up", "is no direction"),
    ):
        with pytest.raises(WrongUse, match=sentence):
            guard.scan(badge, gate, direction)
    assert guard.entries() == 0


def test_a_gate_that_only_lets_people_out_needs_no_direction(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "PLN1")
    answer = guard.scan(guard.badge("Amadou Traoré"), "PLN2")
    assert (answer.verdict, answer.direction, answer.reason, answer.inside) == ("left", "out", None, 0)


def test_a_typed_serial_asks_for_a_look_at_face_and_paper(guard: Guard) -> None:
    typed = guard.serial("Amadou Traoré").lower().replace("-", " ")
    answer = guard.scan(typed)
    assert (answer.verdict, answer.action, answer.method) == ("admitted", "check", "typed")
    assert answer.serial == guard.serial("Amadou Traoré")


def test_a_serial_with_a_slip_of_the_hand_is_no_serial(guard: Guard) -> None:
    serial = guard.serial("Amadou Traoré")
    slip = ("2" if serial[0] != "2" else "3") + serial[1:]
    assert guard.scan(slip).reason == "unreadable"


def test_an_override_is_recorded_as_sent_and_only_counts_where_it_was_needed(guard: Guard) -> None:
    answer = guard.enters("Amadou Traoré", override="known to me")
    assert (answer.verdict, answer.reason, answer.overrode) == ("admitted", None, None)
    assert guard.reason(answer) == "known to me"
    assert guard.enters("Meera Nair", "PLN1", override="   ").reason == "wrong_zone"


def test_an_override_counts_as_an_entry(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "DIN1")
    assert guard.enters("Amadou Traoré", "DIN1").reason == "already_used"
    guard.enters("Meera Nair", "PBK1", override="press call")
    assert guard.enters("Meera Nair", "PBK1", override="press call").overrode == "wrong_zone"
    assert guard.enters("Meera Nair", "PBK1", override="press call").inside == 1


def test_somebody_who_forgot_the_badge_is_let_in_by_name(guard: Guard) -> None:
    found = people.person(guard.desk, "Amadou Traoré")
    scan = Scan(f"name:{found.id}", "PLN1", by_name=guard.station.people.badge_of(found.id))
    answer = guard.station.scan(scan)
    assert (answer.verdict, answer.action, answer.method, answer.name) == ("admitted", "check", "name", "Amadou Traoré")
    assert guard.leaves("Amadou Traoré", "PLN1").reason is None


def test_a_name_opens_no_more_than_the_badge_would(guard: Guard) -> None:
    allowed(accreditation.suspend(guard.desk, "Amadou Traoré"))
    found = people.person(guard.desk, "Amadou Traoré")
    answer = guard.station.scan(Scan(f"name:{found.id}", "PLN1", by_name=guard.station.people.badge_of(found.id)))
    assert (answer.verdict, answer.reason) == ("refused", "suspended")


def test_every_attempt_is_an_entry_with_who_and_when_it_arrived(guard: Guard) -> None:
    late = guard.now - timedelta(minutes=10)
    answer = guard.enters("Amadou Traoré", at=late)
    recorded = guard.recorded(answer)
    assert (recorded.command.officer, recorded.command.at, guard.entry(answer).at) == ("Guard", guard.now, late)
    assert not guard.entry(answer).offline
    guard.enters("Amadou Traoré", "PBK1")
    guard.enters("Amadou Traoré", "PBK1")
    guard.leaves("Amadou Traoré", "PBK1")
    guard.leaves("Amadou Traoré", "PBK1")
    assert guard.entries() == 5


def test_scans_are_chained_and_draw_the_same_registers_again(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "PLN1")
    guard.scan("nonsense")
    guard.leaves("Amadou Traoré", "PLN1")
    before = schema.digest(guard.desk.journal.db)
    assert not isinstance(verify(guard.desk.journal), Break)
    rebuild(guard.desk.journal, guard.desk.projection())
    assert schema.digest(guard.desk.journal.db) == before


def test_a_clock_that_was_set_by_hand_is_told_in_the_entry(desk_file: Path, guard: Guard) -> None:
    with open_desk(Config(desk=desk_file, officer="Guard", now=guard.now)) as desk:
        station_of(desk).scan(Scan("nonsense", "CMP1"))
        (body,) = [body for _, _, body in desk.journal.bodies("station:local")]
        assert record.read(body).command.clock == "set"


def test_a_station_hears_at_once_what_the_desk_decides_on_the_same_file(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "SML1")
    zones = tuple(zone for zone in guard.desk.event.zones if zone.code != "SML")
    guard.redeclare(zones=zones, gates=tuple(gate for gate in guard.desk.event.gates if gate.zone != "SML"))
    with pytest.raises(WrongUse, match="no gate 'SML1'"):
        guard.enters("Amadou Traoré", "SML1")
