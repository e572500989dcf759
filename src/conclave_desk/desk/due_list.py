"""What parties owe, in words: replies, names, papers, photos, arrivals; overdue first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.invitation_list import ANSWERED
from conclave_desk.desk.precedence import party_key, party_names
from conclave_desk.domain import due as rules
from conclave_desk.domain.due import Asked, Due, Expected
from conclave_desk.domain.words_of_kind import Wording
from conclave_desk.errors import ConclaveError
from conclave_desk.registers import headcounts, invitations, nominations, sessions
from conclave_desk.registers.views import Nomination

_TOGETHER = 3
"""Replies without a date, or papers while the event runs, up to which each stands by itself."""
_BESIDES = (rules.PAPER, rules.PHOTO)


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is due: of whom, what, by when. ``days`` is negative once it is overdue.

    ``parties`` is how many it is of, where several stand together: replies to which no date was set, since nobody promised
    any, and papers once the event runs.
    """

    due: Due
    party_name: str
    what: str
    days: int
    parties: int = 1

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days < 0

    @property
    def when(self) -> str:
        """``3 days``, ``today``, ``2 days over``."""
        if self.days == 0:
            return "today"
        number = abs(self.days)
        return f"{number} day{'' if number == 1 else 's'}{' over' if self.days < 0 else ''}"


def lines(desk: Desk, words: Wording, today: date, *, running: bool = False) -> list[DueLine]:
    """Everything that is due.

    Once the event is ``running`` nobody waits for replies any more, and papers and photos, which hold up nobody who is
    here, stand together.
    """
    event, db = desk.event, desk.journal.db
    asked = [
        Asked(
            one.id,
            one.party,
            one.status not in ANSWERED and one.status != "drafted",
            date.fromisoformat(one.reply_by) if one.reply_by else None,
        )
        for one in invitations.all_of(db)
    ]
    found = rules.owed(event, _expected(desk), _courses(desk)) + ([] if running else rules.replies(event, asked))
    names, order = party_names(event), party_key(event)
    kinds = {kind: place for place, kind in enumerate(rules.KINDS)}
    found.sort(key=lambda one: (one.on, kinds[one.kind], order(one.party)))
    grouped: dict[str, list[Due]] = {}
    for one in found:
        if not one.set or (running and one.kind in _BESIDES):
            grouped.setdefault(one.kind, []).append(one)
    lines = []
    for one in found:
        alike = grouped.get(one.kind, [])
        if one not in alike or len(alike) <= _TOGETHER:
            lines.append(DueLine(one, names(one.party), _what(desk, one, words), one.days_left(today)))
        elif one is alike[0]:
            records = one.records if not one.set else tuple(record for each in alike for record in each.records)
            both = replace(one, records=records)
            name = f"{len(alike)} {words.parties}"
            lines.append(DueLine(both, name, _what(desk, both, words), one.days_left(today), len(alike)))
    return lines


def _expected(desk: Desk) -> Iterator[Expected]:
    """Who holds a slot, those together who are alike."""
    host, photos = desk.event.host, _photos(desk)
    for alike in headcounts.owing(desk.journal.db, desk.event.code):
        expected = Expected(
            ids=alike.ids,
            party=alike.party,
            category=alike.category,
            named=bool(alike.named),
            heads=bool(alike.heads),
            answered=alike.party != host,
            paper=bool(alike.paper),
            arrives=bool(alike.arrives),
            arrived=bool(alike.arrived),
        )
        for photo in (None, False, True):
            ids = tuple(one for one in alike.ids if photos.get(one) is photo) if photos else alike.ids
            if ids and (photos or photo is None):
                yield replace(expected, ids=ids, photo=photo)


def _photos(desk: Desk) -> dict[str, bool]:
    """Whether there is a photo of those whose category needs one; nothing where the dossiers are locked."""
    needed = [category.code for category in desk.event.categories if category.photo == "required"]
    people = headcounts.persons(desk.journal.db, needed) if needed else []
    if not people:
        return {}
    try:
        safe = desk.safe
    except ConclaveError:
        return {}
    held = safe.with_photo()
    return {nomination: person in held for nomination, person in people}


def _courses(desk: Desk) -> dict[str, date]:
    """By category, the day of the first session that is held for it."""
    zone = desk.event.zone_info
    found: dict[str, date] = {}
    for session in sessions.all_of(desk.journal.db, cancelled=False):
        if session.access == "categories":
            for category in session.categories:
                found.setdefault(category, session.starts.astimezone(zone).date())
    return found


def _what(desk: Desk, due: Due, words: Wording) -> str:
    """``Chief's name``, ``3 without paper``."""
    number = len(due.records)
    one = nominations.by_id(desk.journal.db, due.records[0]) if number == 1 else None
    match due.kind:
        case rules.REPLY:
            return "reply" if due.set else "reply, no date was set"
        case rules.NAME:
            return f"{_called(one, words)}'s name" if one else f"{number} names awaited"
        case rules.PAPER:
            return f"paper for {one.titled}" if one else f"{number} without paper"
        case rules.PHOTO:
            return f"photo of {one.titled}" if one else f"{number} photos"
    return f"{_called(one, words)}'s arrival" if one else f"arrival of {number} heads"


def _called(one: Nomination, words: Wording) -> str:
    if one.role == "principal":
        return words.head
    if one.role in ("representative", "deputy"):
        return one.role
    return words.person
