"""What mode 7 lists besides the gates themselves: stations, supervisors, floaters, who is inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.credential.serial import serial_of
from conclave_desk.desk import floaters
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain.event import EVERY_ZONE, Event
from conclave_desk.registers import accreditations, roster
from conclave_desk.registers import stations as register
from conclave_desk.registers.floaters import Floater
from conclave_desk.registers.stations import Station


@dataclass(frozen=True, slots=True)
class SupervisorLine:
    """Somebody who may override; ``serial`` is of the badge that works, ``lacks`` says why none does."""

    id: str
    titled: str
    party: str
    party_name: str
    serial: str
    has_pin: bool
    lacks: str
    holder: str


@dataclass(frozen=True, slots=True)
class FloaterLine:
    """A card of a delegation's pool, and whoever is inside with it."""

    id: str
    serial: str
    party: str
    party_name: str
    zones: str
    held_by: str
    held_where: str
    held_since: datetime | None
    card: Floater

    @property
    def state(self) -> str:
        """``recalled``, ``inside`` or ``free``."""
        if self.card.recalled_from is not None:
            return "recalled"
        return "inside" if self.held_since else "free"


def stations(desk: Desk) -> list[Station]:
    """The stations, the one prepared last first."""
    return register.all_of(desk.journal.db)


def supervisors(desk: Desk) -> list[SupervisorLine]:
    """Who may override, by name."""
    name = party_names(desk.event)
    found: list[SupervisorLine] = []
    for one in register.supervisors(desk.journal.db):
        serial, lacks = _badge(desk, one.nomination)
        found.append(
            SupervisorLine(
                one.nomination, one.titled, one.party, name(one.party), serial, one.has_pin, lacks, one.holder
            )
        )
    return found


def pool(desk: Desk) -> list[FloaterLine]:
    """All floaters, by party."""
    event, name = desk.event, party_names(desk.event)
    return [_floater(desk, event, card, name(card.party)) for card in floaters.pool(desk)]


def zone_names(event: Event, codes: Sequence[str]) -> str:
    """Zones by name."""
    if EVERY_ZONE in codes:
        return "every zone"
    return ", ".join(zone.name for zone in event.zones if zone.code in codes)


def _floater(desk: Desk, event: Event, card: Floater, party_name: str) -> FloaterLine:
    use = card.use
    guest = roster.guest(desk.journal.db, use.issuer, use.holder, use.issue) if use else None
    return FloaterLine(
        id=card.holder,
        serial=serial_of(card.holder, 1) or "",
        party=card.party,
        party_name=party_name,
        zones=zone_names(event, card.zones),
        held_by=guest.titled if guest else "",
        held_where=zone_names(event, (use.zone,)) if use else "",
        held_since=use.since if use else None,
        card=card,
    )


def _badge(desk: Desk, nomination: str) -> tuple[str, str]:
    """The serial of the badge that a supervisor overrides with; or why there is none."""
    db, now = desk.journal.db, desk.now()
    permission = accreditations.of_nomination(db, nomination)
    badges = accreditations.badges_of(db, nomination)
    if permission is None or not badges:
        return "", "no badge was made"
    latest = badges[-1]
    serial = serial_of(latest.holder, latest.issue) or ""
    held = roster.holding(db, desk.event, (desk.event.code, latest.holder, latest.issue), str)
    return serial, "" if held is not None and held.works(now) else "the badge does not work now"
