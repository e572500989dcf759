"""Small photos for the screens of gates: the roster's, where the desk sends any."""

from __future__ import annotations

from collections.abc import Iterator

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.photos import photo_of
from conclave_desk.printing.photo import UnreadablePhoto, thumbnail

_BADGED = """
SELECT DISTINCT a.holder, n.person, a.category FROM badges b
JOIN accreditations a ON a.nomination = b.nomination JOIN nominations n ON n.id = b.nomination ORDER BY a.holder
"""


def for_gates(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """(holder number, JPEG of 96 by 128) of whoever has a badge and a photo, in categories that have photos at all."""
    none = {category.code for category in desk.event.categories if category.photo == "none"}
    with_photo = desk.safe.with_photo()
    for holder, person, category in desk.journal.db.execute(_BADGED).fetchall():
        if person not in with_photo or category in none:
            continue
        photo = photo_of(desk, person)
        try:
            if photo is not None:
                yield holder, thumbnail(photo.data)
        except UnreadablePhoto:
            continue
