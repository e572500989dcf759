"""Is a payload genuine? The signature alone is asked, no clock and no roster."""

from __future__ import annotations

from typing import Any

from conclave_desk.credential.keys import KeyRing, PublicKey
from conclave_desk.credential.payload import Forged, Genuine, UnknownKey, WrongEvent, read_payload
from conclave_desk.credential.serial import LAST_ISSUE, format_serial
from conclave_desk.desk.desk import Desk
from conclave_desk.registers import event as event_register


def verified(desk: Desk, payload: str) -> dict[str, Any]:
    """The object that `badges verify` prints."""
    db = desk.journal.db
    known = frozenset({desk.event.code, *event_register.links(db)})
    keys = KeyRing((issuer, PublicKey(raw)) for issuer, raw in event_register.public_keys(db))
    match read_payload(payload, keys, known):
        case Genuine(claims=claims):
            serial = format_serial(claims.holder, claims.issue) if claims.issue <= LAST_ISSUE else None
            return {
                "valid": True,
                "reason": None,
                "event": claims.event,
                "serial": serial,
                "party": claims.party,
                "category": claims.category,
                "zones": list(claims.zones),
                "issue": claims.issue,
                "not_before": claims.not_before,
                "expires": claims.expires,
            }
        case WrongEvent(event=issuer):
            return _invalid("wrong_event", issuer)
        case UnknownKey(event=issuer):
            return _invalid("unknown_key", issuer)
        case Forged(event=issuer):
            return _invalid("forged", issuer)
        case _:
            return _invalid("unreadable", None)


def _invalid(reason: str, event: str | None) -> dict[str, Any]:
    unknown = dict.fromkeys(("serial", "party", "category", "zones", "issue", "not_before", "expires"))
    return {"valid": False, "reason": reason, "event": event, **unknown}
