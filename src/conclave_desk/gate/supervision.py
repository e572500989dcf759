"""Overriding a refusal: who may, by their own badge or a PIN, and how the reason is kept from other eyes.

A PIN's Argon2id hash (RFC 9106) lies in the roster, so a thief of the station's file can try PINs on it: give PINs to
few, of six digits or more, and withdraw a station that is gone. The reason is sealed with HPKE (RFC 9180) to the
letterbox of whom it is about: nobody at a gate reads it again, and at the desk nobody once the person is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import uuid_utils

from conclave_desk.domain.decision import Refusal
from conclave_desk.domain.entries import SupervisorRefused
from conclave_desk.gate.scan import Supervisor
from conclave_desk.registers import roster
from conclave_desk.registers.moments import from_text, to_text

if TYPE_CHECKING:
    from conclave_desk.gate.station import Station

MOST_WRONG = 5
"""Wrong PINs at a station within :data:`WHILE`, after which none is looked at until the first is that old."""
WHILE = timedelta(minutes=5)


def supervisor(station: Station, code: str, gate: str) -> Supervisor | Refusal:
    """Who the code stands for, if they may override; :meth:`Station.supervisor`."""
    text = code.strip()
    if not text.isdecimal():
        return _by_badge(station, text, gate)
    if until := _closed_until(station):
        return Refusal("too_many_attempts", f"Too many wrong PINs. Use a badge, or wait until {until}.")
    return _by_pin(station, text, gate)


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


def _closed_until(station: Station) -> str | None:
    since = to_text(station.now() - WHILE)
    rows = station.books.journal.db.execute(
        "SELECT at FROM supervisor_refusals WHERE chain = ? AND method = 'pin' AND at > ? ORDER BY at",
        (station.books.chain, since),
    ).fetchall()
    if len(rows) < MOST_WRONG:
        return None
    return (from_text(rows[-MOST_WRONG][0]) + WHILE).astimezone(station.event.zone_info).strftime("%H:%M:%S")


def seal(reason: str | None, letterbox: Callable[[], bytes]) -> bytes | None:
    """The reason for the desk's eyes alone; ``None`` where there is none."""
    if not reason:
        return None
    from conclave_desk.credential.sealed import seal_to

    return seal_to(letterbox(), reason)
