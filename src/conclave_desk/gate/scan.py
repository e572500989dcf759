"""One scan on its way from what was read to what is recorded."""

from __future__ import annotations

import hashlib
from datetime import datetime

import uuid_utils
from msgspec import Struct

from conclave_desk.domain.admission import by_claims
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Event, Gate, Zone
from conclave_desk.domain.scene import Attempt, Holding, Reading, Verdict
from conclave_desk.errors import WrongUse
from conclave_desk.registers.scenes import Ground

KEPT = 512
"""Characters of an unreadable code that are kept."""


class Supervisor(Struct, frozen=True):
    """Who may override, as a station has made sure; ``holder`` is their holder number."""

    holder: str
    name: str


class Scan(Struct, frozen=True):
    """What a scanner, a keyboard or a page hands over. ``at`` and ``scan_id`` may be left to the station.

    ``override`` is a reason; at a station with a file of its own it counts only with a ``supervisor``, whom
    :meth:`Station.supervisor` names. ``by_name`` is somebody found by name (:meth:`People.find`); ``paper`` says that a
    guard ticked it on a list while the machines were dark. ``officer`` is who scans, where that is not the station's
    officer.
    """

    code: str
    gate: str
    direction: str | None = None
    at: datetime | None = None
    scan_id: str | None = None
    override: str | None = None
    by_name: Reading | None = None
    supervisor: Supervisor | None = None
    officer: str | None = None
    paper: bool = False


class Judged(Struct, frozen=True):
    """A scan with everything that the entry of it is made from.

    ``reading`` and ``holding`` are of the badge that was judged; ``floater`` is the card that was read instead,
    ``card`` the temporary one that the holder came on.
    """

    scan: Scan
    ground: Ground
    attempt: Attempt
    reading: Reading
    holding: Holding | None
    verdict: Verdict
    inside: int
    floater: str | None = None
    escort: str | None = None
    card: str | None = None


class Circumstances(Struct, frozen=True):
    """What a station says of itself in each entry; see :class:`ScanRecorded`."""

    chain: str = ""
    roster_as_of: datetime | None = None
    offline: bool = False
    clock_offset: float | None = None
    clock_back: int = 0


def gate_of(event: Event, code: str) -> tuple[Gate, Zone]:
    """The gate of that code and the zone that it keeps; :class:`WrongUse` if there is none."""
    gate = event.gate(code)
    if gate is None:
        raise WrongUse(f"The event has no gate {code!r}; it has {', '.join(g.code for g in event.gates)}.")
    zone = event.zone(gate.zone)
    if zone is None:
        raise WrongUse(f"Gate {code} keeps zone {gate.zone!r}, which the event does not have.")
    return gate, zone


def direction_at(gate: Gate, wanted: str | None) -> str:
    """In or out; :class:`WrongUse` if the gate lets nobody so."""
    if wanted is None:
        return "out" if gate.direction == "out" else "in"
    if wanted not in ("in", "out"):
        raise WrongUse(f"{wanted!r} is no direction; it is in or out.")
    if gate.direction not in ("both", wanted):
        raise WrongUse(f"Gate {gate.code} ({gate.name}) lets people {gate.direction} only.")
    return wanted


def command_id(scan_id: str) -> str:
    """The command that a scan is recorded under."""
    return f"scan:{scan_id}"


def same(entry: ScanRecorded, scan: Scan, gate: Gate, direction: str) -> bool:
    """Whether a scan is the one that was recorded: an id is bound to payload, gate, direction and time."""
    bound = (entry.digest, entry.gate, entry.direction) == (digest(scan), gate.code, direction)
    return bound and scan.at in (None, entry.at)


def digest(scan: Scan) -> bytes:
    """SHA-256 of what was read, whole."""
    return hashlib.sha256(scan.code.encode("utf-8", "surrogatepass")).digest()


def change(verdict: Verdict, *, inside_before: bool) -> int:
    """By how many the number inside the zone changes."""
    if verdict.verdict == "admitted":
        return 0 if inside_before else 1
    return -1 if verdict.verdict == "left" and inside_before else 0


def entry_of(judged: Judged, station: Circumstances, sealed: bytes | None = None) -> ScanRecorded:
    """What the journal keeps; ``sealed`` is the reason of an override."""
    scan, attempt, reading, verdict, ground = (
        judged.scan,
        judged.attempt,
        judged.reading,
        judged.verdict,
        judged.ground,
    )
    believed = judged.holding is not None or (reading.fault is None and not reading.serial)
    held = judged.holding or (by_claims(attempt, reading) if believed else None)
    detail = verdict.detail
    if verdict.replaced_by is not None:
        detail = {**(detail or {}), "replaced_by": verdict.replaced_by}
    return ScanRecorded(
        scan_id=scan.scan_id or str(uuid_utils.uuid7()),
        gate=attempt.gate.code,
        zone=attempt.zone.code,
        direction=attempt.direction,
        at=attempt.at,
        day=ground.day(attempt.at).date,
        method=_method(scan, reading),
        digest=digest(scan),
        verdict=verdict.verdict,
        action=verdict.action,
        reason=verdict.reason,
        message=verdict.message,
        detail=detail,
        text="" if believed else _kept(scan.code),
        issuer=reading.issuer if believed else None,
        holder=reading.holder if believed else None,
        issue=reading.issue if believed else None,
        party=held.party if held else reading.party if reading.name else None,
        category=held.category if held else reading.category if reading.name else None,
        override=sealed,
        overrode=verdict.overrode,
        previous_at=verdict.previous.at if verdict.previous else None,
        previous_gate=verdict.previous.gate if verdict.previous else None,
        inside=judged.inside,
        leaves=sorted(ground.within - {ground.zone.code}) if verdict.verdict == "left" else [],
        roster_as_of=station.roster_as_of,
        offline=station.offline,
        chain=station.chain,
        clock_offset=station.clock_offset,
        clock_back=station.clock_back,
        floater=judged.floater,
        card=judged.card,
        escort=judged.escort,
        supervisor=scan.supervisor.holder if scan.supervisor and attempt.override else None,
    )


def _method(scan: Scan, reading: Reading) -> str:
    if scan.paper:
        return "paper"
    if scan.by_name is not None:
        return "name"
    return "typed" if reading.serial else "qr"


def _kept(code: str) -> str:
    return code[:KEPT].encode("utf-8", "replace").decode()
