"""The timetable and who was at it."""

from __future__ import annotations

from datetime import datetime

from conclave_desk.domain.entries.base import BaseEntry, Changes, Sealed


class SessionScheduled(BaseEntry, frozen=True, kw_only=True):
    """An item of the programme."""

    session: str
    title: str
    starts: datetime
    ends: datetime
    item: str = "session"
    venue: str = ""
    access: str = "open"
    categories: list[str] = []
    parties: list[str] = []
    chair: str = ""
    speakers: list[str] = []
    doors: int = 30
    note: str = ""


class SessionAmended(BaseEntry, frozen=True, kw_only=True):
    """Particulars of a session changed, time and place among them."""

    session: str
    changes: Changes


class SessionMoved(BaseEntry, frozen=True, kw_only=True):
    """A session has another time or venue."""

    session: str
    starts: datetime
    ends: datetime
    venue: str


class SessionCancelled(BaseEntry, frozen=True, kw_only=True):
    """A session does not take place."""

    session: str
    note: str = ""


class ProgrammeReleased(BaseEntry, frozen=True, kw_only=True):
    """The programme as it stands was given out under that number: 0 the first time, then amendment 1, 2 and so on."""

    number: int
    note: str = ""


class ReturnSigned(BaseEntry, frozen=True, kw_only=True):
    """The return of an event's day (``YYYY-MM-DD``) is signed; the command says who recorded that."""

    day: str


class AttendanceMarked(BaseEntry, frozen=True, kw_only=True):
    """A correction of attendance: ``evidence`` is ``sight`` or ``paper``, ``status`` ``attended`` or ``excused``.

    An excuse that no paper says has no evidence.
    """

    nomination: str
    person: str
    session: str
    status: str
    evidence: str
    reason: Sealed


class AttendanceMarkWithdrawn(BaseEntry, frozen=True, kw_only=True):
    """A correction of attendance holds no more: what the gates saw does, as if nobody had marked the person."""

    nomination: str
    person: str
    session: str
