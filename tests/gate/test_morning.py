"""A morning's arrivals at two stations and the desk, the network pulled twice: attendance is what happened.

A thousand people come, in $CONCLAVE_MORNING others: ``make morning`` has 3,000, here and at a phone's page, with two in
a hundred odd. A smaller morning has as many odd ones as it takes for three of each kind.

That nothing is lost when the power is, other tests show; here the disk is not waited for.

What happened is worked out beside the program, from who came when, what was wrong with them, and what each gate could
know at that time.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.benchmarks.desks import config, founded, grants
from tests.gate.stations import Away, merged, prepared

from conclave_desk.bootstrap import open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.desk import attendance, badges
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.load import load
from conclave_desk.domain.decision import Decided
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.generated import write_generated
from conclave_desk.gate.scan import Scan
from conclave_desk.gate.station import Station
from conclave_desk.journal.chain import Verified, verify
from conclave_desk.registers import accreditations, findings, nominations

PEOPLE = int(os.environ.get("CONCLAVE_MORNING", "1000"))
BEGINS = datetime(2023, 3, 28, 2, 30, tzinfo=UTC)
"""08:00 in Pune."""
OUTAGES = ((40, 100), (140, 200))
"""Minutes during which no station hears of the desk."""
EVERY = 30
"""Minutes between two meetings of a station and the desk."""
ODD = ("forged", "unreadable first", "lost before", "lost meanwhile", "replaced", "typed", "sent twice", "annulled")
LANES = ("one", "two", "desk")


@dataclass
class Guest:
    """Somebody who comes: when they pass in and out by which lane, and what is odd about them."""

    name: str
    serial: str
    payload: str
    odd: str = ""
    lost_at: datetime | None = None
    passes: list[tuple[datetime, str, str]] = field(default_factory=list)
    truth: list[tuple[datetime, str]] = field(default_factory=list)


def guests(desk: Desk, draw: random.Random) -> list[Guest]:
    """Everybody with a badge: two in a hundred are odd, or three of each kind; a third leave, some of them come back."""
    issued = accreditations.badges(desk.journal.db)
    names = {found.id: found.family_name for found in nominations.all_of(desk.journal.db)}
    codes = [face.payload for face in faces(desk, issued, str)]
    found = [
        Guest(names[badge.nomination], badges.serial_of(badge), code) for badge, code in zip(issued, codes, strict=True)
    ]
    for number, guest in enumerate(draw.sample(found, max(3 * len(ODD), len(found) // 50))):
        guest.odd = ODD[number % len(ODD)]
    for guest in found:
        at = BEGINS + timedelta(seconds=draw.randrange(60, 220 * 60), microseconds=draw.randrange(10**6))
        for direction in draw.choice((("in",), ("in",), ("in", "out"), ("in", "out", "in"))):
            guest.passes.append((at, draw.choice(LANES), direction))
            at += timedelta(minutes=draw.randrange(3, 9), seconds=draw.randrange(60))
        if guest.odd == "lost before":
            guest.lost_at = BEGINS - timedelta(minutes=5)
        elif guest.odd == "lost meanwhile":
            guest.lost_at = max(BEGINS, guest.passes[0][0] - timedelta(minutes=draw.randrange(1, 30)))
        elif guest.odd in ("forged", "annulled", "replaced"):
            del guest.passes[1:]
    return found


class Morning:
    """The desk, two stations that meet it now and then, and a clock for all."""

    def __init__(self, desk: Desk, folder: Path, stack: ExitStack) -> None:
        self.desk, self.folder, self.now = desk, folder, BEGINS - timedelta(minutes=1)
        desk.clock = lambda: self.now
        self.away = {name: prepared(desk, "G1", folder / f"{name}.station") for name in LANES[:2]}
        self.stations: dict[str, Station] = {"desk": station_of(desk)}
        self.known = dict.fromkeys(LANES[:2], self.now)
        for name, station in self.away.items():
            self.stations[name] = stack.enter_context(station.opened())
            self.stations[name]._clock = lambda: self.now
        for station_open in self.stations.values():
            station_open.books.journal.db.execute("PRAGMA synchronous = OFF")

    def meet(self, minute: int) -> None:
        """The stations bring their scans and take a new roster, unless the network is pulled."""
        if any(begin <= minute < end for begin, end in OUTAGES):
            return
        for name, station in self.away.items():
            merged(self.desk, self._exported(station, name, minute))
            prepared(self.desk, "G1", station.path)
            self.known[name] = self.now

    def _exported(self, station: Away, name: str, minute: int) -> Path:
        station.now = self.now
        return station.export(self.folder / f"{name}-{minute}.scans")

    def knows(self, lane: str, lost_at: datetime | None, at: datetime) -> bool:
        """Whether the lane could know by then that the badge was lost."""
        return lost_at is not None and (at if lane == "desk" else self.known[lane]) >= lost_at

    def scan(self, guest: Guest, lane: str, direction: str) -> None:
        """The guest is at the lane now."""
        station, out = self.stations[lane], direction == "out"
        code = {"forged": guest.payload[:-1] + ("A" if guest.payload[-1] != "A" else "B"), "typed": guest.serial}.get(
            guest.odd, guest.payload
        )
        if guest.odd == "unreadable first":
            assert station.scan(Scan("https://example.org", "G1", direction)).verdict == "refused"
        scan = Scan(code, "G1", direction, scan_id=f"{guest.serial}{self.now.isoformat()}")
        answer = station.scan(scan)
        if guest.odd == "sent twice":
            assert station.scan(scan).scan_id == answer.scan_id
        if guest.odd == "annulled":
            station.annul("G1")
        elif out or not (guest.odd in ("forged", "replaced") or self.knows(lane, guest.lost_at, self.now)):
            guest.truth.append((self.now, direction))


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("morning"), PEOPLE)


def made(folder: Path, people: int) -> Path:
    """A desk whose people have each a name and a badge of their own."""
    source, path = folder / "event", folder / "morning.desk"
    write_generated(source, people, 7)
    with (source / "nominations.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    with (source / "nominations.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "family_name": f"Person {n}"} for n, row in enumerate(rows))
    founded(path, source)
    with open_desk(config(path, datetime(2023, 3, 20, 6, tzinfo=UTC))) as desk:
        load(desk, read_folder(source))
        desk.record("accredit", lambda: Decided(grants(desk)))
        badges.issue(desk, (), all_accredited=True)
        badges.printed(desk, accreditations.badges(desk.journal.db))
    return path


def steps(people: list[Guest]) -> Iterator[tuple[datetime, Guest | None, str, str]]:
    """What happens, in time's order; without a guest it is the full minute at which stations meet the desk."""
    passes = [(at, guest, lane, way) for guest in people for at, lane, way in guest.passes]
    losses = [(guest.lost_at, guest, "", "lost") for guest in people if guest.lost_at and guest.odd == "lost meanwhile"]
    minutes = [(BEGINS + timedelta(minutes=n), None, "", str(n)) for n in range(EVERY, 241, EVERY)]
    yield from sorted([*passes, *losses, *minutes], key=lambda step: step[0])


