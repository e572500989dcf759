"""The event while it runs: who is not in the house for the next session, who lands and is met by whom, the gates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names, person_key, place_key
from conclave_desk.domain import house
from conclave_desk.domain.event import Event, day_cut_off, day_of, end_of_day, start_of_day
from conclave_desk.domain.expected import is_expected
from conclave_desk.domain.house import Escort, Guest, Landing, Missing
from conclave_desk.domain.nomination import HEADS
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.words_of_kind import Wording
from conclave_desk.registers import accreditations, headcounts, invitations, nominations, people, sessions
from conclave_desk.registers import attendance as attendance_register
from conclave_desk.registers import house as register
from conclave_desk.registers.house import Lander
from conclave_desk.registers.moments import from_text, to_text
from conclave_desk.registers.people import Place
from conclave_desk.registers.views import Invitation, Nomination, Session

_SESSIONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A head who is not in the house: of which party, who, and what is known; ``at`` is since or from when."""

    missing: Missing
    party_name: str
    who: str
    known: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LandingLine:
    """Who lands, and by whom they are met; ``late`` when they should have landed by now."""

    landing: Landing
    party_name: str
    who: str
    met_by: str
    late: bool


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate now: how many are inside its zone, when it last scanned today, how many it refused today."""

    code: str
    name: str
    inside: int
    last: datetime | None
    refused: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session that runs or comes."""

    session: Session
    running: bool


def on_day(desk: Desk, seen: Iterable[str], day: date) -> list[datetime]:
    """Of instants as the registers write them those of a day, in the event's time, the earliest first."""
    zone = desk.event.zone_info
    begins, ends = to_text(start_of_day(day, zone)), to_text(end_of_day(day, zone))
    return [from_text(at).astimezone(zone) for at in sorted(seen) if begins <= at < ends]


def announced(desk: Desk) -> list[datetime]:
    """When the parties say that people arrive, in the event's time, the earliest first: once for each of the people."""
    known = [(local_time(desk.event, said), number) for said, number in headcounts.announced(desk.journal.db)]
    return sorted(at for at, number in known if at is not None for _ in range(number))


def local_time(event: Event, said: str | None) -> datetime | None:
    """A time local to the event as a party announced it; ``None`` where it says none."""
    if not said:
        return None
    try:
        return datetime.fromisoformat(said).replace(tzinfo=event.zone_info)
    except ValueError:
        return None


class _House:
    """The house as gates and badges show it at one moment, and whom the session that is looked at expects."""

    def __init__(self, desk: Desk, session: Session | None) -> None:
        self.desk = desk
        self._day = day_of(desk.event, desk.now())
        self._begins = day_cut_off(desk.event, self._day - timedelta(days=1))
        self._asked = attendance_register.session(desk.event, session) if session else None

    def guest(self, nomination: str) -> Guest | None:
        """Somebody who holds a slot and is accredited, as the house sees them; ``None`` for anybody else."""
        db, event = self.desk.journal.db, self.desk.event
        person = nominations.by_id(db, nomination)
        permission = accreditations.of_nomination(db, nomination)
        if person is None or permission is None or permission.status_at(self.desk.now()) != "granted":
            return None
        seen = register.seen(db, event.code, permission.holder, nomination, self._day.isoformat(), self._begins)
        return Guest(
            nomination=person.id,
            party=person.party,
            name=person.titled,
            heads=person.heads,
            expected=self._expects(person),
            inside=seen.inside,
            seen_out=None if seen.inside else seen.left,
            collected=seen.collected,
            lands=local_time(event, person.travel.get("arrives_at")),
            lands_by=person.travel.get("arrives_by", ""),
            arrived=seen.collected or seen.admitted or person.arrived_at is not None,
        )

    def _expects(self, person: Nomination) -> bool:
        if self._asked is None:
            return True
        order = party_key(self.desk.event)
        known = attendance_register.capacities(self.desk.journal.db, order, of=[person.id])
        return any(is_expected(self._asked, one) for one in known if one.nomination == person.id)


def guests(desk: Desk, session: Session | None, heads_only: bool) -> Iterator[Guest]:
    """Those by whom it is told who is missing, party by party in order of precedence.

    With ``heads_only`` the heads of each party, and whoever stands first where none of them is expected; else
    everybody accredited.
    """
    house, db = _House(desk, session), desk.journal.db
    heads = people.permitted_heads(db)
    parties = (party for party, _number in people.counts_by_party(db))
    for party in sorted(parties, key=party_key(desk.event)):
        yield from _of_party(house, party, heads.get(party, []), heads_only)


