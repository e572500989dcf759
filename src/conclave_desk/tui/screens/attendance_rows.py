"""How attendance is told in the lines of its tables: signs, words, columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from conclave_desk.desk.attendance_board import THERE, Scope, Tally
from conclave_desk.desk.attendance_list import Attended, PartyLine, PersonLine, ScopeLine
from conclave_desk.desk.attendance_return import SignedReturn
from conclave_desk.domain.attendance import UNFINISHED
from conclave_desk.tui.office import Office
from conclave_desk.tui.widgets.columns import Column
from conclave_desk.tui.widgets.source import Row

LEGEND = "✓ attended  ● inside  ◷ late  ◁ left early  ✗ absent  ≈ excused  ○ not in yet  · to come  * marked by hand"
COUNTING = "…"
MOST_SESSIONS = 12
"""Sessions that stand beside each other; those nearest to now."""

SESSIONS = (
    Column("when", "when", 13, sortable=False),
    Column("code", "code", 5, grow=1, most=8, priority=5, sortable=False),
    Column("title", "session", 14, grow=6, most=60, sortable=False),
    Column("expected", "exp.", 5, right=True),
    Column("inside", "in now", 6, right=True, priority=4),
    Column("there", "there", 5, right=True),
    Column("late", "late", 4, right=True, priority=1),
    Column("left", "left", 4, right=True, priority=2),
    Column("absent", "absent", 6, right=True),
    Column("excused", "exc.", 4, right=True, priority=3),
    Column("missing", "no head", 7, right=True),
)
RETURNS = (
    Column("day", "day", 11, grow=1, most=20, sortable=False),
    Column("sessions", "sessions", 8, right=True, priority=1, sortable=False),
    Column("state", "return", 24, grow=4, most=44, sortable=False),
)
_PERSON = (
    Column("party", "party", 12, grow=3, most=26),
    Column("rank", "rank", 11, grow=1, most=20, priority=40, sortable=False, ranked=True),
    Column("name", "name", 22, grow=3, most=34),
    Column("category", "cat.", 4, priority=30),
)
_AT_ONE = (
    Column("status", "stands", 14, sortable=False),
    Column("in", "in", 5, sortable=False),
    Column("out", "out", 5, sortable=False),
    Column("minutes", "min", 4, right=True, sortable=False),
    Column("gate", "gate", 4, grow=1, most=8, priority=20, sortable=False),
    Column("by", "known by", 8, priority=50, sortable=False),
    Column("note", "note", 12, grow=3, most=40, priority=45, sortable=False),
)
_PARTY = (
    Column("party", "party", 14, grow=3, most=30),
    Column("people", "people", 6, right=True, priority=20),
)
_PARTY_AT_ONE = (
    Column("party", "party", 14, grow=3, most=28),
    Column("expected", "exp.", 5, right=True),
    Column("inside", "in now", 6, right=True, priority=4),
    Column("there", "there", 5, right=True),
    Column("late", "late", 4, right=True, priority=2),
    Column("left", "left", 4, right=True, priority=3),
    Column("absent", "absent", 6, right=True),
    Column("head", "head", 14, sortable=False),
    Column("who", "who", 16, grow=3, most=36, priority=1, sortable=False, ranked=True),
)


def nearest(office: Office, scopes: Sequence[Scope]) -> list[Scope]:
    """The sessions that have a column of their own, in time's order."""
    now = office.desk.now()
    held = [scope for scope in scopes if scope.session is not None]
    near = sorted(held, key=lambda scope: scope.starts - now if scope.starts > now else now - scope.ends)
    return [scope for scope in held if scope in near[:MOST_SESSIONS]]


def _by_session(office: Office, scopes: Sequence[Scope], width: int, right: bool) -> tuple[Column, ...]:
    """A column for each; the farther it is from now, the sooner it folds away."""
    now = office.desk.now()
    near = sorted(scopes, key=lambda scope: scope.starts - now if scope.starts > now else now - scope.ends)
    return tuple(
        Column(scope.id, scope.id, max(width, len(scope.id)), right=right, priority=1 + near.index(scope))
        for scope in scopes
    )


def person_columns(office: Office, scopes: Sequence[Scope], scope: Scope | None) -> tuple[Column, ...]:
    """With a session or day how they stand there, else a column for each session."""
    return (*_PERSON, *(_AT_ONE if scope else _by_session(office, scopes, 5, False)))


def party_columns(office: Office, scopes: Sequence[Scope], scope: Scope | None) -> tuple[Column, ...]:
    """As :func:`person_columns`, in numbers."""
    return _PARTY_AT_ONE if scope else (*_PARTY, *_by_session(office, scopes, 7, True))


# Words


def word(office: Office, scope: Scope, status: str, inside: bool) -> tuple[str, str]:
    """How somebody stands, with its sign, and the tone; both blank for whoever does not count there."""
    now = office.desk.now()
    if not status:
        return "", ""
    if status == "excused":
        return "≈ excused", "muted"
    if not scope.begun(now):
        return ("● in already", "good") if inside else ("· to come", "muted")
    over = scope.over(now)
    match status:
        case "absent":
            return ("✗ absent", "stop") if over else (f"○ not {'in' if scope.session else 'seen'} yet", "stop")
        case "late":
            return "◷ late", "warn"
        case "left_early":
            return ("◁ left early" if over else "◁ left"), "warn"
    return ("● inside" if inside and not over else "✓ attended"), "good"