@pytest.mark.parametrize("seed", [7])
def test_attendance_equals_what_happened(desk_file: Path, tmp_path: Path, seed: int) -> None:
    with ExitStack() as stack:
        desk = stack.enter_context(open_desk(Config(desk=desk_file, officer="Protocol")))
        people = expected(desk, random.Random(seed))
        pass_by(Morning(desk, tmp_path, stack), people)
        assert isinstance(verify(desk.journal), Verified)
        compare(desk, people)


def expected(desk: Desk, draw: random.Random) -> list[Guest]:
    """Those who will come; what was known of some badges before is done."""
    people = guests(desk, draw)
    desk.clock = lambda: BEGINS - timedelta(minutes=10)
    for guest in people:
        if guest.odd == "replaced":
            assert isinstance(badges.replace(desk, guest.serial), Decided)
        if guest.odd == "lost before":
            assert isinstance(badges.revoke(desk, [guest.serial]), Decided)
    return people


def pass_by(morning: Morning, people: list[Guest]) -> None:
    """The whole morning; in the end all stations bring their scans."""
    for at, who, lane, what in steps(people):
        morning.now = at
        if who is None:
            morning.meet(int(what))
        elif what == "lost":
            assert isinstance(badges.revoke(morning.desk, [who.serial]), Decided)
        else:
            morning.scan(who, lane, what)
    morning.now = BEGINS + timedelta(hours=5)
    morning.meet(300)


def compare(desk: Desk, people: list[Guest]) -> None:
    """The attendance that the desk draws is that of the people; lost badges that were let in are reported."""
    rows = {
        row.family_name: (row.status, row.first_in, row.last_out, row.entries)
        for row in attendance.rows(desk)
        if not row.session and row.date.day == 28
    }
    expected = {guest.name: _attended(guest) for guest in people}
    assert {name: (rows[name], truth) for name, truth in expected.items() if rows[name] != truth} == {}
    inside = sum(bool(_ways(guest)) and _ways(guest)[-1][1] == "in" for guest in people)
    assert desk.journal.db.execute("SELECT sum(inside) FROM occupancy WHERE zone = 'PLN'").fetchone()[0] == inside
    reported = {found.name for found in findings.of(desk.journal.db, desk.event).revoked_admitted}
    let_in = {
        guest.name
        for guest in people
        if guest.lost_at and any(way == "in" and at >= guest.lost_at for at, way in guest.truth)
    }
    assert {name.rpartition(" Person ")[2] for name in reported} == {name.removeprefix("Person ") for name in let_in}
    assert let_in, "the morning has somebody let in with a lost badge by a station that could not know"


def _ways(guest: Guest) -> list[tuple[datetime, str]]:
    """Where the guest really went: an exit without an entry before is none."""
    ways: list[tuple[datetime, str]] = []
    for at, way in guest.truth:
        if way != (ways[-1][1] if ways else "out"):
            ways.append((at, way))
    return ways


def _attended(guest: Guest) -> tuple[str, datetime | None, datetime | None, int]:
    ways = _ways(guest)
    entries = [at for at, way in ways if way == "in"]
    if not entries:
        return "absent", None, None, 0
    return "attended", entries[0], ways[-1][0] if ways[-1][1] == "out" else None, len(entries)
