"""What is left over: what the printed badges do not say, badges that were not handed back, returns nobody signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names, person_key
from conclave_desk.domain import since_print as rules
from conclave_desk.domain.event import day_of
from conclave_desk.domain.since_print import Change, Paper
from conclave_desk.registers import house as register
from conclave_desk.registers import sessions
from conclave_desk.registers.views import Accreditation, Badge, Nomination


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Something that the print does not say: of whom, and what is to be done."""

    change: Change
    person: Nomination
    party_name: str


@dataclass(frozen=True, slots=True)
class BadgesOut:
    """A party's badges that are out: ``number`` of them, and whose they are."""

    party: str
    party_name: str
    people: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Return:
    """The return of a day, and who recorded that it is signed."""

    day: date
    sessions: int
    signed_at: datetime | None
    signed_by: str


def last_print(badges: Sequence[Badge]) -> datetime | None:
    """When badges were last printed."""
    return rules.last_print(_paper(badge) for badge in badges)


def changed(
    desk: Desk,
    people: Sequence[Nomination],
    permissions: Mapping[str, Accreditation],
    badges: Sequence[Badge],
) -> list[ChangeLine]:
    """What is otherwise than printed; ``people`` are all nominations, whoever left too."""
    now, names = desk.now(), party_names(desk.event)
    known = {one.id: one for one in people}
    ordered = sorted(people, key=person_key(desk.event))
    granted = [one.id for one in ordered if (given := permissions.get(one.id)) and given.status_at(now) == "granted"]
    found = rules.changes(granted, [_paper(badge) for badge in badges], now)
    return [ChangeLine(one, person, names(person.party)) for one in found if (person := known.get(one.nomination))]


def _paper(badge: Badge) -> Paper:
    printed = badge.printed_at if badge.printed else None
    return Paper(badge.nomination, printed, badge.revoked_from, badge.cause or "", badge.surrendered_at is not None)


def outstanding(desk: Desk, people: Sequence[Nomination], badges: Sequence[Badge]) -> list[BadgesOut]:
    """Badges that were handed out and have not come back, by party in order of precedence.

    A badge that a gate let in was handed out, whether that was recorded or not. One reported lost cannot come back.
    """
    known = {one.id: one for one in people}
    seen = register.first_admissions(desk.journal.db, desk.event.code)
    by_party: dict[str, list[tuple[Badge, Nomination]]] = {}
    for badge in badges:
        person = known.get(badge.nomination)
        handed_out = badge.collected_at is not None or badge.holder in seen
        if person and handed_out and badge.surrendered_at is None and badge.cause != "lost":
            by_party.setdefault(person.party, []).append((badge, person))
    names = party_names(desk.event)
    found = []
    for party in sorted(by_party, key=party_key(desk.event)):
        held = by_party[party]
        titled = tuple(dict.fromkeys(person.titled for _, person in held))
        found.append(BadgesOut(party, names(party), titled, len(held)))
    return found


def returns(desk: Desk) -> list[Return]:
    """The event's days that are over, each with its sessions, and whether its return is signed."""
    event = desk.event
    signed = sessions.signed_returns(desk.journal.db)
    held = [day_of(event, one.starts) for one in sessions.all_of(desk.journal.db, cancelled=False)]
    last = min(event.ends, day_of(event, desk.now()) - timedelta(days=1))
    days = [event.starts + timedelta(days=n) for n in range((last - event.starts).days + 1)]
    if len(days) > 21:
        days = [day for day in days if day in held]
    found = []
    for day in days:
        at, by = signed.get(day.isoformat(), (None, ""))
        found.append(Return(day, held.count(day), at, by))
    return found
