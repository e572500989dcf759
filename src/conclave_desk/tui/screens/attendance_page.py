"""The pages of attendance: a session or day, a party, a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import RenderableType

from conclave_desk.desk.attendance_board import Scope, Tally
from conclave_desk.desk.attendance_list import Attended, PersonLine
from conclave_desk.domain.attendance import UNFINISHED
from conclave_desk.registers.attendance import Named
from conclave_desk.registers.views import Nomination
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.screens.attendance_rows import clock, word

_LISTED = 40


def scope_title(scope: Scope) -> str:
    """The session's code, or the day."""
    return scope.id if scope.session else f"{scope.day:%A} {scope.day.day} {scope.day:%B}"


def when(office: Office, scope: Scope) -> str:
    """``Tue 28 Mar 10:00–11:15``."""
    day = f"{scope.day:%a} {scope.day.day} {scope.day:%b}"
    if scope.session is None:
        return day
    return f"{day} {office.local(scope.starts):%H:%M}–{office.local(scope.ends):%H:%M}"


def state(scope: Scope, now: datetime) -> tuple[str, str]:
    """Whether it is over, and the tone of that."""
    if scope.over(now):
        return "over", "muted"
    return ("running, numbers up to now", "accent") if scope.begun(now) else ("to come", "muted")


def scope_page(
    office: Office,
    scope: Scope,
    tally: Tally | None,
    missing: Sequence[tuple[str, Named | None]] | None,
    colours: dict[str, str],
) -> RenderableType:
    """A session or a day: its numbers, and whose head is not there."""
    now = office.desk.now()
    page = Page(colours, label_width=10)
    if scope.session is not None:
        page.plain(scope.title, "bold")
    page.line("when", when(office, scope))
    said, tone = state(scope, now)
    page.line("state", said, tone)
    if scope.session is not None:
        venue = office.desk.event.venue(scope.venue)
        page.line("venue", venue.name if venue else scope.venue).line("for", _meant(office, scope))
    if tally is None:
        return page.blank().plain("Counting …", "muted").content
    _numbers(page, scope, tally, now)
    if scope.session is not None and not scope.gated:
        page.blank().plain("! No gate leads there: Enter, choose people, m marks them by sight or from a list.", "warn")
    if missing:
        _missing(page, office, scope, missing, now)
    return page.blank().plain("Enter: its people", "muted").content


def _meant(office: Office, scope: Scope) -> str:
    session = scope.session
    if session is None or session.access == "open":
        return "all who have the zone"
    if session.access == "categories":
        return ", ".join(session.categories)
    return ", ".join([*(office.party_name(party) for party in session.parties), *session.people])


def _numbers(page: Page, scope: Scope, tally: Tally, now: datetime) -> None:
    page.title("Numbers").line("expected", f"{tally.expected:,}")
    if not scope.begun(now):
        page.line("in now", f"{tally.inside:,}" if tally.inside else "")
        return
    share = f"  {tally.there * 100 // tally.expected} %" if tally.expected else ""
    page.line("there", f"{tally.there:,}{share}", "good" if tally.there else "")
    if not scope.over(now):
        page.line("in now", f"{tally.inside:,}")
    page.line("late", f"{tally.late:,}" if tally.late else "", "warn")
    page.line("left", f"{tally.left_early:,} early" if tally.left_early else "", "warn")
    absent = "absent" if scope.over(now) else "not in yet"
    page.line(absent, f"{tally.absent:,}" if tally.absent else "", "stop")
    page.line("excused", f"{tally.excused:,}" if tally.excused else "")


def _missing(
    page: Page, office: Office, scope: Scope, missing: Sequence[tuple[str, Named | None]], now: datetime
) -> None:
    what = "Heads absent" if scope.over(now) else "Heads not in yet"
    page.title(f"{what} {len(missing)}")
    tone = "stop" if scope.begun(now) else ""
    for party, person in missing[:_LISTED]:
        who = person.titled if person else "nobody accredited"
        page.parts((office.party_name(party), tone), ("  ", ""), (who, "" if person else "muted"))
    if len(missing) > _LISTED:
        page.plain(f"and {len(missing) - _LISTED} more", "muted")


def party_page(
    office: Office, scopes: Sequence[Scope], people: Sequence[PersonLine], more: int, colours: dict[str, str]
) -> RenderableType:
    """The people of a party at a session or day, or at each of several; ``more`` of them are not listed."""
    page = Page(colours, label_width=11)
    for line in people:
        page.plain(line.person.titled, "bold")
        if len(scopes) == 1:
            _standing(page, office, scopes[0], line)
            continue
        for scope in scopes:
            if (found := line.at.get(scope.id)) is not None:
                said, tone = word(office, scope, found.status, found.inside)
                page.parts((f"  {scope.id:<8} ", "muted"), (f"{said:<15}", tone), (_times(office, found), ""))
    if more:
        page.plain(f"and {more:,} more", "muted")
    return page.blank().plain("Enter: its people in the table", "muted").content


def _standing(page: Page, office: Office, scope: Scope, line: PersonLine) -> None:
    found = line.at.get(scope.id)
    if found is None:
        page.plain("  not expected", "muted")
        return
    said, tone = word(office, scope, found.status, found.inside)
    page.parts((f"  {said:<15}", tone), (_times(office, found), ""))


def _times(office: Office, found: Attended) -> str:
    if found.row is None or found.row.first_in is None:
        return "by hand" if found.mark else ""
    return f"{clock(office, found.row.first_in)}–{clock(office, found.row.last_out)}"


def person_page(
    office: Office, found: Nomination, scopes: Sequence[Scope], line: PersonLine, colours: dict[str, str]
) -> RenderableType:
    """A person at every session and on every day, with what that rests on."""
    category = office.desk.event.category(found.category)
    page = Page(colours, label_width=11)
    page.line("party", office.party_name(found.party))
    page.line("category", f"{found.category} · {category.name}" if category else found.category)
    page.line("role", "" if found.role == "member" else found.role).line("appointment", found.appointment)
    day = None
    for scope in scopes:
        at = line.at.get(scope.id)
        if scope.session is None:
            day = scope
            page.title(when(office, scope))
            if at is None:
                page.plain("not accredited on this day", "muted")
            else:
                _whole_day(page, office, scope, at)
        elif at is not None:
            if day is None or day.day != scope.day:
                page.title(when(office, scope))
            _at_session(page, office, scope, at)
    return page.content


def _whole_day(page: Page, office: Office, scope: Scope, at: Attended) -> None:
    said, tone = word(office, scope, at.status, at.inside)
    page.line("day", f"{said}{_told(office, at)}", tone)


def _at_session(page: Page, office: Office, scope: Scope, at: Attended) -> None:
    said, tone = word(office, scope, at.status, at.inside)
    page.line(scope.id, f"{said}{_told(office, at)}", tone)
    if at.mark is not None:
        how = {"sight": "by sight", "paper": "from a paper"}.get(at.mark.evidence, "by word")
        page.line("", f"marked {how} {office.shown(at.mark.at)}: “{at.mark.reason}”")
    elif at.row is not None and at.row.note and not at.row.note.startswith(UNFINISHED):
        page.line("", at.row.note, "muted")


def _told(office: Office, at: Attended) -> str:
    row = at.row
    if row is None or row.first_in is None:
        return ""
    times = f"{clock(office, row.first_in)}–{clock(office, row.last_out)}".rstrip("–")
    entries = f", {row.entries} times" if row.entries > 1 else ""
    return f"  {'in ' if row.last_out is None else ''}{times}  {row.minutes_present or 0} min  {row.gate}{entries}"
