"""Several callers at one station: scans that wait together share a sync, and each is answered for itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.gate.scanner import recorded
from tests.gate.stations import Away, prepared

from conclave_desk.errors import MachineFault, WrongData, WrongUse
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.gate.together import Together
from conclave_desk.journal.record import Command, ReplayedEntry
from conclave_desk.registers.project import Projection

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.conftest import Guard


@pytest.fixture
def away(guard: Guard, tmp_path: Path) -> Away:
    return prepared(guard.desk, "CMP1", tmp_path / "cmp.station")


def test_many_callers_get_each_their_own_answer_and_every_scan_is_recorded(guard: Guard, away: Away) -> None:
    codes = {guard.badge(name): name for name in ("Amadou Traoré", "Fatou Keita", "Issa Moussa")}
    with Together(away.opened) as together, ThreadPoolExecutor(16) as callers:
        work = [Scan(code, "CMP1") for code in codes] * 50
        answers = list(callers.map(together.scan, work))
    assert [answer.name for answer in answers] == [codes[scan.code] for scan in work]
    journal = recorded(away.path)
    ids = {row[0] for row in journal.db.execute("SELECT scan_id FROM scans")}
    journal.close()
    assert ids == {answer.scan_id for answer in answers}
    assert len(ids) == 150


def test_a_once_door_admits_one_of_those_that_wait_together(guard: Guard, away: Away) -> None:
    badge = guard.badge("Amadou Traoré")
    with Together(away.opened) as together:
        futures = [together.submit(Scan(badge, "DIN1")) for _ in range(40)]
        verdicts = [future.result().verdict for future in futures]
    assert verdicts == ["admitted"] + ["refused"] * 39


def test_wrong_use_by_one_caller_disturbs_no_other(guard: Guard, away: Away) -> None:
    badge = guard.badge("Amadou Traoré")
    with Together(away.opened) as together:
        futures = [together.submit(Scan(badge, gate)) for gate in ("CMP1", "NONE", "CMP1")]
        assert futures[0].result().verdict == futures[2].result().verdict == "admitted"
        with pytest.raises(WrongUse):
            futures[1].result()


def test_whatever_else_a_station_knows_can_be_asked_from_any_thread(guard: Guard, away: Away) -> None:
    with Together(away.opened) as together:
        together.scan(Scan(guard.badge("Amadou Traoré"), "CMP1"))
        assert together.ask(lambda station: station.inside("CMP1")) == 1
        with pytest.raises(WrongUse):
            together.ask(lambda station: station.inside("NONE"))


def test_a_station_that_cannot_be_opened_says_so_and_one_that_is_closed_records_nothing(away: Away) -> None:
    away.path.write_bytes(b"hello")
    with pytest.raises(WrongData), Together(away.opened):
        pass


def test_a_closed_station_answers_nobody(guard: Guard, away: Away) -> None:
    with Together(away.opened) as together:
        pass
    with pytest.raises(MachineFault):
        together.scan(Scan(guard.badge("Amadou Traoré"), "CMP1"))


def test_when_the_disk_fails_all_that_waited_are_told_and_nothing_is_half(guard: Guard, away: Away) -> None:
    """The fault strikes at the second of three entries of one group."""
    badge = guard.badge("Amadou Traoré")

    @contextmanager
    def failing() -> Iterator[Station]:
        with away.opened() as station:
            station._project = _FailsOnce(station.books.journal.db)
            yield station

    with Together(failing) as together:
        answers = together.ask(lambda station: _group(station, badge))
        assert answers == "the disk is gone"
        assert together.ask(lambda station: station.counts("CMP1").admitted) == 0
        assert together.scan(Scan(badge, "CMP1")).verdict == "admitted"


def test_a_scan_that_could_not_be_written_shows_up_in_no_later_one(guard: Guard, away: Away) -> None:
    badge, other = guard.badge("Amadou Traoré"), guard.badge("Fatou Keita")
    with away.opened() as station:
        db = station.books.journal.db
        for table in ("scans", "presence", "occupancy"):
            db.execute(f"CREATE TEMP TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END")
            with pytest.raises(WrongData, match="full"):
                station.scan(Scan(badge, "CMP1"))
            db.execute("DROP TRIGGER full")
        assert station.scan(Scan(other, "CMP1")).inside == 1
        assert [row[0] for row in db.execute("SELECT holder FROM scans")] == [guard.holder("Fatou Keita")]
        assert station.inside("CMP1") == 1


def test_scans_that_are_written_together_are_answered_as_one_by_one(guard: Guard, away: Away, tmp_path: Path) -> None:
    """The same morning at two copies of a station: one badge several times in a group, doors of every kind."""
    copy = Away(tmp_path / "copy.station", away.now, away.gate)
    copy.path.write_bytes(away.path.read_bytes())
    draw = Random(8)
    badges = [guard.badge(name) for name in ("Amadou Traoré", "Fatou Keita", "Issa Moussa")]
    scans = [
        Scan(
            *(draw.choice(badges), *draw.choice((("CMP1", "in"), ("CMP1", "out"), ("DIN1", "in")))),
            at=away.now - timedelta(seconds=draw.choice((0, draw.randrange(600)))),
            scan_id=f"{number}",
        )
        for number in range(90)
    ]
    with away.opened() as alone, copy.opened() as grouped:
        waiting = iter(scans)
        groups = [list(islice(waiting, size)) for size in (1, 7, 30, 2, 50)]
        together = [answer for group in groups for answer in grouped.scan_all(group)]
        assert together == [answer for scan in scans for answer in alone.scan_all([scan])]
        for table in ("scans", "presence", "occupancy"):
            rows = [
                sorted(station.books.journal.db.execute(f"SELECT * FROM {table}").fetchall(), key=tuple)
                for station in (alone, grouped)
            ]
            assert rows[0] == rows[1]


def test_what_is_remembered_of_the_numbers_inside_is_given_up_once_somebody_else_has_written(
    guard: Guard, away: Away
) -> None:
    """Three hold the file open: two connections, and a second station on the first one."""
    names = ("Amadou Traoré", "Fatou Keita", "Issa Moussa")
    badges = [guard.badge(name) for name in names]
    with away.opened() as one, away.opened() as other:
        beside = Station(one.books, Projection(one.books.journal.db, lambda *_: None), "Guard", lambda: away.now, str)
        keepers = (one, other, beside)
        for badge, keeper in zip(badges, keepers, strict=True):
            keeper.scan(Scan(badge, "CMP1", "out"))
        inside = [keeper.scan(Scan(badge, "CMP1", "in")).inside for badge, keeper in zip(badges, keepers, strict=True)]
        assert inside == [1, 2, 3]
        assert one.scan(Scan(badges[1], "CMP1", "out")).inside == 2
        assert [keeper.scan(Scan(badges[1], "CMP1", "out")).inside for keeper in keepers] == [2, 2, 2]


class _FailsOnce(Projection):
    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db, lambda *_: None)
        self._fails = iter([False, True, False])

    def __call__(self, command: Command | msgspec.Raw, entries: Sequence[ReplayedEntry]) -> None:
        if next(self._fails, False):
            raise MachineFault("the disk is gone")
        super().__call__(command, entries)


def _group(station: Station, badge: str) -> str:
    with pytest.raises(MachineFault) as fault:
        station.scan_all([Scan(badge, "CMP1")] * 3)
    return fault.value.message
