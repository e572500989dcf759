"""What stands before a gate: what was read, what the roster says of it, what earlier scans say, and the answer.

All are values; :mod:`conclave_desk.domain.admission` judges them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from conclave_desk.domain.event import Event, Gate, Zone
from conclave_desk.domain.person import is_named, keys_of


class Reading(Struct, frozen=True):
    """What the code turned out to be: ``fault`` is one of the first four refusals, or none for a genuine badge.

    ``serial`` is true when a serial was typed, which nobody signed. ``name`` is of somebody who has no badge at all.
    ``issued_at`` and what follows come from a signed payload's claims.
    """

    fault: str | None = None
    issuer: str | None = None
    holder: str | None = None
    issue: int | None = None
    serial: bool = False
    name: str | None = None
    issued_at: datetime | None = None
    party: str | None = None
    category: str | None = None
    zones: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None


class Holding(Struct, frozen=True):
    """What the roster says of one badge and its holder.

    ``person_keys`` are external ids and names as sent by which a programme may name the holder. ``kind`` is
    ``floater`` for a card that is no person's, ``temporary`` for one that is good for a day, whose ``bearer`` is the holder
    number of the person that it was handed out to, if it was; ``marks`` are what a guard should heed; ``escort`` says that somebody
    has to come with the holder. ``rank`` and what follows are for the guard's eyes; ``passport_name`` is blank unless it
    differs from the name on the badge.
    """

    issuer: str
    holder: str
    issue: int
    name: str
    party: str
    party_name: str
    category: str
    zones: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    works_sessions: bool = False
    collected: bool = True
    suspended: bool = False
    revoked_from: datetime | None = None
    cause: str = ""
    replaced_by: int | None = None
    newest_seen: int | None = None
    person_keys: frozenset[str] = frozenset()
    kind: str = ""
    marks: tuple[str, ...] = ()
    escort: bool = False
    bearer: str = ""
    rank: str = ""
    passport_name: str = ""
    appointment: str = ""
    service: str = ""

    def works(self, now: datetime) -> bool:
        """Whether the badge is good now, whatever zone it opens: valid, not suspended, not revoked."""
        ended = self.revoked_from is not None and self.revoked_from <= now
        return not self.suspended and not ended and self.valid_from <= now < self.valid_until


class ClosedSession(Struct, frozen=True):
    """An ``invited`` or ``categories`` session that keeps others out from ``opens`` (its doors) to ``ends``."""

    code: str
    opens: datetime
    ends: datetime
    access: str
    categories: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def admits(self, holding: Holding) -> bool:
        """Whether the holder is on the session's list."""
        if self.access == "categories":
            return holding.category in self.categories
        if holding.party in self.parties:
            return True
        keys = keys_of("", *holding.person_keys) | holding.person_keys if self.people else frozenset()
        return any(is_named(keys, text) for text in self.people)


class Visit(Struct, frozen=True):
    """An earlier admission of the same holder to the same zone."""

    at: datetime
    gate_name: str
    gate: str


class Scene(Struct, frozen=True):
    """What earlier scans say, as of the attempt: whether the holder is in this zone, the counts inside.

    The visits are looked up where the gate's re-entry asks for them: ``inside_since`` is the admission that the holder
    has not left from, the other two the first ever and the first of the day. ``newest_seen`` is the highest issue that the holder has shown at any gate. ``escorted`` says that somebody who
    needs no escort has just come in at this gate.
    """

    inside: bool = False
    inside_since: Visit | None = None
    first_entry: Visit | None = None
    first_entry_today: Visit | None = None
    party_inside: int = 0
    zone_inside: int = 0
    floater_shown: bool = False
    newest_seen: int | None = None
    escorted: bool = False
    sessions: tuple[ClosedSession, ...] = ()


class Attempt(Struct, frozen=True):
    """One scan: where, which way, when (``at``), and when it is recorded (``now``).

    ``roster_as_of`` is the time of a station's roster; ``None`` when the desk file itself is read.
    """

    event: Event
    gate: Gate
    zone: Zone
    direction: str
    at: datetime
    now: datetime
    override: str | None = None
    roster_as_of: datetime | None = None


class Verdict(Struct, frozen=True):
    """The answer: ``admitted``, ``left`` or ``refused``, and what the guard reads."""

    verdict: str
    action: str
    reason: str | None = None
    message: str = ""
    detail: dict[str, Any] | None = None
    overrode: str | None = None
    previous: Visit | None = None
    replaced_by: int | None = None
