"""A station keeps a gate: it verifies what was read, asks for the verdict, records it durably, and answers.

Every scan, from whatever screen, goes through :meth:`Station.scan`. The verdict is
:func:`conclave_desk.domain.admission.judge`; nothing here decides.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import uuid_utils

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.domain.admission import Attempt, Holding, Reading, Verdict, judge
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Event, Gate, Zone
from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer, answer_of
from conclave_desk.gate.reading import read_code
from conclave_desk.journal.record import Command
from conclave_desk.journal.store import Journal, Projector
from conclave_desk.registers import event as event_register
from conclave_desk.registers import roster, scenes

LOCAL = "station:local"
"""The chain of scans recorded in the desk file itself."""
AHEAD = timedelta(minutes=2)
KEPT = 512
"""Characters of an unreadable code that are kept."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner, a keyboard or a page hands over. ``at`` and ``scan_id`` may be left to the station."""

    code: str
    gate: str
    direction: str | None = None
    at: datetime | None = None
    scan_id: str | None = None
    override: str | None = None
    by_name: Reading | None = None


@dataclass(frozen=True, slots=True)
class _Trust:
    """Event, keys and links, and the grounds of its gates: what only a record of the desk's own chain can change."""

    event: Event
    known_events: frozenset[str]
    keys: KeyRing
    grounds: dict[str, scenes.Ground] = field(default_factory=dict)


class Station:
    """Keeps gates with the desk file itself at hand."""

    def __init__(
        self,
        journal: Journal,
        project: Projector,
        officer: str,
        clock: Callable[[], datetime],
        party_name: Callable[[str], str],
        *,
        clock_set: bool = False,
    ) -> None:
        self._journal = journal
        self._db: sqlite3.Connection = journal.db
        self._project = project
        self._officer = officer
        self._clock = clock
        self._clock_set = clock_set
        self._party_name = party_name
        self._trust: _Trust | None = None
        self._as_of: tuple[int, bytes] | None = None

    def way(self, code: str, direction: str | None = None) -> tuple[Gate, str]:
        """The gate of that code, and in or out; :class:`WrongUse` if there is no such gate or it lets nobody so."""
        gate = self._ground(self._current_trust(), code).gate
        return gate, _direction(gate, direction)

    def badge_of(self, nomination: str) -> Reading:
        """The latest badge of somebody who has come without it; if none was made, who it is that has none."""
        row = self._db.execute(
            "SELECT holder, issue FROM badges WHERE nomination = ? ORDER BY issue DESC LIMIT 1", (nomination,)
        ).fetchone()
        issuer = self._current_trust().event.code
        if row is None:
            name, party, category = roster.somebody(self._db, nomination)
            return Reading(issuer=issuer, serial=True, name=name, party=party, category=category)
        return Reading(issuer=issuer, holder=row["holder"], issue=row["issue"], serial=True)

    def scan(self, scan: Scan) -> Answer:
        """Judge one scan and record it; answered only when the record is on the disk.

        Raises :class:`WrongUse` for a gate that is not there, a direction it does not have, a time ahead of the
        clock, or a scan id that was used for something else.
        """
        now = self._clock()
        trust = self._current_trust()
        ground = self._ground(trust, scan.gate)
        gate = ground.gate
        direction = _direction(gate, scan.direction)
        at = scan.at or now
        if at > now + AHEAD:
            raise WrongUse(f"{at.isoformat()} is more than 2 minutes ahead of this machine's clock.")
        reading = scan.by_name or read_code(scan.code, trust.event.code, trust.keys, trust.known_events)
        with self._journal.transaction():
            if scan.scan_id and (before := self._answered(scan, gate, direction)):
                return before
            reason = (scan.override or "").strip() or None
            attempt = Attempt(trust.event, gate, ground.zone, direction, at, now, override=reason)
            entry, holding = self._judged(scan, ground, attempt, reading)
            self._append(entry, now)
        return answer_of(entry, now, holding, name=reading.name)

    def _judged(
        self, scan: Scan, ground: scenes.Ground, attempt: Attempt, reading: Reading
    ) -> tuple[ScanRecorded, Holding | None]:
        holding = self._holding(attempt.event, reading)
        party = holding.party if holding else ""
        known = reading.holder if holding else None
        scene = scenes.scene(self._db, ground, attempt.at, reading.issuer, known, party)
        verdict = judge(attempt, reading, holding, scene)
        inside = scene.zone_inside + _change(verdict, inside_before=scene.inside_since is not None)
        return _entry(scan, ground, attempt, reading, holding, verdict, inside), holding

    def _holding(self, event: Event, reading: Reading) -> Holding | None:
        if reading.holder is None or reading.issue is None or reading.issuer is None:
            return None
        return roster.holding(self._db, event, reading.issuer, reading.holder, reading.issue, self._party_name)

    def _append(self, entry: ScanRecorded, now: datetime) -> None:
        command = Command(
            id=_command_id(entry.scan_id),
            name="gate scan",
            officer=self._officer,
            where=entry.gate,
            at=now,
            clock="set" if self._clock_set else "",
        )
        self._journal.append(LOCAL, command, (entry,), self._project)

    def _answered(self, scan: Scan, gate: Gate, direction: str) -> Answer | None:
        recorded = self._journal.recorded(_command_id(scan.scan_id or ""))
        if recorded is None:
            return None
        (entry,) = recorded.entries
        if not isinstance(entry, ScanRecorded) or not _same(entry, scan, gate, direction):
            raise WrongUse(f"scan_id {scan.scan_id} was used for another scan; give every scan an id of its own.")
        badge = Reading(issuer=entry.issuer, holder=entry.holder, issue=entry.issue)
        holding = self._holding(self._current_trust().event, badge)
        return answer_of(entry, recorded.command.at, holding, repeated=True)

    def _ground(self, trust: _Trust, code: str) -> scenes.Ground:
        """The gate of that code; :class:`WrongUse` if there is none."""
        if code not in trust.grounds:
            trust.grounds[code] = scenes.Ground(self._db, trust.event, *_gate(trust.event, code))
        return trust.grounds[code]

    def _current_trust(self) -> _Trust:
        head = self._journal.head()
        if self._trust is None or head != self._as_of:
            self._as_of = head
            event = event_register.current(self._db)
            keys = KeyRing((issuer, PublicKey(raw)) for issuer, raw in event_register.public_keys(self._db))
            self._trust = _Trust(event, frozenset({event.code, *event_register.links(self._db)}), keys)
        return self._trust


