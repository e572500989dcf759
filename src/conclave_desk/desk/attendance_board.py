"""How everybody stands at every session and on every day, counted: a byte for each, so that 100,000 people fit.

Counting everybody takes seconds where there are so many: do it in a thread. What the gates scan afterwards is then
counted as it comes, and what officers write about a few people; an hour that strikes asks for another count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from conclave_desk.desk.changes import parties_touched
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key
from conclave_desk.domain.attendance import STATUSES, Attendee, Day, Drawing, Standing, attendees, days_of
from conclave_desk.domain.event import day_of
from conclave_desk.domain.expected import Capacity, Session, in_precedence
from conclave_desk.domain.house import Guest, Missing, not_in_house
from conclave_desk.domain.names import fold
from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.presence import Ground
from conclave_desk.registers import attendance as register
from conclave_desk.registers import gates, marks, sessions

_INSIDE = 8
_CODES = {status: number for number, status in enumerate(STATUSES, 1)}
"""The byte of a status; 0 is whoever is neither expected nor marked."""
_AT_ONCE = 2_000
"""People who are drawn again at once, while the screen waits."""
THERE = ("attended", "late", "left_early")
"""The statuses of whoever came at all."""
_CAME = frozenset(_CODES[status] for status in THERE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What attendance is asked for: a session, or (``session`` is ``None``) a day of the event.

    ``day`` is the day on which it is; ``gated`` says whether gates see who comes.
    """

    id: str
    title: str
    venue: str
    day: date
    starts: datetime
    ends: datetime
    session: Session | None
    whole: Day | None
    gated: bool = True

    def begun(self, now: datetime) -> bool:
        """Whether it has begun."""
        return self.starts <= now

    def over(self, now: datetime) -> bool:
        """Whether it is over."""
        return self.ends <= now


def scopes(desk: Desk) -> list[Scope]:
    """The event's days, each followed by its sessions; sessions outside of all days stand where they belong in time."""
    event = desk.event
    held = {found.code: found for found in sessions.all_of(desk.journal.db, cancelled=False)}
    programme = [register.session(event, found) for found in held.values()]
    gated = {gate.zone for gate in event.gates if gate.direction != "out"}
    found = [
        Scope(day.day.isoformat(), "", "", day.day, day.starts, day.ends, None, day)
        for day in days_of(event, programme)
    ]
    for one in programme:
        named = held[one.code]
        day = day_of(event, one.starts)
        scope = Scope(one.code, named.title, named.venue, day, one.starts, one.ends, one, None, one.zone in gated)
        found.append(scope)
    return sorted(found, key=lambda scope: (scope.day, scope.session is not None, scope.starts, scope.id))


