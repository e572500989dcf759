"""Who may come in by a gate, on a day or to a session, for a list on paper: as the gate itself would have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from conclave_desk.desk import lookup
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names, person_key
from conclave_desk.domain.admission import opens
from conclave_desk.domain.event import Event, Gate, day_cut_off, day_of, end_of_day, start_of_day
from conclave_desk.domain.expected import Capacity, is_expected
from conclave_desk.errors import WrongUse
from conclave_desk.printing.gate_register import Guest, Party, Register
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers import attendance as register
from conclave_desk.registers.views import Accreditation, Badge, Nomination, Session


def registers(
    desk: Desk, gates: Sequence[str] = (), session: str | None = None, day: date | None = None
) -> list[Register]:
    """A list for each gate that lets people in: those named, or those that lead to the session, or all.

    Without ``session`` it is of everybody whose badge opens the zone on ``day`` (today, if that is one of the event's).
    Raises :class:`WrongUse` for a gate, session or day that is not the event's.
    """
    event, now = desk.event, desk.now()
    with desk.journal.reading():
        held = lookup.session(desk, session) if session else None
        chosen = _gates(event, gates, held)
        wanted = _day(event, held, day, now)
        return [_Drawn(desk, event, held, wanted).register(gate) for gate in chosen]


def _gates(event: Event, codes: Sequence[str], session: Session | None) -> list[Gate]:
    named = [event.gate(code.upper()) for code in codes]
    if None in named:
        missing = codes[named.index(None)]
        raise WrongUse(f"The event has no gate {missing!r}; it has {', '.join(g.code for g in event.gates)}.")
    inward = [gate for gate in event.gates if gate.direction != "out"]
    venue = event.venue(session.venue) if session else None
    if session:
        inward = [gate for gate in inward if venue and gate.zone == venue.zone]
    chosen = [gate for gate in named if gate] or inward
    if not chosen:
        raise WrongUse(f"No gate leads to session {session.code}." if session else "The event has no gate.")
    return chosen


def _day(event: Event, session: Session | None, day: date | None, now: datetime) -> date:
    if session:
        return day_of(event, session.starts)
    first, last = event.badges_from or event.starts, event.badges_until or event.ends
    chosen = day or min(max(day_of(event, now), first), last)
    if not first <= chosen <= last:
        raise WrongUse(f"{chosen} is none of the days on which badges hold, {first} to {last}.")
    return chosen


class _Drawn:
    """The people of the desk as they stand, to be asked gate by gate."""

    def __init__(self, desk: Desk, event: Event, session: Session | None, day: date) -> None:
        db = desk.journal.db
        self._desk, self._event, self._session, self._day = desk, event, session, day
        zone = event.zone_info
        self._begins, self._ends = start_of_day(day, zone), max(end_of_day(day, zone), day_cut_off(event, day))
        self._people = {person.id: person for person in nominations.all_of(db)}
        self._permissions = accreditations.by_nomination(db)
        self._badges: dict[str, Badge] = {badge.nomination: badge for badge in accreditations.badges(db)}
        self._capacities = register.capacities(db, party_key(event))
        self._party_name = party_names(event)

    def register(self, gate: Gate) -> Register:
        """The list of a gate."""
        zone = self._event.zone(gate.zone)
        admitted = list(self._admitted(gate.zone))
        key = person_key(self._event)
        admitted.sort(key=lambda found: key(found[0]))
        blocks = [
            Party(self._party_name(party), tuple(self._guest(*found) for found in group))
            for party, group in groupby(admitted, key=lambda found: found[0].party)
        ]
        now = self._desk.now().astimezone(self._event.zone_info)
        return Register(
            code=gate.code,
            gate=gate.name,
            zone=zone.name if zone else gate.zone,
            occasion=self._occasion(),
            as_of=f"{now.day} {now:%B}, {now:%H:%M}",
            parties=tuple(blocks),
            kept_out=tuple(self._kept_out(gate.zone)),
            exits=gate.direction == "both",
        )

    def _admitted(self, zone: str) -> Iterator[tuple[Nomination, Accreditation]]:
        for capacity in self._capacities:
            person, permission = self._people.get(capacity.nomination), self._permissions.get(capacity.nomination)
            if person and permission and self._may_come(capacity, zone) and permission.status == "granted":
                yield person, permission

    def _may_come(self, capacity: Capacity, zone: str) -> bool:
        """Whether the badge opens the zone within the day, and the session asks for its holder."""
        begins, ends = capacity.valid_from, capacity.valid_until
        if begins is None or ends is None or begins >= self._ends or ends <= self._begins:
            return False
        if capacity.gives_way and capacity.gives_way <= self._begins:
            return False
        if not opens(capacity.zones, zone):
            return False
        if self._session is None or self._session.access == "open":
            return True
        category = self._event.category(capacity.category)
        if category and category.works_sessions:
            return True
        return is_expected(register.session(self._event, self._session), capacity)

    def _guest(self, person: Nomination, permission: Accreditation) -> Guest:
        badge = self._badges.get(person.id)
        standing = badge.status_at(self._desk.now()) if badge else ""
        category = self._event.category(permission.category)
        return Guest(
            name=person.titled,
            category=category.name if category else permission.category,
            serial=serial_of(badge) if badge and standing not in ("revoked", "surrendered") else "no badge",
            remark="; ".join(self._remarks(person, permission)),
        )

    def _remarks(self, person: Nomination, permission: Accreditation) -> Iterator[str]:
        zone = self._event.zone_info
        if person.badge_name and person.badge_name != person.name:
            yield f"badge: {person.badge_name}"
        if permission.valid_from > self._begins:
            yield f"from {permission.valid_from.astimezone(zone):%H:%M}"
        if permission.valid_until < self._ends:
            yield f"until {permission.valid_until.astimezone(zone):%H:%M}"
        category = self._event.category(permission.category)
        if category and category.escort:
            yield "with an escort only"
        yield from filter(None, (mark.strip() for mark in person.marks.split(";")))

    def _kept_out(self, zone: str) -> Iterator[str]:
        """Those whose accreditation rests, and who may come with a badge in their hand."""
        for nomination, permission in self._permissions.items():
            person = self._people.get(nomination)
            if person and permission.status == "suspended" and opens(permission.zones, zone):
                yield f"{person.titled}, {self._party_name(person.party)}: accreditation suspended"

    def _occasion(self) -> str:
        day = f"{self._day:%A}, {self._day.day} {self._day:%B %Y}"
        if self._session is None:
            return day
        zone = self._event.zone_info
        starts, ends = self._session.starts.astimezone(zone), self._session.ends.astimezone(zone)
        return f"{self._session.title}  ·  {day}, {starts:%H:%M}–{ends:%H:%M}"
