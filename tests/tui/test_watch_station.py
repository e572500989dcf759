"""The scan screen on a station's own file, away from the desk: the roster's age, floaters, escorts, annulling."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.gate.conftest import Guard as Campus
from tests.gate.conftest import _campus, desk_file, guard
from tests.gate.stations import Away, prepared
from tests.gate.test_companions import cards, with_escorts
from tests.gate.test_facts import with_handouts
from tests.tui.conftest import LARGE, SMALL
from tests.tui.gatehouse import Gate

from conclave_desk.desk import accreditation, badges, nominations, supervisors
from conclave_desk.desk.founding import signing_key
from conclave_desk.desk.lookup import person
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.gate.keeper import Keeper
from conclave_desk.gate.prepare import prepare
from conclave_desk.journal import record
from conclave_desk.journal.connection import STATION
from conclave_desk.journal.store import Journal
from conclave_desk.tui.watch.app import WatchApp
from conclave_desk.tui.watch.photo import GuestPhoto
from conclave_desk.tui.watch.screen import Gatehouse, WatchScreen

__all__ = ["_campus", "desk_file", "guard"]
both = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x45"])


class AwayGate(Gate):
    """A gate whose station has a file of its own."""

    away: Away

    def scans(self) -> list[ScanRecorded]:
        journal = Journal.open(self.away.path, STATION)
        try:
            bodies = [body for chain in journal.chains() for _n, _hash, body in journal.bodies(chain)]
        finally:
            journal.close()
        return [entry for body in bodies for entry in record.read(body).entries if isinstance(entry, ScanRecorded)]


@asynccontextmanager
async def kept(campus: Campus, away: Away, size: tuple[int, int] = SMALL, **more: Any) -> AsyncIterator[AwayGate]:
    """The station's screen; ``away.now`` is what its clock says."""

    @contextmanager
    def opened() -> Iterator[Keeper]:
        with away.opened() as station:
            yield Keeper(station)

    app = WatchApp(opened, Gatehouse(away.gate, **more))
    async with app.run_test(size=size) as pilot:
        found = AwayGate(app, pilot, campus.desk)
        found.away = away
        await found.until(lambda: isinstance(app.screen, WatchScreen) and app.screen.said is not None)
        yield found


