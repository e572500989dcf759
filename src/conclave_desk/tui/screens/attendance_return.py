"""The evening's return on the screen: the paper as it would be signed."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from conclave_desk.desk.attendance_return import DayReturn, SessionOfDay, SignedReturn
from conclave_desk.domain.evening import STEPS, PartyReturn
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import Page, shown

_PEOPLE = ("accredited", "arrived", "attended", "departed")
_WIDE = 70
"""Cells from which sessions have all their columns."""


def page(
    office: Office, line: SignedReturn, found: DayReturn | None, width: int, colours: dict[str, str]
) -> RenderableType:
    """``found`` is ``None`` while it is drawn, or for a day that is still to come."""
    now = office.desk.now()
    if not line.scope.begun(now):
        return Text("This day is still to come.", colours["muted"])
    if found is None:
        return Text("Drawing the return …", colours["muted"])
    until = office.local(found.until)
    drawn = "the whole day" if found.over else f"up to {until:%H:%M}"
    parties = f"{found.words.parties[0].upper()}{found.words.parties[1:]}"
    parts: list[RenderableType] = [
        Text.assemble((shown(office.desk.event.title), "bold"), (f"\nAttendance return, {drawn}", colours["muted"])),
        Text(""),
        _steps(found, parties, colours),
        Text(""),
    ]
    if found.sessions:
        parts += [_sessions(office, found, width, colours), Text("")]
    parts += [_open(found, colours), Text(""), _signed(office, line, found, colours)]
    if found.parties:
        parts += [Text(""), _parties(office, found, colours)]
    return Group(*parts)


def _grid(columns: int, first: int = 0) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=first, overflow="ellipsis")
    for _ in range(columns):
        table.add_column(justify="right", no_wrap=True)
    return table


def _steps(found: DayReturn, parties: str, colours: dict[str, str]) -> RenderableType:
    """Parties and people apart, as the headline has them."""
    table = _grid(len(STEPS), 15)
    table.add_row(Text(parties, "bold"), *(Text(step, colours["muted"]) for step in STEPS))
    levels = (("  principal", "principal"), ("  represented", "representative")) if found.words.heads else ()
    for label, level in (*levels, ("  all", "all")):
        counts = found.steps[level]
        style = "bold" if level == "all" else ""
        table.add_row(label, *(_level(counts[step], step, level) for step in STEPS), style=style)
    people = found.people
    table.add_row("[b]People[/b]", "", *(Text(step, colours["muted"]) for step in _PEOPLE))
    table.add_row("  all", "", *(f"{people[step]:,}" for step in _PEOPLE), style="bold")
    return table


def _level(number: int, step: str, level: str) -> str:
    """Who comes at which level is known only from the answer on."""
    return "–" if step == "invited" and level != "all" else f"{number:,}"


def _sessions(office: Office, found: DayReturn, width: int, colours: dict[str, str]) -> RenderableType:
    wide = width >= _WIDE
    names = ("expected", "there", "late", "left early", "absent", "excused") if wide else ("exp.", "there", "absent")
    table = _grid(len(names), 15)
    table.add_row("[b]Sessions[/b]", *(Text(name, colours["muted"]) for name in names))
    for one in found.sessions:
        start = f"  {office.local(one.scope.starts):%H:%M} {one.scope.id}"
        table.add_row(start, *_numbers(office, one, wide))
    lines: list[RenderableType] = [table]
    for one in found.sessions:
        if one.missing and one.scope.begun(office.desk.now()):
            lines.append(
                Text(f"  {one.scope.id} without a head: {', '.join(map(shown, one.missing))}", colours["warn"])
            )
    return Group(*lines)


def _numbers(office: Office, one: SessionOfDay, wide: bool) -> list[str]:
    tally = one.tally
    if not one.scope.begun(office.desk.now()):
        return [f"{tally.expected:,}", *([""] * (5 if wide else 2))]
    numbers = [tally.expected, tally.there, tally.late, tally.left_early, tally.absent, tally.excused]
    return [f"{number:,}" for number in (numbers if wide else [numbers[0], numbers[1], numbers[4]])]


def _open(found: DayReturn, colours: dict[str, str]) -> RenderableType:
    told = Page(colours)
    told.title("Open" if found.open_points else "Nothing is open")
    for sentence in found.open_points:
        told.plain(f"  ○ {sentence}", "warn")
    return told.content


def _signed(office: Office, line: SignedReturn, found: DayReturn, colours: dict[str, str]) -> RenderableType:
    if line.signed_at is not None:
        return Text(f"✓ signed; {line.signed_by} recorded it {office.shown(line.signed_at)}", colours["good"])
    hint = "s records that it is signed" if found.over else "s records that it is signed, but the day goes on"
    return Text(f"○ unsigned: {hint}", colours["muted"])


def _parties(office: Office, found: DayReturn, colours: dict[str, str]) -> RenderableType:
    """Party by party: people accredited, arrived, there on the day, left."""
    table = _grid(len(_PEOPLE), 15)
    table.add_row("[b]Parties[/b]", *(Text(step, colours["muted"]) for step in _PEOPLE))
    for one in found.parties:
        sign, tone = _sign(one)
        name = Text.assemble((f"{sign} ", colours.get(tone, "")), shown(office.party_name(one.party)))
        table.add_row(name, *(f"{getattr(one, step):,}" if getattr(one, step) else "–" for step in _PEOPLE))
    return table


def _sign(one: PartyReturn) -> tuple[str, str]:
    if one.gone:
        return "→", "muted"
    if one.attended:
        return "●", "good"
    return ("○", "warn") if one.arrived else ("·", "muted")