def _of_party(house: _House, party: str, heads: Sequence[Place], heads_only: bool) -> Iterator[Guest]:
    within = place_key(house.desk.event)
    if heads_only:
        led = [guest for place in sorted(heads, key=within) if (guest := house.guest(place.id))]
        yield from led
        if any(guest.expected for guest in led):
            return
    for place in sorted(people.permitted(house.desk.journal.db, party), key=within):
        guest = None if heads_only and place.role in HEADS else house.guest(place.id)
        if guest is not None:
            yield guest
            if heads_only and guest.expected:
                return


def session_ahead(desk: Desk) -> Session | None:
    """The session at which heads should be next."""
    found = {one.code: one for one in sessions.all_of(desk.journal.db, cancelled=False)}
    coming = [
        house.Coming(one.code, one.starts - timedelta(minutes=one.doors), one.starts, one.ends)
        for one in found.values()
    ]
    return found.get(house.next_session(coming, desk.now()) or "")


def missing(desk: Desk, session: Session | None, words: Wording) -> list[MissingLine]:
    """Who is not in the house for that session; nobody is missing where none is to come."""
    if session is None:
        return []
    event, now = desk.event, desk.now()
    names, order = party_names(event), party_key(event)
    accepted = [one for one in invitations.all_of(desk.journal.db, status="accepted") if is_for(one, session)]
    confirmed = sorted({one.party for one in accepted}, key=order)
    lines = []
    found = guests(desk, session, words.heads)
    for one in house.not_in_house(found, confirmed, words.heads, event.host):
        if one.guest is None:
            lines.append(MissingLine(one, names(one.party), "", "nobody accredited", None))
            continue
        known, at = house.whereabouts(one.guest, now)
        lines.append(MissingLine(one, names(one.party), one.guest.name, known, at))
    return lines


def is_for(invitation: Invitation, session: Session) -> bool:
    """Whether people who come on the invitation may be meant by the session."""
    match session.access:
        case "invited":
            return invitation.party in session.parties
        case "categories":
            return any(invitation.slots.get(category) for category in session.categories)
    return True


def landing(desk: Desk) -> list[LandingLine]:
    """Who lands within three hours or should have landed, and who of the host accompanies them."""
    event, db, now = desk.event, desk.journal.db, desk.now()
    zone = event.zone_info
    days = ((now + by).astimezone(zone).date().isoformat() for by in (-house.MISSED, house.AHEAD))
    expected = [one for one in register.landers(db, event.code, *days) if one.granted_at(to_text(now))]
    expected.sort(key=person_key(event))
    known = {one.id: one for one in expected}
    coming = [
        Guest(one.id, one.party, one.titled, lands=local_time(desk.event, one.at), lands_by=one.by) for one in expected
    ]
    names = party_names(event)
    escorts = [Escort(one.titled, one.accompanies) for one in nominations.who_accompany(db, event.host)]
    lines = []
    for one in house.landings(coming, now):
        met = house.met_by(one.party, _keys(desk, one, known), escorts) if escorts else []
        who = one.guests[0].name + (f" and {len(one.guests) - 1} more" if len(one.guests) > 1 else "")
        lines.append(LandingLine(one, names(one.party), who, ", ".join(met), one.late(now)))
    return lines


def _keys(desk: Desk, landing: Landing, known: Mapping[str, Lander]) -> set[str]:
    """By what somebody may be said to accompany those who land: them, or who heads their delegation."""
    together = [known[guest.nomination] for guest in landing.guests]
    people: list[Lander | Nomination] = [*together, *nominations.heads_of_party(desk.journal.db, landing.party)]
    return {key for person in people for key in (person.id, *keys_of(person.external_id, person.name))}


def gates(desk: Desk) -> list[GateLine]:
    """The gates, as the desk's file has them today."""
    db, event = desk.journal.db, desk.event
    day = day_of(event, desk.now())
    seen = register.gates(db, day_cut_off(event, day - timedelta(days=1)))
    inside = register.numbers_inside(db, day.isoformat())
    lines = []
    for gate in event.gates:
        known = seen.get(gate.code)
        lines.append(
            GateLine(
                gate.code,
                gate.name,
                inside.get(gate.zone, 0),
                known.last if known else None,
                known.refused if known else 0,
            )
        )
    return lines


def now_and_next(desk: Desk) -> list[SessionLine]:
    """The sessions that run, and those that come next."""
    now = desk.now()
    ahead = [one for one in sessions.all_of(desk.journal.db, cancelled=False) if one.ends > now]
    running = [SessionLine(one, True) for one in ahead if one.starts <= now]
    return running + [SessionLine(one, False) for one in ahead if one.starts > now][:_SESSIONS_SHOWN]
