"""People's photos: kept in the dossier, outside the journal, which says only that the photo changed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.exchange.portraits import Portrait
from conclave_desk.printing.photo import thumbnail
from conclave_desk.registers import accreditations, nominations


class Photo(msgspec.Struct, frozen=True, array_like=True):
    """A JPEG in a portrait's proportion; ``sides_cut`` says that what was sent was wider than high."""

    data: bytes
    sides_cut: bool = False


def keep(desk: Desk, person: str, portrait: Portrait) -> None:
    """Put the portrait into the person's dossier; to be called inside a command that says so."""
    desk.safe.keep_photo(person, msgspec.msgpack.encode(Photo(portrait.data, portrait.sides_cut)))


def thumbnails(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Small photos (JPEG) by holder number, one after the other, for a gate's roster: of those whose category may show
    one and whose accreditation stands."""
    pictured = desk.safe.with_photo()
    categories = {category.code: category.photo for category in desk.event.categories}
    people = {person.id: person.person for person in nominations.all_of(desk.journal.db)} if pictured else {}
    for nomination, permission in accreditations.by_nomination(desk.journal.db).items():
        person = people.get(nomination, "")
        if person not in pictured or categories.get(permission.category) == "none" or permission.status != "granted":
            continue
        if (photo := photo_of(desk, person)) is not None:
            yield permission.holder, thumbnail(photo.data)


def photo_of(desk: Desk, person: str) -> Photo | None:
    """The person's photo; ``None`` where there is none, or the person has been erased."""
    kept = desk.safe.photo(person)
    return None if kept is None else msgspec.msgpack.decode(kept, type=Photo)
