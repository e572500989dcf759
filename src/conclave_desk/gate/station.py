"""A station keeps gates: it verifies what was read, asks for the verdict, records it durably, and answers.

Every scan, from whatever screen, goes through :meth:`Station.scan`. The verdict is
:func:`conclave_desk.domain.admission.judge`; nothing here decides.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import uuid_utils

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.domain.admission import FLOATER, by_claims, judge
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.entries import Entry, ScanRecorded, StationOpened
from conclave_desk.domain.event import Event, Gate
from conclave_desk.domain.scene import Attempt, Holding, Reading
from conclave_desk.domain.temporary import as_bearer
from conclave_desk.errors import ConclaveError, WrongData, WrongUse
from conclave_desk.gate import companions, supervision, undoing
from conclave_desk.gate.answer import Answer, annulled_answer, answer_of
from conclave_desk.gate.books import Books
from conclave_desk.gate.reading import read_code
from conclave_desk.gate.scan import (
    Circumstances,
    Judged,
    Scan,
    Supervisor,
    change,
    command_id,
    direction_at,
    entry_of,
    gate_of,
    same,
)
from conclave_desk.journal.record import Command
from conclave_desk.journal.store import Projector
from conclave_desk.registers import event as event_register
from conclave_desk.registers import gate_counts, roster, scenes

AHEAD = timedelta(minutes=2)
"""So far ahead of the clock a scan's time may be; a clock that jumps back further is noted."""


