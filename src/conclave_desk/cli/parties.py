"""Parties as they are typed."""

from __future__ import annotations

from conclave_desk.desk.desk import Desk
from conclave_desk.errors import WrongUse
from conclave_desk.exchange.countries import known


def known_party(desk: Desk, code: str) -> str:
    """The code, if it is ISO 3166-1 alpha-3 or declared by the event."""
    code = code.upper()
    if known(code) or any(party.code == code for party in desk.event.parties):
        return code
    raise WrongUse(f"{code!r} is no party: give an ISO 3166 alpha-3 code, or declare it in event.toml.")
