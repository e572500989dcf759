"""The lists that badges go through: to issue, to print, to hand out, collected, handed back, revoked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from conclave_desk.credential.serial import format_serial
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.by_party import ByParty
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.kept_lists import KeptLists
from conclave_desk.desk.precedence import person_key, place_key
from conclave_desk.registers import accreditations, custody, nominations
from conclave_desk.registers.custody import Custody
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.views import Accreditation, Badge, Nomination

TO_ISSUE, TO_PRINT, TO_HAND_OUT, COLLECTED, SURRENDERED, REVOKED, ALL = (
    *("to issue", "to print", "to hand out", "collected", "surrendered", "revoked", "all"),
)
LISTS = (TO_ISSUE, TO_PRINT, TO_HAND_OUT, COLLECTED, SURRENDERED, REVOKED, ALL)
_BY_STATUS = {
    "none": TO_ISSUE,
    "issued": TO_PRINT,
    "printed": TO_HAND_OUT,
    "collected": COLLECTED,
    "surrendered": SURRENDERED,
    "revoked": REVOKED,
}


@dataclass(frozen=True, slots=True)
class HeldBadge:
    """A badge and whose it is; ``badge`` is ``None`` for somebody accredited who has none, ``status`` then ``none``.

    ``permission`` is how the accreditation stands now, ``latest`` whether no newer issue was made.
    """

    id: str
    person: Nomination
    accreditation: Accreditation
    permission: str
    badge: Badge | None
    serial: str
    status: str
    latest: bool
    replaced_by: str
    """The serial of the badge that came in its place, or blank."""

    @property
    def number(self) -> tuple[str, int] | None:
        """Holder number and issue."""
        return (self.badge.holder, self.badge.issue) if self.badge else None


def held_badge(desk: Desk, row_id: str) -> HeldBadge | None:
    """What stands in a line of a list: by a badge's id, or by the nomination of somebody without a badge."""
    db, now = desk.journal.db, desk.now()
    badge = None
    if len(row_id) == _ID_LENGTH:
        badge = accreditations.badge(db, row_id[:-2], int(row_id[-2:], 16))
    nomination = badge.nomination if badge else row_id
    person, permission = nominations.by_id(db, nomination), accreditations.of_nomination(db, nomination)
    if person is None or permission is None:
        return None
    newer = badge.replaced_by if badge else None
    return HeldBadge(
        id=row_id,
        person=person,
        accreditation=permission,
        permission=permission.status_at(now),
        badge=badge,
        serial=serial_of(badge) if badge else "",
        status=badge.status_at(now) if badge else "none",
        latest=badge is None or accreditations.badges_of(db, nomination)[-1].issue == badge.issue,
        replaced_by=format_serial(bytes.fromhex(badge.holder), newer) if badge and newer else "",
    )


_ID_LENGTH = 12
"""Signs of a badge's id: five bytes of holder number and one of issue, as hex."""


def pack(desk: Desk, party: str) -> list[HeldBadge]:
    """The badges of a party that are printed and wait to be handed out, in order of precedence."""
    people = sorted(nominations.all_of(desk.journal.db, party=party), key=person_key(desk.event))
    held = (accreditations.badges_of(desk.journal.db, person.id) for person in people)
    found = (held_badge(desk, f"{badge.holder}{badge.issue:02x}") for badges in held for badge in badges)
    return [one for one in found if one is not None and one.status == "printed"]


class BadgeList:
    """Badges by list, each list in order of precedence, as of the last command of an officer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._as_of = ""
        db, within = desk.journal.db, place_key(desk.event)

        def read(now: str, parties: Collection[str] | None) -> Iterator[Custody]:
            self._as_of = now
            return chain(custody.without_badge(db, now, parties), custody.badges(db, parties))

        self._lists = KeptLists(
            desk,
            read,
            lambda since, now: custody.turned(db, since, now),
            self._on,
            lambda one: (*within(one._replace(id=one.holder)), one.issue),
        )

    def count(self, name: str) -> int:
        """How many are on a list."""
        return len(self.of(name))

    def of(self, name: str) -> ByParty[Custody]:
        """What is on a list, by the holders' precedence, then by issue: all issues of one holder stand together."""
        return self._lists.of(name)

    def status(self, one: Custody) -> str:
        """How a badge stands."""
        return one.status_at(to_text(self._desk.now()))

    def _on(self, one: Custody) -> Sequence[str]:
        name = _BY_STATUS[one.status_at(self._as_of)]
        found = [name] if name != TO_PRINT or one.granted_at(self._as_of) else []
        return [*found, ALL] if one.issue else found
