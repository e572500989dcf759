"""The evening's return of a day: which parties had arrived, were there and had left, and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from conclave_desk.desk.attendance_board import Board, Scope, Tally
from conclave_desk.desk.attendance_list import Confirmed
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.house_list import local_time
from conclave_desk.desk.precedence import party_names
from conclave_desk.desk.status import levels_of
from conclave_desk.domain import evening
from conclave_desk.domain.evening import Guest, PartyReturn
from conclave_desk.domain.words_of_kind import Wording
from conclave_desk.registers import attendance_days, sessions


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A day of the event and whether its return is signed: the line of a list."""

    scope: Scope
    sessions: int
    signed_at: datetime | None
    signed_by: str

    @property
    def id(self) -> str:
        """The day."""
        return self.scope.id


@dataclass(frozen=True, slots=True)
class SessionOfDay:
    """A session of the day in numbers; ``missing`` are the parties whose head was not there, in order of precedence."""

    scope: Scope
    tally: Tally
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayReturn:
    """What the return says; ``until`` is the day's end, or now while it goes on.

    ``steps`` counts parties by level (``all principal representative``) and step; ``inside`` are those whom no gate has
    seen leave; ``open_points`` are sentences about what is not settled yet.
    """

    scope: Scope
    until: datetime
    over: bool
    steps: Mapping[str, Mapping[str, int]]
    parties: Sequence[PartyReturn]
    sessions: Sequence[SessionOfDay]
    inside: int
    words: Wording
    open_points: Sequence[str]

    @property
    def people(self) -> dict[str, int]:
        """People by step, of all parties."""
        names = ("accredited", "arrived", "attended", "departed")
        return {name: sum(getattr(one, name) for one in self.parties) for name in names}


def days(desk: Desk, scopes: Sequence[Scope]) -> list[SignedReturn]:
    """The event's days with their signatures."""
    signed = sessions.signed_returns(desk.journal.db)
    held = [scope.day for scope in scopes if scope.session is not None]
    found = []
    for scope in scopes:
        if scope.session is None:
            at, by = signed.get(scope.id, (None, ""))
            found.append(SignedReturn(scope, held.count(scope.day), at, by))
    return found


def day_return(desk: Desk, board: Board, scope: Scope) -> DayReturn:
    """The return of a day; with 100,000 people this takes a second or two, ask in a thread."""
    with desk.journal.reading():
        now = desk.now()
        until = min(now, scope.ends)
        levels, invited, confirmed = levels_of(desk)
        inside = board.tally(scope.id).inside
        parties = evening.by_party(_guests(desk, board, scope, until), levels, until)
        held = _sessions(desk, board, scope.day)
        return DayReturn(
            scope=scope,
            until=until,
            over=scope.over(now),
            steps=evening.headline(parties, invited, confirmed, levels),
            parties=parties,
            sessions=held,
            inside=inside,
            words=Confirmed.of(desk).words,
            open_points=_open(desk, scope, held, inside, now),
        )


def _guests(desk: Desk, board: Board, scope: Scope, until: datetime) -> list[Guest]:
    """Everybody accredited on the day, in order of precedence."""
    db, event = desk.journal.db, desk.event
    arrived = attendance_days.arrived(db, event.code, until)
    leaving, seen = attendance_days.leaving(db), attendance_days.last_seen(db, event.code, until)
    nobody = attendance_days.Leaving("", None)
    found: list[Guest] = []
    for one in board.at(scope.id):
        attended = board.standing(scope.id, one.place)[0] == "attended"
        known = leaving.get(one.id, nobody)
        found.append(
            Guest(
                party=one.party,
                arrived=attended or one.id in arrived,
                attended=attended,
                handed_back=known.handed_back,
                announced=local_time(event, known.announced),
                seen=seen.get(one.id),
            )
        )
    return found


def _sessions(desk: Desk, board: Board, day: date) -> list[SessionOfDay]:
    confirmed, name = Confirmed.of(desk), party_names(desk.event)
    found = []
    for scope in board.scopes.values():
        if scope.session is not None and scope.day == day:
            missing = confirmed.missing(board, scope) if confirmed.heads else []
            found.append(SessionOfDay(scope, board.tally(scope.id), tuple(name(party) for party, _ in missing)))
    return found


def _open(desk: Desk, scope: Scope, held: Sequence[SessionOfDay], unseen_out: int, now: datetime) -> list[str]:
    event, db = desk.event, desk.journal.db
    said: list[str] = []
    if not scope.over(now):
        for code, number in attendance_days.inside_by_zone(db, scope.id):
            zone = event.zone(code)
            said.append(f"{zone.name if zone else code}: {_counted(number, 'person is', 'people are')} inside still.")
    elif unseen_out:
        said.append(f"{_counted(unseen_out, 'person', 'people')} came in and no gate saw them leave.")
    for one in held:
        code = one.scope.id
        if not one.scope.over(now):
            said.append(f"{code} is {'running' if one.scope.begun(now) else 'still to come'}.")
        if not one.scope.gated and not one.tally.there:
            said.append(f"{code}: no gate leads there; mark who was there, by sight or from the signed list.")
    return said + _corrected_since(desk, scope, [one.scope.id for one in held])


def _corrected_since(desk: Desk, scope: Scope, codes: Collection[str]) -> list[str]:
    signed = sessions.signed_returns(desk.journal.db).get(scope.id)
    number = attendance_days.marks_after(desk.journal.db, list(codes), signed[0]) if signed and codes else 0
    return [f"{_counted(number, 'correction was', 'corrections were')} made after it was signed."] if number else []


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