@both
def test_the_roster_s_age_and_that_no_desk_is_at_hand_stand_above(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")
    away.now += timedelta(minutes=40)

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            await gate.until(lambda: "roster as of 09:30 · offline" in gate.text.splitlines()[0])
            await gate.scan(guard.badge("Amadou Traoré"))
            assert gate.kind == "admit"
            assert "1 inside" in gate.text.splitlines()[0]
            (scan,) = gate.scans()
            assert (scan.offline, scan.roster_as_of, scan.chain) == (True, guard.now, scan.chain)
            away.now += timedelta(days=1)
            await gate.until(lambda: "roster as of 09:30 on 28 March" in gate.text.splitlines()[0])

    asyncio.run(job())


@both
def test_a_clock_set_back_an_hour_is_said_and_keeps_nobody_out(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            await gate.scan(guard.badge("Amadou Traoré"))
            away.now -= timedelta(hours=1)
            await gate.scan(guard.badge("Fatou Keita"))
            assert gate.kind == "admit"
            assert "08:30:00 ! this clock is behind" in gate.text.splitlines()[0]
            assert [scan.clock_back for scan in gate.scans()] == [0, 3600]

    asyncio.run(job())


@both
def test_the_screen_asks_for_a_floater_and_says_which_one_will_not_do(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    (own,), (others,) = cards(guard, "MLI"), cards(guard, "NER")
    away = prepared(guard.desk, "FLT1", tmp_path / "flt.station")

    async def job() -> None:
        async with kept(guard, away, size, holds=0.1) as gate:
            await gate.scan(guard.badge("Amadou Traoré"))
            assert gate.kind == "wait"
            await asyncio.sleep(0.2)
            assert "Scan the delegation's floater." in gate.text, "it stands until the floater comes"
            assert "Now a floater of the delegation, within 60 s." in gate.text
            await gate.scan(others)
            assert "This floater is not Mali's. Scan the delegation's own." in gate.text
            await gate.scan(own)
            assert gate.screen.last.recent[0].answer.verdict == "admitted"
            assert "✓ ADMIT" in gate.text
            assert "before this" not in gate.text
            assert [scan.verdict for scan in gate.scans()] == ["refused", "refused", "admitted"]

    asyncio.run(job())


@both
def test_the_screen_asks_for_an_escort_and_then_for_the_guest_again(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    with_escorts(guard)
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            guest = guard.badge("Meera Nair")
            await gate.scan(guest)
            assert "Scan the escort's badge first, then this one again." in gate.text
            await gate.scan(guard.badge("Asha Rao"))
            assert "Now scan this badge again: Meera Nair." in gate.text
            await gate.scan(guest)
            assert (gate.kind, gate.word) == ("admit", "ADMIT")
            assert [scan.verdict for scan in gate.scans()] == ["refused", "admitted", "admitted"]

    asyncio.run(job())


@both
def test_the_last_scan_is_annulled_from_the_menu_and_the_badge_is_scanned_again_at_once(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    away = prepared(guard.desk, "DIN1", tmp_path / "din.station")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            code = guard.badge("Amadou Traoré")
            await gate.menu("4")
            await gate.until(lambda: "Nobody was let in or out here in the last 15 minutes." in gate.text)
            await gate.scan(code)
            assert "1 inside" in gate.text.splitlines()[0]
            await gate.menu("4")
            await gate.until(lambda: gate.screen.ask is not None)
            assert "Amadou Traoré" in gate.text
            await gate.fingers("1")
            await gate.until(lambda: gate.kind == "wait" and "0 inside" in gate.text.splitlines()[0])
            assert "This scan was annulled. Scan the badge again." in gate.text
            await gate.menu("4")
            await gate.until(lambda: "was annulled already" in gate.text)
            await gate.scan(code)
            assert (gate.kind, len(gate.scans())) == ("admit", 2)

    asyncio.run(job())


def test_the_last_scans_are_there_again_when_the_screen_was_closed(guard: Campus, tmp_path: Path) -> None:
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")
    away.scan(guard.badge("Amadou Traoré"))
    away.scan("https://example.org")

    async def job() -> None:
        async with kept(guard, away, LARGE) as gate:
            await gate.until(lambda: len(gate.screen.last.recent) == 2)
            assert "✓ ADMIT  Mali · Amadou Traoré" in gate.text
            assert "1 in today · 1 refused" in gate.text.splitlines()[0]
            await gate.menu("3")
            assert "Nothing was refused that could be overridden." in gate.text

    asyncio.run(job())


def test_where_nobody_may_override_the_screen_says_whom_to_call(guard: Campus, tmp_path: Path) -> None:
    away = prepared(guard.desk, "PLN1", tmp_path / "pln.station")

    async def job() -> None:
        async with kept(guard, away) as gate:
            await gate.scan(guard.badge("Meera Nair"))
            await gate.menu("3")
            await gate.until(lambda: "No supervisor is named for this gate. Call the desk." in gate.text)

    asyncio.run(job())


def test_a_supervisor_overrides_away_from_the_desk_and_the_reason_is_in_no_file_in_clear(
    guard: Campus, tmp_path: Path
) -> None:
    assert isinstance(supervisors.appoint(guard.desk, "Asha Rao"), Decided)
    away = prepared(guard.desk, "PLN1", tmp_path / "pln.station")

    async def job() -> None:
        async with kept(guard, away) as gate:
            await gate.scan(guard.badge("Meera Nair"))
            await gate.menu("3")
            await gate.until(lambda: gate.screen.ask is not None)
            await gate.wedge(guard.badge("Asha Rao") + "\n")
            await gate.until(lambda: "Override by Asha Rao: why?" in gate.text)
            await gate.fingers("4")
            await gate.fingers("Zanzibar\n")
            await gate.until(lambda: gate.kind == "admit")
            assert gate.reason(gate.scans()[-1]) == "Zanzibar"
        assert b"Zanzibar" not in away.path.read_bytes()

    asyncio.run(job())


@both
def test_marks_stand_out_and_somebody_is_found_by_name(guard: Campus, tmp_path: Path, size: tuple[int, int]) -> None:
    cells = {"given_name": "Issa", "family_name": "Oumarou", "badge_name": "I. Oumarou", "rank": "General"}
    cells |= {"marks": "salute, do not stop;call protocol", "appointment": "Chief of Staff (test)"}
    assert isinstance(nominations.substitute(guard.desk, person(guard.desk, "Issa Moussa").id, cells), Decided)
    assert isinstance(accreditation.grant(guard.desk, "Oumarou"), Decided)
    assert isinstance(badges.issue(guard.desk, ["Oumarou"]), Decided)
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            await gate.fingers("oum\n")
            await gate.until(lambda: "Niger · General I. Oumarou" in gate.text)
            await gate.pilot.press("enter")
            await gate.until(lambda: gate.kind == "check")
            assert "! salute, do not stop · call protocol" in gate.text
            assert "Chief of Staff (test)" in gate.text
            assert "passport: Issa Oumarou" in gate.text
            assert gate.scans()[0].method == "name"

    asyncio.run(job())


@both
def test_what_to_hand_out_stands_there_until_it_is_ticked(guard: Campus, tmp_path: Path, size: tuple[int, int]) -> None:
    with_handouts(guard)
    away = prepared(guard.desk, "CMP1", tmp_path / "cmp.station")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            await gate.scan(guard.badge("Amadou Traoré"))
            assert "Hand out: lanyard, folder" in gate.text
            await gate.pilot.press("escape")
            assert "8 handed out" in gate.text
            await gate.pilot.press("8")
            await gate.until(lambda: "Ticked as handed out: lanyard, folder." in gate.text)
            assert "Hand out:" not in gate.text
            await gate.menu("8")
            assert "Nothing is to be handed out." in gate.text

    asyncio.run(job())


@both
def test_a_photo_stands_beside_the_verdict_if_the_roster_has_one_as_the_desk_signed_it(
    guard: Campus, tmp_path: Path, size: tuple[int, int]
) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (96, 128), "navy").save(jpeg, "JPEG")
    path = tmp_path / "cmp.station"
    pictures = [(guard.holder("Amadou Traoré"), jpeg.getvalue())]
    assert isinstance(prepare(guard.desk, signing_key(guard.desk), "CMP1", path, pictures), Decided)
    away = Away(path, guard.now, "CMP1")

    async def job() -> None:
        async with kept(guard, away, size) as gate:
            photo = gate.app.screen.query_one(GuestPhoto)
            assert not photo.display
            await gate.scan(guard.badge("Amadou Traoré"))
            await gate.until(lambda: photo.display and bool(photo.children))
            assert photo.size.width > 12
            assert "Mali · Amadou Traoré" in gate.text
            await gate.scan(guard.badge("Fatou Keita"))
            assert not photo.display
        with sqlite3.connect(path) as db:
            db.execute("UPDATE thumbnails SET jpeg = x'00'")
        db.close()
        async with kept(guard, away, size) as gate:
            await gate.wedge(guard.badge("Amadou Traoré") + "\n")
            await gate.until(lambda: gate.kind == "fault")

    asyncio.run(job())
