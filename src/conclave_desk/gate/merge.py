"""Stations' scans come to the desk: idempotent, in any order, and no verdict is decided again.

What must not be taken (a withdrawn station's, or a copy's that went its own way) is kept beside the registers and
shown. What the desk should look into is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs

from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import Entry, RecordsQuarantined, ScanRecorded, StationMerged, StationWithdrawn
from conclave_desk.domain.event import BADGE_ALONE
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.gate import scans_file
from conclave_desk.gate.office import Office
from conclave_desk.gate.scans_file import Delivery
from conclave_desk.journal import record
from conclave_desk.registers import findings
from conclave_desk.registers.findings import Findings

_TOGETHER = record.LARGEST // 2
"""Bytes of records in one entry of what was not taken, so that it stays below a record's size in base64 too."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: numbers of scans, and what the desk should look into among what is new."""

    imported: int = 0
    duplicates: int = 0
    quarantined: int = 0
    findings: Findings = field(default_factory=Findings)


@dataclass
class _Tally:
    imported: int = 0
    duplicates: int = 0
    quarantined: int = 0
    entries: list[Entry] = field(default_factory=list)
    scans: set[tuple[str, str]] = field(default_factory=set)


def merge(office: Office, files: Sequence[Path]) -> Merged:
    """Take in what the files bring, all of them or none; :class:`WrongData` if one was altered or is a stranger's."""
    deliveries = [scans_file.read(path) for path in files]
    tally = _Tally()

    def rule() -> Decision:
        for delivery in deliveries:
            _take(office, delivery, tally)
        return Decided(_merged_once(tally.entries))

    decision = office.record("gate merge", rule)
    if isinstance(decision, Refusal):
        raise WrongData(decision.sentence)
    found = findings.of(office.journal.db, office.event, tally.scans) if tally.scans else Findings()
    return Merged(tally.imported, tally.duplicates, tally.quarantined, found)


def withdraw(office: Office, station: Path | str, reason: str = "") -> Decision:
    """A station is taken out of use: what comes from it after this is kept apart.

    ``station`` is its file, or, since the file may be what was lost, the name of its chain.
    """
    chain = station if isinstance(station, str) else _of_file(office, station)

    def rule() -> Decision:
        if office.journal.db.execute("SELECT 1 FROM stations WHERE chain = ?", (chain,)).fetchone() is None:
            raise WrongUse(f"This desk has prepared no station {chain}; `gate stations` lists them.")
        if _withdrawn(office, chain):
            return Refusal("withdrawn", f"Station {chain} was withdrawn already.")
        return Decided((StationWithdrawn(chain=chain, reason=reason),), _pins_in_it(office))

    return office.record("gate withdraw", rule)


def _pins_in_it(office: Office) -> list[str]:
    """What whoever has the file may find out in time, unless no PIN is taken anywhere."""
    if office.event.policy.override_by == BADGE_ALONE:
        return []
    (count,) = office.journal.db.execute("SELECT count(pin) FROM supervisors").fetchone()
    advice = "If it is lost or stolen, draw new ones (gate supervisor PERSON --pin) and prepare the other stations."
    return [f"PINs of supervisors lie in its file, hashed: {count}. {advice}"] if count else []


def _of_file(office: Office, path: Path) -> str:
    delivery = scans_file.read(path)
    _known(office, delivery)
    return delivery.chain


def _take(office: Office, delivery: Delivery, tally: _Tally) -> None:
    _known(office, delivery)
    have = office.journal.head(delivery.chain)[0]
    known = {n: digest for n, digest, _ in office.journal.bodies(delivery.chain)}
    fork = next(
        (n for n, body in enumerate(delivery.bodies, 1) if n <= have and record.hash_of(body) != known[n]), None
    )
    same = min(have, len(delivery.bodies)) if fork is None else fork - 1
    tally.duplicates += _scans(delivery.bodies[:same])
    new = delivery.bodies[same:]
    if not new:
        return
    if fork is not None or _withdrawn(office, delivery.chain):
        _quarantine(office, delivery.chain, "withdrawn" if fork is None else "copied", new, tally)
        return
    project = office.projection()
    with project.many():
        for body in new:
            read = office.journal.append_record(body)
            project(read.command, read.entries)
            tally.scans.update(
                (entry.chain, entry.scan_id) for entry in read.entries if isinstance(entry, ScanRecorded)
            )
    tally.imported += _scans(new)
    last, digest = office.journal.head(delivery.chain)
    until = record.read(new[-1]).command.at
    tally.entries.append(StationMerged(chain=delivery.chain, first=have + 1, last=last, head=digest, until=until))


def _quarantine(office: Office, chain: str, why: str, bodies: Sequence[bytes], tally: _Tally) -> None:
    held = {row[0] for row in office.journal.db.execute("SELECT hash FROM quarantine WHERE chain = ?", (chain,))}
    held |= {record.hash_of(b) for e in tally.entries if isinstance(e, RecordsQuarantined) for b in e.records}
    new = [body for body in bodies if record.hash_of(body) not in held]
    tally.duplicates += _scans(bodies) - _scans(new)
    tally.quarantined += _scans(new)
    bundle: list[bytes] = []
    for body in new:
        if bundle and sum(map(len, bundle)) + len(body) > _TOGETHER:
            tally.entries.append(RecordsQuarantined(chain=chain, why=why, records=bundle))
            bundle = []
        bundle.append(body)
    if bundle:
        tally.entries.append(RecordsQuarantined(chain=chain, why=why, records=bundle))


def _scans(bodies: Sequence[bytes]) -> int:
    return sum(b'"kind":"ScanRecorded"' in body for body in bodies)


def _merged_once(entries: Sequence[Entry]) -> list[Entry]:
    """One anchor a chain, though several files brought parts of it."""
    merged: dict[str, StationMerged] = {}
    rest: list[Entry] = []
    for entry in entries:
        if not isinstance(entry, StationMerged):
            rest.append(entry)
        elif before := merged.get(entry.chain):
            merged[entry.chain] = structs.replace(entry, first=before.first)
        else:
            merged[entry.chain] = entry
    return [*merged.values(), *rest]


def _known(office: Office, delivery: Delivery) -> None:
    row = office.journal.db.execute("SELECT public_key FROM stations WHERE chain = ?", (delivery.chain,)).fetchone()
    if delivery.event != office.event.code or row is None or row[0] != delivery.public_key:
        raise WrongData(f"{delivery.source}: comes from no station that this desk has prepared; nothing was taken.")


def _withdrawn(office: Office, chain: str) -> bool:
    row = office.journal.db.execute("SELECT withdrawn_at FROM stations WHERE chain = ?", (chain,)).fetchone()
    return bool(row and row[0])
