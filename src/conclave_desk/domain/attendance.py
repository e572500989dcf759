"""Who was at which session, and on which day: what the gates recorded, and what officers corrected.

Pure: sessions, people, passes through gates and corrections are handed in as values; the rows of the attendance
return come out. Instants are aware UTC, dates are days of the event (``day_ends`` says when one is over).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from conclave_desk.domain.admission import opens
from conclave_desk.domain.event import Event, day_cut_off, day_of
from conclave_desk.domain.names import fold
from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.person import is_named
from conclave_desk.domain.presence import (
    Ground,
    Pass,
    Span,
    during,
    first_entry,
    last_exit,
    on_day,
    stays,
    whole_minutes,
)

STATUSES = ("attended", "late", "left_early", "absent", "excused")
EVIDENCE = ("sight", "paper")
"""What a correction may rest on; the gates' own evidence is ``scan``."""

_DAY = timedelta(days=1)
_UNGATED = "no gate leads there: mark by sight or on paper"
_NO_EXIT = "no exit was scanned"
_NO_ENTRY = "an exit was scanned, no entry"


@dataclass(frozen=True, slots=True)
class Session:
    """An item of the programme that takes place. ``zone`` is its venue's; ``people`` are its chair and speakers.

    ``opens`` is when the doors do, at or before ``starts``.
    """

    code: str
    opens: datetime
    starts: datetime
    ends: datetime
    zone: str | None = None
    access: str = "open"
    categories: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacity:
    """A person as one nomination puts them forward, and what their accreditation opens and for how long.

    ``holders`` are the numbers of all their badges in it. Without ``valid_from`` and ``valid_until`` there is no
    accreditation: such a person is expected nowhere, but can have been seen. ``takes_over`` is when they came in the
    place of somebody, ``gives_way`` when somebody came in theirs. ``party_sort`` sorts the party, ``order`` is the
    number within it that the party or the host gave.
    """

    nomination: str
    person: str
    party: str
    category: str
    holders: frozenset[str] = frozenset()
    zones: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    takes_over: datetime | None = None
    gives_way: datetime | None = None
    rank: str = ""
    family_name: str = ""
    given_name: str = ""
    service: str = ""
    role: str = "member"
    party_sort: str = ""
    order: int | None = None
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """An officer's correction, made ``at``: ``status`` is ``attended`` or ``excused``, ``evidence`` what it rests on.

    ``evidence`` is ``sight`` or ``paper``; blank for an excuse that no paper says.
    """

    nomination: str
    session: str
    status: str
    evidence: str
    reason: str
    at: datetime


class AttendanceRow(NamedTuple):
    """A line of the attendance return: a person at a session, or on a day (``session`` is empty).

    ``first_in`` and ``last_out`` are the scans themselves, so that they may lie before and after the session;
    ``last_out`` is ``None`` when nobody saw the person leave. ``minutes_present`` counts whole minutes within the
    session (of a day: all presence); it is ``None`` where an officer vouches for a presence that no gate timed.
    ``entries`` counts the times the person came in; a second entry without an exit between is none.
    """

    event: str
    session: str
    date: date
    party: str
    precedence: int
    rank: str
    family_name: str
    given_name: str
    category: str
    service: str
    role: str
    status: str
    first_in: datetime | None
    last_out: datetime | None
    minutes_present: int | None
    gate: str
    entries: int
    evidence: str
    note: str


COLUMNS = AttendanceRow._fields


