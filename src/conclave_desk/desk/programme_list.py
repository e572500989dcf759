"""The programme as the timetable shows it: days, venues, what clashes, what changed since it was last released."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from conclave_desk.desk import programme as use_case
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import party_names
from conclave_desk.domain import timetable
from conclave_desk.domain.amendments import ADDED, CANCELLED, Amendment
from conclave_desk.domain.event import Event
from conclave_desk.domain.programme import Clash
from conclave_desk.domain.timetable import Slot
from conclave_desk.registers import nominations, sessions
from conclave_desk.registers.sessions import Release
from conclave_desk.registers.views import Session

_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything on it, at one moment, in time's order."""

    event: Event
    sessions: tuple[Session, ...]
    clashes: tuple[Clash, ...]
    release: Release | None
    amendments: tuple[Amendment, ...]

    def session(self, code: str | None) -> Session | None:
        """The session of that code."""
        return next((found for found in self.sessions if found.code == code), None)

    @property
    def days(self) -> list[date]:
        """The days to leaf through."""
        zone = self.event.zone_info
        spans = [(one.starts.astimezone(zone).date(), _last_day(self.event, one)) for one in self.sessions]
        return timetable.days(self.event.starts, self.event.ends, spans)

    def on(self, day: date) -> list[Session]:
        """What is on that day, cancelled sessions too."""
        zone = self.event.zone_info
        return [one for one in self.sessions if timetable.on_day(one.starts, one.ends, day, zone)]

    def slots(self, day: date) -> list[Slot]:
        """The day's sessions by the minute."""
        zone = self.event.zone_info
        return [
            Slot(
                one.code,
                one.venue,
                timetable.minutes(one.starts, day, zone),
                timetable.minutes(one.ends, day, zone),
                one.status == "cancelled",
            )
            for one in self.on(day)
        ]

    def venues(self, day: date) -> list[str]:
        """The venues in use that day in the event's order, then those that it does not declare, then none (blank)."""
        used = {one.venue for one in self.on(day)}
        declared = [venue.code for venue in self.event.venues if venue.code in used]
        return declared + sorted(used - set(declared), key=lambda code: (not code, code))

    def clashes_of(self, code: str) -> list[Clash]:
        """The clashes that a session has part in."""
        return [clash for clash in self.clashes if code in (clash.first, clash.second)]

    def amendment(self, code: str) -> Amendment | None:
        """How a session is otherwise than released."""
        return next((found for found in self.amendments if found.code == code), None)


def _last_day(event: Event, session: Session) -> date:
    return (session.ends - timedelta(microseconds=1)).astimezone(event.zone_info).date()


def programme(desk: Desk) -> Programme:
    """As the registers have it."""
    db = desk.journal.db
    return Programme(
        event=desk.event,
        sessions=tuple(sessions.all_of(db)),
        clashes=tuple(use_case.check(desk)),
        release=sessions.latest_release(db),
        amendments=tuple(use_case.unreleased(desk)),
    )


def first_day(found: Programme, now: datetime) -> date:
    """The day that is looked at first: today if there is anything to see, else the next with something on, else the
    last before."""
    today = now.astimezone(found.event.zone_info).date()
    days = found.days
    busy = [day for day in days if found.on(day)] or days
    if today in busy:
        return today
    return next((day for day in busy if day > today), busy[-1])


def clash_words(desk: Desk, clash: Clash, code: str) -> str:
    """A clash as the page of one of its sessions says it: ``Hall 1 is needed for S2 too``."""
    other = clash.second if code == clash.first else clash.first
    match clash.kind:
        case "venue":
            venue = desk.event.venue(clash.what)
            return f"{venue.name if venue and venue.name else clash.what} is needed for {other} at the same time"
        case "person":
            return f"{person_named(desk, clash.what)} is needed at {other} at the same time"
    return f"{party_names(desk.event)(clash.what)} is bidden to {other} at the same time"


def person_named(desk: Desk, text: str) -> str:
    """Whom an external id on the programme stands for; any other text is a name already."""
    found = [one for one in nominations.by_external_id(desk.journal.db, text) if one.holds_slot]
    return found[0].titled if found and found[0].named else text


def amendment_words(event: Event, found: Amendment) -> str:
    """``S1 moved from 28 Mar 10:00–11:15 to 11:00–12:15, from HALL1 to GROUND``."""
    if found.kind == ADDED:
        return f"{found.code} added: {found.now.title}, {span(event, found.now.starts, found.now.ends)}"
    if found.kind == CANCELLED or found.before is None:
        return f"{found.code} cancelled: {found.now.title}"
    before, now = found.before, found.now
    parts = []
    if "time" in found.names:
        old, new = span(event, before.starts, before.ends), span(event, now.starts, now.ends)
        same_day, _, hours = new.rpartition(" ")
        parts.append(f"from {old} to {hours if old.startswith(f'{same_day} ') else new}")
    if "venue" in found.names:
        parts.append(f"from {before.venue or 'no venue'} to {now.venue or 'no venue'}")
    others = [name for name in found.names if name not in ("time", "venue")]
    verb = "moved " if parts else ""
    changed = [f"other {', '.join(others)}"] if others else []
    return f"{found.code} {verb}{', '.join(parts + changed)}"


def amendment_brief(event: Event, found: Amendment) -> str:
    """How the session stands now: ``now 28 Mar 12:00–13:15``, ``cancelled``."""
    if found.kind == CANCELLED:
        return f"cancelled: {found.now.title}"
    when = span(event, found.now.starts, found.now.ends)
    if found.kind == ADDED:
        return f"new {when}, {found.now.title}"
    parts = [f"now {when}"] if "time" in found.names else []
    parts += [f"now in {found.now.venue or 'no venue'}"] if "venue" in found.names else []
    others = [name for name in found.names if name not in ("time", "venue")]
    return ", ".join(parts + ([f"other {', '.join(others)}"] if others else []))


def span(event: Event, starts: datetime, ends: datetime) -> str:
    """``28 Mar 10:00–11:15``; the day of the end is said where it is another."""
    zone = event.zone_info
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last.day} {last:%b %H:%M}"
    return f"{first.day} {first:%b} {first:%H:%M}–{until}"


def next_code(found: Programme) -> str:
    """The code after the last that ends in a number: ``S3`` after ``S2``; ``S1`` where there is none."""
    numbered = [match for match in (_NUMBERED.fullmatch(one.code) for one in found.sessions) if match]
    if not numbered:
        return "S1"
    stem = numbered[0][1]
    return f"{stem}{max(int(match[2]) for match in numbered if match[1] == stem) + 1}"


def taken_by(found: Programme, venue: str, starts: datetime, ends: datetime, but: str = "") -> Sequence[Session]:
    """The sessions that have the venue within that time, save the one that is being moved."""
    return [
        one
        for one in found.sessions
        if one.venue == venue and one.status != "cancelled" and one.code != but and one.starts < ends
        if starts < one.ends
    ]
