"""Who was at which session, and on which day: what the gates recorded, and what officers corrected.

Pure: sessions, people, passes through gates and corrections are handed in as values; the rows of the attendance
return come out. Instants are aware UTC, dates are days of the event (``day_ends`` says when one is over).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from conclave_desk.domain.event import Event, day_cut_off, day_of
from conclave_desk.domain.expected import Capacity, Mark, Session, in_place, in_precedence, is_expected
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
_DAY = timedelta(days=1)
_UNGATED = "no gate leads there: mark by sight or on paper"
_TO_COME, _NOT_OVER = "still to come", "not over yet"
UNFINISHED = (_TO_COME, _NOT_OVER)
"""What notes begin with until it is over."""
_IN_TIME = attrgetter("at", "scan_id")
_NO_EXIT = "no exit was scanned"
_NO_ENTRY = "an exit was scanned, no entry"


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


class Standing(NamedTuple):
    """How somebody stands at a session or on a day, ``number`` being that of the capacity in which they count there.

    ``inside`` says that they are in the session's zone now; of a day, that they came in anywhere on it and were not seen
    leaving by its end.
    """

    number: int
    status: str
    inside: bool


class Attendee:
    """One person: all capacities, each with its number in the order of precedence, and where they went."""

    def __init__(self, ground: Ground, capacities: list[tuple[int, Capacity]], passes: list[Pass]) -> None:
        self.capacities = capacities
        self.passes = sorted(passes, key=_IN_TIME) if len(passes) > 1 else passes
        self.stays = {zone: stays(ground, zone, self.passes) for zone in {p.zone for p in passes if p.inward}}
        self.marks: dict[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event from its beginning to its cut-off, and its sessions."""

    day: date
    starts: datetime
    ends: datetime
    sessions: tuple[Session, ...]


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
    drawn = Drawing(event, Ground(event, known), now)
    present = attendees(drawn.ground, list(enumerate(in_precedence(event, people), 1)), known, marks)
    rows: list[AttendanceRow] = []
    for session in programme:
        day = day_of(event, session.starts)
        rows += _ordered(drawn.session_row(session, day, who) for who in present)
    for whole_day in days_of(event, programme):
        rows += _ordered(drawn.day_row(whole_day, who) for who in present)
    return rows


def _ordered(rows: Iterable[AttendanceRow | None]) -> list[AttendanceRow]:
    return sorted((row for row in rows if row), key=lambda row: row.precedence)


def days_of(event: Event, sessions: Sequence[Session]) -> list[Day]:
    """The event's days from the first to the last, each with those of the sessions that begin on it."""
    days: list[Day] = []
    for number in range((event.ends - event.starts).days + 1):
        day = event.starts + number * _DAY
        starts, ends = day_cut_off(event, day - _DAY), day_cut_off(event, day)
        days.append(Day(day, starts, ends, tuple(s for s in sessions if starts <= s.starts < ends)))
    return days


