"""A gate as its screen sees it: scan, look for a name, override, annul, how many are inside, how old the roster is.

Whatever screen keeps a gate talks to this, in one thread, and never to a register; every verdict is the station's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from conclave_desk.domain.admission import UNCHALLENGED
from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.event import Event
from conclave_desk.gate import handing
from conclave_desk.gate.answer import ANNULLED, Answer
from conclave_desk.gate.scan import Scan, Supervisor
from conclave_desk.gate.station import Station
from conclave_desk.registers.gates import Counts
from conclave_desk.registers.roster import Guest, Named

_COMPANIONS = {"floater_required": "floater", "escort_required": "escort"}


class Seen(Struct, frozen=True):
    """What was scanned and answered, and what its screen shows besides. ``scan`` is of this session alone; ``due`` is
    what is to be handed out."""

    answer: Answer
    thumbnail: bytes | None = None
    scan: Scan | None = None
    due: tuple[str, ...] = ()

    @property
    def guest(self) -> Guest | None:
        """Who it is, as far as the station knows."""
        return self.answer.guest

    @property
    def overridable(self) -> bool:
        """Whether a supervisor may let the guest in against this refusal."""
        answer = self.answer
        refused = answer.verdict == "refused" and answer.reason not in (*UNCHALLENGED, ANNULLED)
        return self.scan is not None and refused and answer.holder is not None

    @property
    def asks_for(self) -> str:
        """``floater`` or ``escort``, where one has to be scanned now; see :data:`companions.TOGETHER`."""
        return _COMPANIONS.get(self.answer.reason or "", "") if self.answer.holder else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a gate stands: how many are inside its zone, of how many, and its day so far.

    ``as_of`` is the roster's time, if it is not the desk's own; ``offline`` says that no desk is at hand.
    """

    gate: str
    capacity: int | None
    counts: Counts
    as_of: datetime | None
    offline: bool

    @property
    def inside(self) -> int:
        """How many are inside the zone."""
        return self.counts.inside


class Keeper:
    """Keeps gates through a station. Bound to the thread that opened the station's file."""

    def __init__(self, station: Station) -> None:
        self._station = station

    @property
    def event(self) -> Event:
        """The event as the station holds it."""
        return self._station.event

    def clock(self) -> datetime:
        """What this machine's clock says."""
        return self._station.now()

    def scan(self, scan: Scan) -> Seen:
        """The station's answer; given when its record is on the disk."""
        return self.seen(self._station.scan(scan), scan)

    def by_name(self, found: Named, gate: str, direction: str, override: str | None = None) -> Seen:
        """Somebody who has come without badge: judged by the latest that was made for them."""
        return self.scan(self._station.people.by_name(found, gate, direction=direction, override=override))

    def named(self, text: str) -> list[Named]:
        """Whom letters of a name stand for."""
        return self._station.people.find(text)

    def supervised(self) -> bool:
        """Whether anybody may override here."""
        return self._station.supervised()

    def supervisor(self, code: str, gate: str) -> Supervisor | Refusal:
        """Who may override, by their own badge or PIN."""
        return self._station.supervisor(code, gate)

    def override(self, seen: Seen, reason: str, supervisor: Supervisor) -> Seen:
        """The refused guest is let in by a supervisor: judged and recorded anew, with the reason."""
        if seen.scan is None:
            raise ValueError("a scan of another session is not scanned again")
        return self.scan(replace(seen.scan, scan_id=None, at=None, override=reason, supervisor=supervisor))

    def annullable(self, gate: str) -> Seen | Refusal:
        """The last scan that let somebody in or out, which can be taken back."""
        found = self._station.annullable(gate)
        return found if isinstance(found, Refusal) else self.seen(found)

    def annul(self, gate: str, seen: Seen) -> Seen | Refusal:
        """Take that scan back, if it is still the last."""
        found = self._station.annul(gate, scan_id=seen.answer.scan_id)
        return found if isinstance(found, Refusal) else self.seen(found)

    def hand_out(self, seen: Seen) -> Seen:
        """All that is due to the guest has been given."""
        handing.hand_out(self._station, seen.answer, seen.due)
        return replace(seen, due=())

    def last(self, gate: str) -> list[Seen]:
        """The last ten scans at the gate, the latest first."""
        return [self.seen(answer) for answer in self._station.last(gate)]

    def tally(self, gate: str) -> Tally:
        """How the gate stands."""
        zone = self.event.zone(self._station.way(gate)[0].zone)
        counts = self._station.counts(gate)
        return Tally(gate, zone.capacity if zone else None, counts, self._station.roster_as_of, self._station.offline)

    def seen(self, answer: Answer, scan: Scan | None = None) -> Seen:
        """An answer with what its screen shows besides."""
        station = self._station
        return Seen(answer, station.people.thumbnail(answer), scan, handing.due(station, answer))
