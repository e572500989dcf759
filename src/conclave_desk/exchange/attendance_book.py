"""The attendance return as a workbook: a summary, the parties, a sheet a session, the days.

Columns that say the same in every line are left off the paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from conclave_desk.domain.attendance import COLUMNS, STATUSES, AttendanceRow, tallies
from conclave_desk.domain.event import Event
from conclave_desk.exchange.held import Held
from conclave_desk.exchange.workbook import Look, workbook

SUMMARY, PARTIES, DAYS = "Summary", "Parties", "Days"
SUMMARY_COLUMNS = ("session", "title", "date", "starts", "ends", "expected", "there", *STATUSES)
"""``there`` is whoever came at all: attended, late or left early."""
PARTY_COLUMNS = ("party", "name", "people", "seen")
"""Then a column a session: how many of them were there."""

_THERE = ("attended", "late", "left_early")
_LOOK = Look(
    clocks=("starts", "ends"),
    toned="status",
    tones={"absent": "#B23A0E", "late": "#7D5A00", "left_early": "#7D5A00", "excused": "#646B78"},
)
_SAME_IN_ALL_LINES = 2
"""Of a session's sheet the first columns, event and session, which its heading says already."""


def write_book(
    rows: Sequence[AttendanceRow],
    event: Event,
    out: BinaryIO,
    sessions: Mapping[str, Held],
    parties: Mapping[str, str],
) -> None:
    """Write the workbook to ``out``."""
    by_session: dict[str, list[AttendanceRow]] = {code: [] for code in sessions}
    for row in rows:
        by_session.setdefault(row.session, []).append(row)
    days = by_session.pop("", [])
    with workbook(event, "Attendance", out, _LOOK) as sheets:
        sheets.add(SUMMARY, SUMMARY_COLUMNS, [*_summary(by_session, sessions, tallies(rows)), *_by_day(days)])
        sheets.add(PARTIES, (*PARTY_COLUMNS, *by_session), _parties(rows, list(by_session), parties))
        for code, lines in by_session.items():
            held = sessions.get(code)
            sheets.add(code, COLUMNS, lines, _SAME_IN_ALL_LINES, held.title if held else "")
        sheets.add(DAYS, COLUMNS, days, _SAME_IN_ALL_LINES)


def _summary(
    by_session: Mapping[str, Sequence[AttendanceRow]], sessions: Mapping[str, Held], counted: Mapping[str, Counter[str]]
) -> list[tuple[Any, ...]]:
    """A line a session: when it was, how many were expected and there, and how many rows have each status."""
    lines: list[tuple[Any, ...]] = []
    for code, rows in by_session.items():
        held = sessions.get(code, Held(""))
        day = rows[0].date if rows else None
        lines.append((code, held.title, day, held.starts, held.ends, *_numbers(counted.get(code, Counter()))))
    return lines


def _by_day(days: Sequence[AttendanceRow]) -> list[tuple[Any, ...]]:
    """A line a day, without a session."""
    counted: dict[date, Counter[str]] = {}
    for row in days:
        counted.setdefault(row.date, Counter())[row.status] += 1
    return [
        ("", f"{day:%A} {day.day} {day:%B}", day, None, None, *_numbers(tally))
        for day, tally in sorted(counted.items())
    ]


def _numbers(tally: Counter[str]) -> tuple[int, ...]:
    there = sum(tally[status] for status in _THERE)
    return (tally.total(), there, *(tally[status] for status in STATUSES))


def _parties(rows: Sequence[AttendanceRow], codes: Sequence[str], names: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """A line a party in order of precedence: its people, who of them was seen at all, and how many at each session."""
    people: dict[str, set[int]] = {}
    seen: dict[str, set[int]] = {}
    there: Counter[tuple[str, str]] = Counter()
    first: dict[str, int] = {}
    for row in rows:
        people.setdefault(row.party, set()).add(row.precedence)
        first[row.party] = min(first.get(row.party, row.precedence), row.precedence)
        if row.status in _THERE:
            seen.setdefault(row.party, set()).add(row.precedence)
            there[row.party, row.session] += 1
    return [
        (party, names.get(party, ""), len(people[party]), len(seen.get(party, ())), *(there[party, c] for c in codes))
        for party in sorted(people, key=first.__getitem__)
    ]
