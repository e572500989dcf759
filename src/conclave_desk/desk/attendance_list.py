"""Attendance as officers look at it: rows of the people in sight, parties, sessions and days with their numbers.

Rows are drawn from the registers at every look, for the people of the page alone; numbers come from the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, overload

from conclave_desk.desk.attendance_board import Attending, Board, Scope, Tally, standing_at
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.house_list import is_for
from conclave_desk.desk.precedence import party_key, party_names, place_key
from conclave_desk.domain.attendance import AttendanceRow, Attendee, Drawing, Standing, attendees
from conclave_desk.domain.event import day_of
from conclave_desk.domain.expected import Mark, in_precedence
from conclave_desk.domain.presence import Ground
from conclave_desk.domain.words_of_kind import Wording, wording
from conclave_desk.registers import accreditations, invitations, sessions
from conclave_desk.registers import attendance as register
from conclave_desk.registers import people as people_register
from conclave_desk.registers.attendance import Named


class Attended(NamedTuple):
    """How a person stands at a session or on a day; ``mark`` is an officer's, ``row`` is drawn where it was asked for."""

    status: str
    inside: bool
    minutes: int | None
    mark: Mark | None
    row: AttendanceRow | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in one capacity, and their rows by session's code or day; where there is none they do not count."""

    person: Named
    at: Mapping[str, Attended]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party with its numbers: ``whole`` of its people and those seen on any day, ``at`` by session or day.

    ``leader`` is its head, or whoever stands first of it; ``standing`` how that one stands where it was asked for.
    """

    party: str
    name: str
    people: int
    at: Mapping[str, Tally]
    leader: Named | None
    standing: tuple[str, bool]


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A session or a day; without numbers while they are counted. ``missing`` are parties whose head is not there, up to
    the sessions of today."""

    scope: Scope
    tally: Tally | None
    missing: int | None

    @property
    def id(self) -> str:
        """The session's code, or the day."""
        return self.scope.id


def person_lines(
    desk: Desk, nominations: Sequence[str], scopes: Iterable[Scope], *, rows: bool = True
) -> list[PersonLine]:
    """Those people, in that order, and how they stand at those sessions and on those days; without ``rows`` in brief."""
    db, event, wanted = desk.journal.db, desk.event, list(scopes)
    with desk.journal.reading():
        known = register.named(db, nominations)
        keys = any(scope.session is not None and scope.session.people for scope in wanted)
        people = in_precedence(event, register.capacities(db, party_key(event), of=nominations, keys=keys))
        scans = register.passes(db, event, {holder for one in people for holder in one.holders})
        drawing = Drawing(event, Ground(event, scans), desk.now())
        marks = register.marks(db, [one.nomination for one in people])
        found: dict[str, dict[str, Attended]] = {}
        for who in attendees(drawing.ground, list(enumerate(people)), scans, marks):
            for scope in wanted:
                if (standing := standing_at(drawing, scope, who)) is not None:
                    nomination = people[standing.number].nomination
                    found.setdefault(nomination, {})[scope.id] = _attended(drawing, scope, who, standing, rows)
    return [PersonLine(known[id], found.get(id, {})) for id in nominations if id in known]


def _attended(drawing: Drawing, scope: Scope, who: Attendee, standing: Standing, rows: bool) -> Attended:
    session = scope.session
    mark = who.marks.get(session.code) if session is not None else None
    if not rows:
        minutes = drawing.minutes(session, who) if session is not None and who.passes else None
        return Attended(standing.status, standing.inside, minutes, mark)
    if session is not None:
        row = drawing.session_row(session, scope.day, who)
    else:
        row = drawing.day_row(scope.whole, who) if scope.whole is not None else None
    return Attended(standing.status, standing.inside, row.minutes_present if row else None, mark, row)


def named(desk: Desk, nominations: Sequence[str]) -> dict[str, Named]:
    """Those people by the ids of their nominations."""
    return register.named(desk.journal.db, nominations)


def ids_of(desk: Desk, nomination: str) -> list[str]:
    """The ids by which the journal names somebody: of the nomination, and of the badge's holder."""
    permission = accreditations.of_nomination(desk.journal.db, nomination)
    return [nomination, *([permission.holder] if permission else [])]


def serials(desk: Desk) -> dict[str, str]:
    """By nomination, the serial of the badge that was issued last."""
    return {badge.nomination: serial_of(badge) for badge in accreditations.badges(desk.journal.db)}


