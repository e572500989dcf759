"""What the desk should look into among the scans, as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from conclave_desk.credential.serial import serial_of
from conclave_desk.desk.desk import Desk
from conclave_desk.registers import roster
from conclave_desk.registers.findings import ClockJump, Double, Findings, RevokedAdmitted

_TWICE = {
    "once": "came in twice where once is allowed",
    "daily": "came in twice on one day",
    "passback": "came in twice without going out",
    "too_fast": "was at two gates within 10 seconds",
}
_NEXT = {
    "too_fast": "Two people may wear copies of one badge: look who came, replace the badge.",
    "revoked": "Somebody may be inside with this badge: look who, take it away, and bring the stations a new roster.",
    "clock": "Set the clock of that machine; times of its scans since then are as wrong as it was.",
    "": "Ask both gates who came; if it was the same person nothing is to be done.",
}


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding. ``at``, ``gate`` are of the scan that should not have been; ``first_at``, ``first_gate`` of the one
    before it."""

    id: str
    rule: str
    at: datetime
    gate: str
    chain: str
    party: str
    serial: str
    name: str
    holder: str
    what: str
    next: str
    first_at: datetime | None = None
    first_gate: str = ""

    def sentence(self, zone: ZoneInfo) -> str:
        """In a line; times are the zone's."""
        first = f" ({self.first_gate} {_clock(self.first_at, zone)})" if self.first_at else ""
        who = " ".join(filter(None, (self.party, self.name, self.serial))) or self.chain
        return f"{who} {self.what}{first}: {self.gate} {_clock(self.at, zone)}"


def lines(desk: Desk, found: Findings) -> list[FoundLine]:
    """All findings, the latest first."""
    every = [
        *(_double(desk, item) for item in found.double_entries),
        *(_revoked(desk, item) for item in found.revoked_admitted),
        *(_jump(item) for item in found.clock_jumps),
    ]
    return sorted(every, key=lambda line: (line.at, line.id), reverse=True)


def _double(desk: Desk, item: Double) -> FoundLine:
    guest = roster.guest(desk.journal.db, item.issuer, item.holder, item.issue)
    return FoundLine(
        id=f"{item.rule}:{item.second.chain}:{item.second.scan_id}",
        rule=item.rule,
        at=item.second.at,
        gate=item.second.gate,
        chain=item.second.chain,
        party=item.party,
        serial=serial_of(item.holder, item.issue) or "",
        name=guest.titled if guest else "",
        holder=item.holder,
        what=_TWICE[item.rule],
        next=_NEXT.get(item.rule, _NEXT[""]),
        first_at=item.first.at,
        first_gate=item.first.gate,
    )


def _revoked(desk: Desk, item: RevokedAdmitted) -> FoundLine:
    guest = roster.guest(desk.journal.db, item.issuer, item.holder, item.issue)
    since = _clock(item.revoked_from, desk.event.zone_info)
    return FoundLine(
        id=f"revoked:{item.scan.chain}:{item.scan.scan_id}",
        rule="revoked",
        at=item.scan.at,
        gate=item.scan.gate,
        chain=item.scan.chain,
        party=item.party,
        serial=serial_of(item.holder, item.issue) or "",
        name=guest.titled if guest else item.name,
        holder=item.holder,
        what=f"was let in, though {item.cause or 'revoked'} since {since}",
        next=_NEXT["revoked"],
    )


def _jump(item: ClockJump) -> FoundLine:
    minutes = int(item.back.total_seconds()) // 60
    return FoundLine(
        id=f"clock:{item.scan.chain}:{item.scan.scan_id}",
        rule="clock",
        at=item.scan.at,
        gate=item.scan.gate,
        chain=item.scan.chain or "the desk's own gate",
        party="",
        serial="",
        name="",
        holder="",
        what=f"has a clock that was set back {minutes} minutes",
        next=_NEXT["clock"],
    )


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%d %b %H:%M:%S") if at else ""
