"""The overview: the headline, and what matters now, by phase of the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from conclave_desk.desk import due_list, house_list, left_over
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.due_list import DueLine
from conclave_desk.desk.house_list import GateLine, LandingLine, MissingLine, SessionLine
from conclave_desk.desk.left_over import BadgesOut, ChangeLine, Return
from conclave_desk.desk.programme import unreleased
from conclave_desk.desk.status import headline
from conclave_desk.domain import accreditation as steps
from conclave_desk.domain.amendments import Amendment
from conclave_desk.domain.due import AFTER, BEFORE, DURING, phase
from conclave_desk.domain.since_print import TO_ISSUE, TO_PRINT
from conclave_desk.domain.words_of_kind import Wording, wording
from conclave_desk.registers import accreditations, invitations, nominations
from conclave_desk.registers.views import Badge, Nomination, Session


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the desk itself: people by what they wait for."""

    clearance: int
    grant: int
    issue: int
    print: int
    collect: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows, at one moment (``now``, aware UTC).

    ``session`` is the one at which heads should be; ``arrived`` are the instants at which people were first seen,
    ``announced`` those at which parties say that they land.
    """

    now: datetime
    today: date
    phase: str
    words: Wording
    headline: dict[str, Any]
    work: Work
    due: Sequence[DueLine]
    session: Session | None
    missing: Sequence[MissingLine]
    landing: Sequence[LandingLine]
    changed: Sequence[ChangeLine]
    last_print: datetime | None
    amendments: Sequence[Amendment]
    arrived: Sequence[datetime]
    announced: Sequence[datetime]
    gates: Sequence[GateLine]
    sessions: Sequence[SessionLine]
    out: Sequence[BadgesOut]
    returns: Sequence[Return]


def overview(desk: Desk) -> Overview:
    """As things stand now. With 100,000 people this takes seconds: ask in a thread."""
    with desk.journal.reading():
        return _overview(desk)


def _overview(desk: Desk) -> Overview:
    db, event, now = desk.journal.db, desk.event, desk.now()
    known = nominations.all_of(db)
    people = [one for one in known if one.holds_slot and one.status_at(now) != "withdrawn"]
    permissions = accreditations.by_nomination(db)
    badges = accreditations.badges(db)
    words = wording(event.kind, (one.level for one in invitations.all_of(db) if one.status != "withdrawn"))
    stage = phase(event, now)
    today = now.astimezone(event.zone_info).date()
    seen = house_list.arrivals(desk, people, permissions)
    session = house_list.session_ahead(desk) if stage == DURING else None
    guests = house_list.guests(desk, people, permissions, seen, session) if stage == DURING else []
    changed = left_over.changed(desk, known, permissions, badges)
    return Overview(
        now=now,
        today=today,
        phase=stage,
        words=words,
        headline=headline(desk, known, badges),
        work=_work(desk, people, set(permissions), badges, changed),
        due=due_list.lines(desk, people, set(seen.at), words, today) if stage != AFTER else [],
        session=session,
        missing=house_list.missing(desk, guests, session, words),
        landing=house_list.landing(desk, guests, people),
        changed=changed,
        last_print=left_over.last_print(badges),
        amendments=unreleased(desk),
        arrived=sorted(seen.at.values()),
        announced=sorted(at for at in (house_list.lands(desk, one) for one in people) if at is not None),
        gates=house_list.gates(desk),
        sessions=house_list.now_and_next(desk),
        out=left_over.outstanding(desk, known, badges) if stage == AFTER else [],
        returns=left_over.returns(desk) if stage != BEFORE else [],
    )


def _work(
    desk: Desk,
    people: Sequence[Nomination],
    permitted: set[str],
    badges: Sequence[Badge],
    changed: Sequence[ChangeLine],
) -> Work:
    cleared = accreditations.all_clearances(desk.journal.db)
    waiting = cleared_now = 0
    for one in people:
        category = desk.event.category(one.category)
        if not one.named or one.id in permitted or category is None:
            continue
        results = {step: found.result for step, found in cleared.get(one.id, {}).items()}
        if steps.outstanding(category.clearance, results):
            waiting += 1
        else:
            cleared_now += 1
    now = desk.now()
    kinds = [one.change.kind for one in changed]
    return Work(
        clearance=waiting,
        grant=cleared_now,
        issue=kinds.count(TO_ISSUE),
        print=kinds.count(TO_PRINT),
        collect=sum(badge.status_at(now) == "printed" for badge in badges),
    )
