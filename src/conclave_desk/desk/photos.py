"""People's photos: kept in the dossier, outside the journal, which says only that the photo changed."""

from __future__ import annotations

import msgspec

from conclave_desk.desk.desk import Desk
from conclave_desk.exchange.portraits import Portrait


class Photo(msgspec.Struct, frozen=True, array_like=True):
    """A JPEG in a portrait's proportion; ``sides_cut`` says that what was sent was wider than high."""

    data: bytes
    sides_cut: bool = False


_PHOTO = msgspec.msgpack.Decoder(Photo)
"""Made here, while one thread imports this: two that have msgspec learn a type at once crash."""


def keep(desk: Desk, person: str, portrait: Portrait) -> None:
    """Put the portrait into the person's dossier; to be called inside a command that says so."""
    desk.safe.keep_photo(person, msgspec.msgpack.encode(Photo(portrait.data, portrait.sides_cut)))


def photo_of(desk: Desk, person: str) -> Photo | None:
    """The person's photo; ``None`` where there is none, or the person has been erased."""
    kept = desk.safe.photo(person)
    return None if kept is None else _PHOTO.decode(kept)