def _gate(event: Event, code: str) -> tuple[Gate, Zone]:
    gate = event.gate(code)
    if gate is None:
        raise WrongUse(f"The event has no gate {code!r}; it has {', '.join(g.code for g in event.gates)}.")
    zone = event.zone(gate.zone)
    if zone is None:
        raise WrongUse(f"Gate {code} keeps zone {gate.zone!r}, which the event does not have.")
    return gate, zone


def _direction(gate: Gate, wanted: str | None) -> str:
    if wanted is None:
        return "out" if gate.direction == "out" else "in"
    if wanted not in ("in", "out"):
        raise WrongUse(f"{wanted!r} is no direction; it is in or out.")
    if gate.direction not in ("both", wanted):
        raise WrongUse(f"Gate {gate.code} ({gate.name}) lets people {gate.direction} only.")
    return wanted


def _command_id(scan_id: str) -> str:
    return f"scan:{scan_id}"


def _same(entry: ScanRecorded, scan: Scan, gate: Gate, direction: str) -> bool:
    bound = (entry.digest, entry.gate, entry.direction) == (_digest(scan), gate.code, direction)
    return bound and scan.at in (None, entry.at)


def _digest(scan: Scan) -> bytes:
    return hashlib.sha256(scan.code.encode("utf-8", "surrogatepass")).digest()


def _change(verdict: Verdict, *, inside_before: bool) -> int:
    if verdict.verdict == "admitted":
        return 0 if inside_before else 1
    return -1 if verdict.verdict == "left" and inside_before else 0


def _method(scan: Scan, reading: Reading) -> str:
    if scan.by_name is not None:
        return "name"
    return "typed" if reading.serial else "qr"


def _entry(
    scan: Scan,
    ground: scenes.Ground,
    attempt: Attempt,
    reading: Reading,
    holding: Holding | None,
    verdict: Verdict,
    inside: int,
) -> ScanRecorded:
    believed = holding is not None or (reading.fault is None and not reading.serial)
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
        digest=_digest(scan),
        verdict=verdict.verdict,
        action=verdict.action,
        reason=verdict.reason,
        message=verdict.message,
        detail=detail,
        text="" if believed else _kept(scan.code),
        issuer=reading.issuer if believed else None,
        holder=reading.holder if believed else None,
        issue=reading.issue if believed else None,
        party=holding.party if holding else reading.party if reading.name else None,
        category=holding.category if holding else reading.category if reading.name else None,
        override=attempt.override,
        overrode=verdict.overrode,
        previous_at=verdict.previous.at if verdict.previous else None,
        previous_gate=verdict.previous.gate if verdict.previous else None,
        inside=inside,
        leaves=sorted(ground.within - {ground.zone.code}) if verdict.verdict == "left" else [],
    )


def _kept(code: str) -> str:
    return code[:KEPT].encode("utf-8", "replace").decode()
