"""A station keeps gates: it verifies what was read, asks for the verdict, records it durably, and answers.

Every scan, from whatever screen, goes through :meth:`Station.scan`. The verdict is
:func:`conclave_desk.domain.admission.judge`; nothing here decides.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

import uuid_utils
from msgspec import structs

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
from conclave_desk.gate.holders import Holders
from conclave_desk.gate.people import People
from conclave_desk.gate.scan import (
    Circumstances,
    Judged,
    Scan,
    Supervisor,
    change,
    command_id,
    direction_at,
    entry_of,
    same,
)
from conclave_desk.gate.trust import AHEAD, Ahead, ReadScan, Trust
from conclave_desk.journal.record import Command
from conclave_desk.registers import gates, occupancy, roster, scenes
from conclave_desk.registers.project import Projection
from conclave_desk.registers.project.gate_rows import GateRows


class Station:
    """Keeps gates with the books at hand. Bound to the thread that opened them; see :mod:`together` for several.

    ``clock_offset`` is how many seconds this machine's clock is ahead of the desk's, where somebody has measured it.
    """

    def __init__(
        self,
        books: Books,
        project: Projection,
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
        self._holders = Holders(books, party_name)
        self.people = People(books, self._current_trust, clock)
        self._trust: Trust | None = None
        self._version: object = None
        self._recorded: datetime | None = None
        self._day = gates.DayCounts(self._db)

    @property
    def event(self) -> Event:
        """The event as the books have it."""
        return self._current_trust().event

    @property
    def judged_by(self) -> Event:
        """The event as it was when something was last judged: for what follows from an answer."""
        return (self._trust or self._current_trust()).event

    @property
    def trust(self) -> Trust | None:
        """By what it reads codes; ``None`` before it has once looked at its books. Any thread may ask."""
        return self._trust

    @property
    def roster_as_of(self) -> datetime | None:
        """The roster's time; ``None`` where the desk's own registers are read."""
        self._current_trust()
        return self.books.as_of()

    @property
    def offline(self) -> bool:
        """Whether it goes by a roster of its own instead of the desk's registers."""
        return self.books.offline

    @property
    def home_gate(self) -> str | None:
        """The gate that a station's file was prepared for."""
        return self.books.gate

    @property
    def rows(self) -> GateRows:
        """What happened at gates, of which some may wait to be written within a transaction."""
        return self._project.gate

    def now(self) -> datetime:
        """What this machine's clock says, aware UTC."""
        return self._clock()

    def way(self, code: str, direction: str | None = None) -> tuple[Gate, str]:
        """The gate of that code, and in or out; :class:`WrongUse` if there is no such gate or it lets nobody so."""
        gate = self._current_trust().ground(code).gate
        return gate, direction_at(gate, direction)

    def holding(self, issuer: str, holder: str, issue: int) -> Holding | None:
        """What the roster says of a badge."""
        return self._holders.of(self._current_trust().event, (issuer, holder, issue))

    def read(self, code: str) -> Reading:
        """What a code is, by the keys that are trusted here; see :func:`read_code`."""
        return self._current_trust().code(code)

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
        return Ahead(scan, trust, trust.reading(scan)) if trust else None

    def scan_all(self, scans: Sequence[Scan | Ahead]) -> list[Answer | ConclaveError]:
        """Judge several scans in their order and write them with one sync; wrong use is answered by its fault."""
        try:
            trust = self._trust or self._current_trust()
            read = [self._verified(scan, trust) for scan in scans]
            with self._journal.transaction(), self._project.together(self._journal.turn) as holds:
                now = trust if holds else self._current_trust()
                if now is not trust:
                    read = [self._verified(scan, now) for scan in scans]
                with self._holders.together(
                    now.event, [found.reading for found in read if isinstance(found, ReadScan)]
                ):
                    return [self._answered(found) for found in read]
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as fault:
            raise WrongData(self.books.damage(fault)) from fault

    def annullable(self, gate: str) -> Answer | Refusal:
        """The scan that :meth:`annul` would take back, as it was answered; or why there is none."""
        self.way(gate)
        found = undoing.last_counted(self._journal, self.books.chain, gate, self._clock())
        if isinstance(found, Refusal):
            return found
        record, scanned = found
        return answer_of(scanned, record.command.at, self._holding_of(scanned))

    def annul(
        self, gate: str, reason: str = "", scan_id: str | None = None, officer: str | None = None
    ) -> Answer | Refusal:
        """The last scan that let somebody in or out at the gate counts no more, if it is at most 15 minutes old.

        With ``scan_id`` only if it is still that one.
        """
        self.way(gate)
        with self._journal.transaction():
            now = self._clock()
            found = undoing.last_counted(self._journal, self.books.chain, gate, now)
            if isinstance(found, Refusal):
                return found
            record, scanned = found
            if scan_id not in (None, scanned.scan_id):
                return Refusal("another_scan", "Somebody else was scanned here meanwhile; look again.")
            entry = undoing.annulled(scanned, self._sealed(reason, scanned.issuer, scanned.holder))
            self.write("gate annul", gate, now, entry, str(uuid_utils.uuid7()), officer)
        return annulled_answer(answer_of(scanned, record.command.at, self._holding_of(scanned)))

    def supervisor(self, code: str, gate: str) -> Supervisor | Refusal:
        """Who may override, by their own badge or PIN; a wrong one is recorded, and five close the PIN, ever longer."""
        self.way(gate)
        return supervision.supervisor(self, code, gate)

    def supervised(self) -> bool:
        """Whether anybody may override here."""
        return roster.supervised(self._db)

    def inside(self, gate: str) -> int:
        """How many are inside the gate's zone now."""
        ground = self._current_trust().ground(gate)
        return occupancy.inside(self._db, ground.zone.code, ground.day(self._clock()).date)

    def counts(self, gate: str) -> gates.Counts:
        """The gate's day so far; a look costs what has come since the last one."""
        ground = self._current_trust().ground(gate)
        self._day.catch_up(ground.day(self._clock()).date)
        return self._day.of(gate, ground.zone.code)

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

    def write(
        self, name: str, gate: str, now: datetime, entry: Entry, command: str, officer: str | None = None
    ) -> None:
        """Record an entry on the station's chain; to be called inside a transaction of the journal."""
        clock = "set" if self._clock_set else ""
        made = Command(id=command, name=name, officer=officer or self._officer, where=gate, at=now, clock=clock)
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

    def _verified(self, given: Scan | Ahead, trust: Trust) -> ReadScan | WrongUse:
        try:
            if isinstance(given, Scan):
                return trust.read(given, self._clock)
            return trust.read(given.scan, self._clock, given.reading if given.trust is trust else None)
        except WrongUse as fault:
            return fault

    def _answered(self, read: ReadScan | WrongUse) -> Answer | ConclaveError:
        if isinstance(read, WrongUse):
            return read
        try:
            if read.scan.scan_id and (before := self._before(read)):
                return before
            return self._recorded_now(read)
        except WrongUse as fault:
            return fault

    def _recorded_now(self, read: ReadScan) -> Answer:
        now = self._clock()
        at = read.scan.at or now
        attempt = Attempt(
            *(read.trust.event, read.ground.gate, read.ground.zone, read.direction, at, now),
            override=read.scan.override,
            roster_as_of=self.books.as_of(),
        )
        judged = self._judged(read, attempt)
        sealed = self._sealed(read.scan.override, read.reading.issuer, read.reading.holder)
        entry = entry_of(judged, self._circumstances(now), sealed)
        self.write("gate scan", entry.gate, now, entry, command_id(entry.scan_id), read.scan.officer)
        self._recorded = now
        return answer_of(entry, now, judged.holding, name=judged.reading.name)

    def _judged(self, read: ReadScan, attempt: Attempt) -> Judged:
        """The verdict and the number inside after it; a floater is judged with the badge that it was shown for."""
        scan, ground, reading = read.scan, read.ground, read.reading
        holding = self._holders.of_reading(attempt.event, reading)
        if reading.category == FLOATER or (holding and holding.kind == FLOATER):
            return companions.with_card(self, scan, ground, attempt, reading, holding)
        reading, holding, card = as_bearer(reading, holding)
        held = holding or by_claims(attempt, reading)
        party = held.party if held else ""
        scene = scenes.scene(self.rows, ground, attempt, reading.issuer, reading.holder, party)
        escort = None
        if held and held.escort and attempt.direction == "in":
            escort = companions.escort(self, attempt, held)
            scene = structs.replace(scene, escorted=escort is not None)
        verdict = judge(attempt, reading, holding, scene)
        inside = scene.zone_inside + change(verdict, inside_before=scene.inside)
        return Judged(scan, ground, attempt, reading, holding, verdict, inside, escort=escort, card=card)

    def _before(self, read: ReadScan) -> Answer | None:
        """What was answered to a scan id before; an annulled scan is not admitted by asking again."""
        scan = read.scan
        recorded = self._journal.recorded(command_id(scan.scan_id or ""), self.books.chain)
        if recorded is None:
            return None
        self.rows.flush()
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

    def _sealed(self, reason: str | None, issuer: str | None, holder: str | None) -> bytes | None:
        return supervision.seal(reason, lambda: self.books.letterbox(issuer, holder))

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

    def _current_trust(self) -> Trust:
        version = self.books.version()
        if self._trust is None or version != self._version:
            self._version = version
            self._trust = Trust.of(self.books)
        return self._trust
