"""A morning at two gates: most come in, some are refused, and each refusal says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conclave_desk.bootstrap import station_of
from conclave_desk.cli import output
from conclave_desk.cli.diagnostics import settled
from conclave_desk.desk import badges
from conclave_desk.desk.badges import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.precedence import person_key
from conclave_desk.desk.selection import badges as selected
from conclave_desk.gate.answer import Answer
from conclave_desk.gate.scan import Scan

_WALLPAPER = "https://example.org/menu"
_EVERY = timedelta(seconds=2)


@dataclass
class Morning:
    """What came of it: counts by verdict or reason, a line for each kind, and when it ended."""

    ended: datetime
    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def note(self, answer: Answer, gate: str) -> None:
        """Count an answer; the first of its kind is shown."""
        kind = answer.reason or answer.verdict
        self.counts[kind] += 1
        if self.counts[kind] == 1:
            who = " ".join(text for text in (answer.party, answer.name) if text) or "unknown"
            word = "LEFT" if answer.verdict == "left" else answer.action.upper()
            self.examples.append(f"{gate}  {word:<6} {who}  {answer.message}".rstrip())


def scan_morning(desk: Desk, payloads: Sequence[str], session_starts: datetime) -> Morning:
    """Everybody arrives at the first gate; every third tries the second too; some odd cases among them.

    The badge of the last in precedence is lost and replaced before the doors open.
    """
    morning = Morning(ended=session_starts + timedelta(hours=4))
    now = session_starts - timedelta(minutes=30)
    desk.clock = lambda: now
    key = person_key(desk.event)
    lost = serial_of(max(selected(desk, "status:collected"), key=lambda chosen: key(chosen.person)).badge)
    settled(badges.replace(desk, lost))
    main, second = desk.event.gates[:2]
    station = station_of(desk)
    scans = list(_scans(payloads, lost, main.code, second.code))
    step = min(_EVERY, timedelta(minutes=90) / max(1, len(scans)))
    with output.progress("Scanning   ", len(scans)) as bar:
        for scan in scans:
            now += step
            gate = main if scan.gate == main.code else second
            morning.note(station.scan(scan), gate.name)
            bar.update(1)
        now = session_starts + timedelta(hours=3)
        for payload in payloads:
            now += timedelta(milliseconds=50)
            morning.note(station.scan(Scan(payload, main.code, direction="out")), main.name)
    return morning


def _scans(payloads: Sequence[str], lost: str, main: str, second: str) -> Iterator[Scan]:
    yield Scan(_WALLPAPER, main)
    yield Scan(lost, main)
    yield Scan(_tampered(payloads[-1]), main)
    for number, payload in enumerate(payloads):
        yield Scan(payload, main)
        if number % 3 == 0 or number == len(payloads) - 1:
            yield Scan(payload, second)


def _tampered(payload: str) -> str:
    """The same badge with one sign of its signature changed."""
    place = len(payload) - 9
    return payload[:place] + ("A" if payload[place] != "A" else "B") + payload[place + 1 :]