@dataclass(frozen=True, slots=True)
class _Trust:
    """Event, keys and links, and the grounds of its gates: what only a record of the desk's own chain can change."""

    event: Event
    known_events: frozenset[str]
    keys: KeyRing
    seal_key: bytes | None
    grounds: dict[str, scenes.Ground] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """A scan that has been verified, and what was trusted then."""

    scan: Scan
    trust: _Trust
    ground: scenes.Ground
    direction: str
    reading: Reading
    override: str | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A scan whose code was read before its turn; it is read again if the keys have changed since."""

    scan: Scan
    trust: _Trust
    reading: Reading


class Station:
    """Keeps gates with the books at hand. Bound to the thread that opened them; see :mod:`together` for several.

    ``clock_offset`` is how many seconds this machine's clock is ahead of the desk's, where somebody has measured it.
    """

    def __init__(
        self,
        books: Books,
        project: Projector,
        officer: str,
        clock: Callable[[], datetime],
        party_name: Callable[[str], str],
        *,
        clock_set: bool = False,
    ) -> None:
        self.books = books
        self.clock_offset: float | None = None
        self._journal = books.journal
        self._db: sqlite3.Connection = books.journal.db
        self._project = project
        self._officer = officer
        self._clock = clock
        self._clock_set = clock_set
        self._party_name = party_name
        self._trust: _Trust | None = None
        self._version: object = None
        self._recorded: datetime | None = None

    @property
    def event(self) -> Event:
        """The event as the books have it."""
        return self._current_trust().event

    @property
    def roster_as_of(self) -> datetime | None:
        """The roster's time; ``None`` where the desk's own registers are read."""
        self._current_trust()
        return self.books.as_of()

    @property
    def home_gate(self) -> str | None:
        """The gate that a station's file was prepared for."""
        return self.books.gate

    def now(self) -> datetime:
        """What this machine's clock says, aware UTC."""
        return self._clock()

    def way(self, code: str, direction: str | None = None) -> tuple[Gate, str]:
        """The gate of that code, and in or out; :class:`WrongUse` if there is no such gate or it lets nobody so."""
        gate = self._ground(self._current_trust(), code).gate
        return gate, direction_at(gate, direction)

    def badge_of(self, nomination: str) -> Reading:
        """The latest badge of somebody who has come without it; if none was made, who it is that has none.

        Only where the desk's file is at hand; elsewhere :meth:`find` by name.
        """
        row = self._db.execute(
            "SELECT holder, issue FROM badges WHERE nomination = ? ORDER BY issue DESC LIMIT 1", (nomination,)
        ).fetchone()
        issuer = self.event.code
        if row is None:
            name, party, category = roster.somebody(self._db, nomination)
            return Reading(issuer=issuer, serial=True, name=name, party=party, category=category)
        return Reading(issuer=issuer, holder=row["holder"], issue=row["issue"], serial=True)

    def find(self, text: str) -> list[roster.Named]:
        """Who is meant by at least three letters of a name; each can be scanned by :meth:`by_name`."""
        self._current_trust()
        return roster.named(self._db, text)

    def by_name(self, found: roster.Named, gate: str, **more: object) -> Scan:
        """The scan of somebody found by name, for a forgotten badge; its entry says so."""
        reading = Reading(issuer=found.issuer, holder=found.holder, issue=found.issue, serial=True)
        scan = Scan(code=f"name:{found.issuer}:{found.holder}", gate=gate, by_name=reading)
        return replace(scan, **more)  # type: ignore[arg-type]

    def holding(self, issuer: str, holder: str, issue: int) -> Holding | None:
        """What the roster says of a badge."""
        return self._held(self._current_trust().event, issuer, holder, issue)

    def _held(self, event: Event, issuer: str, holder: str, issue: int) -> Holding | None:
        self.books.check(holder)
        return roster.holding(self._db, event, issuer, holder, issue, self._party_name)

    def read(self, code: str) -> Reading:
        """What a code is, by the keys that are trusted here; see :func:`read_code`."""
        trust = self._current_trust()
        return read_code(code, trust.event.code, trust.keys, trust.known_events)

    def scan(self, scan: Scan) -> Answer:
        """Judge one scan and record it; answered only when the record is on the disk.

        Raises :class:`WrongUse` for a gate that is not there, a direction it does not have, a time ahead of the
        clock, or a scan id that was used for something else; :class:`MachineFault` if it could not be written, and
        then nobody was admitted.
        """
        (answer,) = self.scan_all([scan])
        if isinstance(answer, ConclaveError):
            raise answer
        return answer

    def ahead(self, scan: Scan) -> Ahead | None:
        """Read a code before its turn, in whatever thread; ``None`` before the station has once looked at its books."""
        trust = self._trust
        return Ahead(scan, trust, _reading(scan, trust)) if trust else None

    def scan_all(self, scans: Sequence[Scan | Ahead]) -> list[Answer | ConclaveError]:
        """Judge several scans in their order and write them with one sync; wrong use is answered by its fault."""
        try:
            trust = self._current_trust()
            read = [self._verified(scan, trust) for scan in scans]
            with self._journal.transaction():
                trust = self._current_trust()
                return [self._answered(found, trust) for found in read]
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as fault:
            raise WrongData(self.books.damage(fault)) from fault

    def annul(self, gate: str, reason: str = "") -> Answer | Refusal:
        """The last scan that let somebody in or out at the gate counts no more, if it is at most 15 minutes old."""
        self.way(gate)
        with self._journal.transaction():
            now = self._clock()
            found = undoing.last_counted(self._journal, self.books.chain, gate, now)
            if isinstance(found, Refusal):
                return found
            record, scanned = found
            entry = undoing.annulled(scanned, reason)
            self.write("gate annul", gate, now, entry, str(uuid_utils.uuid7()))
        holding = self._holding_of(scanned)
        return annulled_answer(answer_of(scanned, record.command.at, holding))

    def supervisor(self, code: str, gate: str) -> Supervisor | Refusal:
        """Who may override, by their own badge or PIN; a wrong one is recorded, and five close the PIN for a while."""
        self.way(gate)
        return supervision.supervisor(self, code, gate)

    def inside(self, gate: str) -> int:
        """How many are inside the gate's zone now."""
        ground = self._ground(self._current_trust(), gate)
        return gate_counts.inside(self._db, ground.zone.code, ground.day(self._clock()).date)

    def counts(self, gate: str) -> gate_counts.Counts:
        """The gate's day so far."""
        ground = self._ground(self._current_trust(), gate)
        return gate_counts.counts(self._db, gate, ground.zone.code, ground.day(self._clock()).date)

    def last(self, gate: str, most: int = 10) -> list[Answer]:
        """The last scans of this station at a gate, the latest first."""
        found: list[Answer] = []
        for record in self._journal.last_records(self.books.chain, 50 * most):
            for entry in record.entries:
                if isinstance(entry, ScanRecorded) and entry.gate == gate:
                    found.append(self._with_what_came_of_it(entry, record.command.at))
            if len(found) >= most:
                break
        return found[:most]

    def write(self, name: str, gate: str, now: datetime, entry: Entry, command: str) -> None:
        """Record an entry on the station's chain; to be called inside a transaction of the journal."""
        clock = "set" if self._clock_set else ""
        made = Command(id=command, name=name, officer=self._officer, where=gate, at=now, clock=clock)
        self._journal.append(self.books.chain, made, (entry,), self._project)

    def begin(self) -> None:
        """At a file of its own: draw the instance id, if nobody has opened the file before."""
        if not self.books.offline or self._journal.head(self.books.chain)[0]:
            return
        with self._journal.transaction():
            if self._journal.head(self.books.chain)[0]:
                return
            gate = self.books.gate or ""
            entry = StationOpened(chain=self.books.chain, instance=os.urandom(8).hex(), gate=gate)
            self.write("station opened", gate, self._clock(), entry, f"opened:{entry.instance}")

    def _verified(self, given: Scan | Ahead, trust: _Trust) -> _Read | WrongUse:
        try:
            if isinstance(given, Scan):
                return self._read(given, trust)
            return self._read(given.scan, trust, given.reading if given.trust is trust else None)
        except WrongUse as fault:
            return fault

    def _read(self, scan: Scan, trust: _Trust, reading: Reading | None = None) -> _Read:
        now = self._clock()
        ground = self._ground(trust, scan.gate)
        direction = direction_at(ground.gate, scan.direction)
        if scan.at is not None and scan.at > now + AHEAD:
            raise WrongUse(f"{scan.at.isoformat()} is more than 2 minutes ahead of this machine's clock.")
        reason = (scan.override or "").strip() or None
        if reason and self.books.offline and scan.supervisor is None:
            raise WrongUse("An override here needs a supervisor's badge or PIN, besides the reason.")
        return _Read(scan, trust, ground, direction, reading or _reading(scan, trust), reason)

    def _answered(self, read: _Read | WrongUse, trust: _Trust) -> Answer | ConclaveError:
        if isinstance(read, WrongUse):
            return read
        try:
            if trust is not read.trust:
                read = self._read(read.scan, trust)
            if read.scan.scan_id and (before := self._before(read)):
                return before
            return self._recorded_now(read)
        except WrongUse as fault:
            return fault

    def _recorded_now(self, read: _Read) -> Answer:
        now = self._clock()
        at = read.scan.at or now
        attempt = Attempt(
            *(read.trust.event, read.ground.gate, read.ground.zone, read.direction, at, now),
            override=read.override,
            roster_as_of=self.books.as_of(),
        )
        judged = self._judged(read, attempt)
        sealed = supervision.seal(read.override, read.trust.seal_key)
        entry = entry_of(judged, self._circumstances(now), sealed)
        self.write("gate scan", entry.gate, now, entry, command_id(entry.scan_id))
        self._recorded = now
        return answer_of(entry, now, judged.holding, name=judged.reading.name)

    def _judged(self, read: _Read, attempt: Attempt) -> Judged:
        """The verdict and the number inside after it; a floater is judged with the badge that it was shown for."""
        scan, ground, reading = read.scan, read.ground, read.reading
        holding = self._of_reading(attempt.event, reading)
        if reading.category == FLOATER or (holding and holding.kind == FLOATER):
            return companions.with_card(self, scan, ground, attempt, reading, holding)
        reading, holding, card = as_bearer(reading, holding)
        held = holding or by_claims(attempt, reading)
        party = held.party if held else ""
        scene = scenes.scene(self._db, ground, attempt.at, reading.issuer, reading.holder, party)
        escort = None
        if held and held.escort and attempt.direction == "in":
            escort = companions.escort(self, attempt, held)
            scene = replace(scene, escorted=escort is not None)
        verdict = judge(attempt, reading, holding, scene)
        inside = scene.zone_inside + change(verdict, inside_before=scene.inside_since is not None)
        return Judged(scan, ground, attempt, reading, holding, verdict, inside, escort=escort, card=card)

    def _of_reading(self, event: Event, reading: Reading) -> Holding | None:
        if reading.holder is None or reading.issue is None or reading.issuer is None:
            return None
        return self._held(event, reading.issuer, reading.holder, reading.issue)

    def _before(self, read: _Read) -> Answer | None:
        """What was answered to a scan id before; an annulled scan is not admitted by asking again."""
        scan = read.scan
        recorded = self._journal.recorded(command_id(scan.scan_id or ""), self.books.chain)
        if recorded is None:
            return None
        (entry,) = recorded.entries
        if not isinstance(entry, ScanRecorded) or not same(entry, scan, read.ground.gate, read.direction):
            raise WrongUse(f"scan_id {scan.scan_id} was used for another scan; give every scan an id of its own.")
        return self._with_what_came_of_it(entry, recorded.command.at, repeated=True)

    def _with_what_came_of_it(self, entry: ScanRecorded, recorded: datetime, *, repeated: bool = False) -> Answer:
        answer = answer_of(entry, recorded, self._holding_of(entry), repeated=repeated)
        return annulled_answer(answer) if undoing.is_annulled(self._db, entry) else answer

    def _holding_of(self, entry: ScanRecorded) -> Holding | None:
        if entry.issuer is not None and entry.card is not None:
            return self.holding(entry.issuer, entry.card, 1)
        if entry.issuer is None or entry.holder is None or entry.issue is None:
            return None
        return self.holding(entry.issuer, entry.holder, entry.issue)

    def _circumstances(self, now: datetime) -> Circumstances:
        if not self.books.offline:
            return Circumstances()
        as_of, before = self.books.as_of(), self._last_recorded()
        back = int((before - now).total_seconds()) if before and before - now > AHEAD else 0
        behind = (now - as_of).total_seconds() if as_of and now < as_of else None
        return Circumstances(
            chain=self.books.chain,
            roster_as_of=as_of,
            offline=True,
            clock_offset=behind if self.clock_offset is None else self.clock_offset,
            clock_back=back,
        )

    def _last_recorded(self) -> datetime | None:
        if self._recorded is None:
            self._recorded = next((r.command.at for r in self._journal.last_records(self.books.chain, 1)), None)
        return self._recorded

    def _ground(self, trust: _Trust, code: str) -> scenes.Ground:
        """The gate of that code; :class:`WrongUse` if there is none."""
        if code not in trust.grounds:
            trust.grounds[code] = scenes.Ground(self._db, trust.event, *gate_of(trust.event, code))
        return trust.grounds[code]

    def _current_trust(self) -> _Trust:
        version = self.books.version()
        if self._trust is None or version != self._version:
            self._version = version
            event = event_register.current(self._db)
            keys = KeyRing((issuer, PublicKey(raw)) for issuer, raw in event_register.public_keys(self._db))
            known = frozenset({event.code, *event_register.links(self._db)})
            self._trust = _Trust(event, known, keys, self.books.seal_key())
        return self._trust


def _reading(scan: Scan, trust: _Trust) -> Reading:
    return scan.by_name or read_code(scan.code, trust.event.code, trust.keys, trust.known_events)
