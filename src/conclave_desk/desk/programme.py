"""The programme: scheduled, moved, cancelled, checked for clashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.domain import entries as e
from conclave_desk.domain.amendments import Amendment, Standing, amendments
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.person import keys_of, same_name
from conclave_desk.domain.programme import ACCESSES, KINDS, Clash, Item, clashes, without_guests
from conclave_desk.errors import WrongUse
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers.views import Session


def add(desk: Desk, code: str, title: str, starts: datetime, ends: datetime, **particulars: Any) -> Decision:
    """Put an item on the programme."""
    venue, kind, access = (particulars.get(name, "") for name in ("venue", "item", "access"))
    _check_words(desk, venue, kind, access)

    def rule() -> Decision:
        if sessions.by_code(desk.journal.db, code):
            return Refusal("duplicate_session", f"Session {code} is on the programme already.")
        if ends <= starts:
            return Refusal("ends_first", f"Session {code} would end before it starts.")
        entry = e.SessionScheduled(session=code, title=title, starts=starts, ends=ends, **particulars)
        people = [person for person in (entry.chair, *entry.speakers) if person]
        if sentence := without_guests(entry.access, entry.categories, entry.parties, people):
            return Refusal("nobody_invited", sentence)
        parties = tuple(entry.parties) if entry.access == "invited" else ()
        item = Item(code, title, entry.venue, starts, ends, tuple(people), parties)
        return Decided((entry,), _clash_warnings(desk, item))

    return desk.record("programme add", rule)


def _check_words(desk: Desk, venue: str, kind: str = "", access: str = "") -> None:
    if venue and desk.event.venue(venue) is None:
        raise WrongUse(f"The event has no venue {venue!r}; it has {', '.join(v.code for v in desk.event.venues)}.")
    if kind and kind not in KINDS:
        raise WrongUse(f"{kind!r} is no kind of session; it is one of {', '.join(KINDS)}.")
    if access and access not in ACCESSES:
        raise WrongUse(f"{access!r} is no access; it is one of {', '.join(ACCESSES)}.")


PARTICULARS = ("title", "kind", "access", "categories", "parties", "chair", "speakers", "doors", "note")
"""What :func:`amend` changes: all of a session but its time and place."""


def amend(desk: Desk, code: str, particulars: Mapping[str, Any]) -> Decision:
    """Other particulars of a session; time and place are changed by :func:`move`."""
    _check_words(desk, "", particulars.get("kind", ""), particulars.get("access", ""))

    def rule() -> Decision:
        session = lookup.session(desk, code)
        if session.status == "cancelled":
            return Refusal("session_cancelled", f"Session {code} was cancelled.")
        changes = {
            name: particulars[name]
            for name in PARTICULARS
            if name in particulars and particulars[name] != getattr(session, name)
        }
        if not changes:
            return Refusal("nothing_changed", f"Session {code} says that already.")
        after = {name: changes.get(name, getattr(session, name)) for name in PARTICULARS}
        people = [person for person in (after["chair"], *after["speakers"]) if person]
        if sentence := without_guests(after["access"], after["categories"], after["parties"], people):
            return Refusal("nobody_invited", sentence)
        return Decided((e.SessionAmended(session=code, changes=changes),))

    return desk.record("programme amend", rule)


def release(desk: Desk, note: str = "") -> Decision:
    """Give the programme out as it stands: the first time as number 0, then as the next amendment.

    Refused where nothing changed since; clashes that are fatal are warned of.
    """

    def rule() -> Decision:
        last = sessions.latest_release(desk.journal.db)
        if not sessions.all_of(desk.journal.db, cancelled=False):
            return Refusal("nothing_to_release", "Nothing is on the programme yet.")
        if last is not None and not unreleased(desk):
            what = f"amendment {last.number}" if last.number else "its release"
            return Refusal("nothing_changed", f"The programme is as it was in {what}; there is nothing to amend.")
        warnings = [f"Released with a clash: {clash.sentence}." for clash in check(desk) if clash.fatal]
        return Decided((e.ProgrammeReleased(number=last.number + 1 if last else 0, note=note),), warnings)

    return desk.record("programme release", rule)


def unreleased(desk: Desk) -> list[Amendment]:
    """What is otherwise than in the last release; nothing before the first one."""
    last = sessions.latest_release(desk.journal.db)
    if last is None:
        return []
    now = [_standing(session) for session in sessions.all_of(desk.journal.db)]
    return amendments([_standing(session) for session in last.stood], now)


def _standing(session: Session) -> Standing:
    return Standing(
        code=session.code,
        title=session.title,
        starts=session.starts,
        ends=session.ends,
        venue=session.venue,
        cancelled=session.status == "cancelled",
        particulars={name: getattr(session, name) for name in PARTICULARS if name not in ("title", "note")},
    )


def move(
    desk: Desk, code: str, *, starts: datetime | None = None, ends: datetime | None = None, venue: str | None = None
) -> Decision:
    """Another time or venue; with only a new start the length stays."""
    _check_words(desk, venue or "")

    def rule() -> Decision:
        session = lookup.session(desk, code)
        if session.status == "cancelled":
            return Refusal("session_cancelled", f"Session {code} was cancelled.")
        begin = starts or session.starts
        end = ends or (begin + (session.ends - session.starts))
        if end <= begin:
            return Refusal("ends_first", f"Session {code} would end before it starts.")
        item = replace(_item(session), starts=begin, ends=end, venue=venue or session.venue)
        moved = e.SessionMoved(session=code, starts=begin, ends=end, venue=item.venue)
        return Decided((moved,), _clash_warnings(desk, item))

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
    known: list[dict[str, str]] = []

    def known_by(text: str) -> str:
        if not known:
            known.append(_persons(desk))
        persons = known[0]
        return persons.get(text) or persons.get(same_name(text)) or same_name(text) or text

    return known_by


def _persons(desk: Desk) -> dict[str, str]:
    persons: dict[str, str] = {}
    for found in nominations.all_of(desk.journal.db):
        if found.named and found.holds_slot:
            names = (found.name, found.titled, found.badge_name, found.native_name)
            persons |= dict.fromkeys(keys_of(found.external_id, *names), found.person)
    return persons


def _clash_warnings(desk: Desk, item: Item) -> list[str]:
    """What an item, as it is about to be, would clash with."""
    others = [_item(one) for one in sessions.all_of(desk.journal.db, cancelled=False) if one.code != item.code]
    found = clashes([*others, item], _known_by(desk))
    return [f"Clash: {clash.sentence}." for clash in found if item.code in (clash.first, clash.second)]


def _item(session: Session) -> Item:
    people: Sequence[str] = [person for person in (session.chair, *session.speakers) if person]
    parties = tuple(session.parties) if session.access == "invited" else ()
    return Item(session.code, session.title, session.venue, session.starts, session.ends, tuple(people), parties)