def attendees(
    ground: Ground, numbered: Sequence[tuple[int, Capacity]], passes: Iterable[Pass], marks: Iterable[Mark]
) -> list[Attendee]:
    """The people of those capacities, each of which has its number in the order of precedence."""
    capacities: dict[str, list[tuple[int, Capacity]]] = {}
    for number, capacity in numbered:
        capacities.setdefault(capacity.person, []).append((number, capacity))
    person_of_holder = {holder: one.person for _, one in numbered for holder in one.holders}
    went: dict[str, list[Pass]] = {}
    for p in passes:
        if person := person_of_holder.get(p.holder):
            went.setdefault(person, []).append(p)
    found = {person: Attendee(ground, held, went.get(person, [])) for person, held in capacities.items()}
    person_of_nomination = {one.nomination: one.person for _, one in numbered}
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.nomination)):
        if person := person_of_nomination.get(mark.nomination):
            found[person].marks[mark.session] = mark
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws rows and standings as of ``now``: what holds for all of them."""

    event: Event
    ground: Ground
    now: datetime

    def session_standing(self, session: Session, who: Attendee) -> Standing | None:
        """How a person stands at a session; ``None`` for somebody neither expected nor marked."""
        place = self._place(session, who)
        if place is None:
            return None
        status, inside = self.came(session, who)
        mark = who.marks.get(session.code)
        return Standing(place[0], mark.status if mark else status, inside)

    def came(self, session: Session, who: Attendee) -> tuple[str, bool]:
        """How somebody who counts at a session stands by what the gates saw, and whether they are inside."""
        return self._status(session, self._presence(session, who)), self._inside(who, session.zone, session.starts)

    def day_standing(self, day: Day, who: Attendee) -> Standing | None:
        """How a person stands on a day: ``attended`` if they came in anywhere, or somebody vouches for it."""
        place = self._place_on(day, who)
        if place is None:
            return None
        status, inside = self.came_on(day, who)
        if status == "absent" and self._vouched(day, who):
            status = "attended"
        return Standing(place[0], status, inside)

    def came_on(self, day: Day, who: Attendee) -> tuple[str, bool]:
        """Whether a person came in anywhere on a day by what the gates saw, and whether none saw them leave."""
        came = inside = False
        for zone, found in who.stays.items():
            for stay in found:
                if day.starts <= stay.entry.at < day.ends:
                    came = True
                    inside = inside or (zone not in self.ground.in_only and not (stay.left and stay.left <= day.ends))
        return ("attended" if came else "absent"), inside

    def minutes(self, session: Session, who: Attendee) -> int:
        """Whole minutes that the gates saw a person at a session."""
        return whole_minutes(self._presence(session, who))

    def _inside(self, who: Attendee, zone: str | None, starts: datetime) -> bool:
        """Whether they are in there now, and can be when it begins: a stay goes on for no longer than its day."""
        if zone is None or zone in self.ground.in_only or zone not in who.stays:
            return False
        return any(
            not stay.left and stay.entry.at <= self.now < stay.cut_off and starts < stay.cut_off
            for stay in who.stays[zone]
        )

    def _place(self, session: Session, who: Attendee) -> tuple[int, Capacity] | None:
        for place in who.capacities:
            if is_expected(session, place[1]):
                return place
        mark = who.marks.get(session.code)
        if mark is None:
            return None
        return next(place for place in who.capacities if place[1].nomination == mark.nomination)

    def _place_on(self, day: Day, who: Attendee) -> tuple[int, Capacity] | None:
        for place in who.capacities:
            if in_place(place[1], day.starts, day.ends):
                return place
        return None

    def _vouched(self, day: Day, who: Attendee) -> Mark | None:
        if not who.marks:
            return None
        marks = (who.marks[session.code] for session in day.sessions if session.code in who.marks)
        return next((mark for mark in marks if mark.status == "attended"), None)

    def session_row(self, session: Session, day: date, who: Attendee) -> AttendanceRow | None:
        """The person's line at a session; ``None`` for somebody neither expected nor marked."""
        place = self._place(session, who)
        if place is None:
            return None
        mark, spans = who.marks.get(session.code), self._presence(session, who)
        row = self._row(place, session.code, day, spans)
        row = row._replace(status=self._status(session, spans), minutes_present=whole_minutes(spans))
        return _corrected(row, mark) if mark else row._replace(note=self._note(session, who, spans))

    def day_row(self, day: Day, who: Attendee) -> AttendanceRow | None:
        """The person's line on a day; ``None`` for somebody who was not accredited on it."""
        place = self._place_on(day, who)
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
        mark = self._vouched(day, who)
        return _corrected(row, mark) if mark and not row.first_in else row

    def _presence(self, session: Session, who: Attendee) -> list[Span]:
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

    def _note(self, session: Session, who: Attendee, spans: Sequence[Span]) -> str:
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
            return _TO_COME
        if self.now >= ends:
            return ""
        clock = self.now.astimezone(self.event.zone_info).strftime("%H:%M")
        return f"{_NOT_OVER}: counted up to {clock}" if still_in else _NOT_OVER

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
            evidence=("paper" if first.paper else "scan") if first else "",
            note="",
        )


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