def scope_lines(desk: Desk, scopes: Sequence[Scope], board: Board | None) -> list[ScopeLine]:
    """The days and sessions with their numbers."""
    if board is None:
        return [ScopeLine(scope, None, None) for scope in scopes]
    confirmed = Confirmed.of(desk)
    today = day_of(desk.event, board.now)
    lines = []
    for scope in board.scopes.values():
        asked = confirmed.heads and scope.session is not None and scope.day <= today
        missing = len(confirmed.missing(board, scope)) if asked else None
        lines.append(ScopeLine(scope, board.tally(scope.id), missing))
    return lines


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The parties that accepted, by the sessions that are for them, and the words of such an event."""

    desk: Desk
    words: Wording
    by_session: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, desk: Desk) -> Confirmed:
        """As things stand now."""
        db = desk.journal.db
        known = invitations.all_of(db)
        words = wording(desk.event.kind, (one.level for one in known if one.status != "withdrawn"))
        accepted = [one for one in known if one.status == "accepted"]
        order = party_key(desk.event)
        by_session = {
            held.code: sorted({one.party for one in accepted if is_for(one, held)}, key=order)
            for held in sessions.all_of(db, cancelled=False)
        }
        return cls(desk, words, by_session)

    @property
    def heads(self) -> bool:
        """Whether heads count."""
        return self.words.heads

    def missing(self, board: Board, scope: Scope) -> list[tuple[str, str | None]]:
        """(party, nomination) of the heads who are not there; ``None`` where the party has nobody accredited."""
        found = board.heads_missing(scope.id, self.by_session.get(scope.id, ()), self.desk.event.host)
        return [(one.party, one.guest.nomination if one.guest else None) for one in found]


def party_lines(desk: Desk, board: Board, scope: str, columns: Iterable[str]) -> list[PartyLine]:
    """The parties in order of precedence; with a ``scope`` those that count there. ``columns`` are asked for besides."""
    name = party_names(desk.event)
    asked = list(dict.fromkeys((*([scope] if scope else ()), *columns)))
    leaders: dict[str, Attending] = {}
    lines: dict[str, tuple[int, dict[str, Tally]]] = {}
    for party, stretch in board.parties.items():
        tallies = {one: board.tally(one, party) for one in asked}
        if scope and not tallies[scope].expected:
            continue
        lines[party] = (len(stretch), tallies)
        leader = board.leader(scope, party) if scope else board.first(party)
        if leader is not None:
            leaders[party] = leader
    people = register.named(desk.journal.db, [one.id for one in leaders.values()])
    return [
        PartyLine(
            party=party,
            name=name(party),
            people=number,
            at=tallies,
            leader=people.get(leaders[party].id) if party in leaders else None,
            standing=board.standing(scope, leaders[party].place) if scope and party in leaders else ("", False),
        )
        for party, (number, tallies) in lines.items()
    ]


@dataclass
class Everybody(Sequence[Attending]):
    """Everybody who was put forward, by windows: what is shown of 100,000 people until they are counted."""

    desk: Desk
    _parties: list[str] = field(default_factory=list)
    _before: list[int] = field(default_factory=list)
    _known: dict[str, list[Attending]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = dict(people_register.counts_by_party(self.desk.journal.db))
        self._parties = sorted(counts, key=party_key(self.desk.event))
        self._before = [0, *accumulate(counts[party] for party in self._parties)]

    def __len__(self) -> int:
        return self._before[-1]

    @overload
    def __getitem__(self, place: int) -> Attending: ...
    @overload
    def __getitem__(self, place: slice) -> list[Attending]: ...
    def __getitem__(self, place: int | slice) -> Attending | list[Attending]:
        if isinstance(place, int):
            return next(self._between(place, place + 1))
        start, stop, _ = place.indices(len(self))
        return list(self._between(start, stop))

    def __iter__(self) -> Iterator[Attending]:
        return self._between(0, len(self))

    def _between(self, start: int, stop: int) -> Iterator[Attending]:
        for number, party in enumerate(self._parties):
            first, last = self._before[number], self._before[number + 1]
            if first < stop and start < last:
                yield from self._of(party)[max(0, start - first) : stop - first]

    def _of(self, party: str) -> list[Attending]:
        if party not in self._known:
            people = people_register.places_of_party(self.desk.journal.db, party)
            self._known[party] = [
                Attending(one.id, party, one.category, one.role, one.folded, -1)
                for one in sorted(people, key=place_key(self.desk.event))
            ]
        return self._known[party]
