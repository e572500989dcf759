"""A station in a process of its own: the same answers, and nothing is lost when either side ends."""

from __future__ import annotations

from functools import partial
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest
from tests.gate.stations import Away, prepared

from conclave_desk.bootstrap import open_station
from conclave_desk.config import Config
from conclave_desk.desk import linking
from conclave_desk.domain.decision import Decided
from conclave_desk.errors import MachineFault, WrongData, WrongUse
from conclave_desk.gate.apart import BUSY, Apart
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard


@pytest.fixture
def away(guard: Guard, tmp_path: Path) -> Away:
    return prepared(guard.desk, "CMP1", tmp_path / "cmp.station")


def apart(away: Away) -> Apart:
    config = Config(desk=away.path.with_name("no.desk"), officer="Guard", now=away.now, station=away.path)
    return Apart(partial(open_station, config))


def test_it_answers_scans_and_questions_and_closes_its_file(guard: Guard, away: Away) -> None:
    badge = guard.badge("Amadou Traoré")
    with apart(away) as station:
        once = station.all_of([Scan(badge, "DIN1") for _ in range(40)])
        wrong, right = station.submit(Scan(badge, "NONE")), station.submit(Scan(badge, "CMP1"))
        assert [future.result().answer.verdict for future in once] == ["admitted"] + ["refused"] * 39
        with pytest.raises(WrongUse, match="no gate 'NONE'"):
            wrong.result()
        assert right.result().answer.name == "Amadou Traoré"
        assert station.ask(partial(Station.inside, gate="CMP1")) == 1
        with pytest.raises(WrongUse):
            station.ask(partial(Station.way, code="NONE"))
        unanswered = station.all_of([Scan(badge, "CMP1") for _ in range(20)])
    assert {future.result().answer.verdict for future in unanswered} == {"admitted"}
    assert not away.path.with_name(away.path.name + "-wal").exists()
    with pytest.raises(MachineFault, match="has been closed"):
        station.submit(Scan(badge, "CMP1")).result()


def test_codes_are_read_for_a_busy_station_by_what_it_trusts_and_anew_once_it_trusts_something_else(
    guard: Guard, linked_desk: Guard, away: Away, tmp_path: Path
) -> None:
    codes = (guard.badge("Amadou Traoré"), linked_desk.badge("Amadou Traoré"), guard.forged("Amadou Traoré"))
    crowd = [Scan(code, "PLN1") for _ in range(2 * BUSY) for code in codes]
    roster = tmp_path / "afindex.roster"
    roster.write_bytes(linking.roster(linked_desk.desk))
    with apart(away) as station:

        def reasons() -> set[tuple[str | None, ...]]:
            waiting = [future for _ in range(3) for future in station.all_of(crowd)]
            found = iter([future.result().answer.reason for future in waiting])
            return set(zip(*[found] * len(codes), strict=True))

        assert reasons() == reasons() == {(None, "wrong_event", "forged")}
        assert isinstance(linking.link(guard.desk, "AFINDX23", roster), Decided)
        prepared(guard.desk, "CMP1", away.path)
        assert reasons() == reasons() == {(None, None, "forged")}


def test_a_station_that_cannot_be_opened_is_told_at_once(away: Away) -> None:
    away.path.write_bytes(b"no station")
    with pytest.raises(WrongData), apart(away):
        raise AssertionError


def test_when_its_process_is_killed_whoever_waits_is_told(guard: Guard, away: Away) -> None:
    badge = guard.badge("Amadou Traoré")
    with apart(away) as station:
        station.submit(Scan(badge, "CMP1")).result()
        (process,) = active_children()
        process.kill()
        while not station.ended:
            process.join(1)
        with pytest.raises(MachineFault, match="has been closed"):
            station.submit(Scan(badge, "CMP1")).result()
