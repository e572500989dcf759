"""The event while it runs: who is not in the house for the next session, who lands and is met by whom, the gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_key, party_names, person_key
from conclave_desk.domain import attendance, house
from conclave_desk.domain.event import day_cut_off, day_of
from conclave_desk.domain.house import Escort, Guest, Landing, Missing
from conclave_desk.domain.person import keys_of
from conclave_desk.domain.words_of_kind import Wording
from conclave_desk.registers import attendance as attendance_register
from conclave_desk.registers import house as register
from conclave_desk.registers import invitations, sessions
from conclave_desk.registers.views import Accreditation, Invitation, Nomination, Session

_SESSIONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When people were first seen: recorded so, a badge handed out, or admitted; by nomination."""

    at: Mapping[str, datetime]
    collected: frozenset[str]


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


def arrivals(desk: Desk, people: Sequence[Nomination], permissions: Mapping[str, Accreditation]) -> Arrivals:
    """Of those people, the instants at which they were first seen."""
    db = desk.journal.db
    collected = register.first_collections(db)
    admitted = register.first_admissions(db, desk.event.code)
    found: dict[str, datetime] = {}
    for person in people:
        permission = permissions.get(person.id)
        seen = [
            datetime.fromisoformat(person.arrived_at) if person.arrived_at else None,
            collected.get(person.id),
            admitted.get(permission.holder) if permission else None,
        ]
        known = [at for at in seen if at is not None]
        if known:
            found[person.id] = min(known)
    return Arrivals(found, frozenset(collected))


def guests(
    desk: Desk,
    people: Sequence[Nomination],
    permissions: Mapping[str, Accreditation],
    seen: Arrivals,
    session: Session | None,
) -> list[Guest]:
    """Everybody accredited, in order of precedence, as the house sees them now."""
    db, event, now = desk.journal.db, desk.event, desk.now()
    day = day_of(event, now)
    begins = day_cut_off(event, day - timedelta(days=1))
    inside = register.inside(db, event.code, day.isoformat())
    exits = register.last_exits(db, event.code, begins)
    expected = _expected_at(desk, session)
    found = []
    for person in sorted(people, key=person_key(event)):
        permission = permissions.get(person.id)
        if permission is None or permission.status_at(now) != "granted":
            continue
        within = permission.holder in inside
        found.append(
            Guest(
                nomination=person.id,
                party=person.party,
                name=person.titled,
                heads=person.heads,
                expected=expected is None or person.id in expected,
                inside=within,
                seen_out=None if within else exits.get(permission.holder),
                collected=person.id in seen.collected,
                lands=lands(desk, person),
                lands_by=person.travel.get("arrives_by", ""),
                arrived=person.id in seen.at,
            )
        )
    return found


def _expected_at(desk: Desk, session: Session | None) -> set[str] | None:
    """The nominations that the session expects; ``None`` where there is none to ask about."""
    if session is None:
        return None
    asked = attendance_register.session(desk.event, session)
    capacities = attendance_register.capacities(desk.journal.db, party_key(desk.event))
    return {one.nomination for one in capacities if attendance.is_expected(asked, one)}


def lands(desk: Desk, person: Nomination) -> datetime | None:
    """When the party said that the person arrives."""
    said = person.travel.get("arrives_at")
    if not said:
        return None
    try:
        return datetime.fromisoformat(said).replace(tzinfo=desk.event.zone_info)
    except ValueError:
        return None


def session_ahead(desk: Desk) -> Session | None:
    """The session at which heads should be next."""
    found = {one.code: one for one in sessions.all_of(desk.journal.db, cancelled=False)}
    coming = [
        house.Coming(one.code, one.starts - timedelta(minutes=one.doors), one.starts, one.ends)
        for one in found.values()
    ]
    return found.get(house.next_session(coming, desk.now()) or "")


def missing(desk: Desk, found: Sequence[Guest], session: Session | None, words: Wording) -> list[MissingLine]:
    """Who is not in the house for that session; nobody is missing where none is to come."""
    if session is None:
        return []
    event, now = desk.event, desk.now()
    names, order = party_names(event), party_key(event)
    accepted = [one for one in invitations.all_of(desk.journal.db, status="accepted") if _is_for(one, session)]
    confirmed = sorted({one.party for one in accepted}, key=order)
    lines = []
    for one in house.not_in_house(found, confirmed, words.heads, event.host):
        if one.guest is None:
            lines.append(MissingLine(one, names(one.party), "", "nobody accredited", None))
            continue
        known, at = house.whereabouts(one.guest, now)
        lines.append(MissingLine(one, names(one.party), one.guest.name, known, at))
    return lines


def _is_for(invitation: Invitation, session: Session) -> bool:
    """Whether people who come on the invitation may be meant by the session."""
    match session.access:
        case "invited":
            return invitation.party in session.parties
        case "categories":
            return any(invitation.slots.get(category) for category in session.categories)
    return True


def landing(desk: Desk, found: Sequence[Guest], people: Sequence[Nomination]) -> list[LandingLine]:
    """Who lands within three hours or should have landed, and who of the host accompanies them."""
    event, now = desk.event, desk.now()
    names = party_names(event)
    escorts = [Escort(one.titled, one.accompanies) for one in people if one.party == event.host and one.accompanies]
    known = {one.id: one for one in people}
    lines = []
    for one in house.landings(found, now):
        with_them = [known[guest.nomination] for guest in one.guests if guest.nomination in known]
        of_party = [*with_them, *(p for p in people if p.party == one.party and p.heads)]
        keys = {key for person in of_party for key in (person.id, *keys_of(person.external_id, person.name))}
        met = house.met_by(one.party, keys, escorts)
        who = one.guests[0].name + (f" and {len(one.guests) - 1} more" if len(one.guests) > 1 else "")
        lines.append(LandingLine(one, names(one.party), who, ", ".join(met), one.late(now)))
    return lines


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
