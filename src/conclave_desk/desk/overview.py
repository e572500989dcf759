"""The overview: the headline, and what matters now, by phase of the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from conclave_desk.desk import attendance_list, due_list, house_list, left_over
from conclave_desk.desk.attendance_board import Board
from conclave_desk.desk.attendance_list import ScopeLine
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.due_list import DueLine
from conclave_desk.desk.house_list import GateLine, LandingLine, MissingLine, SessionLine
from conclave_desk.desk.left_over import BadgesOut, ChangeLine, OpenEnds, Return
from conclave_desk.desk.programme import unreleased
from conclave_desk.desk.status import headline
from conclave_desk.domain import accreditation as steps
from conclave_desk.domain.amendments import Amendment
from conclave_desk.domain.due import AFTER, BEFORE, DURING, phase
from conclave_desk.domain.since_print import TO_ISSUE, TO_PRINT
from conclave_desk.domain.words_of_kind import Wording, wording
from conclave_desk.registers import custody, headcounts, invitations
from conclave_desk.registers.moments import to_text
from conclave_desk.registers.views import Session

_COUNTED = 10_000
"""People up to whom it is counted here who attended; of more, in mode 8."""


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the desk itself: people by what they wait for."""

    clearance: int = 0
    grant: int = 0
    issue: int = 0
    print: int = 0
    collect: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows, at one moment (``now``, aware UTC).

    ``session`` is the one at which heads should be; ``arrived_today`` are the instants of the day at which people were
    first seen, ``announced`` those at which parties say that they land, both in the event's time and in order;
    ``arrived`` is how many were seen on whatever day; ``attended`` are the sessions in numbers once the event is over, of
    an event that is not too large. What a phase does not show is not counted in it.
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
    arrived_today: Sequence[datetime]
    arrived: int
    announced: Sequence[datetime]
    gates: Sequence[GateLine]
    sessions: Sequence[SessionLine]
    out: Sequence[BadgesOut]
    attended: Sequence[ScopeLine]
    returns: Sequence[Return]
    open: OpenEnds


def overview(desk: Desk) -> Overview:
    """As things stand now. With 100,000 people this takes a second or two: ask in a thread."""
    with desk.journal.reading():
        return _overview(desk)


def _overview(desk: Desk) -> Overview:
    db, event, now = desk.journal.db, desk.event, desk.now()
    words = wording(event.kind, (one.level for one in invitations.all_of(db) if one.status != "withdrawn"))
    stage = phase(event, now)
    today = now.astimezone(event.zone_info).date()
    session = house_list.session_ahead(desk) if stage == DURING else None
    changed = left_over.changed(desk) if stage != AFTER else []
    head = headline(desk)
    arrived = headcounts.first_seen(db, event.code) if stage == DURING else []
    return Overview(
        now=now,
        today=today,
        phase=stage,
        words=words,
        headline=head,
        work=_work(desk, changed) if stage == BEFORE else Work(),
        due=due_list.lines(desk, words, today, running=stage == DURING) if stage != AFTER else [],
        session=session,
        missing=house_list.missing(desk, session, words),
        landing=house_list.landing(desk) if stage == DURING else [],
        changed=changed,
        last_print=left_over.last_print(desk),
        amendments=unreleased(desk),
        arrived_today=house_list.on_day(desk, arrived, today),
        arrived=len(arrived),
        announced=house_list.announced(desk) if stage == BEFORE else [],
        gates=house_list.gates(desk),
        sessions=house_list.now_and_next(desk),
        out=left_over.outstanding(desk) if stage == AFTER else [],
        attended=_attended(desk) if stage == AFTER and head["people"]["accredited"] <= _COUNTED else [],
        returns=left_over.returns(desk) if stage != BEFORE else [],
        open=left_over.open_ends(desk) if stage == AFTER else OpenEnds(),
    )


def _attended(desk: Desk) -> list[ScopeLine]:
    lines = attendance_list.scope_lines(desk, (), Board.counted(desk))
    return [line for line in lines if line.scope.session is not None]


def _work(desk: Desk, changed: Sequence[ChangeLine]) -> Work:
    waiting = cleared = 0
    for alike in headcounts.in_review(desk.journal.db):
        category = desk.event.category(alike.category)
        if category is None:
            continue
        if steps.outstanding(category.clearance, dict.fromkeys(alike.settled, "passed")):
            waiting += alike.number
        else:
            cleared += alike.number
    kinds = [one.change.kind for one in changed]
    return Work(
        clearance=waiting,
        grant=cleared,
        issue=kinds.count(TO_ISSUE),
        print=kinds.count(TO_PRINT),
        collect=custody.waiting(desk.journal.db, to_text(desk.now())),
    )
