"""A station keeps a gate: it verifies what was read, asks for the verdict, records it durably, and answers.

Every scan, from whatever screen, goes through :meth:`Station.scan`. The verdict is
:func:`conclave_desk.domain.admission.judge`; nothing here decides.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import uuid_utils

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.credential.serial import LAST_ISSUE, format_serial
from conclave_desk.domain.admission import Attempt, Holding, Reading, Verdict, judge
from conclave_desk.domain.entries import ScanRecorded
from conclave_desk.domain.event import Event, Gate, Zone
from conclave_desk.errors import WrongUse
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.reading import read_code
from conclave_desk.journal.record import Command
from conclave_desk.journal.store import Journal, Projector
from conclave_desk.registers import event as event_register
from conclave_desk.registers import roster, scenes
from conclave_desk.registers.moments import from_text, optional

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
    event: Event
    known_events: frozenset[str]
    keys: KeyRing


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
        gate = _gate(self._current_trust().event, code)[0]
        return gate, _direction(gate, direction)

    def badge_of(self, nomination: str) -> Reading:
        """The latest badge of somebody who has come without it; none reads as a serial that is not on the list."""
        row = self._db.execute(
            "SELECT holder, issue FROM badges WHERE nomination = ? ORDER BY issue DESC LIMIT 1", (nomination,)
        ).fetchone()
        issuer = self._current_trust().event.code
        if row is None:
            return Reading(issuer=issuer, serial=True)
        return Reading(issuer=issuer, holder=row["holder"], issue=row["issue"], serial=True)

    def scan(self, scan: Scan) -> Answer:
        """Judge one scan and record it; answered only when the record is on the disk.

        Raises :class:`WrongUse` for a gate that is not there, a direction it does not have, a time ahead of the
        clock, or a scan id that was used for something else.
        """
        now = self._clock()
        trust = self._current_trust()
        gate, zone = _gate(trust.event, scan.gate)
        direction = _direction(gate, scan.direction)
        at = scan.at or now
        if at > now + AHEAD:
            raise WrongUse(f"{at.isoformat()} is more than 2 minutes ahead of this machine's clock.")
        reading = scan.by_name or read_code(scan.code, trust.event.code, trust.keys, trust.known_events)
        with self._journal.transaction():
            if scan.scan_id and (before := self._answered(scan, gate, direction)):
                return before
            reason = (scan.override or "").strip() or None
            attempt = Attempt(trust.event, gate, zone, direction, at, now, override=reason)
            entry, holding = self._judged(scan, attempt, reading)
            self._append(entry, now)
            return _answer(self._row(entry.scan_id), holding)

    def _judged(self, scan: Scan, attempt: Attempt, reading: Reading) -> tuple[ScanRecorded, Holding | None]:
        event, zone = attempt.event, attempt.zone
        holding = self._holding(event, reading)
        party = holding.party if holding else ""
        known = reading.holder if holding else None
        scene = scenes.scene(self._db, event, zone, attempt.at, reading.issuer, known, party)
        verdict = judge(attempt, reading, holding, scene)
        inside = scene.zone_inside + _change(verdict, inside_before=scene.inside_since is not None)
        scan_id = scan.scan_id or str(uuid_utils.uuid7())
        return _entry(scan, attempt, reading, holding, verdict, scan_id, inside), holding

    def _holding(self, event: Event, reading: Reading) -> Holding | None:
        if reading.holder is None or reading.issue is None or reading.issuer is None:
            return None
        return roster.holding(self._db, event, reading.issuer, reading.holder, reading.issue, self._party_name)

    def _append(self, entry: ScanRecorded, now: datetime) -> None:
        command = Command(
            id=f"scan:{entry.scan_id}",
            name="gate scan",
            officer=self._officer,
            where=entry.gate,
            at=now,
            clock="set" if self._clock_set else "",
        )
        self._journal.append(LOCAL, command, (entry,), self._project)

    def _answered(self, scan: Scan, gate: Gate, direction: str) -> Answer | None:
        row = self._row(scan.scan_id or "")
        if row is None:
            return None
        same = row["digest"] == _digest(scan) and (row["gate"], row["direction"]) == (gate.code, direction)
        if not same or (scan.at is not None and from_text(row["at"]) != scan.at):
            raise WrongUse(f"scan_id {scan.scan_id} was used for another scan; give every scan an id of its own.")
        holding = None
        if row["holder"] is not None:
            event = event_register.current(self._db)
            holding = roster.holding(self._db, event, row["issuer"], row["holder"], row["issue"], self._party_name)
        return _answer(row, holding, repeated=True)

    def _row(self, scan_id: str) -> Any:
        return self._db.execute("SELECT * FROM scans WHERE scan_id = ?", (scan_id,)).fetchone()

    def _current_trust(self) -> _Trust:
        """Event, keys and links: what only a record of the desk's own chain can change."""
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


def _serial(holder: str | None, issue: int | None) -> str | None:
    if holder is None or issue is None or not 1 <= issue <= LAST_ISSUE:
        return None
    return format_serial(bytes.fromhex(holder), issue)


def _entry(
    scan: Scan,
    attempt: Attempt,
    reading: Reading,
    holding: Holding | None,
    verdict: Verdict,
    scan_id: str,
    inside: int,
) -> ScanRecorded:
    believed = holding is not None or (reading.fault is None and not reading.serial)
    within = attempt.event.zones_within(attempt.zone.code) - {attempt.zone.code}
    detail = dict(verdict.detail or {})
    if verdict.replaced_by is not None:
        detail["replaced_by"] = verdict.replaced_by
    return ScanRecorded(
        scan_id=scan_id,
        gate=attempt.gate.code,
        zone=attempt.zone.code,
        direction=attempt.direction,
        at=attempt.at,
        recorded=attempt.now,
        method=_method(scan, reading),
        digest=_digest(scan),
        verdict=verdict.verdict,
        action=verdict.action,
        reason=verdict.reason,
        message=verdict.message,
        detail=detail or None,
        text="" if believed else _kept(scan.code),
        issuer=reading.issuer if believed else None,
        holder=reading.holder if believed else None,
        issue=reading.issue if believed else None,
        party=holding.party if holding else None,
        category=holding.category if holding else None,
        override=attempt.override,
        overrode=verdict.overrode,
        previous_at=verdict.previous.at if verdict.previous else None,
        previous_gate=verdict.previous.gate if verdict.previous else None,
        inside=inside,
        leaves=sorted(within) if verdict.verdict == "left" else [],
        roster_as_of=attempt.now,
    )


def _kept(code: str) -> str:
    return code[:KEPT].encode("utf-8", "replace").decode()


def _answer(row: sqlite3.Row, holding: Holding | None, *, repeated: bool = False) -> Answer:
    detail = json.loads(row["detail"]) if row["detail"] else None
    return Answer(
        scan_id=row["scan_id"],
        verdict=row["verdict"],
        action=row["action"],
        reason=row["reason"],
        message=row["message"],
        detail=detail,
        gate=row["gate"],
        zone=row["zone"],
        direction=row["direction"],
        at=from_text(row["at"]),
        method=row["method"],
        offline=bool(row["offline"]),
        serial=_serial(row["holder"], row["issue"]),
        name=holding.name if holding else None,
        party=row["party"],
        category=row["category"],
        issue=row["issue"],
        replaced_by=(detail or {}).get("replaced_by"),
        overrode=row["overrode"],
        previous_at=optional(row["previous_at"]),
        previous_gate=row["previous_gate"],
        inside=row["inside"],
        roster_as_of=optional(row["roster_as_of"]),
        repeated=repeated,
    )
