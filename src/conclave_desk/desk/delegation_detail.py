"""What a delegation's page says besides its people: its programme, arrivals, floaters, who of the host looks after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from conclave_desk.desk import floaters
from conclave_desk.desk.delegation_list import Member
from conclave_desk.desk.desk import Desk
from conclave_desk.domain.event import Event
from conclave_desk.domain.person import is_named, keys_of
from conclave_desk.registers import nominations, party_arrivals, sessions
from conclave_desk.registers.views import Nomination, Session


@dataclass(frozen=True, slots=True)
class Part:
    """A session, and the part that the delegation has in it: ``invited``, or who of it is ``chair`` or ``speaker``."""

    session: Session
    part: str


@dataclass(frozen=True, slots=True)
class Landing:
    """People of the delegation who come together."""

    at: datetime
    by: str
    people: tuple[Nomination, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A floater of the delegation's pool; ``held_by`` is who is inside with it, or blank."""

    serial: str
    zones: tuple[str, ...]
    held_by: str
    recalled: datetime | None


@dataclass(frozen=True, slots=True)
class Detail:
    """All that as of now; ``arrived`` is by nomination, when and how somebody was first seen."""

    programme: tuple[Part, ...]
    open_to_all: int
    liaison: tuple[Nomination, ...]
    cards: tuple[Card, ...]
    arrived: Mapping[str, tuple[datetime, str]]
    landings: tuple[Landing, ...]


def detail(desk: Desk, party: str, members: Sequence[Member]) -> Detail:
    """Of one party and its people."""
    db = desk.journal.db
    people = [one.nomination for one in members if one.nomination.holds_slot]
    arrived = party_arrivals.first_seen(db, desk.event.code, party)
    coming = sessions.all_of(db, cancelled=False)
    parts = [Part(session, part) for session in coming if (part := _part(session, party, people))]
    cards = [
        Card(row["serial"], tuple(row["zones"]), row["held_by"] or "", row["recalled"])
        for row in floaters.rows(desk, party)
    ]
    return Detail(
        programme=tuple(parts),
        open_to_all=sum(session.access == "open" for session in coming),
        liaison=tuple(liaison_officers(desk, party, people)),
        cards=tuple(cards),
        arrived=arrived,
        landings=tuple(_landings(desk, [person for person in people if person.id not in arrived])),
    )


def _part(session: Session, party: str, people: Sequence[Nomination]) -> str:
    for named, part in ((session.chair, "chair"), (session.speakers, "speaker")):
        texts = [named] if isinstance(named, str) else named
        for person in people:
            keys = keys_of(person.external_id, person.name)
            if person.named and any(text and is_named(keys, text) for text in texts):
                return f"{person.titled}, {part}"
    return "invited" if session.access == "invited" and party in session.parties else ""


def _landings(desk: Desk, people: Sequence[Nomination]) -> list[Landing]:
    together: dict[tuple[datetime, str], list[Nomination]] = {}
    for person in people:
        at = local_time(desk.event, person.travel.get("arrives_at", ""))
        if at is not None:
            together.setdefault((at, person.travel.get("arrives_by", "")), []).append(person)
    return [Landing(at, by, tuple(group)) for (at, by), group in sorted(together.items())]


def local_time(event: Event, text: str) -> datetime | None:
    """A time that a party sent, local to the event; ``None`` where there is none that can be read."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=event.zone_info)
    except ValueError:
        return None


def liaison_officers(desk: Desk, party: str, people: Sequence[Nomination]) -> list[Nomination]:
    """The host's people who accompany the party, or one of its people."""
    if party == desk.event.host:
        return []
    keys = {key for person in people for key in (person.id, *keys_of(person.external_id, person.name))}
    escorts = nominations.escorts(desk.journal.db, desk.event.host)
    return [one for one in escorts if one.holds_slot and (one.accompanies == party or is_named(keys, one.accompanies))]


def host_people(desk: Desk) -> list[Nomination]:
    """The host's own people who are named and hold a slot."""
    return [one for one in nominations.all_of(desk.journal.db, party=desk.event.host) if one.named and one.holds_slot]
