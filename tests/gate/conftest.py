"""A campus with a gate of every kind, a desk that has made badges for it, and somebody who keeps the gates."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conclave_desk.bootstrap import make_desk, open_desk, station_of
from conclave_desk.config import Config
from conclave_desk.credential.base45 import decode, encode
from conclave_desk.credential.claims import Claims
from conclave_desk.credential.keys import SigningKey
from conclave_desk.credential.payload import make_payload
from conclave_desk.desk import accreditation, badges, invitations, lookup, nominations, reasons
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.founding import signing_key
from conclave_desk.desk.nominations import Proposal
from conclave_desk.domain.decision import Decided, Decision
from conclave_desk.domain.entries import BadgeIssued, EventDeclared, ScanRecorded
from conclave_desk.domain.event import Category, Event, Gate, Party, Venue, Zone
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan
from conclave_desk.journal.keyfile import beside
from conclave_desk.journal.record import Record
from conclave_desk.registers import accreditations as register

NOW = datetime(2023, 3, 28, 4, 0, tzinfo=UTC)
"""09:30 in Pune on the second day."""
OPEN = ("CMP", "PLN", "PBK", "DIN", "BUF", "SML", "PTY", "FLT", "CLS")
PEOPLE = {
    # name: party, category, particulars
    "Amadou Traoré": ("MLI", "DEL", {}),
    "Fatou Keita": ("MLI", "DEL", {}),
    "Issa Moussa": ("NER", "DEL", {}),
    "Moussa Faki": ("AU", "DEL", {}),
    "Asha Rao": ("IND", "HOST", {}),
    "Meera Nair": ("IND", "MED", {}),
    "Ravi Iyer": ("IND", "INT", {}),
    "Late Comer": ("IND", "HOST", {"valid_from": "2023-03-29"}),
    "Early Leaver": ("IND", "HOST", {"valid_until": "2023-03-27"}),
}


def campus(code: str = "PUNE23") -> Event:
    """Zones of every kind: one within another, limits of every sort, every rule of re-entry."""
    return Event(
        code=code,
        kind="conclave",
        title="Conclave of Chiefs of Armies of African Nations",
        host="IND",
        timezone="Asia/Kolkata",
        starts=date(2023, 3, 27),
        ends=date(2023, 3, 30),
        badges_from=date(2023, 3, 24),
        linked=("AFINDX23",) if code == "PUNE23" else (),
        parties=(Party(code="AU", name="African Union Commission"),),
        categories=(
            Category(code="HOST", name="Host", rank=0, zones=("*",)),
            Category(code="DEL", name="Delegate", rank=1, zones=OPEN),
            Category(code="INT", name="Interpreter", rank=2, zones=OPEN, works_sessions=True),
            Category(code="MED", name="Media", rank=3, zones=("CMP", "BUF")),
        ),
        zones=(
            Zone(code="CMP", name="Campus"),
            Zone(code="PLN", name="Plenary hall", within="CMP"),
            Zone(code="PBK", name="Strong room", within="PLN"),
            Zone(code="DIN", name="Dinner", presence="in_only"),
            Zone(code="BUF", name="Buffet", presence="in_only"),
            Zone(code="SML", name="Small room", capacity=2),
            Zone(code="PTY", name="Lounge", per_party=1),
            Zone(code="FLT", name="Operations room", floater=True),
            Zone(code="CLS", name="Committee room"),
        ),
        gates=(
            Gate(code="CMP1", name="Campus gate", zone="CMP"),
            Gate(code="PLN1", name="Main entrance", zone="PLN"),
            Gate(code="PLN2", name="Side exit", zone="PLN", direction="out"),
            Gate(code="PBK1", name="Vault", zone="PBK", reentry="passback"),
            Gate(code="PBK2", name="Back door", zone="PBK", reentry="passback"),
            Gate(code="DIN1", name="Dinner", zone="DIN", direction="in", reentry="once"),
            Gate(code="BUF1", name="Buffet", zone="BUF", direction="in", reentry="daily"),
            Gate(code="SML1", name="Small door", zone="SML"),
            Gate(code="PTY1", name="Lounge door", zone="PTY"),
            Gate(code="FLT1", name="Operations", zone="FLT"),
            Gate(code="CLS1", name="Committee door", zone="CLS"),
        ),
        venues=(Venue(code="ROOM", name="Committee room", zone="CLS"),),
    )


def allowed(decision: Decision) -> Decided:
    """The decision was a yes."""
    assert isinstance(decision, Decided), decision
    return decision


def populate(desk: Desk, people: Sequence[str] = tuple(PEOPLE)) -> None:
    """Everybody nominated, accredited, with a printed badge."""
    for party in ("MLI", "NER"):
        allowed(invitations.add(desk, f"INV/{party}", party, {"DEL": 9}))
    for name in people:
        party, category, particulars = PEOPLE[name]
        given, _, family = name.partition(" ")
        invitation = f"INV/{party}" if party in ("MLI", "NER") else None
        cells = {"given_name": given, "family_name": family}
        named = Proposal(party=party, category=category, cells=cells, invitation=invitation)
        proposal = msgspec.structs.replace(named, **particulars)
        allowed(nominations.add(desk, proposal))
        allowed(accreditation.grant(desk, name))
    issued = allowed(badges.issue(desk, (), all_accredited=True)).entries
    made = [register.badge(desk.journal.db, b.holder, b.issue) for b in issued if isinstance(b, BadgeIssued)]
    allowed(badges.printed(desk, [badge for badge in made if badge]))


class Guard:
    """Keeps the gates of a desk; ``now`` is what the clock says."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = NOW
        desk.clock = lambda: self.now
        self.station = station_of(desk)

    def at(self, day: int, hour: int = 9, minute: int = 0) -> datetime:
        """The clock is set to that time of March 2023 in Pune, which is returned."""
        self.now = datetime(2023, 3, day, hour, minute, tzinfo=self.desk.event.zone_info).astimezone(UTC)
        return self.now

    def scan(self, code: str, gate: str = "CMP1", direction: str | None = None, **more: Any) -> Answer:
        """What the station answers to a code."""
        return self.station.scan(Scan(code, gate, direction, **more))

    def enters(self, name: str, gate: str = "CMP1", **more: Any) -> Answer:
        """The person's badge is scanned on the way in."""
        return self.scan(self.badge(name), gate, "in", **more)

    def leaves(self, name: str, gate: str = "CMP1", **more: Any) -> Answer:
        """The person's badge is scanned on the way out."""
        return self.scan(self.badge(name), gate, "out", **more)

    def badge(self, name: str, issue: int = -1) -> str:
        """What the QR of the person's badge holds, as the press signs it: the latest unless said otherwise."""
        found = register.badges_of(self.desk.journal.db, lookup.person(self.desk, name).id)
        return next(faces(self.desk, [found[issue]], lambda code: code)).payload

    def serial(self, name: str) -> str:
        """What is printed under the QR."""
        found = register.badges_of(self.desk.journal.db, lookup.person(self.desk, name).id)
        return badges.serial_of(found[-1])

    def entries(self) -> int:
        """How many attempts the journal holds."""
        return self.desk.journal.head("station:local")[0]

    def row(self, answer: Answer) -> dict[str, Any]:
        """The attempt as the register shows it."""
        return dict(self.desk.journal.db.execute("SELECT * FROM scans WHERE scan_id = ?", (answer.scan_id,)).fetchone())

    def entry(self, answer: Answer) -> ScanRecorded:
        """The attempt as the journal has it."""
        (entry,) = self.recorded(answer).entries
        assert isinstance(entry, ScanRecorded)
        return entry

    def reason(self, answer: Answer) -> str:
        """The reason of the attempt's override, as the desk reads it."""
        entry = self.entry(answer)
        return reasons.read(self.desk, entry.issuer, entry.holder, entry.override)

    def recorded(self, answer: Answer) -> Record:
        """The attempt's record: who kept the gate, and when it arrived."""
        found = self.desk.journal.recorded(f"scan:{answer.scan_id}")
        assert found is not None
        return found

    def redeclare(self, **changes: Any) -> None:
        """The event is loaded again with changes."""
        event = msgspec.structs.replace(self.desk.event, **changes)
        allowed(self.desk.record("load", lambda: Decided((EventDeclared(event=event),))))

    def stray(self, **changes: Any) -> str:
        """A badge signed by the event's own key that no register knows."""
        return make_payload(claims(**changes), signing_key(self.desk))

    def of_another_key(self, **changes: Any) -> str:
        """A badge signed by a key that no station here holds."""
        return make_payload(claims(**changes), SigningKey(bytes(32)))

    def forged(self, name: str) -> str:
        """The person's badge with one bit of its signature turned."""
        octets = bytearray(decode(self.badge(name).removeprefix("CD1:")) or b"")
        octets[-1] ^= 1
        return f"CD1:{encode(bytes(octets))}"

    def holder(self, name: str) -> str:
        """The person's holder number."""
        found = register.of_nomination(self.desk.journal.db, lookup.person(self.desk, name).id)
        assert found is not None
        return found.holder