def brief(office: Office, scope: Scope, found: Attended | None) -> tuple[str, str]:
    """The same in a narrow column: the sign and the minutes."""
    if found is None:
        return "", ""
    said, tone = word(office, scope, found.status, found.inside)
    timed = f"{found.minutes}" if found.status in THERE and found.minutes else ""
    return f"{said[:1]}{'*' if found.mark else ' '}{timed}".rstrip(), tone


# Rows


def session_row(office: Office, line: ScopeLine) -> Row:
    """A day, or a session of it."""
    scope, now = line.scope, office.desk.now()
    if scope.session is None:
        when, title = f"{scope.day:%a} {scope.day.day} {scope.day:%b}", "the whole day"
    else:
        when = f"  {office.local(scope.starts):%H:%M}–{office.local(scope.ends):%H:%M}"
        title = scope.title
    cells = {"when": when, "code": scope.id if scope.session else "", "title": title}
    tones = {} if scope.begun(now) else {"": "muted"}
    if line.tally is None:
        return Row(scope.id, cells | {"expected": COUNTING}, tones)
    cells |= numbers(scope, line.tally, now)
    if line.missing:
        cells["missing"] = f"{line.missing:,}"
        if scope.begun(now):
            tones["missing"] = "stop"
    return Row(scope.id, cells, tones)


def numbers(scope: Scope, tally: Tally, now: datetime) -> dict[str, str]:
    """The numbers by column; what cannot be known yet is blank."""
    begun, over = scope.begun(now), scope.over(now)
    cells = {
        "expected": f"{tally.expected:,}",
        "inside": "" if over or not (begun or tally.inside) else f"{tally.inside:,}",
        "excused": f"{tally.excused:,}" if tally.excused else "",
    }
    if begun:
        cells |= {"there": f"{tally.there:,}", "absent": f"{tally.absent:,}" if tally.absent else ""}
        cells |= {"late": f"{tally.late:,}" if tally.late else "", "left": f"{tally.left_early:,}"}
        cells["left"] = cells["left"] if tally.left_early else ""
    return cells


def party_row(office: Office, line: PartyLine, columns: Sequence[Scope], scope: Scope | None) -> Row:
    """A party, at one session or day or at each of several sessions."""
    now = office.desk.now()
    if scope is not None:
        said, tone = word(office, scope, *line.standing)
        who = line.leader.titled if line.leader else ""
        cells = {"party": line.name, "head": said, "who": who, **numbers(scope, line.at[scope.id], now)}
        return Row(line.party, cells, {"head": tone})
    cells, tones = {"party": line.name, "people": f"{line.people:,}"}, {}
    for one in columns:
        cells[one.id], tones[one.id] = _of(line.at[one.id], one, now)
    return Row(line.party, cells, tones)


def _of(tally: Tally, scope: Scope, now: datetime) -> tuple[str, str]:
    """``2/3``: so many came of those expected."""
    if not tally.expected:
        return "", ""
    if not scope.begun(now):
        return "·", "muted"
    tone = "stop" if not tally.there else "good" if tally.there == tally.expected else ""
    return f"{tally.there:,}/{tally.expected:,}", tone


def person_row(office: Office, line: PersonLine, columns: Sequence[Scope], scope: Scope | None) -> Row:
    """A person, at one session or day or at each of several sessions."""
    found = line.person
    cells = {
        "party": office.party_name(found.party),
        "rank": found.rank,
        "name": found.name,
        "category": found.category,
    }
    tones: dict[str, str] = {}
    if scope is None:
        for one in columns:
            cells[one.id], tones[one.id] = brief(office, one, line.at.get(one.id))
        return Row(found.id, cells, tones)
    at = line.at.get(scope.id)
    if at is None or at.row is None:
        return Row(found.id, cells | {"status": "not expected"}, {"status": "muted"})
    said, tones["status"] = word(office, scope, at.status, at.inside)
    cells |= {
        "status": f"{said} *" if at.mark else said,
        "in": clock(office, at.row.first_in),
        "out": clock(office, at.row.last_out),
        "minutes": f"{at.minutes:,}" if at.minutes and at.row.first_in else "",
        "gate": at.row.gate,
        "by": at.row.evidence if not at.mark or at.row.evidence else "word",
        "note": "" if at.row.note.startswith(UNFINISHED) else at.row.note,
    }
    return Row(found.id, cells, tones)


def clock(office: Office, at: datetime | None) -> str:
    """The time of day at the event."""
    return f"{office.local(at):%H:%M}" if at else ""


def return_row(office: Office, line: SignedReturn) -> Row:
    """A day and its return."""
    now, scope = office.desk.now(), line.scope
    if line.signed_at:
        state, tone = f"✓ signed {office.shown(line.signed_at)}, {line.signed_by}", "good"
    elif not scope.begun(now):
        state, tone = "· to come", "muted"
    else:
        state, tone = ("○ unsigned", "warn") if scope.over(now) else ("○ unsigned, day goes on", "")
    cells = {
        "day": f"{scope.day:%a} {scope.day.day} {scope.day:%b}",
        "sessions": str(line.sessions) if line.sessions else "",
        "state": state,
    }
    return Row(line.id, cells, {"state": tone})
