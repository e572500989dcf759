"""Desk files to measure on: one ready for its first morning, and one with a long journal."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import uuid_utils

from conclave_desk.bootstrap import make_desk, open_desk
from conclave_desk.config import Config
from conclave_desk.desk import accreditation, badges
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import faces
from conclave_desk.desk.load import load
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided
from conclave_desk.exchange.folder import read_folder
from conclave_desk.exchange.generated import write_generated
from conclave_desk.journal.record import DESK, Command
from conclave_desk.journal.store import Journal
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers.rebuild import rebuild

BEFORE = datetime(2023, 3, 20, 6, 0, tzinfo=UTC)
MORNING = datetime(2023, 3, 28, 3, 0, tzinfo=UTC)
STATION = "station:local"
PEOPLE = 2_500
"""Whose journal is made longer by scans alone: nine entries each are the desk's."""


def config(path: Path, now: datetime | None = None) -> Config:
    """The configuration of a desk file to measure on."""
    return Config(desk=path, officer="bench", now=now)


def founded(path: Path, folder: Path) -> None:
    """A desk of the folder's event; what was there before is removed."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    make_desk(config(path, BEFORE), read_folder(folder).event)


def with_badges(path: Path, delegates: int) -> list[str]:
    """A desk whose delegates all have a badge; the payloads."""
    folder = path.with_suffix(".folder")
    write_generated(folder, delegates, 7)
    founded(path, folder)
    with open_desk(config(path, BEFORE)) as desk:
        load(desk, read_folder(folder))
        desk.record("accredit", lambda: Decided(grants(desk)))
        badges.issue(desk, (), all_accredited=True)
        issued = accreditations.badges(desk.journal.db)
        badges.printed(desk, issued)
        return [face.payload for face in faces(desk, issued, party_names(desk.event))]


def grants(desk: Desk) -> list[e.Entry]:
    """Everybody accredited, in one command."""
    people = nominations.all_of(desk.journal.db)
    return [accreditation.granted(desk, person, desk.new_holder_number()) for person in people]


def with_journal(path: Path, entries: int) -> None:
    """A desk with at least that many entries in its journal, and its registers drawn from them.

    Everybody is loaded, cleared step by step, accredited and given a badge; the rest is scans.
    """
    folder = path.with_suffix(".folder")
    write_generated(folder, PEOPLE, 7)
    founded(path, folder)
    with open_desk(config(path, BEFORE)) as desk:
        load(desk, read_folder(folder))
        with desk.journal.transaction():
            for command in _reviews(desk):
                _append(desk.journal, DESK, "office", MORNING - timedelta(days=4), command)
            holders = desk.journal.db.execute("SELECT n.id, n.party FROM nominations n ORDER BY n.id").fetchall()
            known = [(_holder(row[0]), row[1]) for row in holders]
            for scan in _scans(known, entries - 9 * PEOPLE):
                _append(desk.journal, STATION, "gate scan", scan.at, (scan,))
        rebuild(desk.journal, desk.projection())
        desk.journal.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _append(journal: Journal, chain: str, name: str, at: datetime, entries: Sequence[e.Entry]) -> None:
    command = Command(id=str(uuid_utils.uuid7()), name=name, officer="Protocol", where="G1", at=at)
    journal.append(chain, command, entries, lambda _command, _entries: None)


def _holder(nomination: str) -> str:
    return sha256(nomination.encode()).hexdigest()[:10]


def _reviews(desk: Desk) -> Iterator[Sequence[e.Entry]]:
    """The desk's commands after the load, one an officer's decision."""
    people = nominations.all_of(desk.journal.db)
    for person in people:
        for step in ("paper", "security", "protocol"):
            yield (accreditation.cleared(desk, person, step, "passed", paper="NV 12/2023"),)
        yield (accreditation.granted(desk, person, _holder(person.id)),)
    yield [e.BadgeIssued(holder=_holder(person.id), issue=1, nomination=person.id) for person in people]
    yield (e.BadgesPrinted(badges=[(_holder(person.id), 1) for person in people]),)
    for person in people:
        sealed = desk.safe.seal(person.person, person.name)
        yield (e.BadgeCollected(holder=_holder(person.id), issue=1, person=person.person, by=sealed),)


def _scans(holders: Sequence[tuple[str, str]], count: int) -> Iterator[e.ScanRecorded]:
    draw = random.Random(7)
    for number in range(count):
        holder, party = draw.choice(holders)
        gate, zone = draw.choice((("G1", "PLN"), ("G1", "PLN"), ("G2", "LNG")))
        at = MORNING + timedelta(seconds=number * 2, microseconds=draw.randrange(1_000_000))
        verdict = draw.choices(("admitted", "left", "refused"), (60, 35, 5))[0]
        yield e.ScanRecorded(
            scan_id=str(uuid_utils.uuid7()),
            gate=gate,
            zone=zone,
            direction="out" if verdict == "left" else "in",
            at=at,
            day="2023-03-28",
            method="qr",
            digest=sha256(holder.encode()).digest(),
            verdict=verdict,
            action="stop" if verdict == "refused" else "admit",
            reason="wrong_zone" if verdict == "refused" else None,
            message="This badge does not open Lounge. It opens: Plenary hall." if verdict == "refused" else "",
            detail={"zones": ["PLN"]} if verdict == "refused" else None,
            issuer="GENER23",
            holder=holder,
            issue=1,
            party=party,
            category="DEL",
            inside=number % 400,
            leaves=["LNG"] if verdict == "left" and zone == "PLN" else [],
        )