def claims(**changes: Any) -> Claims:
    """Claims of a badge that no desk has made."""
    values: dict[str, Any] = {
        "event": "PUNE23",
        "holder": bytes(5),
        "issue": 1,
        "party": "MLI",
        "category": "DEL",
        "zones": OPEN,
        "not_before": NOW - timedelta(days=2),
        "expires": NOW + timedelta(days=2),
        "issued_at": NOW - timedelta(hours=1),
    }
    return Claims(**{**values, **changes})


@pytest.fixture(scope="session")
def _campus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("campus"), campus())


def _made(folder: Path, event: Event, people: Sequence[str] = tuple(PEOPLE)) -> Path:
    config = Config(desk=folder / f"{event.code}.desk", officer="Protocol", now=NOW - timedelta(days=1))
    make_desk(config, event)
    with open_desk(config) as desk:
        populate(desk, people)
    return config.desk


@pytest.fixture
def desk_file(tmp_path: Path, _campus: Path) -> Path:
    """The campus's desk file, to be used by one test."""
    for path in (_campus, beside(_campus)):
        shutil.copy(path, tmp_path)
    return tmp_path / _campus.name


@pytest.fixture
def guard(desk_file: Path) -> Iterator[Guard]:
    with open_desk(Config(desk=desk_file, officer="Guard")) as desk:
        yield Guard(desk)


@pytest.fixture
def linked_desk(tmp_path: Path) -> Iterator[Guard]:
    """The exercise held beside the conclave: a desk of its own, with one badge."""
    path = _made(tmp_path, campus("AFINDX23"), ["Amadou Traoré"])
    with open_desk(Config(desk=path, officer="Exercise")) as desk:
        yield Guard(desk)
