"""The overview's lists: which there are in each phase, their columns, and where Enter leads from each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conclave_desk.desk.attendance_list import ScopeLine
from conclave_desk.desk.due_list import DueLine
from conclave_desk.desk.house_list import LandingLine, MissingLine
from conclave_desk.desk.left_over import BadgesOut, ChangeLine, Return
from conclave_desk.desk.overview import Overview
from conclave_desk.desk.programme_list import amendment_brief
from conclave_desk.domain.due import AFTER, BEFORE, DURING, REPLY
from conclave_desk.domain.house import LANDS, LEFT, NOT_LANDED
from conclave_desk.domain.since_print import TO_TAKE_BACK
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import shown
from conclave_desk.tui.screens.overview_open import open_items, open_title
from conclave_desk.tui.screens.overview_panel import Item, Panel
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row

_MOST = 500
"""Lines of a list; of more it says how many there are."""


# Due


def _due_items(_: Office, found: Overview) -> list[Item]:
    return [_due(line) for line in found.due]


def _due(line: DueLine) -> Item:
    state = "! overdue" if line.overdue else "· today" if line.days == 0 else "· due"
    cells = {"state": state, "party": shown(line.party_name), "what": line.what, "when": line.when}
    tones = {"state": "stop", "when": "stop"} if line.overdue else {"state": "warn"} if line.days == 0 else {}
    due = line.due
    row = Row(f"{due.kind}:{due.party}:{due.on}:{due.records[0]}", cells, tones)
    if line.parties > 1 and due.kind != REPLY:
        return Item(row, "accreditation", about=due.records)
    if due.kind == REPLY:
        return Item(row, "invitations", due.records[0], about=due.records)
    person = due.records[0] if len(due.records) == 1 else None
    return Item(row, "delegations", due.party, person, about=due.records)


def _due_title(_: Office, found: Overview) -> str:
    over = sum(line.overdue for line in found.due)
    return f"Due {len(found.due)}" + (f", {over} overdue" if over else "")


# What waits for the desk


def _work_items(_: Office, found: Overview) -> list[Item]:
    work = found.work
    rows = [
        ("clearance", work.clearance, "wait for a clearance step", "accreditation"),
        ("grant", work.grant, "cleared, accreditation to grant", "accreditation"),
        ("issue", work.issue, "accredited, badge to issue", "badges"),
        ("print", work.print, "badges to print", "badges"),
        ("collect", work.collect, "badges to hand out", "badges"),
    ]
    items = [
        Item(Row(name, {"number": f"{number:,}", "what": what, "mode": mode.capitalize()}), mode)
        for name, number, what, mode in rows
        if number
    ]
    if found.amendments:
        cells = {"number": str(len(found.amendments)), "what": "sessions changed, not released", "mode": "Programme"}
        items.append(Item(Row("release", cells), "programme"))
    return items


# Not in the house


def _missing_items(office: Office, found: Overview) -> list[Item]:
    items = [_missing(office, line) for line in found.missing[:_MOST]]
    if len(found.missing) > _MOST:
        more = f"and {len(found.missing) - _MOST:,} more"
        items.append(Item(Row("more", {"party": "…", "who": more}, {"": "muted"}), "delegations"))
    return items


def _missing(office: Office, line: MissingLine) -> Item:
    known = f"{line.known} {office.shown(line.at)}".strip()
    guest = line.missing.guest
    tone = "warn" if line.known in (LEFT, LANDS) else "stop" if line.known == NOT_LANDED or guest is None else ""
    sign = "✗" if guest is None else "→" if line.known == LANDS else "○"
    cells = {"party": shown(line.party_name), "who": shown(line.who), "known": f"{sign} {known}"}
    about = (guest.nomination,) if guest else ()
    return Item(
        Row(f"{line.missing.party}:{guest.nomination if guest else ''}", cells, {"known": tone}),
        "delegations",
        line.missing.party,
        guest.nomination if guest else None,
        about,
        about if guest and not guest.arrived else (),
    )


def _missing_title(office: Office, found: Overview) -> str:
    if found.session is None:
        return "Not in the house"
    at = office.shown(found.session.starts)
    who = f"{found.words.head}s" if found.words.heads else found.words.people
    who = who.replace("head of delegations", "heads of delegation")
    return f"{at} {found.session.code}: {who} not in the house {len(found.missing)}"


# Landing


def _landing_items(office: Office, found: Overview) -> list[Item]:
    return [_landing(office, line) for line in found.landing]


def _landing(office: Office, line: LandingLine) -> Item:
    one = line.landing
    cells = {
        "at": f"{'! ' if line.late else ''}{office.shown(one.at)}",
        "party": shown(line.party_name),
        "who": shown(line.who),
        "by": one.by,
        "met": line.met_by or "! nobody named",
    }
    people = tuple(guest.nomination for guest in one.guests)
    tones = {"at": "stop" if line.late else "", "met": "" if line.met_by else "warn"}
    row = Row(f"{one.at.isoformat()}:{one.party}:{people[0]}", cells, tones)
    return Item(row, "delegations", one.party, people[0], people, people)


# Changed since the last print


def _changed_items(office: Office, found: Overview) -> list[Item]:
    items = [_changed(line) for line in found.changed[:_MOST]]
    if len(found.changed) > _MOST:
        more = f"and {len(found.changed) - _MOST:,} more: mode 6 lists them"
        items.append(Item(Row("more", {"what": "…", "who": more}, {"": "muted"}), "badges"))
    for one in found.amendments:
        cells = {"what": "△ programme", "party": one.code, "who": amendment_brief(office.desk.event, one)}
        items.append(Item(Row(f"session:{one.code}", cells, {"what": "warn"}), "programme", one.code))
    return items


def _changed(line: ChangeLine) -> Item:
    void = line.change.kind == TO_TAKE_BACK
    why = f": {line.change.why}" if line.change.why else ""
    cells = {
        "what": f"{'✗' if void else '△'} {line.change.kind}{why}",
        "party": shown(line.party_name),
        "who": shown(line.person.titled),
    }
    row = Row(f"{line.change.kind}:{line.person.id}", cells, {"what": "stop" if void else "warn"})
    return Item(row, "delegations", line.person.party, line.person.id, (line.person.id,))


def _changed_title(office: Office, found: Overview) -> str:
    number = len(found.changed) + len(found.amendments)
    since = f"since the print of {office.shown(found.last_print)}" if found.last_print else "nothing printed yet"
    return f"Changed {number}, {since}"


# After the event


def _out_items(_: Office, found: Overview) -> list[Item]:
    return [_out(line) for line in found.out]


def _out(line: BadgesOut) -> Item:
    people = ", ".join(line.people)
    cells = {
        "party": shown(line.party_name),
        "number": str(line.number),
        "back": str(line.back) if line.back else "",
        "who": shown(people),
    }
    return Item(Row(line.party, cells), "badges", f"party:{line.party}")


def _attended_items(office: Office, found: Overview) -> list[Item]:
    return [_attended(office, line) for line in found.attended]


def _attended(office: Office, line: ScopeLine) -> Item:
    scope, tally = line.scope, line.tally
    there = f"{tally.there:,} of {tally.expected:,}" if tally is not None else ""
    cells = {
        "at": f"{scope.day.day} {scope.day:%b} {office.local(scope.starts):%H:%M}",
        "what": f"{scope.id} {shown(scope.title)}",
        "there": there,
        "late": f"{tally.late:,}" if tally is not None and tally.late else "",
        "missing": f"{line.missing:,}" if line.missing else "",
    }
    row = Row(scope.id, cells, {"missing": "stop"})
    return Item(row, "attendance", scope.id, about=(f'"session":"{scope.id}"',))


def _return_items(office: Office, found: Overview) -> list[Item]:
    return [_return(office, line) for line in found.returns]


def _return(office: Office, line: Return) -> Item:
    signed = f"✓ signed {office.shown(line.signed_at)}, {line.signed_by}" if line.signed_at else "○ unsigned"
    held = f"{line.sessions} session{'' if line.sessions == 1 else 's'}" if line.sessions else "no session"
    cells = {"day": f"{line.day:%a} {line.day.day} {line.day:%b}", "sessions": held, "state": signed}
    tones = {"state": "good" if line.signed_at else "warn"}
    day = line.day.isoformat()
    return Item(Row(day, cells, tones), "attendance", day, about=(f'"kind":"ReturnSigned","day":"{day}"',))


def _returns_title(_: Office, found: Overview) -> str:
    unsigned = sum(line.signed_at is None for line in found.returns)
    return f"Returns, {unsigned} unsigned" if unsigned else "Returns, all signed"


def _counted(title: str, name: str) -> Callable[[Office, Overview], str]:
    def said(_: Office, found: Overview) -> str:
        lines: Any = getattr(found, name)
        return f"{title} {len(lines)}"

    return said


def _out_title(_: Office, found: Overview) -> str:
    out, back = sum(line.number for line in found.out), sum(line.back for line in found.out)
    return f"Badges outstanding {out:,}" + (f", {back:,} of the same parties are back" if back else "")


PANELS = (
    Panel(
        "missing",
        (DURING,),
        (
            Column("party", "party", 14, grow=3, most=30),
            Column("who", "who", 18, grow=3, most=40, priority=1, ranked=True),
            Column("known", "known", 22, grow=1, most=34),
        ),
        _missing_items,
        _missing_title,
        "Everybody who counts is in the house, or no session is ahead.",
    ),
    Panel(
        "due",
        (BEFORE, DURING),
        (
            Column("state", "", 9, priority=1),
            Column("party", "party", 12, grow=2, most=30),
            Column("what", "what", 21, grow=3, most=50),
            Column("when", "when", 11, grow=1, most=24),
        ),
        _due_items,
        _due_title,
        "Nothing is due: every reply, name, paper and arrival is here.",
    ),
    Panel(
        "landing",
        (DURING,),
        (
            Column("at", "lands", 7, grow=1, most=14),
            Column("party", "party", 12, grow=1, most=24),
            Column("who", "who", 16, grow=2, most=40, priority=1, ranked=True),
            Column("by", "by", 7, grow=1, most=12, priority=2),
            Column("met", "met by", 14, grow=2, most=40),
        ),
        _landing_items,
        _counted("Lands within 3 hours", "landing"),
        "Nobody is announced to land within three hours.",
    ),
    Panel(
        "changed",
        (DURING,),
        (
            Column("what", "badge", 17, grow=1, most=26),
            Column("party", "party", 12, grow=1, most=24, priority=1),
            Column("who", "who", 18, grow=3, most=70, ranked=True),
        ),
        _changed_items,
        _changed_title,
        "Every badge and the programme are as they were printed and released.",
    ),
    Panel(
        "work",
        (BEFORE,),
        (
            Column("number", "", 6, right=True),
            Column("what", "at the desk", 24, grow=2, most=50),
            Column("mode", "mode", 13),
        ),
        _work_items,
        lambda _office, _found: "Waits for the desk",
        "Nothing waits for the desk.\n\n2 goes to the invitations, 3 to the delegations.",
    ),
    Panel(
        "open",
        (AFTER,),
        (
            Column("number", "", 5, right=True),
            Column("what", "left open", 24, grow=2, most=60),
            Column("keys", "mode and key", 15, grow=1, most=30),
        ),
        open_items,
        open_title,
        "Nothing is left open: returns are signed, badges are back, invitations answered.",
    ),
    Panel(
        "out",
        (AFTER,),
        (
            Column("party", "party", 18, grow=1, most=30),
            Column("number", "out", 4, right=True),
            Column("back", "back", 4, right=True),
            Column("who", "whose", 20, grow=3, most=80, ranked=True),
        ),
        _out_items,
        _out_title,
        "No badge is out.",
    ),
    Panel(
        "returns",
        (AFTER, DURING),
        (
            Column("day", "day", 10),
            Column("sessions", "", 10, priority=1),
            Column("state", "return", 24, grow=1, most=44),
        ),
        _return_items,
        _returns_title,
        "No day of the event is over yet.",
    ),
    Panel(
        "attended",
        (AFTER,),
        (
            Column("at", "when", 12),
            Column("what", "session", 18, grow=4, most=70),
            Column("there", "there", 9, grow=1, most=16, right=True),
            Column("late", "late", 5, right=True, priority=1),
            Column("missing", "no head", 7, right=True),
        ),
        _attended_items,
        lambda _office, _found: "Attended",
        "8 shows who attended.",
    ),
)
