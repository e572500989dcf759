"""The programme: scheduled, moved, cancelled, checked for clashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.person import keys_of, same_name
from conclave_desk.domain.programme import ACCESSES, KINDS, Clash, Item, clashes
from conclave_desk.errors import WrongUse
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers.views import Session


def add(desk: Desk, code: str, title: str, starts: datetime, ends: datetime, **particulars: Any) -> Decision:
    """Put an item on the programme."""
    venue, kind, access = (particulars.get(name, "") for name in ("venue", "item", "access"))
    if venue and desk.event.venue(venue) is None:
        raise WrongUse(f"The event has no venue {venue!r}; it has {', '.join(v.code for v in desk.event.venues)}.")
    if kind and kind not in KINDS:
        raise WrongUse(f"{kind!r} is no kind of session; it is one of {', '.join(KINDS)}.")
    if access and access not in ACCESSES:
        raise WrongUse(f"{access!r} is no access; it is one of {', '.join(ACCESSES)}.")

    def rule() -> Decision:
        if sessions.by_code(desk.journal.db, code):
            return Refusal("duplicate_session", f"Session {code} is on the programme already.")
        if ends <= starts:
            return Refusal("ends_first", f"Session {code} would end before it starts.")
        return Decided((e.SessionScheduled(session=code, title=title, starts=starts, ends=ends, **particulars),))

    return desk.record("programme add", rule)


def move(
    desk: Desk, code: str, *, starts: datetime | None = None, ends: datetime | None = None, venue: str | None = None
) -> Decision:
    """Another time or venue; with only a new start the length stays."""
    if venue and desk.event.venue(venue) is None:
        raise WrongUse(f"The event has no venue {venue!r}; it has {', '.join(v.code for v in desk.event.venues)}.")

    def rule() -> Decision:
        session = lookup.session(desk, code)
        if session.status == "cancelled":
            return Refusal("session_cancelled", f"Session {code} was cancelled.")
        begin = starts or session.starts
        end = ends or (begin + (session.ends - session.starts))
        if end <= begin:
            return Refusal("ends_first", f"Session {code} would end before it starts.")
        return Decided((e.SessionMoved(session=code, starts=begin, ends=end, venue=venue or session.venue),))

    return desk.record("programme move", rule)


def cancel(desk: Desk, code: str, note: str = "") -> Decision:
    """It does not take place."""

    def rule() -> Decision:
        session = lookup.session(desk, code)
        if session.status == "cancelled":
            return Refusal("session_cancelled", f"Session {code} was cancelled already.")
        return Decided((e.SessionCancelled(session=code, note=note),))

    return desk.record("programme cancel", rule)


def check(desk: Desk) -> list[Clash]:
    """All clashes of venues, people and parties."""
    items = [_item(session) for session in sessions.all_of(desk.journal.db, cancelled=False)]
    return clashes(items, _known_by(desk))


def _known_by(desk: Desk) -> Callable[[str], str]:
    """By which word somebody on the programme is known: external id and name, however written, are one person."""
    persons: dict[str, str] = {}
    for found in nominations.all_of(desk.journal.db):
        if found.named and found.holds_slot:
            names = (found.name, found.titled, found.badge_name, found.native_name)
            persons |= dict.fromkeys(keys_of(found.external_id, *names), found.person)

    def known_by(text: str) -> str:
        return persons.get(text) or persons.get(same_name(text)) or same_name(text) or text

    return known_by


def _item(session: Session) -> Item:
    people: Sequence[str] = [person for person in (session.chair, *session.speakers) if person]
    parties = tuple(session.parties) if session.access == "invited" else ()
    return Item(session.code, session.title, session.venue, session.starts, session.ends, tuple(people), parties)
