"""What is left over: what the printed badges do not say, badges that were not handed back, returns nobody signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.invitation_list import ANSWERED
from conclave_desk.desk.precedence import party_key, party_names, person_key, place_key
from conclave_desk.domain import since_print as rules
from conclave_desk.domain.event import day_of
from conclave_desk.domain.since_print import Change, Paper
from conclave_desk.registers import custody, headcounts, invitations, sessions
from conclave_desk.registers.custody import Differing, Out
from conclave_desk.registers.moments import optional, to_text

_NAMED = 12
"""Of so many the names are said; a line has room for few."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Something that the print does not say: of whom, and what is to be done."""

    change: Change
    person: Differing
    party_name: str


@dataclass(frozen=True, slots=True)
class BadgesOut:
    """A party's badges that are out: ``number`` of them, and whose they are in order of precedence, of many the first few;
    of a single one with the rank. ``back`` came back.
    """

    party: str
    party_name: str
    people: tuple[str, ...]
    number: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """The return of a day, and who recorded that it is signed."""

    day: date
    sessions: int
    signed_at: datetime | None
    signed_by: str


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """What an event that is over leaves open besides badges and returns: invitations that were ``unanswered`` (ids),
    confirmed slots whose name was never given (party and nomination, by precedence of the parties), and how many were
    put forward and never decided on."""

    unanswered: tuple[str, ...] = ()
    unnamed: tuple[tuple[str, str], ...] = ()
    undecided: int = 0


def open_ends(desk: Desk) -> OpenEnds:
    """Whom to ask once more, or to take off the list, before the file is closed."""
    db, order = desk.journal.db, party_key(desk.event)
    waiting = [one for one in invitations.all_of(db) if one.status not in ANSWERED and one.status != "drafted"]
    unnamed = [(one.party, id) for one in headcounts.owing(db, desk.event.code) if not one.named for id in one.ids]
    return OpenEnds(
        tuple(one.id for one in sorted(waiting, key=lambda one: order(one.party))),
        tuple(sorted(unnamed, key=lambda one: order(one[0]))),
        sum(alike.number for alike in headcounts.in_review(db)),
    )


def last_print(desk: Desk) -> datetime | None:
    """When badges were last printed."""
    return optional(custody.last_print(desk.journal.db))


def changed(desk: Desk) -> list[ChangeLine]:
    """What is otherwise than printed."""
    db, now, names = desk.journal.db, desk.now(), party_names(desk.event)
    printed, within = last_print(desk), person_key(desk.event)
    lacking = custody.without_print(db, to_text(now))
    void = custody.void_since(db, to_text(printed), to_text(now)) if printed else []
    lacked = {one.id for one in lacking}
    ordered = sorted((*lacking, *void), key=within)
    known = {one.id: one for one in ordered}
    papers = {(one.id, one.issue): _paper(one) for one in ordered if one.issue}
    granted = dict.fromkeys(one.id for one in ordered if one.granted_at(to_text(now)) and one.id in lacked)
    found = rules.changes(granted, papers.values(), now, printed)
    return [ChangeLine(one, known[one.nomination], names(known[one.nomination].party)) for one in found]


def _paper(one: Differing) -> Paper:
    printed = optional(one.printed_at) if one.printed else None
    return Paper(one.id, printed, optional(one.revoked_from), one.cause, one.surrendered_at is not None)


def outstanding(desk: Desk) -> list[BadgesOut]:
    """Badges that were handed out and have not come back, by party in order of precedence.

    A badge that a gate let in was handed out, whether that was recorded or not. One reported lost cannot come back.
    """
    by_party: dict[str, list[Out]] = {}
    for one in custody.out(desk.journal.db, desk.event.code):
        by_party.setdefault(one.party, []).append(one)
    back, names, within = custody.back(desk.journal.db), party_names(desk.event), place_key(desk.event)
    found = []
    for party in sorted(by_party, key=party_key(desk.event)):
        held = sorted(by_party[party], key=within)
        whose = [held[0].titled] if len(held) == 1 else list(dict.fromkeys(one.name for one in held))
        found.append(BadgesOut(party, names(party), tuple(whose[:_NAMED]), len(held), back.get(party, 0)))
    return found


def returns(desk: Desk) -> list[Return]:
    """The event's days that are over, each with its sessions, and whether its return is signed."""
    event = desk.event
    signed = sessions.signed_returns(desk.journal.db)
    held = [day_of(event, one.starts) for one in sessions.all_of(desk.journal.db, cancelled=False)]
    last = min(event.ends, day_of(event, desk.now()) - timedelta(days=1))
    days = [event.starts + timedelta(days=n) for n in range((last - event.starts).days + 1)]
    if len(days) > 21:
        days = [day for day in days if day in held]
    found = []
    for day in days:
        at, by = signed.get(day.isoformat(), (None, ""))
        found.append(Return(day, held.count(day), at, by))
    return found
