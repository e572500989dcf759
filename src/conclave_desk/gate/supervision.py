"""Overriding a refusal: who may, by their own badge or a PIN, and how the reason is kept from other eyes.

A PIN's Argon2id hash (RFC 9106) lies in the roster, so a thief of the station's file can try PINs on it without being
seen: the desk draws PINs of eight digits, each try is dear, and an event may do without them (``override_by =
"badge"``). At a station each wrong PIN is an entry, and from the fifth on the PIN is closed, each time twice as long.
The reason is sealed with HPKE (RFC 9180) to the letterbox of whom it is about: nobody at a gate reads it again, and at
the desk nobody once the person is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import uuid_utils

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.entries import SupervisorRefused
from conclave_desk.domain.event import BADGE_ALONE
from conclave_desk.gate.scan import Supervisor
from conclave_desk.registers import roster
from conclave_desk.registers.moments import from_text, to_text

if TYPE_CHECKING:
    from conclave_desk.gate.station import Station

MOST_WRONG = 5
"""Wrong PINs at a station, in :data:`WHILE` and since the last override, that close the PIN for :data:`FIRST_WAIT`;
each further one closes it for twice as long as the one before, up to :data:`LAST_WAIT`."""
WHILE = timedelta(hours=12)
FIRST_WAIT, LAST_WAIT = timedelta(minutes=5), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class PinClosed(Refusal):
    """No PIN is looked at before ``until``."""

    until: datetime


def supervisor(station: Station, code: str, gate: str) -> Supervisor | Refusal:
    """Who the code stands for, if they may override; :meth:`Station.supervisor`."""
    text = code.strip()
    digits = "".join(text.split())
    if not digits.isdecimal():
        return _by_badge(station, text, gate)
    if station.event.policy.override_by == BADGE_ALONE:
        return Refusal("badge_alone", "No PIN is taken at this event. Scan a supervisor's own badge.")
    if (until := _closed_until(station)) and until > station.now():
        time = until.astimezone(station.event.zone_info).strftime("%H:%M")
        return PinClosed("too_many_attempts", f"Too many wrong PINs. Use a badge, or wait until {time}.", until)
    return _by_pin(station, digits, gate)


def _by_badge(station: Station, text: str, gate: str) -> Supervisor | Refusal:
    found = station.read(text)
    if found.fault is None and not found.serial and found.issuer and found.holder and found.issue:
        holding = station.holding(found.issuer, found.holder, found.issue)
        if holding and found.issuer == station.event.code and _holds(station, found.holder, found.issue):
            return Supervisor(found.holder, holding.name)
    return _refused(station, gate, "badge", "This badge is no supervisor's. Scan a supervisor's own badge.")


def _by_pin(station: Station, pin: str, gate: str) -> Supervisor | Refusal:
    from conclave_desk.credential.pin import matches

    for holder, known in roster.pins(station.books.journal.db):
        if matches(pin, known):
            issue = roster.latest_issue(station.books.journal.db, station.event.code, holder)
            holding = station.holding(station.event.code, holder, issue) if issue else None
            if holding and _holds(station, holder, holding.issue):
                return Supervisor(holder, holding.name)
    return _refused(station, gate, "pin", "This PIN is no supervisor's.")


def _holds(station: Station, holder: str, issue: int) -> bool:
    """Whether the badge is a supervisor's and works now."""
    held, now = station.holding(station.event.code, holder, issue), station.now()
    return held is not None and held.works(now) and roster.supervises(station.books.journal.db, holder)


def _refused(station: Station, gate: str, method: str, sentence: str) -> Refusal:
    journal, now = station.books.journal, station.now()
    with journal.transaction():
        entry = SupervisorRefused(chain=station.books.chain, gate=gate, at=now, method=method)
        station.write("gate override", gate, now, entry, str(uuid_utils.uuid7()))
    return Refusal("no_supervisor", sentence)


def _closed_until(station: Station) -> datetime | None:
    """Until when the wrong PINs that were tried keep the PIN closed."""
    db, chain = station.books.journal.db, station.books.chain
    since = to_text(station.now() - WHILE)
    wrong = "SELECT at FROM supervisor_refusals WHERE chain = ? AND method = 'pin' AND at > ? ORDER BY at"
    tried: list[str] = [row[0] for row in db.execute(wrong, (chain, since))]
    if len(tried) < MOST_WRONG:
        return None
    let_in = "SELECT max(at) FROM scans WHERE chain = ? AND reason = 'override' AND at > ?"
    last = db.execute(let_in, (chain, since)).fetchone()[0] or ""
    tried = [at for at in tried if at > last]
    if len(tried) < MOST_WRONG:
        return None
    wait = min(FIRST_WAIT * (1 << len(tried) - MOST_WRONG), LAST_WAIT)
    return from_text(tried[-1]) + wait


def seal(reason: str | None, letterbox: Callable[[], bytes]) -> bytes | None:
    """The reason for the desk's eyes alone; ``None`` where there is none."""
    if not reason:
        return None
    from conclave_desk.credential.sealed import seal_to

    return seal_to(letterbox(), reason)
