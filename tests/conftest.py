"""A small conclave and a desk that runs it, for all tests that need one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from conclave_desk.bootstrap import make_desk, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges, invitations, lookup, nominations
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import NominationReceived, ScanRecorded
from conclave_desk.domain.event import Category, Event, Gate, Party, Venue, Zone, day_of
from conclave_desk.journal.keyfile import beside
from conclave_desk.journal.record import Command
from conclave_desk.registers import accreditations as accreditation_register
from conclave_desk.registers.views import Accreditation, Badge, Nomination

MORNING = datetime(2023, 3, 28, 4, 0, tzinfo=UTC)
"""09:30 in Pune on the second day."""


@pytest.fixture(scope="session")
def event() -> Event:
    return Event(
        code="PUNE23",
        kind="conclave",
        title="Conclave of Chiefs of Armies of African Nations",
        host="IND",
        timezone="Asia/Kolkata",
        starts=date(2023, 3, 27),
        ends=date(2023, 3, 30),
        badges_from=date(2023, 3, 24),
        parties=(Party(code="AU", name="African Union Commission", sort_as="~1"),),
        categories=(
            Category(
                code="HOD",
                name="Head of delegation",
                rank=0,
                zones=("PLN", "LNG"),
                quota=1,
                clearance=("paper", "protocol"),
            ),
            Category(code="DEL", name="Delegate", rank=1, zones=("PLN",), quota=2, clearance=("paper",)),
            Category(code="STF", name="Staff", rank=2, zones=("*",)),
        ),
        zones=(
            Zone(code="PLN", name="Plenary hall", capacity=400),
            Zone(code="LNG", name="Lounge"),
            Zone(code="OPS", name="Operations room"),
        ),
        gates=(
            Gate(code="G1", name="Main entrance", zone="PLN"),
            Gate(code="G2", name="Lounge door", zone="LNG"),
        ),
        venues=(Venue(code="HALL", name="Hall 1", zone="PLN"), Venue(code="ROOM", name="Room 2")),
    )


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(desk=tmp_path / "pune.desk", officer="Protocol", now=MORNING)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, event: Event) -> Path:
    """A desk file as `init` makes it, and its key file beside it; to be copied."""
    path = tmp_path_factory.mktemp("founded") / "pune.desk"
    make_desk(Config(desk=path, officer="Protocol", now=MORNING), event)
    return path


@pytest.fixture
def desk(config: Config, founded: Path) -> Iterator[Desk]:
    for source, target in ((founded, config.desk), (beside(founded), beside(config.desk))):
        shutil.copy(source, target)
    with open_desk(config) as opened:
        yield opened


class Office:
    """What officers do in the tests, in few words. Every step that is not asserted to be refused must be allowed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def at(self, when: datetime) -> None:
        """Set the clock."""
        self.desk.clock = lambda: when

    def allowed(self, decision: Decision) -> Decided:
        """The decision was a yes."""
        assert isinstance(decision, Decided), decision
        return decision

    def refused(self, decision: Decision, reason: str) -> str:
        """The decision was a no, for that reason; its sentence."""
        assert isinstance(decision, Refusal), decision
        assert decision.reason == reason, decision.sentence
        return decision.sentence

    def invite(self, party: str = "MLI", **slots: int) -> str:
        """Invite a party and have it accept; returns the reference."""
        reference = f"INV/{party}"
        self.allowed(invitations.add(self.desk, reference, party, slots))
        self.allowed(invitations.send(self.desk, reference))
        self.allowed(invitations.answer(self.desk, reference, "accepted", level="principal"))
        return reference

    def proposal(self, name: str, category: str = "DEL", party: str = "MLI", **more: Any) -> Proposal:
        """A proposal of somebody of the party that was invited; ``name`` is "Given Family", ``cells`` come with it."""
        given, _, family = name.rpartition(" ")
        cells = {"given_name": given, "family_name": family, **more.pop("cells", {})}
        return Proposal(party=party, category=category, cells=cells, **{"invitation": f"INV/{party}", **more})

    def nominate(self, name: str, category: str = "DEL", party: str = "MLI", **more: Any) -> str:
        """Nominate somebody; returns the nomination's id."""
        decided = self.allowed(nominations.add(self.desk, self.proposal(name, category, party, **more)))
        return next(entry.nomination for entry in decided.entries if isinstance(entry, NominationReceived))

    def accredit(self, person: str) -> None:
        """Pass every step of review and grant."""
        for step in self.steps(person):
            self.allowed(accreditation.clear(self.desk, person, step, "passed"))
        self.allowed(accreditation.grant(self.desk, person))

    def steps(self, person: str) -> tuple[str, ...]:
        """The steps of review of the person's category."""
        category = self.desk.event.category(self.person(person).category)
        return category.clearance if category else ()

    def badge(self, person: str, *, printed: bool = True) -> str:
        """Issue a badge, and print it; returns its serial."""
        self.allowed(badges.issue(self.desk, [person]))
        if printed:
            self.allowed(badges.printed(self.desk, [self.badges_of(person)[-1]]))
        return badges.serial_of(self.badges_of(person)[-1])

    def with_badge(self, name: str, category: str = "DEL", party: str = "MLI", **more: Any) -> str:
        """Nominate, accredit and give a printed badge; returns the nomination's id."""
        person = self.nominate(name, category, party, **more)
        self.accredit(person)
        self.badge(person)
        return person

    def person(self, person: str) -> Nomination:
        """The nomination as it stands."""
        return lookup.person(self.desk, person)

    def permission(self, person: str) -> Accreditation:
        """The person's accreditation as it stands."""
        found = accreditation_register.of_nomination(self.desk.journal.db, self.person(person).id)
        assert found is not None
        return found

    def badges_of(self, person: str) -> list[Badge]:
        """The person's badges as they stand."""
        return accreditation_register.badges_of(self.desk.journal.db, self.person(person).id)

    def scan(self, holder: str = "0102030405", zone: str = "PLN", **more: Any) -> ScanRecorded:
        """A scan that let somebody in, now, unless ``more`` says otherwise."""
        at = more.pop("at", self.desk.now())
        return ScanRecorded(
            scan_id=more.pop("scan_id", None) or self.desk.new_id(),
            gate="G1" if zone == "PLN" else "G2",
            zone=zone,
            at=at,
            day=day_of(self.desk.event, at).isoformat(),
            method="qr",
            digest=bytes(32),
            verdict=more.pop("verdict", "admitted"),
            action="admit",
            direction=more.pop("direction", "in"),
            issuer="PUNE23",
            holder=holder,
            issue=1,
            party="MLI",
            **more,
        )

    def at_gate(self, scan: ScanRecorded, chain: str = "station:test") -> None:
        """Record a scan on a station's chain in this file."""
        with self.desk.journal.transaction():
            command = self.scan_command(scan)
            self.desk.journal.append(chain, command, (scan,), self.desk.projection())

    def scan_command(self, scan: ScanRecorded) -> Command:
        """The command that a scan is recorded under."""
        return Command(id=f"scan:{scan.scan_id}", name="gate scan", officer="Guard", where=scan.gate, at=scan.at)


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


@pytest.fixture
def office_of() -> Callable[[Desk], Office]:
    """For tests that open desks of their own."""
    return Office
