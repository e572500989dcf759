"""What stands on a badge, put together from the registers; payloads are signed here and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from conclave_desk.credential.claims import Claims
from conclave_desk.credential.keys import SigningKey
from conclave_desk.credential.payload import make_payload
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.desk.photos import photo_of
from conclave_desk.desk.selection import Chosen
from conclave_desk.domain.event import EVERY_ZONE, NO_FLAG, Category, Event, names_a_file
from conclave_desk.errors import WrongData
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.registers import accreditations, nominations
from conclave_desk.registers import event as event_register
from conclave_desk.registers.views import Accreditation, Badge, Nomination

PartyName = Callable[[str], str]
_BETWEEN = "  ·  "


def event_face(desk: Desk) -> EventFace:
    """What all badges of the event share."""
    event = desk.event
    return EventFace(
        code=event.code,
        title=event.title,
        dates=days(event),
        city=event.city,
        host=event.host,
        if_found=f"If found, please return to: {event.inviting_authority}." if event.inviting_authority else "",
        emergency=_BETWEEN.join(event.emergency),
        emblem=event_register.emblem(desk.journal.db),
    )


def days(event: Event) -> str:
    """The event's days as one writes them: ``27-30 March 2023``, with an en dash."""
    first, last = event.starts, event.ends
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    start = f"{first.day} {first:%B}" if first.year == last.year else f"{first.day} {first:%B %Y}"
    return f"{start} – {last.day} {last:%B %Y}"


def faces(desk: Desk, badges: Iterable[Badge], party_name: PartyName, *, photos: bool = True) -> Iterator[BadgeFace]:
    """A face a badge, in the order given; signed as of now. ``photos`` is false where a design shows none."""
    return faces_of(desk, (_held(desk, badge) for badge in badges), party_name, photos=photos)


def faces_of(
    desk: Desk, chosen: Iterable[Chosen], party_name: PartyName, *, photos: bool = True
) -> Iterator[BadgeFace]:
    """The same for badges whose holders have been looked up; one photo after the other is read."""
    event, key, flags = desk.event, signing_key(desk), own_flags(desk)
    issued_at = desk.now().replace(microsecond=0)
    for each in chosen:
        if each.accreditation is None:
            raise _no_holder(each.badge)
        face = _face(event, key, each.badge, each.person, each.accreditation, issued_at, party_name)
        if flag := flags.get(each.person.party):
            face = replace(face, own_flag=flag)
        yield with_photo(desk, event, face, each.person) if photos else face


def _held(desk: Desk, badge: Badge) -> Chosen:
    person = nominations.by_id(desk.journal.db, badge.nomination)
    if person is None:
        raise _no_holder(badge)
    accreditation = accreditations.of_nomination(desk.journal.db, badge.nomination)
    return Chosen(badge, person, accreditation, badge.status_at(desk.now()))


def _no_holder(badge: Badge) -> WrongData:
    return WrongData(f"badge {serial_of(badge)} has no holder; run `conclave-desk journal rebuild`")


def _face(
    event: Event,
    key: SigningKey,
    badge: Badge,
    person: Nomination,
    accreditation: Accreditation,
    issued_at: datetime,
    party_name: PartyName,
) -> BadgeFace:
    category = event.category(accreditation.category)
    if category is None:
        raise WrongData(f"category {accreditation.category} of {person.titled} is not the event's any more")
    return face_of(
        event,
        person,
        category,
        accreditation.zones,
        party_name,
        payload=make_payload(claims(event, badge, person, accreditation, issued_at), key),
        serial=serial_of(badge),
        issue=badge.issue,
        validity=_validity(event, accreditation),
    )


def face_of(
    event: Event,
    person: Nomination,
    category: Category,
    zones: Sequence[str],
    party_name: PartyName,
    *,
    payload: str = "",
    serial: str = "",
    issue: int = 1,
    validity: str = "",
) -> BadgeFace:
    """The face of a person in a category; without ``payload`` and ``serial`` it is of no badge and opens nothing."""
    return BadgeFace(
        payload=payload,
        serial=serial,
        issue=issue,
        category_code=category.code,
        category_name=category.name,
        category_colour=category.colour,
        party_code=person.party,
        party_name=party_name(person.party),
        zones=_zones(event, zones),
        family_name=person.family_name,
        given_name=person.given_name,
        badge_name=person.badge_name,
        native_name=person.native_name,
        rank=person.rank,
        post_nominals=person.post_nominals,
        appointment=person.appointment,
        service=person.service,
        validity=validity,
        flag=flag_for(event, person.party),
        collect_at=event.collection_point(person.party, category.code),
    )


def own_flags(desk: Desk) -> dict[str, bytes]:
    """The flags that the host gave as pictures (PNG), by party."""
    return event_register.flags(desk.journal.db)


def flag_for(event: Event, party: str) -> str:
    """The flag that the host lets stand for a party: its own, another one, or none."""
    declared = next((each.flag for each in event.parties if each.code == party), "")
    return "" if declared == NO_FLAG or names_a_file(declared) else declared or party


def claims(event: Event, badge: Badge, person: Nomination, accreditation: Accreditation, issued_at: datetime) -> Claims:
    """What the code says: no name, no personal data. Seconds are whole: validity is rounded outwards."""
    return Claims(
        event=event.code,
        holder=bytes.fromhex(badge.holder),
        issue=badge.issue,
        party=person.party,
        category=accreditation.category,
        zones=tuple(accreditation.zones),
        not_before=accreditation.valid_from.astimezone(UTC).replace(microsecond=0),
        expires=accreditation.valid_until.astimezone(UTC).replace(microsecond=0),
        issued_at=issued_at,
    )


def with_photo(desk: Desk, event: Event, face: BadgeFace, person: Nomination) -> BadgeFace:
    """The face with the photo of its holder, if the host lets the category show one."""
    category = event.category(face.category_code)
    policy = category.photo if category else "optional"
    photo = None if policy == "none" else photo_of(desk, person.person)
    if photo is not None:
        return replace(face, photo=photo.data, sides_cut=photo.sides_cut)
    return replace(face, photo_required=True) if policy == "required" else face


def _zones(event: Event, zones: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((zone.code, zone.name) for zone in event.zones if EVERY_ZONE in zones or zone.code in zones)


def _validity(event: Event, accreditation: Accreditation) -> str:
    """Said on the badge only when it is not the event's own days."""
    zone = event.zone_info
    first = accreditation.valid_from.astimezone(zone).date()
    last = (accreditation.valid_until - timedelta(microseconds=1)).astimezone(zone).date()
    if first <= event.starts and last >= event.ends:
        return ""
    if first == last:
        return f"Valid {last.day} {last:%B} only"
    return f"Valid {first.day} {first:%B} to {last.day} {last:%B}"
