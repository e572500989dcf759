"""The overview's texts: the headline in the words of the event's kind, and what goes on now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from conclave_desk.desk.house_list import GateLine
from conclave_desk.desk.overview import Overview
from conclave_desk.domain.due import BEFORE
from conclave_desk.tui.office import Office
from conclave_desk.tui.page import shown

_STEPS = ("invited", "confirmed", "accredited", "arrived")
_PEOPLE = ("nominated", "accredited", "arrived")


def headline(found: Overview, muted: str, gap: int) -> RenderableType:
    """Parties and people apart; by level where delegations have heads. ``gap`` cells stand between the columns."""
    parties, people, words = found.headline["parties"], found.headline["people"], found.words
    table = Table.grid(padding=(0, gap))
    table.add_column(no_wrap=True)
    for _ in _STEPS:
        table.add_column(justify="right", min_width=10, no_wrap=True)
    table.add_row(f"[b]{words.parties[0].upper()}{words.parties[1:]}[/b]", *(f"[{muted}]{step}[/]" for step in _STEPS))
    if words.heads:
        for label, level in ((f"{words.head} in person", "principal"), ("represented", "representative")):
            counts = parties["by_level"][level]
            table.add_row(f"  {label}", *(_number(counts, step) for step in _STEPS))
    table.add_row("  all", *(f"{parties[step]:,}" for step in _STEPS), style="bold")
    named = f"{people['nominated']:,}"
    row = [named, f"{people['name_awaited']:,}", f"{people['accredited']:,}", f"{people['arrived']:,}"]
    names = ("nominated", "awaited", "accredited", "arrived")
    table.add_row(f"[b]{words.people[0].upper()}{words.people[1:]}[/b]", *(f"[{muted}]{name}[/]" for name in names))
    table.add_row("", *row, style="bold")
    return table


def _number(counts: dict[str, int], step: str) -> str:
    """Who comes at which level is known only from the answer on: an invitation goes to the office."""
    return "–" if step == "invited" else f"{counts[step]:,}"


def brief_headline(found: Overview, width: int) -> RenderableType:
    """The same in two lines, for a narrow screen; in more where ``width`` is too little for them."""
    parties, people, words = found.headline["parties"], found.headline["people"], found.words
    states = [f"{step} {parties[step]:,}" for step in _STEPS]
    if words.heads:
        states.append(f"({parties['by_level']['principal']['confirmed']} in person)")
    said = [f"{name} {people[name]:,}" for name in _PEOPLE] + [f"names awaited {people['name_awaited']:,}"]
    lines = _counted(_capital(words.parties), states, width) + _counted(_capital(words.people), said, width)
    return Text("\n".join(lines), no_wrap=True, overflow="ellipsis")


def _counted(label: str, counts: Sequence[str], width: int) -> list[str]:
    """The counts after their label; none is parted from its number."""
    lines = [label]
    for count in counts:
        if cell_len(lines[-1]) + 2 + cell_len(count) <= width:
            lines[-1] += f"  {count}"
        else:
            lines.append(f"{' ' * cell_len(label)}  {count}")
    return lines


def _capital(word: str) -> str:
    return f"{word[0].upper()}{word[1:]}"


def now(office: Office, found: Overview, colours: dict[str, str]) -> RenderableType:
    """The sessions that run and come next; the gates."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, justify="right")
    for line in found.sessions:
        at = f"{'▸ ' if line.running else '  '}{_starts(office, found, line.session.starts)}"
        venue = office.desk.event.venue(line.session.venue)
        where = venue.name if venue and venue.name else line.session.venue
        table.add_row(at, Text(shown(line.session.title)), where, style=colours["accent"] if line.running else "")
    parts: list[RenderableType] = [table]
    if not found.sessions:
        parts = [Text("No session is ahead.", colours["muted"])]
    if found.phase != BEFORE and found.gates:
        parts += [Text(""), _gates(office, found.gates, colours)]
    return Group(*parts)


def _starts(office: Office, found: Overview, starts: datetime) -> str:
    local = office.local(starts)
    return f"{local:%H:%M}" if local.date() == found.today else f"{local.day} {local:%b} {local:%H:%M}"


def _gates(office: Office, gates: Sequence[GateLine], colours: dict[str, str]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    for _ in range(2):
        table.add_column(no_wrap=True)
    for gate in gates:
        sign, said = ("●", f"last scan {office.shown(gate.last)}") if gate.last else ("○", "no scan today")
        refused = f"{gate.refused} refused" if gate.refused else ""
        table.add_row(
            f"{sign} {gate.name}",
            f"{gate.inside} in",
            Text(said, colours["muted"]),
            Text(refused, colours["warn"]),
        )
    return table
