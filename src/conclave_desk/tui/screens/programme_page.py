"""What the timetable says of a session: the lines of its block, and the page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from conclave_desk.desk.programme_list import (
    Programme,
    amendment_words,
    clash_words,
    person_named,
    span,
)
from conclave_desk.domain import timetable
from conclave_desk.domain.amendments import ADDED
from conclave_desk.domain.programme import Clash
from conclave_desk.registers.views import Session
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page
from conclave_desk.tui.widgets.cells import ELLIPSIS, wrapped
from conclave_desk.tui.widgets.timetable import Block, Grid

_OF_KIND = {"venue": "room", "person": "person", "party": "party"}
_ACCESS = {
    "open": "open to all who have the zone",
    "categories": "for these categories only",
    "invited": "for those invited only",
}


def grid(office: Office, found: Programme, day: date) -> Grid:
    """The day as the timetable draws it."""
    now = office.local(office.desk.now())
    minute = now.hour * 60 + now.minute if now.date() == day else None
    venues = [(code, _heading(found, code)) for code in found.venues(day)]
    slots = found.slots(day)
    blocks = {one.code: _block(office, found, one) for one in found.on(day)}
    placed = timetable.lanes(slots)
    listed = [(code, heading) for code, heading in venues if any(lane.slot.venue == code for lane in placed)]
    return Grid(listed, placed, {lane.slot.code: blocks[lane.slot.code] for lane in placed}, minute)


def _heading(found: Programme, code: str) -> str:
    venue = found.event.venue(code)
    if not code:
        return "no venue"
    return f"{code}  {venue.name}" if venue and venue.name and venue.name != code else code


def _block(office: Office, found: Programme, session: Session) -> Block:
    clashes = found.clashes_of(session.code)
    cancelled = session.status == "cancelled"
    fatal = any(clash.fatal for clash in clashes)
    tone = "muted" if cancelled else "stop" if fatal else "warn" if clashes else "accent"

    def lines(width: int, height: int) -> Sequence[tuple[str, str]]:
        return _lines(office, found, session, width, height)

    return Block(lines, tone, muted=cancelled)


def _lines(office: Office, found: Programme, session: Session, width: int, height: int) -> list[tuple[str, str]]:
    signs = marks(found, session)
    hours = _hours(office, session)
    if height == 1:
        return [_brief(session, signs, hours)]
    head = f"{hours}  {session.code}"
    said = [(head, "")]
    for word, tone in signs:
        if len(said) == 1 and len(said[0][0]) + len(word) + 2 <= width:
            said = [(f"{head}  {word}", tone)]
        else:
            said.append((word, tone))
    said += [(line, "") for line in wrapped(session.title, width)]
    details = [(line, "muted") for text in _details(office, session) for line in wrapped(text, width)]
    if len(said) > height:
        said = [*said[: height - 1], (_broken_off(said[height - 1][0], width), said[height - 1][1])]
    return said + details[: height - len(said)]


def _brief(session: Session, signs: list[tuple[str, str]], hours: str) -> tuple[str, str]:
    """Where there is room for one line: the sign stands first."""
    if not signs:
        return f"{hours[:5]} {session.code} {session.title}", ""
    (word, tone) = signs[0]
    sign, _, what = word.partition(" ")
    return f"{sign} {session.code} {what} {hours[:5]} {session.title}", tone


def _broken_off(text: str, width: int) -> str:
    """The text as whole words, and a sign that it goes on."""
    words = text.split(" ")
    while len(words) > 1 and cell_len(" ".join(words)) > width - 2:
        words.pop()
    return f"{' '.join(words)} {ELLIPSIS}"


def _hours(office: Office, session: Session) -> str:
    begins, ends = office.local(session.starts), office.local(session.ends)
    if begins.date() == ends.date():
        return f"{begins:%H:%M}–{ends:%H:%M}"
    return f"{begins.day} {begins:%b} {begins:%H:%M}–{ends.day} {ends:%b} {ends:%H:%M}"


def marks(found: Programme, session: Session) -> list[tuple[str, str]]:
    """What stands out about a session, each with a sign and a word, and its tone."""
    if session.status == "cancelled":
        return [("⊘ cancelled", "muted")]
    said = [
        (_clash_mark(clash, session), "stop" if clash.fatal else "warn") for clash in found.clashes_of(session.code)
    ]
    if (amendment := found.amendment(session.code)) is not None:
        said.append((f"△ {'new' if amendment.kind == ADDED else amendment.kind}", "warn"))
    return list(dict.fromkeys(said))


def _clash_mark(clash: Clash, session: Session) -> str:
    other = clash.second if session.code == clash.first else clash.first
    return f"{'✗' if clash.fatal else '!'} {_OF_KIND[clash.kind]} clash {other}"


def _details(office: Office, session: Session) -> list[str]:
    said = []
    if session.kind != "session":
        said.append(session.kind)
    if session.access == "categories":
        said.append(f"only {', '.join(session.categories)}")
    elif session.access == "invited":
        said.append(f"only {', '.join(session.parties)}" if session.parties else "by invitation")
    people = [person for person in (session.chair, *session.speakers) if person]
    if people:
        said.append(f"with {', '.join(person_named(office.desk, person) for person in people)}")
    return said


def page(office: Office, found: Programme, session: Session, colours: dict[str, str]) -> RenderableType:
    """Everything about a session."""
    desk, event = office.desk, found.event
    venue = event.venue(session.venue)
    page = Page(colours, label_width=10)
    page.title(session.title)
    page.line("when", span(event, session.starts, session.ends))
    if venue is not None:
        zone = event.zone(venue.zone) if venue.zone else None
        holds = f"holds {venue.capacity}" if venue.capacity else ""
        page.line("venue", " · ".join(filter(None, (venue.name or venue.code, zone.name if zone else "", holds))))
    else:
        page.line("venue", session.venue or "none", "" if session.venue else "warn")
    page.line("kind", session.kind).line("doors", f"open {session.doors} minutes before")
    page.line("access", _ACCESS.get(session.access, session.access))
    names = [category.name for category in event.categories if category.code in session.categories]
    page.line("categories", ", ".join(names)).line("parties", ", ".join(map(office.party_name, session.parties)))
    page.line("chair", person_named(desk, session.chair) if session.chair else "")
    page.line("speakers", ", ".join(person_named(desk, speaker) for speaker in session.speakers))
    page.line("note", session.note)
    if session.status == "cancelled":
        page.blank().plain("⊘ cancelled", "muted")
    clashes = found.clashes_of(session.code)
    if clashes:
        page.title("Clashes")
    for clash in clashes:
        fatal = clash.fatal
        page.plain(f"{'✗' if fatal else '!'} {clash_words(desk, clash, session.code)}", "stop" if fatal else "warn")
    amendment = found.amendment(session.code)
    if amendment is not None and found.release is not None:
        page.title(f"Since {release_name(found)}")
        page.plain(f"△ {amendment_words(event, amendment)}", "warn")
    return page.content


def release_name(found: Programme) -> str:
    """``the release``, ``amendment 2``; blank while nothing was released."""
    if found.release is None:
        return ""
    return f"amendment {found.release.number}" if found.release.number else "the release"


def standing(office: Office, found: Programme) -> str:
    """How the programme stands as a whole: released when, what has changed since, how many clashes."""
    fatal = sum(clash.fatal for clash in found.clashes)
    others = len(found.clashes) - fatal
    parts = []
    if fatal:
        parts.append(f"✗ {fatal} clash{'es' if fatal > 1 else ''}")
    if others:
        parts.append(f"! {others} to look at")
    if found.release is None:
        parts.append("not released yet")
    else:
        changed = f"△ {len(found.amendments)} changed since" if found.amendments else "nothing changed since"
        parts += [f"{release_name(found)} of {office.shown(found.release.at)}", changed]
    return " · ".join(parts)


def strip(found: Programme, days: Sequence[date], day: date, width: int, accent: str, ink: str) -> Text:
    """The days side by side, the one that is looked at marked; as many around it as fit."""
    fatal = {code for clash in found.clashes if clash.fatal for code in (clash.first, clash.second)}
    labels = [_day_label(found, one, fatal) for one in days]
    place = days.index(day)
    first = last = place
    room = width - len(labels[place]) - 4
    while True:
        grown = False
        for at in (last + 1, first - 1):
            if 0 <= at < len(labels) and len(labels[at]) <= room:
                room -= len(labels[at])
                first, last, grown = min(first, at), max(last, at), True
        if not grown:
            break
    line = Text(no_wrap=True, overflow="crop")
    line.append("◂ " if first else "  ")
    for at in range(first, last + 1):
        line.append(labels[at], f"bold {ink} on {accent}" if at == place else "")
    line.append(" ▸" if last < len(labels) - 1 else "")
    return line


def _day_label(found: Programme, day: date, fatal: set[str]) -> str:
    on = [one for one in found.on(day) if one.status != "cancelled"]
    sign = "✗" if any(one.code in fatal for one in on) else ""
    return f" {day:%a} {day.day} {day:%b}{f' ({len(on)}{sign})' if on else ''} "
