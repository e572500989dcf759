"""Stations that were apart come together at the desk: in any order, any number of times, with nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.gate.stations import Away, merged, prepared

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk import attendance, badges
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.gate import merge as merging
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.journal.keyfile import beside
from conclave_desk.registers import findings, schema
from conclave_desk.registers.rebuild import rebuild

if TYPE_CHECKING:
    from tests.gate.conftest import Guard


def allowed(decision: Decision) -> Decided:
    assert isinstance(decision, Decided), decision
    return decision


@pytest.fixture
def away(guard: Guard, tmp_path: Path) -> Callable[[str], Away]:
    def make(gate: str) -> Away:
        return prepared(guard.desk, gate, tmp_path / f"{gate}.station")

    return make


def test_a_stations_scans_are_the_desks_after_merging(
    guard: Guard, away: Callable[[str], Away], tmp_path: Path
) -> None:
    station = away("PLN1")
    assert station.scan(guard.badge("Amadou Traoré")).verdict == "admitted"
    assert station.scan(guard.badge("Meera Nair")).reason == "wrong_zone"
    found = merged(guard.desk, station.export(tmp_path / "1.scans"))
    assert (found.imported, found.duplicates, found.quarantined) == (2, 0, 0)
    assert found.findings == findings.Findings([], [], [])
    assert guard.station.inside("PLN1") == 1
    rows = guard.desk.journal.db.execute("SELECT verdict, reason, offline FROM scans ORDER BY at").fetchall()
    assert [tuple(row) for row in rows] == [("admitted", "", 1), ("refused", "wrong_zone", 1)]
    assert isinstance(verify(guard.desk.journal), Verified)


def test_merging_again_changes_nothing(guard: Guard, away: Callable[[str], Away], tmp_path: Path) -> None:
    station = away("PLN1")
    station.scan(guard.badge("Amadou Traoré"))
    first = station.export(tmp_path / "1.scans")
    station.scan(guard.badge("Fatou Keita"))
    second = station.export(tmp_path / "2.scans")
    assert merged(guard.desk, second).imported == 2
    before = (guard.desk.journal.head(), schema.digest(guard.desk.journal.db))
    for files in ([first], [second], [first, second, first], [station.path]):
        again = merged(guard.desk, *files)
        assert (again.imported, again.quarantined) == (0, 0)
        assert again.duplicates > 0
    assert (guard.desk.journal.head(), schema.digest(guard.desk.journal.db)) == before


def test_the_order_of_arrival_shows_in_no_register(guard: Guard, away: Callable[[str], Away], tmp_path: Path) -> None:
    stations = [away(gate) for gate in ("PLN1", "DIN1", "CMP1")]
    draw = Random(7)
    names = ("Amadou Traoré", "Fatou Keita", "Issa Moussa", "Meera Nair")
    files = [station.export(tmp_path / f"{n}-0.scans") for n, station in enumerate(stations)]
    for round_ in range(1, 4):
        for n, station in enumerate(stations):
            station.now += timedelta(seconds=draw.randrange(1, 90))
            direction = draw.choice((None, "in" if station.gate == "DIN1" else "out"))
            station.scan(guard.badge(draw.choice(names)), direction=direction, scan_id=f"{round_}")
            if draw.random() < 0.4:
                with station.opened() as opened:
                    opened.annul(station.gate)
            files.append(station.export(tmp_path / f"{n}-{round_}.scans"))
    digests = set()
    for seed in range(8):
        Random(seed).shuffle(files)
        with _copy(guard.desk, tmp_path / f"{seed}") as desk:
            for path in files:
                merging.merge(desk, [path])
            digests.add(schema.digest(desk.journal.db))
            rebuild(desk.journal, desk.projection())
            digests.add(schema.digest(desk.journal.db))
            assert isinstance(verify(desk.journal), Verified)
    assert len(digests) == 1


@contextmanager
def _copy(desk: Desk, folder: Path) -> Iterator[Desk]:
    """The desk as it is now, in another folder."""
    folder.mkdir()
    path = folder / "copy.desk"
    with closing(sqlite3.connect(path)) as copy:
        desk.journal.db.backup(copy)
    shutil.copy(beside(desk.journal.path), beside(path))
    with open_desk(Config(desk=path, officer="Protocol", now=desk.now())) as opened:
        yield opened


def test_the_same_scan_id_at_two_stations_is_two_scans(guard: Guard, away: Callable[[str], Away]) -> None:
    one, other = away("PLN1"), away("CMP1")
    one.scan(guard.badge("Amadou Traoré"), scan_id="a")
    other.scan(guard.badge("Fatou Keita"), scan_id="a")
    assert guard.enters("Issa Moussa", scan_id="a").verdict == "admitted"
    assert merged(guard.desk, one.path, other.path).imported == 2
    assert guard.enters("Issa Moussa", scan_id="a").repeated, "the station here still knows its own"
    assert guard.station.inside("CMP1") == 2


@pytest.mark.parametrize("where", [0, 1, 2, -2])
def test_a_scans_file_that_was_altered_is_refused_whole(
    guard: Guard, away: Callable[[str], Away], tmp_path: Path, where: int
) -> None:
    station, good = away("PLN1"), away("CMP1")
    for person in ("Amadou Traoré", "Fatou Keita"):
        station.scan(guard.badge(person))
    good.scan(guard.badge("Issa Moussa"))
    path = station.export(tmp_path / "1.scans")
    lines = path.read_bytes().split(b"\n")
    middle = len(lines[where]) // 2
    other = b"x" if lines[where][middle : middle + 1] != b"x" else b"y"
    lines[where] = lines[where][:middle] + other + lines[where][middle + 1 :]
    path.write_bytes(b"\n".join(lines))
    head = guard.desk.journal.head()
    with pytest.raises(WrongData):
        merged(guard.desk, good.export(tmp_path / "2.scans"), path)
    assert guard.desk.journal.head() == head, "nothing of the others was taken either"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_scans_file_that_lost_lines_is_refused_whole(
    guard: Guard, away: Callable[[str], Away], tmp_path: Path, cut: int
) -> None:
    station = away("PLN1")
    for person in ("Amadou Traoré", "Fatou Keita"):
        station.scan(guard.badge(person))
    path = station.export(tmp_path / "1.scans")
    lines = path.read_bytes().split(b"\n")
    for fewer in (lines[:-cut], lines[:1] + lines[1 + cut :], lines[cut:]):
        path.write_bytes(b"\n".join(fewer))
        with pytest.raises(WrongData):
            merged(guard.desk, path)


def test_a_strangers_station_is_not_taken(guard: Guard, linked_desk: Guard, tmp_path: Path) -> None:
    other = prepared(linked_desk.desk, "PLN1", tmp_path / "other.station")
    other.scan("hello")
    for path in (other.path, other.export(tmp_path / "o.scans")):
        with pytest.raises(WrongData, match="no station that this desk has prepared"):
            merged(guard.desk, path)
    for content in (b"", b"hello", b"{}\n{}\n"):
        (tmp_path / "x").write_bytes(content)
        with pytest.raises(WrongData, match="no scans file"):
            merged(guard.desk, tmp_path / "x")
    with pytest.raises(WrongUse):
        merged(guard.desk, tmp_path / "none")


def test_what_a_withdrawn_station_brings_is_kept_apart_and_shown(
    guard: Guard, away: Callable[[str], Away], tmp_path: Path
) -> None:
    station = away("PLN1")
    station.scan(guard.badge("Amadou Traoré"))
    merged(guard.desk, station.path)
    allowed(merging.withdraw(guard.desk, station.path, "stolen"))
    station.scan(guard.badge("Fatou Keita"))
    found = merged(guard.desk, station.export(tmp_path / "1.scans"))
    assert (found.imported, found.duplicates, found.quarantined) == (0, 1, 1)
    assert guard.station.inside("PLN1") == 1
    assert merged(guard.desk, station.path).quarantined == 0, "and kept once"
    db = guard.desk.journal.db
    assert [tuple(r) for r in db.execute("SELECT n, why FROM quarantine")] == [(3, "withdrawn")]
    assert isinstance(verify(guard.desk.journal), Verified)


@pytest.mark.parametrize("used_before", [True, False], ids=["copied in use", "copied before its first use"])
def test_a_copy_that_went_its_own_way_is_kept_apart(
    guard: Guard, away: Callable[[str], Away], tmp_path: Path, *, used_before: bool
) -> None:
    station = away("PLN1")
    if used_before:
        station.scan(guard.badge("Amadou Traoré"))
    copy = station.copied(tmp_path / "copy.station")
    station.scan(guard.badge("Fatou Keita"))
    copy.scan(guard.badge("Issa Moussa"))
    copy.scan(guard.badge("Moussa Faki"))
    assert merged(guard.desk, station.path).quarantined == 0
    found = merged(guard.desk, copy.path)
    assert (found.imported, found.quarantined) == (0, 2)
    assert guard.station.inside("PLN1") == 1 + used_before
    whys = {row[0] for row in guard.desk.journal.db.execute("SELECT why FROM quarantine")}
    assert whys == {"copied"}


def test_somebody_let_in_whose_badge_was_revoked_meanwhile_is_reported(
    guard: Guard, away: Callable[[str], Away]
) -> None:
    station, serial = away("PLN1"), guard.serial("Amadou Traoré")
    station.scan(guard.badge("Amadou Traoré"))
    guard.now += timedelta(minutes=5)
    allowed(badges.revoke(guard.desk, [serial]))
    station.now = guard.now + timedelta(minutes=5)
    assert station.scan(guard.badge("Amadou Traoré")).verdict == "admitted"
    (found,) = merged(guard.desk, station.path).findings.revoked_admitted
    assert (found.name, found.cause, found.scan.at) == ("Amadou Traoré", "lost", station.now)


def test_double_entries_and_the_impossibly_fast_are_reported_and_not_decided_again(
    guard: Guard, away: Callable[[str], Away]
) -> None:
    one, other = away("DIN1"), away("PLN1")
    badge = guard.badge("Amadou Traoré")
    one.scan(badge, "DIN1")
    other.now += timedelta(seconds=3)
    assert other.scan(badge, "DIN1").verdict == "admitted"
    other.now += timedelta(minutes=1)
    one.now = other.now + timedelta(seconds=5)
    other.scan(guard.badge("Issa Moussa"), "CMP1")
    one.scan(guard.badge("Issa Moussa"), "SML1")
    first = merged(guard.desk, one.path)
    assert not first.findings.double_entries
    found = merged(guard.desk, other.path).findings.double_entries
    assert sorted(double.rule for double in found) == ["once", "too_fast"]
    verdicts = guard.desk.journal.db.execute("SELECT DISTINCT verdict FROM scans").fetchall()
    assert [row[0] for row in verdicts] == ["admitted"]
    everything = findings.of(guard.desk.journal.db, guard.desk.event).double_entries
    assert len(everything) == 2


def test_an_entry_against_the_rule_that_a_supervisor_made_is_no_finding(guard: Guard) -> None:
    guard.enters("Amadou Traoré", "BUF1")
    guard.now += timedelta(minutes=1)
    assert guard.enters("Amadou Traoré", "BUF1", override="second helping").reason == "override"
    assert not findings.of(guard.desk.journal.db, guard.desk.event).double_entries


def test_attendance_counts_what_stations_brought(guard: Guard, away: Callable[[str], Away]) -> None:
    station = away("CMP1")
    station.scan(guard.badge("Amadou Traoré"))
    merged(guard.desk, station.path)
    guard.now += timedelta(hours=1)
    rows = {
        row.family_name: row.status for row in attendance.rows(guard.desk) if not row.session and row.date.day == 28
    }
    assert rows["Traoré"] == "attended"
