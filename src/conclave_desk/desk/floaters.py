"""Pools of floaters: transferable cards that a room asks for besides the badge, some for each delegation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conclave_desk.credential.claims import ANY_PARTY, Claims
from conclave_desk.credential.payload import make_payload
from conclave_desk.credential.serial import format_serial, parse_serial
from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.founding import signing_key
from conclave_desk.domain.admission import FLOATER
from conclave_desk.domain.decision import Decided, Decision, Refusal
from conclave_desk.domain.entries import FloaterRecalled, FloatersAssigned
from conclave_desk.domain.event import EVERY_ZONE, day_of, end_of_day, start_of_day
from conclave_desk.errors import WrongUse
from conclave_desk.registers import floaters as register
from conclave_desk.registers import roster
from conclave_desk.registers.floaters import Floater


def assign(desk: Desk, party: str, count: int, zones: Sequence[str] = ()) -> Decision:
    """So many new cards for the party, valid as long as badges are; without ``zones`` for all that ask for one."""
    event = desk.event
    code = lookup.party(desk, party)
    wanted = list(zones) or [zone.code for zone in event.zones if zone.floater]
    if unknown := [zone for zone in wanted if zone != EVERY_ZONE and event.zone(zone) is None]:
        raise WrongUse(f"The event has no zone {unknown[0]!r}; it has {', '.join(z.code for z in event.zones)}.")

    def rule() -> Decision:
        if not wanted:
            return Refusal("no_floater_zone", "No zone asks for a floater; say so in event.toml or give --zones.")
        entry = FloatersAssigned(
            party=code,
            holders=[_new_number(desk) for _ in range(count)],
            zones=wanted,
            valid_from=start_of_day(event.badges_from or event.starts, event.zone_info),
            valid_until=end_of_day(event.badges_until or event.ends, event.zone_info),
        )
        return Decided((entry,))

    return desk.record("gate floaters", rule)


def recall(desk: Desk, serial: str, cause: str = "lost") -> Decision:
    """The card opens nothing any more."""
    number = parse_serial(serial)
    if number is None:
        raise WrongUse(f"{serial!r} is no serial; it reads like K7Q4-9XTM-1R, its last sign a check.")

    def rule() -> Decision:
        found = next((card for card in pool(desk) if card.holder == number[0].hex()), None)
        if found is None:
            raise WrongUse(f"No floater here has the serial {serial}.")
        if found.recalled_from is not None:
            return Refusal("floater_recalled", f"Floater {serial} was recalled already.")
        return Decided((FloaterRecalled(holder=found.holder, cause=cause, effective=desk.now()),))

    return desk.record("gate floaters", rule)


def payload(desk: Desk, card: Floater) -> str:
    """What the card's QR symbol holds (CONTRACTS section 4)."""
    claims = Claims(
        event=desk.event.code,
        holder=bytes.fromhex(card.holder),
        issue=1,
        party=ANY_PARTY,
        category=FLOATER,
        zones=card.zones,
        not_before=card.valid_from,
        expires=card.valid_until,
        issued_at=card.assigned_at,
    )
    return make_payload(claims, signing_key(desk))


def rows(desk: Desk, party: str | None = None) -> list[dict[str, Any]]:
    """The pool as people read it: each card, and the badge that is inside with it."""
    return [
        {
            "serial": format_serial(bytes.fromhex(card.holder), 1),
            "party": card.party,
            "zones": list(card.zones),
            "held_by": held_by(desk, card),
            "recalled": card.recalled_from,
        }
        for card in pool(desk, party)
    ]


def pool(desk: Desk, party: str | None = None) -> list[Floater]:
    """The cards, with who holds each today."""
    day = day_of(desk.event, desk.now())
    return register.pool(desk.journal.db, day.isoformat(), party)


def held_by(desk: Desk, card: Floater) -> str | None:
    """The name of whoever is inside with the card."""
    guest = roster.guest(desk.journal.db, *card.use[:3]) if card.use else None
    return guest.name if guest else None


def _new_number(desk: Desk) -> str:
    taken = "SELECT 1 FROM floaters WHERE holder = ?"
    while True:
        holder = desk.new_holder_number()
        if desk.journal.db.execute(taken, (holder,)).fetchone() is None:
            return holder