class _Attendee:
    """One person: all capacities, each with its number in the order of precedence, and where they went."""

    def __init__(self, ground: Ground, capacities: list[tuple[int, Capacity]], passes: list[Pass]) -> None:
        self.capacities = capacities
        self.passes = sorted(passes, key=lambda p: (p.at, p.scan_id))
        self.stays = {zone: stays(ground, zone, self.passes) for zone in {p.zone for p in passes if p.inward}}
        self.marks: dict[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the event from its beginning to its cut-off, and its sessions."""

    day: date
    starts: datetime
    ends: datetime
    sessions: tuple[Session, ...]


def is_expected(session: Session, person: Capacity) -> bool:
    """Whether the person should be there: accredited at the time, in place, and on the list or a holder of the zone.

    Of a person and their successor it is the one in place when the session starts. A venue without a zone is open to
    everybody accredited.
    """
    if not _accredited(person, session.starts, session.ends):
        return False
    if person.takes_over and person.takes_over > session.starts:
        return False
    if person.gives_way and person.gives_way <= session.starts:
        return False
    match session.access:
        case "open":
            return session.zone is None or opens(person.zones, session.zone)
        case "categories":
            return person.category in session.categories
    return person.party in session.parties or any(is_named(person.keys, text) for text in session.people)


def _accredited(person: Capacity, starts: datetime, ends: datetime) -> bool:
    if person.valid_from is None or person.valid_until is None:
        return False
    return person.valid_from < ends and person.valid_until > starts


def in_precedence(event: Event, people: Iterable[Capacity]) -> list[Capacity]:
    """Parties by name; within one its heads, then by category, then by the number given, then by name."""
    ranks = {category.code: category.rank for category in event.categories}

    def place(person: Capacity) -> tuple[object, ...]:
        head = HEADS.index(person.role) if person.role in HEADS else len(HEADS)
        number = (person.order is None, person.order or 0)
        names = (fold(person.family_name), fold(person.given_name), person.nomination)
        party = (fold(person.party_sort or person.party), person.party)
        return (*party, head, ranks.get(person.category, len(ranks)), *number, *names)

    return sorted(people, key=place)


def attendance(
    event: Event,
    sessions: Iterable[Session],
    people: Iterable[Capacity],
    passes: Iterable[Pass],
    marks: Iterable[Mark],
    now: datetime,
) -> list[AttendanceRow]:
    """The return: the sessions in time's order, then every day from the event's first to its last.

    Within each the people stand in order of precedence, once each, whatever the number of their capacities and
    badges. A corrected person has a row even if not expected. What is not over at ``now`` says so in its note, and
    presence in it is counted up to then: an entry without an exit lasts to the day's cut-off once that has passed.
    """
    programme = sorted(sessions, key=lambda session: (session.starts, session.code))
    known = list(passes)
    drawn = _Return(event, Ground(event, known), now)
    attendees = _attendees(drawn.ground, in_precedence(event, people), known, marks)
    rows: list[AttendanceRow] = []
    for session in programme:
        day = day_of(event, session.starts)
        rows += _ordered(drawn.session_row(session, day, who) for who in attendees)
    for whole_day in _days(event, programme):
        rows += _ordered(drawn.day_row(whole_day, who) for who in attendees)
    return rows


def _ordered(rows: Iterable[AttendanceRow | None]) -> list[AttendanceRow]:
    return sorted((row for row in rows if row), key=lambda row: row.precedence)


def _days(event: Event, sessions: Sequence[Session]) -> list[_Day]:
    days: list[_Day] = []
    for number in range((event.ends - event.starts).days + 1):
        day = event.starts + number * _DAY
        starts, ends = day_cut_off(event, day - _DAY), day_cut_off(event, day)
        days.append(_Day(day, starts, ends, tuple(s for s in sessions if starts <= s.starts < ends)))
    return days


def _attendees(
    ground: Ground, people: Sequence[Capacity], passes: Iterable[Pass], marks: Iterable[Mark]
) -> list[_Attendee]:
    capacities: dict[str, list[tuple[int, Capacity]]] = {}
    for number, capacity in enumerate(people, 1):
        capacities.setdefault(capacity.person, []).append((number, capacity))
    person_of_holder = {holder: one.person for one in people for holder in one.holders}
    went: dict[str, list[Pass]] = {}
    for p in passes:
        if person := person_of_holder.get(p.holder):
            went.setdefault(person, []).append(p)
    attendees = {person: _Attendee(ground, held, went.get(person, [])) for person, held in capacities.items()}
    person_of_nomination = {one.nomination: one.person for one in people}
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.nomination)):
        if person := person_of_nomination.get(mark.nomination):
            attendees[person].marks[mark.session] = mark
    return list(attendees.values())


@dataclass(frozen=True, slots=True)
class _Return:
    """Draws the rows: what holds for all of them."""

    event: Event
    ground: Ground
    now: datetime

    def session_row(self, session: Session, day: date, who: _Attendee) -> AttendanceRow | None:
        mark = who.marks.get(session.code)
        place = next((place for place in who.capacities if is_expected(session, place[1])), None)
        if place is None and mark:
            place = next(place for place in who.capacities if place[1].nomination == mark.nomination)
        if place is None:
            return None
        spans = self._presence(session, who)
        row = self._row(place, session.code, day, spans)
        row = row._replace(status=self._status(session, spans), minutes_present=whole_minutes(spans))
        return _corrected(row, mark) if mark else row._replace(note=self._note(session, who, spans))

    def day_row(self, day: _Day, who: _Attendee) -> AttendanceRow | None:
        place = next((place for place in who.capacities if _in_place(place[1], day.starts, day.ends)), None)
        if place is None:
            return None
        began = {zone: on_day(found, day.starts, day.ends, self.now) for zone, found in who.stays.items()}
        timed = [span for zone, spans in began.items() if zone not in self.ground.in_only for span in spans]
        counted = [s for s in day.sessions if s.zone in self.ground.in_only]
        present = timed + [span for session in counted for span in self._presence(session, who)]
        row = self._row(place, "", day.day, [span for spans in began.values() for span in spans])
        still_in = any(not span.left for span in present)
        note = self._unfinished(day.starts, day.ends, still_in=still_in)
        note = note or (_NO_EXIT if any(not span.left for span in timed) else "")
        row = row._replace(
            status="attended" if row.first_in else "absent", minutes_present=whole_minutes(present), note=note
        )
        vouched = (who.marks[s.code] for s in day.sessions if s.code in who.marks)
        mark = next((mark for mark in vouched if mark.status == "attended"), None)
        return _corrected(row, mark) if mark and not row.first_in else row

    def _presence(self, session: Session, who: _Attendee) -> list[Span]:
        found = who.stays.get(session.zone or "", ())
        in_only = session.zone in self.ground.in_only
        return during(found, session.opens, session.starts, session.ends, self.now, in_only=in_only)

    def _status(self, session: Session, spans: Sequence[Span]) -> str:
        if not spans:
            return "absent"
        late_after = timedelta(minutes=self.event.policy.late_after)
        if min(span.starts for span in spans) - session.starts > late_after:
            return "late"
        if self.now < session.ends and any(not span.left for span in spans):
            return "attended"
        return "left_early" if session.ends - max(span.ends for span in spans) > late_after else "attended"

    def _note(self, session: Session, who: _Attendee, spans: Sequence[Span]) -> str:
        still_in = any(not span.left for span in spans)
        if unfinished := self._unfinished(session.starts, session.ends, still_in=still_in):
            return unfinished
        if spans:
            timed = session.zone not in self.ground.in_only
            return _NO_EXIT if timed and any(not span.left for span in spans) else ""
        if session.zone not in self.ground.gated:
            return _UNGATED
        left = (p for p in who.passes if not p.inward and p.zone == session.zone)
        return _NO_ENTRY if any(session.starts < p.at <= session.ends for p in left) else ""

    def _unfinished(self, starts: datetime, ends: datetime, *, still_in: bool) -> str:
        if self.now < starts:
            return "still to come"
        if self.now >= ends:
            return ""
        clock = self.now.astimezone(self.event.zone_info).strftime("%H:%M")
        return f"not over yet: counted up to {clock}" if still_in else "not over yet"

    def _row(self, place: tuple[int, Capacity], session: str, day: date, spans: Sequence[Span]) -> AttendanceRow:
        number, person = place
        first = first_entry(spans)
        return AttendanceRow(
            event=self.event.code,
            session=session,
            date=day,
            party=person.party,
            precedence=number,
            rank=person.rank,
            family_name=person.family_name,
            given_name=person.given_name,
            category=person.category,
            service=person.service,
            role=person.role,
            status="absent",
            first_in=first.at if first else None,
            last_out=last_exit(spans),
            minutes_present=0,
            gate=first.gate if first else "",
            entries=len(spans),
            evidence="scan" if first else "",
            note="",
        )


def _in_place(person: Capacity, starts: datetime, ends: datetime) -> bool:
    """On the day of a substitution both are."""
    if (person.takes_over and person.takes_over >= ends) or (person.gives_way and person.gives_way <= starts):
        return False
    return _accredited(person, starts, ends)


def _corrected(row: AttendanceRow, mark: Mark) -> AttendanceRow:
    untimed = mark.status == "attended" and row.first_in is None
    minutes = None if untimed else row.minutes_present
    return row._replace(status=mark.status, minutes_present=minutes, evidence=mark.evidence, note=mark.reason)


def tallies(rows: Iterable[AttendanceRow]) -> dict[str, Counter[str]]:
    """By session, in the rows' order, how many rows have each status; days are left out."""
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        if row.session:
            counted.setdefault(row.session, Counter())[row.status] += 1
    return counted