class Attending(NamedTuple):
    """A person in one capacity, in few words; ``place`` is where the board has the byte, ``folded`` the name to look in.

    Whoever is not on the board yet has no place (-1).
    """

    id: str
    party: str
    category: str
    role: str
    folded: str
    place: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are expected, or marked though they were not, and how they stand.

    ``inside`` are in there now; of a day that is over, whom no gate saw leave.
    """

    expected: int = 0
    late: int = 0
    left_early: int = 0
    absent: int = 0
    excused: int = 0
    inside: int = 0

    @property
    def there(self) -> int:
        """Whoever came, late or not."""
        return self.expected - self.absent - self.excused


class Version(NamedTuple):
    """How the file stood: the desk's last record, the stations' records, the last scan."""

    officers: int
    stations: int
    scan: int


def version(desk: Desk) -> Version:
    """As it stands now."""
    db = desk.journal.db
    return Version(marks.officers_version(db), marks.stations_version(db), gates.last_seen(db)[0])


@dataclass
class Board:
    """Who is on it in order of precedence, and their bytes by scope, as of ``now`` and of that version of the file."""

    now: datetime
    version: Version
    scopes: Mapping[str, Scope]
    people: list[Attending] = field(default_factory=list)
    parties: dict[str, range] = field(default_factory=dict)
    codes: dict[str, bytearray] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _heads: dict[str, list[int]] = field(default_factory=dict)
    _unseen: dict[Hashable, bytes] = field(default_factory=dict)
    """By what people are alike in, the bytes of those whom no gate has seen and no officer marked."""

    _lists: bool = False
    """Whether any session is for listed parties."""

    def __post_init__(self) -> None:
        self.codes = {scope: bytearray() for scope in self.scopes}
        self._lists = any(scope.session is not None and scope.session.parties for scope in self.scopes.values())

    @classmethod
    def counted(cls, desk: Desk, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Board:
        """Everybody, as things stand now; ``progress`` is told how many parties of how many are counted."""
        with desk.journal.reading():
            board = cls(desk.now(), version(desk), {scope.id: scope for scope in scopes(desk)})
            order = party_key(desk.event)
            parties = sorted(register.parties(desk.journal.db), key=lambda party: (fold(order(party)), party))
            for done, party in enumerate(parties, 1):
                board._add(desk, party)
                progress(done, len(parties))
            board._again(desk, register.of_several_capacities(desk.journal.db))
            return board

    def _add(self, desk: Desk, party: str) -> None:
        """The people of the party that comes next."""
        people = in_precedence(desk.event, self._capacities(desk, party=party))
        if not people:
            return
        first = len(self.people)
        folded = register.folded_names(desk.journal.db, party)
        for place, one in enumerate(people, first):
            name = folded[one.nomination]
            self.people.append(Attending(one.nomination, party, one.category, one.role, name, place))
            self._places[one.nomination] = place
        self._heads[party] = [place for place, one in enumerate(people, first) if one.role in HEADS]
        self.parties[party] = range(first, len(self.people))
        for codes in self.codes.values():
            codes.extend(bytes(len(people)))
        self._write(desk, list(enumerate(people, first)))

    def catch_up(self, desk: Desk) -> bool:
        """Count what the gates have scanned and officers have written since; ``False`` if it takes another count of
        everybody."""
        with desk.journal.reading():
            present, now, before = version(desk), desk.now(), self.version
            scans = present.scan - before.scan
            if scans != present.stations - before.stations or self._struck(now):
                return False
            touched = self._touched(desk) if present.officers != before.officers else set()
            if touched is None:
                return False
            self.now, self.version = now, present
            if scans:
                rows = gates.after(desk.journal.db, before.scan)
                holders = {row.holder for row in rows if row.holder and row.issuer == desk.event.code}
                touched |= register.nominations_of(desk.journal.db, holders)
            self._again(desk, touched)
            return True

    def _touched(self, desk: Desk) -> set[str] | None:
        """The people about whom officers have written; ``None`` where others stand on the board now, or at other hours,
        or so many were written about that it is quicker to count everybody."""
        parties = parties_touched(desk, self.version.officers)
        if parties is None or list(self.scopes.values()) != scopes(desk):
            return None
        found: set[str] = set()
        for party in parties:
            known = [self.people[place].id for place in self.parties.get(party, ())]
            people = in_precedence(desk.event, self._capacities(desk, party=party))
            if [one.nomination for one in people] != known or len(found) + len(known) > _AT_ONCE:
                return None
            found.update(known)
        return found

    def _struck(self, now: datetime) -> bool:
        """Whether a session or a day has begun or ended since: who is inside is present from one moment to the next."""
        hours = (hour for scope in self.scopes.values() for hour in (scope.starts, scope.ends))
        return any(self.now < hour <= now for hour in hours)

    def _again(self, desk: Desk, nominations: Collection[str]) -> None:
        """Those people once more, with all that they were put forward as."""
        people = self._capacities(desk, of=nominations) if nominations else []
        numbered = [(self._places[one.nomination], one) for one in people if one.nomination in self._places]
        for place, _ in numbered:
            for codes in self.codes.values():
                codes[place] = 0
        self._write(desk, sorted(numbered, key=lambda one: one[0]))

    def _capacities(self, desk: Desk, *, party: str | None = None, of: Collection[str] | None = None) -> list[Capacity]:
        named = any(scope.session is not None and scope.session.people for scope in self.scopes.values())
        return register.capacities(desk.journal.db, party_key(desk.event), party=party, of=of, keys=named)

    def _write(self, desk: Desk, numbered: Sequence[tuple[int, Capacity]]) -> None:
        """The bytes of those people; ``numbered`` are all of their capacities, in order of precedence."""
        db, event = desk.journal.db, desk.event
        scans = register.passes(db, event, [holder for _, one in numbered for holder in one.holders])
        known = register.marks(db, [one.nomination for _, one in numbered])
        drawing = Drawing(event, Ground(event, scans), self.now)
        for who in attendees(drawing.ground, numbered, scans, known):
            if who.marks or len(who.capacities) > 1:
                self._draw(drawing, who)
                continue
            self._draw_unseen(drawing, who)
            if who.stays:
                self._draw_seen(drawing, who)

    def _draw(self, drawing: Drawing, who: Attendee) -> None:
        for scope in self.scopes.values():
            standing = standing_at(drawing, scope, who)
            if standing is not None:
                self.codes[scope.id][standing.number] = _CODES[standing.status] | (_INSIDE if standing.inside else 0)

    def _draw_seen(self, drawing: Drawing, who: Attendee) -> None:
        """Somebody in one capacity whom no officer marked: where they count is as for whoever is like them, unseen."""
        place = who.capacities[0][0]
        first, last = who.passes[0].at, drawing.ground.cut_off(who.passes[-1].at)
        for scope in self.scopes.values():
            codes = self.codes[scope.id]
            if not codes[place] or first >= scope.ends or scope.starts >= last:
                continue
            if scope.session is not None:
                if scope.session.zone not in who.stays:
                    continue
                status, inside = drawing.came(scope.session, who)
            elif scope.whole is not None:
                status, inside = drawing.came_on(scope.whole, who)
            codes[place] = _CODES[status] | (_INSIDE if inside else 0)

    def _draw_unseen(self, drawing: Drawing, who: Attendee) -> None:
        """Of people alike in all that the rule looks at the first is drawn, and the others are as that one."""
        place, one = who.capacities[0]
        permission = (one.zones, one.valid_from, one.valid_until, one.takes_over, one.gives_way)
        alike = (one.party if self._lists else "", one.category, permission, one.keys)
        found = self._unseen.get(alike)
        if found is None:
            unseen = Attendee(drawing.ground, who.capacities, [])
            self._draw(drawing, unseen)
            self._unseen[alike] = bytes(codes[place] for codes in self.codes.values())
            return
        for codes, code in zip(self.codes.values(), found, strict=True):
            codes[place] = code

    # Asked

    def tally(self, scope: str, party: str | None = None) -> Tally:
        """The numbers of a session or day, of one party if it is named."""
        codes = self.codes[scope]
        if party is not None:
            stretch = self.parties.get(party, range(0))
            codes = codes[stretch.start : stretch.stop]
        inside = {status: codes.count(code | _INSIDE) for status, code in _CODES.items()}
        number = {status: codes.count(code) + inside[status] for status, code in _CODES.items()}
        return Tally(
            expected=sum(number.values()),
            late=number["late"],
            left_early=number["left_early"],
            absent=number["absent"],
            excused=number["excused"],
            inside=sum(inside.values()),
        )

    def standing(self, scope: str, place: int) -> tuple[str, bool]:
        """A person's status at a session or on a day, blank if they do not count there; and whether they are inside."""
        code = self.codes[scope][place]
        number = code & ~_INSIDE
        return (STATUSES[number - 1] if number else ""), bool(code & _INSIDE)

    def came(self, place: int) -> bool:
        """Whether a person was at any session, or seen on any day."""
        return any(codes[place] & ~_INSIDE in _CAME for codes in self.codes.values())

    def place(self, nomination: str) -> int | None:
        """Where somebody stands on the board."""
        return self._places.get(nomination)

    def at(self, scope: str) -> list[Attending]:
        """Whoever counts at a session or on a day, in order of precedence."""
        codes = self.codes[scope]
        return [one for one in self.people if codes[one.place]]

    def leader(self, scope: str, party: str) -> Attending | None:
        """The party's head at a session or on a day, or whoever stands first of it where nobody heads."""
        codes = self.codes[scope]
        order = (*self._heads.get(party, ()), *self.parties.get(party, ()))
        return next((self.people[place] for place in order if codes[place]), None)

    def first(self, party: str) -> Attending | None:
        """The party's head, or whoever stands first of it."""
        order = (*self._heads.get(party, ()), *self.parties.get(party, ()))
        return next((self.people[place] for place in order), None)

    def heads_missing(self, scope: str, confirmed: Sequence[str], host: str) -> list[Missing]:
        """Of each party that counts there, or confirmed, the head who has not come, unless excused.

        Before a session begins it is whoever is not inside yet.
        """
        begun = self.scopes[scope].begun(self.now)
        guests = []
        for party in self.parties:
            if (one := self.leader(scope, party)) is not None:
                status, inside = self.standing(scope, one.place)
                came = inside or status == "excused" or (begun and status in THERE)
                guests.append(Guest(one.id, party, "", heads=one.role in HEADS, inside=came))
        return not_in_house(guests, confirmed, True, host)


def standing_at(drawing: Drawing, scope: Scope, who: Attendee) -> Standing | None:
    """How somebody stands at a session or on a day."""
    if scope.session is not None:
        return drawing.session_standing(scope.session, who)
    return drawing.day_standing(scope.whole, who) if scope.whole is not None else None
