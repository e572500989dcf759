"""From what a scanner sent to what it is: a signed payload, a typed serial, or neither."""

from __future__ import annotations

from collections.abc import Collection

from conclave_desk.credential.keys import KeyRing
from conclave_desk.credential.payload import Forged, Genuine, UnknownKey, WrongEvent, read_payload
from conclave_desk.credential.serial import parse_serial
from conclave_desk.domain.scene import Reading


def read_code(text: str, event: str, keys: KeyRing, known_events: Collection[str]) -> Reading:
    """What the text is; never raises. A serial is taken as one of this event's badges."""
    if number := parse_serial(text):
        return Reading(issuer=event, holder=number[0].hex(), issue=number[1], serial=True)
    match read_payload(text, keys, known_events):
        case Genuine(claims=claims):
            return Reading(
                issuer=claims.event,
                holder=claims.holder.hex(),
                issue=claims.issue,
                issued_at=claims.issued_at,
                party=claims.party,
                category=claims.category,
                zones=tuple(claims.zones),
                valid_from=claims.not_before,
                valid_until=claims.expires,
            )
        case WrongEvent(event=issuer):
            return Reading("wrong_event", issuer=issuer)
        case UnknownKey(event=issuer):
            return Reading("unknown_key", issuer=issuer)
        case Forged(event=issuer):
            return Reading("forged", issuer=issuer)
        case _:
            return Reading("unreadable")
